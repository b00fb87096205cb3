"""The employer's hires: the list, one hire, and HR's own tasks on it."""

import uuid
from datetime import date
from typing import NamedTuple

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting, the_region
from expatdesk.access.fields import EMPLOYER_NEVER_SEES, EMPLOYER_SEES, HireView, hire_for_employer
from expatdesk.access.guards import case_or_404
from expatdesk.access.policy import visible_cases
from expatdesk.access.visit_fields import visit_for_employer
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.hire_actions import complete_employer_task
from expatdesk.cases.hire_queries import ListedHire, count_hires, count_to_act_on, hires_of
from expatdesk.cases.labels import CATEGORIES
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import plan_of
from expatdesk.cases.refusals import StaleVersion, StepNotOpen
from expatdesk.cases.worklist import PAGE_SIZE
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.departments import departments_for
from expatdesk.employer.drafts import unsent
from expatdesk.employer.forms.hires import HOMES_IN_WORDS
from expatdesk.employer.outlook import not_followed
from expatdesk.employer.shared_visit import shared_visit
from expatdesk.employer.uploads import own_papers
from expatdesk.employer.words import ERASED_WHY, WORDS
from expatdesk.retention.queries import erasure_of
from expatdesk.retention.terms import Why
from expatdesk.shared.clock import today
from expatdesk.shared.countries import country_name
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.text import is_plain, tidy


class Row(NamedTuple):
    """A line of the list."""

    hire: HireView
    acts_now: bool


class ErasedRow(NamedTuple):
    """A line of the list that says no more than that a hire was erased, when and why."""

    code: str
    submitted: date
    erased: date
    why: LazyString
    acts_now: bool = False


@blueprint.get("/")
def hires() -> str:
    """The employer's hires, those that HR must act on first."""
    visible = visible_cases(current_visitor())
    state = CaseState.CLOSED if request.args.get("state") == "closed" else CaseState.OPEN
    search, page = _search(), _page()
    found = count_hires(visible, state=state, search=search)
    rows = [_row(listed) for listed in hires_of(visible, today(), state=state, search=search, page=page)]
    return render_template(
        "employer/hires/list.html", rows=rows, state=state, search=search, page=page, found=found,
        pages=-(-found // PAGE_SIZE), open_count=count_hires(visible, state=CaseState.OPEN),
        closed_count=count_hires(visible, state=CaseState.CLOSED),
        to_act_on=count_to_act_on(visible, today()), today=today(), drafts=unsent(), **WORDS,
    )  # fmt: skip


@blueprint.get("/hires/<uuid:case_id>")
def hire(case_id: uuid.UUID) -> str:
    """One hire: milestones, whose turn it is, what HR must do and what HR told."""
    case = case_or_404(case_id)
    own = shared_visit(case)
    shown = hire_for_employer(case, plan_of(case, the_region(), today()), visit_for_employer(own) if own else None)
    return render_template(
        "employer/hires/one.html", hire=shown, just_sent="sent" in request.args, country_name=country_name,
        categories=CATEGORIES, home_kinds=HOMES_IN_WORDS, sees=EMPLOYER_SEES, never_sees=EMPLOYER_NEVER_SEES,
        papers=own_papers(case), today=today(), departments=departments_for(case),
        not_followed=not_followed(shown.as_submitted, shown.where, the_region()), **WORDS,
    )  # fmt: skip


@blueprint.post("/hires/<uuid:case_id>/tasks/<key>")
def complete_task(case_id: uuid.UUID, key: str) -> Response:
    """HR says that it did its own part."""
    case = case_or_404(case_id)
    try:
        complete_employer_task(case, key, **acting())
        flash(_("Thank you. The desk sees this at once."), "ok")
    except (StepNotOpen, StaleVersion):
        flash(_("This is not open any more: it was done, or it is not needed now."), "info")
    return redirect(url_for("employer.hire", case_id=case.id), 303)


def _row(listed: ListedHire) -> Row | ErasedRow:
    case = listed.case
    if (erasure := erasure_of(case)) is not None:
        return ErasedRow(case.code, case.submitted_on, erasure.on, ERASED_WHY[Why(erasure.why)])
    return Row(_view(listed.case), listed.acts_now)


def _view(case: Case) -> HireView:
    return hire_for_employer(case, plan_of(case, the_region(), today()))


def _search() -> str:
    """What is looked for; a text that no name can hold finds what nothing finds: all."""
    typed = tidy(request.args.get("q"))[:200]
    return typed if is_plain(typed) else ""


def _page() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), 1000)
