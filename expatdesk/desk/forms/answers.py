"""The form for an answer of the knowledge base: both languages together, its day and sources, who reads it."""

from datetime import date
from typing import Any

from wtforms import Field, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.widgets import TextArea

from expatdesk.access.acting import the_region
from expatdesk.desk.forms.checking import not_ahead
from expatdesk.desk.forms.version import VersionField
from expatdesk.knowledge.figures import unknown_placeholders
from expatdesk.knowledge.labels import THEMES
from expatdesk.knowledge.models import Standing
from expatdesk.knowledge.rendering import ELSEWHERE
from expatdesk.knowledge.topics import SourceLink, Theme, Topic, Wording
from expatdesk.shared.forms import DayField, LineField, Needed, PageForm, Plain, PlainText, options
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_TEXT, LONGEST_SOURCES, MOST_SOURCES = 120, 400, 6000, 2000, 8
STANDINGS: dict[Standing, LazyString] = {
    Standing.PUBLISHED: _l("Everybody reads it"),
    Standing.DRAFT: _l("A draft: everybody goes on reading what is there now"),
    Standing.HIDDEN: _l("Nobody reads it: the answer is taken away"),
}


def known_figures(_form: PageForm, field: Field) -> None:
    """Refuse what stands in braces and that the region does not fill in (security T30)."""
    if wrong := unknown_placeholders(field.data or "", the_region()):
        raise ValidationError(_("%(wrong)s is no figure of the region. The list below has those.", wrong=wrong[0]))


def named_addresses(_form: PageForm, field: Field) -> None:
    """Each source has a name and an address of a page."""
    lines = sources_in(field.data or "")
    if len(lines) > MOST_SOURCES or not all(name and is_page(url) for name, url in lines):
        raise ValidationError(
            _("Write each source on a line of its own: its name, a bar, its address. Name | https://town.example")
        )


def is_page(url: str) -> bool:
    """Whether this is the address of a page, and nothing that a browser would run."""
    return ELSEWHERE.fullmatch(url.replace("http://", "https://", 1)) is not None


def sources_in(text: str) -> list[tuple[str, str]]:
    """The name and the address of each source that was typed, one on a line."""
    lines = (line.partition("|") for line in text.splitlines() if line.strip())
    return [(name.strip(), url.strip()) for name, _bar, url in lines]


def _title(label: LazyString) -> LineField:
    return LineField(label, [Needed(_l("Fill in the question.")), Plain(LONGEST_TITLE)])


def _summary(label: LazyString) -> LineField:
    """One paragraph, however many lines it takes on the screen."""
    checks = [Needed(_l("Fill in the answer in short.")), Plain(LONGEST_SUMMARY), known_figures]
    return LineField(label, checks, widget=TextArea(), filters=[lambda text: " ".join((text or "").split())])


def _text(label: LazyString) -> TextAreaField:
    return TextAreaField(label, [Needed(_l("Fill in the text.")), PlainText(LONGEST_TEXT), known_figures])


class AnswerForm(PageForm):
    """An answer as the coordinator writes it."""

    version = VersionField()
    theme = SelectField(_l("Theme"), choices=lambda: options(THEMES.items()))
    title_nl = _title(_l("Question in Dutch"))
    summary_nl = _summary(_l("Answer in short, in Dutch"))
    text_nl = _text(_l("The rest in Dutch"))
    title_en = _title(_l("Question in English"))
    summary_en = _summary(_l("Answer in short, in English"))
    text_en = _text(_l("The rest in English"))
    sources = TextAreaField(
        _l("Sources"), [Needed(_l("Name at least one source.")), PlainText(LONGEST_SOURCES), named_addresses]
    )
    checked_on = DayField(_l("Checked on"), [Needed(_l("Fill in the day.")), not_ahead])
    why = LineField(_l("What changed, and why"), [Needed(_l("Say in a few words why.")), Plain(200)])
    standing = RadioField(
        _l("Who reads it?"), choices=lambda: options(STANDINGS.items()), default=Standing.PUBLISHED
    )

    @classmethod
    def of(cls, topic: Topic, number: int, standing: str) -> "AnswerForm":
        """The form as the answer stands."""
        said: dict[str, Any] = {
            f"{part}_{language}": getattr(topic.in_language(language), part)
            for language in ("nl", "en") for part in Wording.__slots__
        }  # fmt: skip
        sources = "\n".join(f"{source.name} | {source.url}" for source in topic.sources)
        return cls(
            data=said | {
                "version": number, "theme": topic.theme, "sources": sources, "checked_on": topic.checked_on,
                "standing": standing,
            }
        )  # fmt: skip

    def topic(self, slug: str) -> Topic:
        """What was typed."""
        nl, en = (
            Wording(*(self[f"{part}_{language}"].data for part in Wording.__slots__)) for language in ("nl", "en")
        )
        sources = tuple(SourceLink(name, url) for name, url in sources_in(self.sources.data or ""))
        day: date = self.checked_on.data
        return Topic(slug, Theme(self.theme.data), day, sources, nl, en)
