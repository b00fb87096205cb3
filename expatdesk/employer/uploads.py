"""The employer's own papers of a hire: letter of appointment, address form, permit. No others (security T07)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, url_for

from expatdesk.access.acting import the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.papers import Received, paper_or_404, receive, said_of, warn_of_tiny, why_not
from expatdesk.access.policy import may_see_visit
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.labels import PAPER_CHECKS, PAPERS
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import plan_of
from expatdesk.cases.reasons import RETURN_REASONS
from expatdesk.documents.checks import asked_since_check, is_accepted, takes_newer
from expatdesk.documents.models import Document, DocumentState
from expatdesk.documents.queries import document_of
from expatdesk.documents.refusals import PaperAccepted
from expatdesk.employer.blueprint import blueprint
from expatdesk.people.models import EMPLOYER_SIDE
from expatdesk.rules.plan import Paper, PaperKey, Plan, StepState
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pages import Page

PAPER = "/hires/<uuid:case_id>/papers/<paper>"
OWN = (PaperKey.JOB_LETTER, PaperKey.EMPLOYER_ADDRESS_FORM, PaperKey.RESIDENCE_PERMIT)
# No more than whether it is there: who else handed it in, and when, is the household's own.
STATES: Mapping[str | None, tuple[str, LazyString]] = {
    None: ("none", _l("Not there yet")),
    DocumentState.BEING_SCANNED: ("wait", _l("The desk has it")),
    DocumentState.TO_CHECK: ("wait", _l("The desk has it")),
    DocumentState.RETURNED: ("soon", _l("Has to be sent again")),
    DocumentState.ERASED: ("none", _l("Has to be sent again")),
}
ACCEPTED = ("done", _l("Accepted"))


@dataclass(frozen=True, slots=True)
class OwnPaper:
    """One of the employer's own papers."""

    key: PaperKey
    title: LazyString
    checks: tuple[LazyString, ...]
    kind: str
    state: LazyString
    reason: LazyString | None
    takes_files: bool
    is_accepted: bool
    # The accepted one holds beside what is handed in here.
    is_newer: bool


@blueprint.get(PAPER)
def paper(case_id: uuid.UUID, paper: str) -> str:
    """One paper: what makes it right, and the field to hand it in."""
    return _show(case_id, paper)


@blueprint.post(PAPER)
def hand_in_paper(case_id: uuid.UUID, paper: str) -> Page:
    """Take the files that were chosen."""
    case = case_or_404(case_id)
    own = own_paper(case, paper)
    key = own.key
    if own.is_accepted and not own.is_newer:
        # Else the answer would tell something of a visit that the household does not share (T08).
        return _show(case_id, paper, Received(None, error=why_not(PaperAccepted(key)))), 422
    received = receive(lambda: case_or_404(case_id), case.principal.id, key, sees_visit)
    if received.document is None:
        return _show(case_id, paper, received), 422
    for one in received.refused:
        flash(said_of(one), "error")
    flash(_("Thank you. The desk has this paper and checks it."), "ok")
    warn_of_tiny(received)
    return redirect(url_for("employer.hire", case_id=case_id), 303)


def sees_visit(case: Case) -> bool:
    """Whether a newer paper may be handed in beside an accepted one: that tells when the visit is (T08)."""
    return may_see_visit(current_visitor(), case)


def own_papers(case: Case) -> list[OwnPaper]:
    """What the desk asks of the employee that an employer usually has; never a paper of the family."""
    plan = plan_of(case, the_region(), today())
    mine = [one for one in plan.papers if one.person == case.principal.position and one.key in OWN]
    return [_own_paper(case, paper, plan) for paper in mine]


def _own_paper(case: Case, paper: Paper, plan: Plan) -> OwnPaper:
    document, is_newer = document_of(case.principal, paper.key), False
    if document is not None and is_accepted(document) and _asks_newer(case, document, plan):
        is_newer, document = True, document_of(case.principal, paper.key, is_newer=True) or document
    accepted = is_accepted(document) or (document is None and _came_another_way(case, paper, plan))
    kind, state = ACCEPTED if accepted else STATES[document.state if document else None]
    return OwnPaper(
        paper.key, PAPERS[paper.key], tuple(PAPER_CHECKS[check] for check in paper.checks), kind, state,
        _reason(document), takes_files=(is_newer or not accepted) and case.state == CaseState.OPEN,
        is_accepted=accepted, is_newer=is_newer,
    )  # fmt: skip


def _came_another_way(case: Case, paper: Paper, plan: Plan) -> bool:
    """Whether the desk checked it without a file: it ticked the papers off as a whole, this one among them."""
    is_checked = any(step.key == "papers_checked" and step.state is StepState.DONE for step in plan.steps)
    return is_checked and paper not in asked_since_check(case, plan)


def _asks_newer(case: Case, document: Document, plan: Plan) -> bool:
    """Whether it runs out before the visit, and its household lets the employer know when that is (T08)."""
    return may_see_visit(current_visitor(), case) and takes_newer(case, document, plan, the_region(), today())


def _reason(document: Document | None) -> LazyString | None:
    """Why the employer's own paper came back; of the household's it stays between desk and household."""
    if document is None or document.state != DocumentState.RETURNED or document.given_by_role not in EMPLOYER_SIDE:
        return None
    return RETURN_REASONS[document.reason or ""]


def own_paper(case: Case, paper: str) -> OwnPaper:
    """The employer's own paper of this name; 404 for every other one."""
    key = paper_or_404(paper)
    return next((one for one in own_papers(case) if one.key == key), None) or abort(404)


def _show(case_id: uuid.UUID, paper: str, received: Received | None = None) -> str:
    case = case_or_404(case_id)
    return render_template(
        "employer/papers/paper.html", hire_id=case.id, name=case.principal.full_name, paper=own_paper(case, paper),
        errors=received.errors if received else [],
    )  # fmt: skip
