"""Checking papers: accept, return, look again. Nothing here commits."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm.attributes import set_committed_value

from expatdesk.cases.actions import claim
from expatdesk.cases.facts import facts_of
from expatdesk.cases.labels import PAPERS, paper_name
from expatdesk.cases.models import Case, Outcome
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import comes_soon, plan_of, record_of
from expatdesk.cases.reasons import REOPEN_REASONS, RETURN_REASONS
from expatdesk.cases.refusals import DayAhead, Refusal, StaleVersion, UnknownReason
from expatdesk.cases.step_actions import complete_steps, may_be_completed, put_back, refuse_bsn, reopen_steps
from expatdesk.documents.checks import (
    all_accepted,
    each_once,
    paper_of,
    reasons_for,
    returned_papers,
    says,
)
from expatdesk.documents.models import Document, DocumentState
from expatdesk.documents.queries import documents_of
from expatdesk.documents.store import erase_after_commit
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.people.models import Person
from expatdesk.rules.acceptance import Answer, PaperSays, Verdict, answers_for
from expatdesk.rules.plan import Paper, PaperCheck, PaperKey, Plan
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now
from expatdesk.shared.db import session

HANDED_IN, CHECKED = "papers_handed_in", "papers_checked"


class NotToCheck(Refusal):
    """The paper is not one that can be judged now: checked already, returned, or asked of nobody any more."""


class DoubtLeft(Refusal):
    """The machine doubts something of which the officer did not say that it is in order all the same."""

    def __init__(self, doubts: tuple[Answer, ...]) -> None:
        super().__init__(", ".join(one.check for one in doubts))
        self.doubts = doubts


def accept(
    case: Case,
    document: Document,
    *,
    read: PaperSays,
    settled: Collection[PaperCheck],
    version: int,
    by: Actor,
    region: Region,
    today: date,
) -> Plan:
    """Accept a paper, with what the officer read on it; `settled` are doubts that are none after all.

    With the last paper that is asked, the desk has checked them all. Answers the new plan. Raises as `claim` does,
    StaleVersion where a colleague judged the paper first, NotToCheck, DayAhead, and DoubtLeft.
    """
    paper = _to_be_judged(case, document, region, today, {DocumentState.TO_CHECK}, version)
    _refuse_days_ahead(read, today)
    answers = answers_for(paper, read, facts_of(case), region, today)
    left = tuple(one for one in answers if one.verdict is Verdict.DOUBT and one.check not in settled)
    if left:
        raise DoubtLeft(left)
    _judge(case, document, DocumentState.ACCEPTED, read, version, by)
    document.checks = [one.check for one in answers]
    if document.is_newer:
        _put_in_place(document)
    record("paper_accepted", by=by, case_id=case.id, **_said_of(case, document))
    return _complete_with_last(case, by, region, today)


def return_paper(
    case: Case,
    document: Document,
    *,
    reason: str,
    note: str,
    read: PaperSays | None = None,
    version: int,
    by: Actor,
    region: Region,
    today: date,
) -> Plan:
    """Send exactly this paper back to the household, with a mail in their own language; answers the new plan.

    Handing in the papers is theirs again, so that our promise does not run meanwhile. Raises as `accept` does,
    UnknownReason, and HoldsBsn.
    """
    states = {DocumentState.TO_CHECK, DocumentState.ERASED}
    paper = _to_be_judged(case, document, region, today, states, version)
    if reason not in reasons_for(paper):
        raise UnknownReason(reason)
    refuse_bsn(note)
    _refuse_days_ahead(read or PaperSays(), today)
    _judge(case, document, DocumentState.RETURNED, read or says(document), version, by)
    document.reason, document.note, document.checks = reason, note or None, []
    record("paper_returned", by=by, case_id=case.id, **_said_of(case, document), reason=reason)
    _hand_back(case, document, reason=reason, note=note, by=by, region=region, today=today)
    plan = refresh(case, region, today)
    _tell_household(case, document, plan, reason, note, today)
    return plan


def send_back_unseen(case: Case, document: Document, *, reason: str, region: Region, today: date) -> None:
    """Make a paper the household's again whose pages are gone before anybody checked them, and mail them why.

    Handing in is theirs again, so that our promise does not run meanwhile.
    """
    _hand_back(case, document, reason=reason, note="", by=SYSTEM, region=region, today=today)
    _tell_household(case, document, refresh(case, region, today), reason, "", today)


def reopen(
    case: Case, document: Document, *, reason: str, version: int, by: Actor, region: Region, today: date
) -> Plan:
    """Put an accepted paper back to be checked, with a reason of the fixed list; answers the new plan.

    Raises as `claim` does, StaleVersion, UnknownReason, and NotToCheck where its pages are erased already.
    """
    if reason not in REOPEN_REASONS:
        raise UnknownReason(reason)
    _to_be_judged(case, document, region, today, {DocumentState.ACCEPTED}, version)
    _judge(case, document, DocumentState.TO_CHECK, says(document), version, by)
    document.checks, document.checked_at, document.checked_by = [], None, None
    record("paper_reopened", by=by, case_id=case.id, **_said_of(case, document), reason=reason)
    past = record_of(case, CHECKED)
    if past is not None and past.outcome == Outcome.DONE:
        return reopen_steps(case, [CHECKED], version=case.version, by=by, region=region, today=today)
    return refresh(case, region, today)


def handed_in_again(case: Case, *, by: Actor, region: Region, today: date) -> None:
    """After a paper came: when none is left that was returned, handing in is done, and the desk's turn comes."""
    past = record_of(case, HANDED_IN)
    if past is None or past.outcome != Outcome.RETURNED or returned_papers(case):
        return
    if may_be_completed(plan_of(case, region, today).step(HANDED_IN)):
        complete_steps(case, [HANDED_IN], version=case.version, by=by, region=region, today=today)


def _to_be_judged(
    case: Case, document: Document, region: Region, today: date, states: set[DocumentState], version: int
) -> Paper:
    """What is asked of the paper; raises StaleVersion or NotToCheck where nobody can judge it now."""
    if document.version != version:
        raise StaleVersion
    paper = paper_of(case, document, plan_of(case, region, today))
    if paper is None or document.state not in states:
        raise NotToCheck(document.state)
    return paper


def _refuse_days_ahead(read: PaperSays, today: date) -> None:
    """What was issued, legalised or translated was so before somebody read it."""
    for day in (read.issued_on, read.legalised_on, read.translated_on):
        if day is not None and day > today:
            raise DayAhead(day)


def _judge(case: Case, document: Document, state: DocumentState, read: PaperSays, version: int, by: Actor) -> None:
    """Take the next version of case and paper, and write down what was read and by whom."""
    claim(case, case.version)
    mine = update(Document).where(Document.id == document.id, Document.version == version)
    # One UPDATE decides between two officers at one paper (security T39).
    first = session.execute(
        mine.values(version=version + 1).returning(Document.id), execution_options={"synchronize_session": False}
    )
    if first.one_or_none() is None:
        raise StaleVersion
    set_committed_value(document, "version", version + 1)
    for name in PaperSays.__dataclass_fields__:
        setattr(document, name, getattr(read, name))
    document.state, document.reason, document.note = state, None, None
    document.checked_at, document.checked_by = now(), by.name[:200]


def _put_in_place(newer: Document) -> None:
    """Let a newer paper take the place of the one that was accepted before, whose pages go."""
    had = session.scalars(
        select(Document).where(
            Document.person_id == newer.person_id, Document.paper == newer.paper, Document.id != newer.id
        )
    ).one_or_none()
    if had is not None:
        for page in had.pages:
            erase_after_commit(page.stored_as)
        session.delete(had)
        session.flush()
    newer.is_newer = False


def _hand_back(
    case: Case, document: Document, *, reason: str, note: str, by: Actor, region: Region, today: date
) -> None:
    """Handing in is the household's again; not for a newer paper, as the accepted one holds until it comes."""
    past = record_of(case, HANDED_IN)
    if not document.is_newer and past is not None and past.outcome == Outcome.DONE:
        put_back(case, HANDED_IN, reason=reason, note=note, by=by, region=region, today=today)


def _complete_with_last(case: Case, by: Actor, region: Region, today: date) -> Plan:
    """Tick off what the last accepted paper makes true; answers the plan as it is then."""
    plan = refresh(case, region, today)
    for key in (HANDED_IN, CHECKED):
        step = next((one for one in plan.steps if one.key == key), None)
        if step is not None and may_be_completed(step) and all_accepted(plan, documents_of(case)):
            plan = complete_steps(case, [key], version=case.version, by=by, region=region, today=today)
    return plan


def _tell_household(case: Case, document: Document, plan: Plan, reason: str, note: str, today: date) -> None:
    due = next((one.due for one in plan.steps if one.key == HANDED_IN), None)
    person = _person(case, document)
    asked = paper_of(case, document, plan)
    paper = paper_name(asked) if asked is not None else PAPERS[PaperKey(document.paper)]
    shared = [one.key for one, people in each_once(plan, documents_of(case)) if len(people) > 1]
    says_whose = len(case.people) > 1 and document.paper not in shared
    queue_mail(
        "paper_returned", recipient=case.email, language=case.language, case_id=case.id, case=case,
        urgent=comes_soon(case), paper=paper, person=person if says_whose else None,
        reason=RETURN_REASONS[reason], note=note, by_day=due if due and due >= today else None,
    )  # fmt: skip


def _said_of(case: Case, document: Document) -> dict[str, str]:
    """The paper as the logbook names it."""
    return {"paper": document.paper, "person": _person(case, document).full_name}


def _person(case: Case, document: Document) -> Person:
    return next(person for person in case.people if person.id == document.person_id)
