"""The guide to the region, kept by the coordinator: what is to be checked, preview, history, and the way back."""

from dataclasses import replace

from flask import abort, flash, redirect, render_template, request, url_for

from expatdesk.access.acting import the_region
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.closures import VersionForm
from expatdesk.desk.forms.guide import PlaceForm
from expatdesk.desk.place_lines import differences, lines_of
from expatdesk.guide import queries
from expatdesk.guide.actions import save_place
from expatdesk.guide.files import shipped_places
from expatdesk.guide.labels import KINDS
from expatdesk.guide.queries import Kept
from expatdesk.rules.places import Place, PlaceKind
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import language
from expatdesk.shared.pages import Page
from expatdesk.shared.word_search import words_of

LONGEST_KEY = 80
# What the address below /desk/guide means already.
TAKEN = frozenset({"new"})


@blueprint.get("/desk/guide")
def guide() -> str:
    kept = sorted(queries.kept_places(), key=lambda one: _name(one.place).casefold())
    by_kind = {kind: [one for one in kept if one.place.kind is kind] for kind in PlaceKind}
    towns = {town.code: town.name for town in the_region().municipalities}
    return render_template(
        "desk/guide/list.html", by_kind=by_kind, kinds=KINDS, to_check=queries.to_check(kept, today()), towns=towns
    )


@blueprint.route("/desk/guide/new", methods=["GET", "POST"])
def new_place() -> Page:
    form = PlaceForm(data={"version": 0, "checked_on": today()})
    if not form.validate_on_submit():
        return _page(form), 422 if form.errors else 200
    key = "-".join(words_of(form.name_en.data or ""))[:LONGEST_KEY].strip("-")
    if not key or key in TAKEN or queries.kept_place(key):
        form.name_en.errors = [_("There is a place of this name already. Add its town, for example.")]
        return _page(form), 422
    return _save_or_preview(form, form.place(key))


@blueprint.route("/desk/guide/<place>", methods=["GET", "POST"])
def place(place: str) -> Page:
    kept = _kept_or_404(place)
    form = PlaceForm.of(kept.place, kept.number, is_shown=kept.is_shown)
    if not form.validate_on_submit():
        return _page(form, kept), 422 if form.errors else 200
    return _save_or_preview(form, form.place(place), kept)


@blueprint.post("/desk/guide/<place>/checked", endpoint="place_checked")
def checked(place: str) -> Page:
    """Somebody asked, and all of it still holds today."""
    kept, form = _kept_or_404(place), VersionForm()
    if not form.validate():
        abort(422)
    still = replace(kept.place, as_of=today(), verified=True)
    try:
        save_place(
            still, is_shown=kept.is_shown, why=_("Checked: all of it still holds"), after=form.version.data,
            by=current_visitor().actor,
        )  # fmt: skip
    except StaleVersion:
        flash(_("A colleague changed “%(name)s” meanwhile. Look at it first.", name=_name(kept.place)), "warning")
        return redirect(url_for("desk.place", place=place), 303)
    flash(_("“%(name)s” holds, as of today.", name=_name(kept.place)), "ok")
    return redirect(url_for("desk.guide"), 303)


@blueprint.get("/desk/guide/<place>/history", endpoint="place_history")
def history(place: str) -> str:
    kept = _kept_or_404(place)
    return render_template(
        "desk/guide/history.html", kept=kept, versions=queries.versions_of(place), name=_name(kept.place),
        shipped=shipped_places().get(place),
    )  # fmt: skip


@blueprint.get("/desk/guide/<place>/history/<int(max=9999):number>", endpoint="place_version")
def version(place: str, number: int) -> str:
    return _page_of_version(place, number)


def _page_of_version(key: str, number: int, *, is_late: bool = False) -> str:
    kept, old, region = _kept_or_404(key), queries.version_of(key, number) or abort(404), the_region()
    before = queries.version_of(key, number - 1) if number else None
    return render_template(
        "desk/guide/version.html", kept=kept, number=number, lines=lines_of(old, region), name=_name(kept.place),
        changes=differences(before, old, region) if before else [],
        since=differences(old, kept.place, region), is_late=is_late,
    )  # fmt: skip


@blueprint.post("/desk/guide/<place>/history/<int(max=9999):number>/take-back", endpoint="take_back_place")
def take_back(place: str, number: int) -> Page:
    """What came since the page was opened is shown first: it would go, and nobody saw that it does."""
    old, form = queries.version_of(place, number) or abort(404), VersionForm()
    if not form.validate():
        abort(422)
    why = _("Taken back to version %(number)d", number=number) if number else _("Taken back to the shipped text")
    try:
        save_place(old, is_shown=True, why=why, after=form.version.data, by=current_visitor().actor)
    except StaleVersion:
        return _page_of_version(place, number, is_late=True), 409
    flash(_("Everybody reads that version now."), "ok")
    return redirect(url_for("desk.place", place=place), 303)


def _save_or_preview(form: PlaceForm, typed: Place, kept: Kept | None = None) -> Page:
    if "preview" in request.form:
        return _page(form, kept, preview=typed), 200
    try:
        save_place(
            typed, is_shown=form.is_shown.data == "yes", why=form.why.data or "", after=form.version.data,
            by=current_visitor().actor,
        )  # fmt: skip
    except StaleVersion:
        theirs = _kept_or_404(typed.key)
        form.version.data = theirs.number
        return _page(form, theirs, theirs=differences(theirs.place, typed, the_region())), 409
    flash(_("“%(name)s” is saved.", name=_name(typed)), "ok")
    return redirect(url_for("desk.guide"), 303)


def _page(
    form: PlaceForm, kept: Kept | None = None, *, preview: Place | None = None, theirs: object = None
) -> str:
    region, newer = the_region(), kept.shipped_since if kept else None
    return render_template(
        "desk/guide/place.html", form=form, kept=kept, theirs=theirs, name=_name(kept.place) if kept else "",
        preview=lines_of(preview, region) if preview else [],
        newer=differences(kept.place, newer, region) if kept and newer else [],
    )  # fmt: skip


def _name(place: Place) -> str:
    return place.name.in_language(language())


def _kept_or_404(key: str) -> Kept:
    return queries.kept_place(key) or abort(404)
