"""One hire as its employer sees it, and HR's own tasks on it."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting, the_region
from expatdesk.access.fields import EMPLOYER_NEVER_SEES, EMPLOYER_SEES, hire_for_employer
from expatdesk.access.guards import case_or_404
from expatdesk.access.policy import may_see_home, own_signed_pages
from expatdesk.access.visit_fields import visit_for_employer
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.hire_actions import complete_employer_task
from expatdesk.cases.hire_queries import waits_for_employer, withdrawn_on
from expatdesk.cases.labels import CATEGORIES
from expatdesk.cases.queries import plan_for_employer
from expatdesk.cases.refusals import StaleVersion, StepNotOpen
from expatdesk.documents.queries import signed_page
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.departments import departments_for
from expatdesk.employer.forms.hires import HOMES_IN_WORDS
from expatdesk.employer.hire_list import turns_of
from expatdesk.employer.outlook import not_followed
from expatdesk.employer.shared_visit import shared_visit
from expatdesk.employer.uploads import own_papers
from expatdesk.employer.words import WORDS
from expatdesk.shared.clock import today
from expatdesk.shared.countries import country_name
from expatdesk.shared.i18n import gettext as _


@blueprint.get("/hires/<uuid:case_id>")
def hire(case_id: uuid.UUID) -> str:
    """One hire: milestones, whose turn it is, what HR must do and what HR told."""
    case = case_or_404(case_id)
    own = shared_visit(case)
    plan = plan_for_employer(case, the_region(), today())
    shown = hire_for_employer(
        case, plan, visit_for_employer(own) if own else None, withdrawn_on(case),
        shares_home=may_see_home(current_visitor(), case),
    )  # fmt: skip
    has_signed = signed_page(case, own_signed_pages(current_visitor())) is not None
    return render_template(
        "employer/hires/one.html", hire=shown, just_sent="sent" in request.args, country_name=country_name,
        categories=CATEGORIES, home_kinds=HOMES_IN_WORDS, sees=EMPLOYER_SEES, never_sees=EMPLOYER_NEVER_SEES,
        whose_turn=turns_of(shown, acts_now=waits_for_employer(case, today())),
        papers=own_papers(case), has_signed=has_signed, today=today(), departments=departments_for(case),
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
