"""Correcting the facts of a case, block by block: the plan follows at once."""

import uuid

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting
from expatdesk.access.guards import case_or_404
from expatdesk.cases.actions import change_facts
from expatdesk.cases.intake_actions import complete_told
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.conflicts import Conflict, meanwhile
from expatdesk.desk.forms.facts import BLOCKS, FactForm
from expatdesk.desk.moves import MoveInWords, move_to_show
from expatdesk.desk.rechecks import recheck_visit_and_say
from expatdesk.shared.pages import Page


@blueprint.route("/desk/cases/<uuid:case_id>/facts/<block>", methods=["GET", "POST"])
def facts_of(case_id: uuid.UUID, block: str) -> Page:
    case = case_or_404(case_id)
    form = (BLOCKS.get(block) or abort(404)).of(case)
    if not form.validate_on_submit():
        return _page(case, form), 422 if form.errors else 200
    if move := move_to_show(case, form):
        return _page(case, form, move=move), 422
    seen = case.version
    try:
        change_facts(case, form.changes(), version=form.version.data, **acting())
    except StaleVersion:
        return _page(case, form, meanwhile(case, form, stored=lambda: form.stored(case))), 409
    if block == "wishes":
        complete_told(case, **acting())
    return back_to_case(case, changed=case.version != seen)


def _page(case: Case, form: FactForm, conflict: Conflict | None = None, move: MoveInWords | None = None) -> str:
    return render_template(
        "desk/facts/change.html", case=case, form=form, title=form.title, conflict=conflict, move=move
    )


def back_to_case(case: Case, *, changed: bool) -> Response:
    """To the page of the case, which shows what the change did to the plan, and to the visit that is booked."""
    if changed:
        recheck_visit_and_say(case)
    return redirect(url_for("desk.case", case_id=case.id, changed="1" if changed else None), 303)
