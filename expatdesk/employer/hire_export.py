"""The list of hires as a file: exactly the rows that the filters show, in the reader's language."""

from collections.abc import Iterable, Iterator

from flask import Response, render_template, request

from expatdesk.access.fields import MILESTONES
from expatdesk.access.policy import visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.hire_export import MOST_HIRES, note_hires_exported
from expatdesk.cases.hire_queries import count_hires, every_hire
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.forms.hire_list import AskedHires, ExportHiresForm, read_asked
from expatdesk.employer.hire_list import ErasedRow, Row, rows_of
from expatdesk.employer.words import DAYS, HOUSED, MILESTONE_STATES, TURNS, WHERE
from expatdesk.shared.clock import local, today
from expatdesk.shared.db import begin_writing
from expatdesk.shared.files import user_file
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pages import Page
from expatdesk.shared.sheets import MEDIA_TYPES, Cell, csv_file, xlsx_file

HEADS = (
    _l("Your reference"), _l("Name"), _l("E-mail address"), _l("State"), _l("Department"), _l("People"),
    _l("First working day"), _l("Whose turn"), _l("Where they register"),
)  # fmt: skip


@blueprint.route("/hires/export", methods=["GET", "POST"])
def export_hires() -> Page:
    """A file of the list that HR looks at; written down in the file of each household."""
    visitor, day, form, asked = current_visitor(), today(), ExportHiresForm(), read_asked(request.args)
    visible, filters, is_valid = visible_cases(visitor), asked.filters(day), form.validate_on_submit()
    count = count_hires(visible, filters, day, up_to=MOST_HIRES)
    if count > MOST_HIRES:
        form.form_errors.append(_("At most %(most)d hires fit in a file. Narrow the list first.", most=MOST_HIRES))
    if not is_valid or form.form_errors:
        return _page(form, asked, count), 422 if form.is_submitted() else 200
    found = every_hire(visible, filters, day, MOST_HIRES)
    ids, actor = [one.case.id for one in found], visitor.actor
    file = _file(str(form.kind.data), [_heads(), *_lines(rows_of(found))])
    # The file is slow: while it is made others write.
    begin_writing()
    note_hires_exported(ids, by=actor)
    return file


def _page(form: ExportHiresForm, asked: AskedHires, count: int) -> str:
    return render_template("employer/hires/export.html", form=form, asked=asked, count=count)


def _file(kind: str, rows: Iterable[list[Cell]]) -> Response:
    content = csv_file(rows) if kind == "csv" else xlsx_file(_("Hires"), rows)
    name = _("hires %(day)s", day=today().isoformat()) + f".{kind}"
    return user_file(content, media_type=MEDIA_TYPES[kind], name=name)


def _heads() -> list[Cell]:
    return [str(head) for head in (*HEADS, *MILESTONES.values(), *DAYS.values(), _l("Housed"), _l("Visit"))]


def _lines(rows: Iterable[Row | ErasedRow]) -> Iterator[list[Cell]]:
    for row in rows:
        if isinstance(row, ErasedRow):
            yield ["", _("Hire %(code)s", code=row.code), "", _("Erased")]
        else:
            yield _line(row)


def _line(row: Row) -> list[Cell]:
    hire, at = row.hire, row.visit_at
    told = hire.as_submitted
    return [
        hire.reference, hire.name, hire.email, _("Closed") if hire.closed else _("Open"), hire.department,
        hire.people, told.first_working_day if told else None, ", ".join(str(TURNS[party]) for party in row.turns),
        str(WHERE[hire.where]), *[str(MILESTONE_STATES[one.state]) for one in hire.milestones],
        *[hire.days.get(what) for what in DAYS], "" if hire.housed is None else str(HOUSED[hire.housed]),
        local(at).strftime("%Y-%m-%d %H:%M") if at else "",
    ]  # fmt: skip
