"""The hires of an employer for its HR system: a page of them, by when they changed, and one."""

import uuid
from datetime import date, datetime

from flask import Response, request, url_for
from msgspec import UNSET

from expatdesk.access.acting import acting, the_employer, the_region
from expatdesk.access.fields import hire_for_employer
from expatdesk.access.guards import case_or_404
from expatdesk.access.policy import may_see_home, shared_homes, visible_cases
from expatdesk.access.readings import note_reading
from expatdesk.access.visitor import current_visitor
from expatdesk.api.answers import AskedPage, answer
from expatdesk.api.blueprint import blueprint
from expatdesk.api.new_hires import hire_from, reference_of
from expatdesk.api.once import Done, once
from expatdesk.api.sent import sent_as
from expatdesk.api.types import Hire, HirePage, Milestones, NewHire, Task
from expatdesk.cases.hire_queries import shared_among, withdrawn_among, withdrawn_on
from expatdesk.cases.hires_since import STORED_WITHIN, Change, changed_hires
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_for_employer
from expatdesk.shared.clock import now, today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.problems import Refused
from expatdesk.systems.submitting import ReferenceTaken, submit_hire


@blueprint.get("/v1/hires")
def hires() -> Response:
    """A page of the hires, the one that changed first in front; written down in the file of each."""
    asked, as_of = AskedPage.read(request.args), now() - STORED_WITHIN
    visible = visible_cases(current_visitor())
    found = changed_hires(visible, asked.limit + 1, since=asked.since, beyond=asked.beyond)
    shown = found[: asked.limit]
    for case in shown:
        note_reading(case)
    further = str(Change(_changed_at(shown[-1]), shown[-1].id)) if len(found) > len(shown) else None
    homes = shared_among(shared_homes(current_visitor()), [case.id for case in shown])
    withdrawn = withdrawn_among(shown)
    told = [hire_of(case, withdrawn.get(case.id), shares_home=case.id in homes) for case in shown]
    return answer(HirePage(told, further, as_of))


@blueprint.get("/v1/hires/<uuid:case_id>")
def hire(case_id: uuid.UUID) -> Response:
    """One hire."""
    case = case_or_404(case_id)
    return answer(hire_of(case, withdrawn_on(case), shares_home=may_see_home(current_visitor(), case)))


@blueprint.post("/v1/hires")
def submit() -> Response:
    """Hand a hire over: the same rules as on HR's own page, and the expat is invited at once."""
    sent = sent_as(NewHire)
    return once(sent, lambda: _submit(sent))


def _submit(sent: NewHire) -> Done:
    employer = the_employer()
    try:
        case = submit_hire(hire_from(sent), reference_of(sent), employer=employer, **acting())
    except ReferenceTaken as taken:
        there = url_for("api.hire", case_id=taken.case_id)
        raise Refused(409, _("There is a hire with this reference already: %(there)s", there=there)) from None
    made = answer(hire_of(case), 201)
    made.headers["Location"] = url_for("api.hire", case_id=case.id)
    return case.id, made


def hire_of(case: Case, withdrawn_on: date | None = None, *, shares_home: bool = False) -> Hire:
    """The hire as its employer sees it: by the list of `access/fields.py`, without the visit."""
    plan = plan_for_employer(case, the_region(), today())
    seen = hire_for_employer(case, plan, withdrawn_on=withdrawn_on, shares_home=shares_home)
    tasks = [] if seen.closed else seen.tasks
    return Hire(
        id=seen.id,
        reference=seen.reference,
        name=seen.name,
        email=seen.email,
        department=seen.department,
        people=seen.people,
        state="closed" if seen.closed else "open",
        where=seen.where,
        milestones=Milestones(**{one.key: one.state for one in seen.milestones}),
        turn=seen.turn,
        turn_since=seen.turn_since,
        tasks=[Task(one.key, one.state, one.due, one.due_kind, one.done_on) for one in tasks],
        days=dict(seen.days),
        housed=UNSET if seen.housed is None else seen.housed,
        updated_at=_changed_at(case),
    )


def _changed_at(case: Case) -> datetime:
    """Since when the employer sees it so."""
    return case.hire_changed_at or case.opened_at
