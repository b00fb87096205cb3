"""What an employer does: keep a hire as a draft, send it once, do its own part. Nothing here commits."""

from datetime import date, timedelta

from sqlalchemy import delete

from expatdesk.cases.actions import Hire, change_facts, open_case
from expatdesk.cases.employer_view import ADDRESS_FORM
from expatdesk.cases.hire_models import HireDraft
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.cases.refusals import Refusal, StepNotOpen
from expatdesk.cases.step_actions import complete_steps
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import take_back
from expatdesk.messages.models import DIGEST
from expatdesk.organisations.models import Employer
from expatdesk.people.queries import lock_addresses_at
from expatdesk.rules.plan import Party, RouteReason
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session

# A hire that was typed and not sent is nobody's file; it goes when it was left alone for this time.
DRAFTS_LAST = timedelta(days=7)


class DraftNotReady(Refusal):
    """Something that was typed in the draft is not right yet."""


def keep_draft(
    typed: dict[str, list[str]],
    hire: Hire | None,
    *,
    employer: Employer,
    by: Actor,
    draft: HireDraft | None = None,
) -> HireDraft:
    """Keep what HR typed until it is sent, as a new draft or in place of what this draft held.

    `hire` is what it means; None while something in it is not right yet.
    """
    if draft is None:
        draft = HireDraft(user_id=by.user_id, employer_id=employer.id)
        session.add(draft)
    draft.typed, draft.hire, draft.written_at = typed, hire.as_json() if hire else None, now()
    erase_old_drafts()
    session.flush()
    return draft


def erase_draft(draft: HireDraft) -> None:
    """Erase a draft; what was sent stays, as the case that came of it."""
    session.delete(draft)
    session.flush()


def erase_old_drafts() -> None:
    """Erase drafts that were never sent, and what tells that one was."""
    session.execute(delete(HireDraft).where(HireDraft.written_at < now() - DRAFTS_LAST))


def forget_old_drafts() -> None:
    """The same on a day when no employer writes. The worker's part; commits."""
    begin_immediate()
    erase_old_drafts()
    session.commit()


def send_draft(
    draft: HireDraft,
    *,
    employer: Employer,
    by: Actor,
    region: Region,
    today: date,
    department: str | None = None,
) -> Case:
    """Open the case of a draft, which then holds no more than that; sent again, the same case.

    `department` is the one to which whoever sends it is limited, whatever was typed. Raises DraftNotReady.
    """
    if draft.case_id is not None:
        return session.get_one(Case, draft.case_id)
    if draft.hire is None:
        raise DraftNotReady
    hire = Hire.from_json(draft.hire).within(department)
    case = open_case(hire, employer=employer, by=by, region=region, today=today)
    draft.case_id, draft.typed, draft.hire = case.id, {}, None
    session.flush()
    return case


def note_signed_form(case: Case, employer: str, *, by: Actor) -> None:
    """Write down that the form for its address was signed on a page; the form itself is a paper of the case."""
    record("address_form_signed", by=by, case_id=case.id, employer=employer)


def give_to_department(case: Case, department: str | None, *, by: Actor, region: Region, today: date) -> None:
    """Let HR of this department see a hire; None is none of them. Its plan and its visit stay as they are."""
    before = case.department
    change_facts(case, {"department": department}, version=case.version, by=by, region=region, today=today)
    if before and before != department:
        # What waits to be sent to those of the old one tells of a hire that they may not see any more.
        take_back(DIGEST, lock_addresses_at(case.employer_id, before))


def complete_employer_task(case: Case, key: str, *, by: Actor, region: Region, today: date) -> None:
    """Tick off the employer's open steps of this kind, for whoever of the household they are.

    The employer does not see for how many people it is: that would tell of the family. Raises
    StepNotOpen, and as `claim` does.
    """
    plan = plan_of(case, region, today)
    if key == ADDRESS_FORM and plan.route.reason is RouteReason.EMPLOYER_FORM_MISSING:
        # With its signature the employer sees to it that letters reach the household (Wet BRP 2.45).
        signed = {"address_form_signed": True}
        change_facts(case, signed, version=case.version, by=by, region=region, today=today)
        return
    theirs = [step.id for step in plan.open_steps if step.key == key and step.party is Party.EMPLOYER]
    if not theirs:
        raise StepNotOpen(key)
    for step_id in theirs:
        complete_steps(case, [step_id], version=case.version, by=by, region=region, today=today)
