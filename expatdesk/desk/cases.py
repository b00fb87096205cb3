"""The page of one case: household, plan and papers, its history, and whether it is open."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for

from expatdesk.access.acting import acting, the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.represented import REPRESENTATIVE_SEES
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.other_visits import other_visits
from expatdesk.appointments.queries import left_open
from expatdesk.cases.actions import assign
from expatdesk.cases.closing import close_case, open_again
from expatdesk.cases.history import sentence
from expatdesk.cases.labels import PURPOSES
from expatdesk.cases.models import Case
from expatdesk.cases.queries import as_stored_now, is_held
from expatdesk.cases.refusals import StaleVersion, StepsUnfinished
from expatdesk.cases.representatives import representative_of
from expatdesk.cases.sign_in import is_held_back
from expatdesk.check_ins.labels import CHECK_INS, SCORE_WORDS, THEMES
from expatdesk.desk.alike import beside, leads_to
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.case_page import CasePage
from expatdesk.desk.changes import last_change
from expatdesk.desk.conflicts import button_met_change
from expatdesk.desk.fact_blocks import blocks_of, outcome_of, person_lines
from expatdesk.desk.forms.cases import AssignForm, CaseForm
from expatdesk.desk.forms.counters import KINDS
from expatdesk.desk.keeping import keeping_of
from expatdesk.desk.papers import papers_asked, papers_checked_on, papers_left, waiting_for_check
from expatdesk.desk.readable import lines_to_read, plan_to_read
from expatdesk.desk.temporary import clock_of
from expatdesk.enquiries.queries import threads_of
from expatdesk.housing.contract_words import JUDGED_BY_DESK
from expatdesk.logbook.queries import history_of, readings_of
from expatdesk.people.staff import officer
from expatdesk.retention.settings import with_terms
from expatdesk.rights.requests import due, requests_of
from expatdesk.rules.check_ins import STRUGGLES_UNTIL
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page

LINES_IN_DRAWER = 25


@blueprint.get("/desk/cases/<uuid:case_id>", endpoint="case")
def show_case(case_id: uuid.UUID) -> Page:
    case = case_or_404(case_id)
    if (kept := leads_to(case, current_visitor())) is not None:
        return redirect(url_for("desk.case", case_id=kept), 303)
    return _case_page(case)


def _case_page(case: Case) -> str:
    visitor, region = current_visitor(), with_terms(the_region(), today())
    plan, lines = plan_to_read(case, region), lines_to_read(history_of(case.id))
    held = is_held(case)
    papers = papers_asked(case, plan, region, today(), held=held)
    asked_since = [line for one in papers for line in one.papers if line.is_asked_since]
    return render_template(
        "desk/cases/case.html", case=case, plan=plan, page=CasePage(case, plan, region, today(), visitor),
        kinds=KINDS, judged_by_desk=JUDGED_BY_DESK, check_in_words=CHECK_INS, theme_words=THEMES,
        check_in_scores=SCORE_WORDS, struggles_until=STRUGGLES_UNTIL, purposes=PURPOSES,
        representative=representative_of(case.id), grants=REPRESENTATIVE_SEES, blocks=blocks_of(case),
        clock=clock_of(case, plan, visitor), outcome=outcome_of(case, plan, region),
        person_lines=person_lines, papers=papers, papers_left=papers_left(case, plan, region, visitor, held=held),
        to_check=waiting_for_check(papers),
        unseen=[line for one in papers for line in one.papers if line.document is None],
        keeping=[] if held else keeping_of(case, papers, region), papers_checked_on=papers_checked_on(plan),
        asked_since=asked_since, other_visits=other_visits(case, plan, today(), is_more_asked=bool(asked_since)),
        left_open=left_open(case.id, today()),
        changed=last_change(case, lines) if "changed" in request.args else None,
        history=[(line, sentence(line)) for line in lines[:LINES_IN_DRAWER]], is_held_back=is_held_back(lines),
        requests=requests_of(case.id), due=due, beside=beside(case, visitor, lines),
        assign_form=AssignForm(data={"version": case.version, "officer": str(case.officer_id or "")}),
    )  # fmt: skip


@blueprint.get("/desk/cases/<uuid:case_id>/history")
def history(case_id: uuid.UUID) -> str:
    case = case_or_404(case_id)
    changes = [(line, sentence(line)) for line in lines_to_read(history_of(case.id))]
    readings = [(line, sentence(line)) for line in lines_to_read(readings_of(case.id))]
    return render_template("desk/cases/history.html", case=case, changes=changes, readings=readings)


@blueprint.post("/desk/cases/<uuid:case_id>/officer", endpoint="assign")
def give_to_officer(case_id: uuid.UUID) -> Page:
    case, form = case_or_404(case_id), AssignForm()
    if not form.validate():
        abort(422)
    chosen = officer(form.officer_id) if form.officer_id else None
    try:
        assign(case, chosen, version=form.version.data, by=current_visitor().actor)
    except StaleVersion:
        return stale_page(case, form)
    flash(_("%(name)s has the case now.", name=chosen.name) if chosen else _("Nobody has the case now."), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)


@blueprint.post("/desk/cases/<uuid:case_id>/close")
def close(case_id: uuid.UUID) -> Page:
    case, form = case_or_404(case_id), CaseForm()
    if not form.validate():
        abort(422)
    # Nobody asks while it is closed.
    if any(thread.due for thread in threads_of(as_stored_now(case, to_change=True).id)):
        abort(409)
    try:
        close_case(case, version=form.version.data, **acting())
    except StepsUnfinished:
        abort(409)
    except StaleVersion:
        return stale_page(case, form)
    flash(_("The case is closed. You find it under “Closed”."), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)


@blueprint.post("/desk/cases/<uuid:case_id>/open", endpoint="open_again")
def open_closed_case(case_id: uuid.UUID) -> Page:
    case, form = case_or_404(case_id), CaseForm()
    if not form.validate():
        abort(422)
    try:
        open_again(case, version=form.version.data, by=current_visitor().actor)
    except StaleVersion:
        return stale_page(case, form)
    return redirect(url_for("desk.case", case_id=case.id), 303)


def stale_page(case: Case, form: CaseForm) -> tuple[str, int]:
    """Somebody was first: what they did, and the same button once more."""
    conflict = button_met_change(case, form)
    return render_template("desk/cases/stale.html", case=case, form=form, conflict=conflict), 409
