"""The worklist as a file: exactly the rows that the filters show, in the reader's language."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from flask import Response, render_template, request

from expatdesk.access.acting import the_region
from expatdesk.access.policy import visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.labels import PARTIES, TRACKS
from expatdesk.cases.models import CaseState
from expatdesk.cases.worklist import every_case
from expatdesk.desk.acts import act_of
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.worklist import Asked, read_asked
from expatdesk.desk.forms.worklist_actions import ExportForm
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_writing
from expatdesk.shared.files import user_file
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pages import Page
from expatdesk.shared.sheets import MEDIA_TYPES, Cell, csv_file, xlsx_file
from expatdesk.worklists.export import MOST_ROWS, note_export

HEADS = (
    _l("Case code"), _l("Household"), _l("State"), _l("People"), _l("Employer"), _l("Municipality"), _l("Arrival"),
    _l("Lawful limit"), _l("What the limit is of"), _l("Next act"), _l("By"), _l("Ball with"), _l("Handled by"),
)  # fmt: skip


@blueprint.route("/desk/export", methods=["GET", "POST"])
def export() -> Page:
    visitor, day, form = current_visitor(), today(), ExportForm()
    asked = read_asked(request.args, visitor, the_region(), day)
    found = every_case(visible_cases(visitor), asked.filters(visitor, day), MOST_ROWS)
    is_valid = form.validate_on_submit()
    if len(found) > MOST_ROWS:
        form.form_errors.append(
            _("At most %(most)d households fit in a file. Narrow the list first.", most=MOST_ROWS)
        )
    if not is_valid or form.form_errors:
        return _page(form, asked, len(found)), 422 if form.is_submitted() else 200
    return _taken_out(found, form, asked.query(), day)


def _taken_out(found: Sequence[Any], form: ExportForm, query: str, day: date) -> Response:
    kind, ids, actor = str(form.kind.data), [case.id for case in found], current_visitor().actor
    file = _file(kind, [_heads(), *_lines(found, the_region())], day)
    # The file is slow: while it is made others write.
    begin_writing()
    note_export(ids, why=str(form.why.data), query=query, kind=kind, by=actor)
    return file


def _page(form: ExportForm, asked: Asked, count: int) -> str:
    return render_template("desk/worklist_export/export.html", form=form, asked=asked, count=count)


def _file(kind: str, rows: Iterable[list[Cell]], day: date) -> Response:
    content = csv_file(rows) if kind == "csv" else xlsx_file(_("Worklist"), rows)
    return user_file(content, media_type=MEDIA_TYPES[kind], name=f"expatdesk-{day.isoformat()}.{kind}")


def _heads() -> list[Cell]:
    return [str(head) for head in (*HEADS, *TRACKS.values())]


def _lines(found: Iterable[Any], region: Region) -> Iterator[list[Cell]]:
    """Each household as the list shows it."""
    towns = {town.code: town.name for town in region.municipalities}
    parties = {str(party): str(name) for party, name in PARTIES.items()}
    states = {CaseState.OPEN: _("Open"), CaseState.CLOSED: _("Closed")}
    for case in found:
        yield [
            case.code, case.title, states[case.state], case.people_expected, case.employer_name,
            towns.get(case.municipality), case.arrival, case.lawful_due, _act(case.lawful_step),
            _act(case.next_step), case.next_due, parties.get(case.next_party), case.officer_name,
            *[_progress(case, track) for track in TRACKS],
        ]  # fmt: skip


def _act(step_id: str | None) -> str:
    return act_of(step_id) if step_id else ""


def _progress(case: Any, track: str) -> str:
    done, total = getattr(case, f"{track}_done"), getattr(case, f"{track}_total")
    return _("%(done)d of %(total)d", done=done, total=total) if total else ""
