"""The answers of the knowledge base, written by the coordinator: preview, history, and the way back."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for

from expatdesk.access.acting import the_region
from expatdesk.access.answers import shown
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.asked_words import words_without_answer
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.answers import STANDINGS, AnswerForm
from expatdesk.desk.forms.closures import VersionForm
from expatdesk.knowledge import queries
from expatdesk.knowledge.actions import save_topic
from expatdesk.knowledge.book import topic_of
from expatdesk.knowledge.differences import differences
from expatdesk.knowledge.figures import figure, known_names
from expatdesk.knowledge.files import shipped_topics
from expatdesk.knowledge.labels import THEMES
from expatdesk.knowledge.models import Standing, TopicVersion
from expatdesk.knowledge.plainness import reading_of
from expatdesk.knowledge.topics import Theme, Topic
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import LANGUAGES, language
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.shared.text import tidy, without_controls
from expatdesk.shared.word_search import words_of

LONGEST_SLUG, LONGEST_WORD = 80, 60
# What the addresses below /answers and /desk/answers mean already.
TAKEN = frozenset({"words", "new"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A topic as its writers find it: its newest version, or as it ships."""

    topic: Topic
    version: TopicVersion | None

    @property
    def number(self) -> int:
        """Of the newest version; 0 for the topic that ships."""
        return self.version.number if self.version else 0

    @property
    def standing(self) -> Standing:
        """Who reads it."""
        return Standing(self.version.standing) if self.version else Standing.PUBLISHED

    @property
    def shipped_since(self) -> Topic | None:
        """The topic that ships, where it changed since this version was written."""
        shipped = shipped_topics().get(self.topic.slug)
        is_newer = self.version is not None and shipped is not None and shipped.print != self.version.shipped_print
        return shipped if is_newer else None


@blueprint.get("/desk/answers")
def answers() -> str:
    newest = queries.newest_versions()
    every = [_kept(slug, newest.get(slug)) for slug in {*shipped_topics(), *newest}]
    ordered = sorted(every, key=lambda kept: kept.topic.in_language(language()).title.casefold())
    by_theme = {theme: [kept for kept in ordered if kept.topic.theme is theme] for theme in Theme}
    return render_template(
        "desk/answers/list.html", by_theme=by_theme, themes=THEMES, asked_words=words_without_answer()
    )


@blueprint.route("/desk/answers/new", methods=["GET", "POST"])
def new_answer() -> Page:
    word = without_controls(tidy(request.args.get("asked", "")))[:LONGEST_WORD]
    why = _("Households ask about “%(word)s”", word=word) if word else ""
    form = AnswerForm(data={"version": 0, "checked_on": today(), "standing": Standing.DRAFT, "why": why})
    if not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    slug = "-".join(words_of(form.title_en.data or ""))[:LONGEST_SLUG].strip("-")
    if not slug or slug in TAKEN or slug in shipped_topics() or queries.newest_version(slug):
        form.title_en.errors = [_("There is an answer to this question already. Ask it in another way.")]
        return _page(form), 422
    return _save_or_preview(form, form.topic(slug))


@blueprint.route("/desk/answers/<topic>", methods=["GET", "POST"])
def answer(topic: str) -> Page:
    kept = _kept_or_404(topic)
    form = AnswerForm.of(kept.topic, kept.number, kept.standing)
    if not form.validate_on_submit():
        return _page(form, kept), 422 if form.errors else 200
    return _save_or_preview(form, form.topic(topic), kept)


@blueprint.get("/desk/answers/<topic>/history", endpoint="answer_history")
def history(topic: str) -> str:
    kept = _kept_or_404(topic)
    return render_template(
        "desk/answers/history.html", kept=kept, versions=queries.versions_of(topic), standings=STANDINGS,
        shipped=shipped_topics().get(topic),
    )  # fmt: skip


@blueprint.get("/desk/answers/<topic>/history/<int(max=9999):number>", endpoint="answer_version")
def version(topic: str, number: int) -> str:
    return _page_of_version(topic, number)


def _page_of_version(topic: str, number: int, *, is_late: bool = False) -> str:
    kept, old = _kept_or_404(topic), _version_or_404(topic, number)
    before = _version(topic, number - 1)
    return render_template(
        "desk/answers/version.html", kept=kept, number=number, both=_both(old),
        changes=differences(before, old) if before else [], since=differences(old, kept.topic),
        is_late=is_late,
    )  # fmt: skip


@blueprint.post("/desk/answers/<topic>/history/<int(max=9999):number>/take-back", endpoint="take_back_answer")
def take_back(topic: str, number: int) -> Page:
    """What came since the page was opened is shown first: it would go, and nobody saw that it does."""
    old, form = _version_or_404(topic, number), VersionForm()
    if not form.validate():
        abort(422)
    why = _("Taken back to version %(number)d", number=number) if number else _("Taken back to the shipped text")
    try:
        save_topic(
            old, standing=Standing.PUBLISHED, why=why, after=form.version.data,
            by=current_visitor().actor, region=the_region(),
        )  # fmt: skip
    except StaleVersion:
        return _page_of_version(topic, number, is_late=True), 409
    flash(_("Everybody reads that version now."), "ok")
    return redirect(url_for("desk.answer", topic=topic), 303)


def _save_or_preview(form: AnswerForm, topic: Topic, kept: Kept | None = None) -> Page:
    if "preview" in request.form:
        return _page(form, kept, preview=topic), 200
    try:
        save_topic(
            topic, standing=Standing(form.standing.data), why=form.why.data or "", after=form.version.data,
            by=current_visitor().actor, region=the_region(),
        )  # fmt: skip
    except StaleVersion:
        theirs = _kept_or_404(topic.slug)
        form.version.data = theirs.number
        return _page(form, theirs, theirs=differences(theirs.topic, topic)), 409
    flash(_("“%(title)s” is saved.", title=topic.in_language(language()).title), "ok")
    return redirect(url_for("desk.answers"), 303)


def _page(
    form: AnswerForm, kept: Kept | None = None, *, preview: Topic | None = None, theirs: object = None
) -> str:
    region, newer = the_region(), kept.shipped_since if kept else None
    figures = {name: figure(name, region, today()) for name in known_names(region)}
    return render_template(
        "desk/answers/answer.html", form=form, kept=kept, theirs=theirs, figures=figures,
        preview=_both(preview) if preview else [], newer=differences(kept.topic, newer) if kept and newer else [],
        readings={chosen: _reading(preview, chosen) for chosen in LANGUAGES} if preview else {},
    )  # fmt: skip


def _both(topic: Topic) -> list[object]:
    return [shown(topic, chosen) for chosen in LANGUAGES]


def _reading(topic: Topic, chosen: str) -> object:
    said = topic.in_language(chosen)
    return reading_of("\n\n".join((said.title, said.summary, said.text)), chosen)


def _kept(slug: str, newest: TopicVersion | None) -> Kept:
    return Kept(topic_of(newest) if newest else shipped_topics()[slug], newest)


def _kept_or_404(slug: str) -> Kept:
    newest = queries.newest_version(slug)
    if newest is None and slug not in shipped_topics():
        abort(404)
    return _kept(slug, newest)


def _version(slug: str, number: int) -> Topic | None:
    """A version by its number; 0 is the topic that ships."""
    if number == 0:
        return shipped_topics().get(slug)
    found = (version for version in queries.versions_of(slug) if version.number == number)
    return next((topic_of(version) for version in found), None)


def _version_or_404(slug: str, number: int) -> Topic:
    return _version(slug, number) or abort(404)
