"""Many hires at once: HR hands over a sheet, sees what is wrong and what will follow, and decides."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.policy import own_sheet, own_sheets
from expatdesk.access.visitor import current_visitor
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.forms.hire_list import departments
from expatdesk.employer.forms.sheets import SheetForm
from expatdesk.employer.sheet_outlook import consequences
from expatdesk.employer.sheet_rows import MOST_COUNTED, count_strangers, page_of_rows
from expatdesk.hire_sheets.actions import SHEETS_OF, keep_sheet, start_taking, throw_away
from expatdesk.hire_sheets.columns import BY_KEY
from expatdesk.hire_sheets.models import HireSheet, RowState, SheetState
from expatdesk.hire_sheets.queries import count_rows, employer_of, find_sheet, sheets_of
from expatdesk.hire_sheets.rows import Given
from expatdesk.people.throttle import may_try
from expatdesk.shared.db import begin_writing
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import language
from expatdesk.shared.pages import Page

BUSY = (SheetState.CHECKING, SheetState.TAKING)


@blueprint.route("/sheets/new", methods=["GET", "POST"])
def new_sheet() -> Page:
    """Give a sheet: a file or pasted lines."""
    form, visitor = SheetForm(), current_visitor()
    if not form.is_submitted():
        return _give_page(form)
    given = _given(form)
    if not isinstance(given, Given):
        form.pasted.errors = [given]
        return _give_page(form), 422
    begin_writing()
    employer = employer_of(visitor.user_id, visitor.employer_id) or abort(404)
    sheet = keep_sheet(given, form.name, employer=employer, by=visitor.actor)
    return redirect(url_for("employer.sheet", sheet_id=sheet.id), 303)


def _given(form: SheetForm) -> Given | str:
    """The hires of the form, or why there are none.

    Counting ends the turn to write: others must not wait while a workbook is read, for seconds (security T27).
    """
    if not form.validate():
        return _("Send the form again.")
    if not may_try((SHEETS_OF, str(current_visitor().user_id))):
        return _(
            "You gave %(many)d sheets within an hour. Wait a while, or put the hires together in one sheet.",
            many=SHEETS_OF.allowed,
        )
    given = form.given()
    return given if isinstance(given, Given) else str(given)


def _give_page(form: SheetForm) -> str:
    sheets = sheets_of(own_sheets(current_visitor()))
    return render_template("employer/sheets/give.html", form=form, sheets=sheets, departments=departments())


@blueprint.get("/sheets/<uuid:sheet_id>")
def sheet(sheet_id: uuid.UUID) -> str:
    """How far the sheet is; checked, what is wrong and what will follow; taken over, what became of it."""
    found = sheet_or_404(sheet_id)
    if found.state in BUSY:
        return render_template("employer/sheets/busy.html", sheet=found, done=_done(found), section="sheets")
    chosen, names = _chosen(found), _names()
    page = min(max(request.args.get("page", 1, type=int), 1), 1000)
    return render_template(
        "employer/sheets/checked.html", sheet=found, counts=count_rows(found), chosen=chosen, page=page,
        shown=page_of_rows(found, chosen, page, request.args.get("fault", "")), most_counted=MOST_COUNTED,
        names=names, missing=[names[key] for key in found.missing], strangers=count_strangers(found),
        **consequences(found),
    )  # fmt: skip


@blueprint.get("/sheets/<uuid:sheet_id>/progress")
def sheet_so_far(sheet_id: uuid.UUID) -> str:
    """How far the worker is, for a page that looks again by itself; not there once it is done."""
    found = sheet_or_404(sheet_id)
    if found.state not in BUSY:
        abort(404)
    return render_template("employer/sheets/progress.html", sheet=found, done=_done(found))


@blueprint.post("/sheets/<uuid:sheet_id>/take")
def take_sheet(sheet_id: uuid.UUID) -> Response:
    """Submit the hires that are right; pressed twice, they are submitted once."""
    if not start_taking(sheet_or_404(sheet_id), by=current_visitor().actor):
        flash(
            _("What the visits cost you has changed meanwhile. We check the sheet again; then you decide."), "info"
        )
    return redirect(url_for("employer.sheet", sheet_id=sheet_id), 303)


@blueprint.get("/sheets/<uuid:sheet_id>/throw-away")
def ask_to_drop_sheet(sheet_id: uuid.UUID) -> Page:
    """Whether to throw away what a sheet still holds; of hires that were submitted it holds nothing."""
    found = sheet_or_404(sheet_id)
    if found.state in BUSY:
        return redirect(url_for("employer.sheet", sheet_id=sheet_id), 303)
    held = found.total - count_rows(found)[RowState.TAKEN]
    return render_template("employer/sheets/ask_to_drop.html", sheet=found, held=held)


@blueprint.post("/sheets/<uuid:sheet_id>/throw-away")
def drop_sheet(sheet_id: uuid.UUID) -> Response:
    """Submit nothing; what is being taken over meanwhile, from another tab, goes on."""
    found = sheet_or_404(sheet_id, to_change=True)
    if found.state == SheetState.TAKING:
        return redirect(url_for("employer.sheet", sheet_id=sheet_id), 303)
    was_done = found.state == SheetState.DONE
    throw_away(found, by=current_visitor().actor)
    flash(
        _("The sheet is thrown away.") if was_done else _("The sheet is thrown away. Nothing was submitted."), "ok"
    )
    return redirect(url_for("employer.new_sheet"), 303)


def sheet_or_404(sheet_id: uuid.UUID, *, to_change: bool = False) -> HireSheet:
    """The visitor's own sheet with this id; any other does not exist."""
    found = find_sheet(own_sheet(current_visitor(), sheet_id), to_change=to_change)
    if found is None:
        abort(404)
    return found


def _done(sheet: HireSheet) -> tuple[int, int]:
    """How many rows the worker has behind it, of how many."""
    counts = count_rows(sheet)
    if sheet.state == SheetState.CHECKING:
        return sheet.total - counts[RowState.GIVEN], sheet.total
    return counts[RowState.TAKEN], counts[RowState.TAKEN] + counts[RowState.RIGHT]


def _chosen(sheet: HireSheet) -> RowState:
    """Which rows are asked for; by itself the page shows what is to be mended, where there is any."""
    counts = count_rows(sheet)
    shown = [state for state in (RowState.WRONG, RowState.RIGHT, RowState.TAKEN, RowState.KNOWN) if counts[state]]
    asked = request.args.get("rows", "")
    return next((state for state in shown if state == asked), shown[0] if shown else RowState.TAKEN)


def _names() -> dict[str, str]:
    """The columns by their names in the reader's language."""
    return {key: column.name(language()) for key, column in BY_KEY.items()}
