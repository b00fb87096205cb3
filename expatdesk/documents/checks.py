"""Reading papers for who checks them: what was handed in, what came back, which one is next."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from expatdesk.cases.facts import facts_of
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import plan_of
from expatdesk.cases.worklist import MOST_URGENT_FIRST
from expatdesk.documents.models import Document, DocumentState
from expatdesk.documents.queries import Handed, documents_of, newer_of
from expatdesk.rules.acceptance import Answer, AnswerWhy, PaperSays, runs_out_before_visit
from expatdesk.rules.papers import whose
from expatdesk.rules.plan import Paper, PaperCheck, PaperKey, PaperWhy, Plan
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local
from expatdesk.shared.db import session

# Nobody reads a count beyond this.
COUNT_UP_TO = 1000
# Cases read at most to find one with a paper that is still asked for.
LOOKED_AT = 20

# Reasons that may be given for any paper, before those that a check asks for, and after them.
ALWAYS_FIRST = ("unreadable", "incomplete", "wrong_paper")
ALWAYS_LAST = ("name_differs",)
REASON_OF: Mapping[PaperCheck, str] = {
    PaperCheck.FULL_FORM: "not_full",
    PaperCheck.APOSTILLE: "not_legalised",
    PaperCheck.FULL_LEGALISATION: "not_legalised",
    PaperCheck.LEGALISED_AS_REQUIRED: "not_legalised",
    PaperCheck.LANGUAGE_ACCEPTED: "language",
    PaperCheck.LANGUAGE_OR_TRANSLATION: "language",
    PaperCheck.EU_FORM_OR_TRANSLATION: "language",
    PaperCheck.SWORN_TRANSLATION: "language",
    PaperCheck.AT_MOST_SIX_MONTHS: "too_old",
    PaperCheck.VALID_ON_VISIT: "expired",
    PaperCheck.STARTS_BY_VISIT: "lease_starts_late",
    PaperCheck.ADDRESS_COVERED: "not_registrable",
    PaperCheck.SIGNED: "not_signed",
}


def returned_papers(case: Case) -> Handed:
    """The papers that came back to the household and are to be handed in again."""
    return {key: row for key, row in documents_of(case).items() if row.state == DocumentState.RETURNED}


def paper_of(case: Case, document: Document, plan: Plan) -> Paper | None:
    """What the plan asks of this paper; None where it is not asked any more."""
    person = next((one for one in case.people if one.id == document.person_id), None)
    key = (person.position if person else None, document.paper)
    return next((paper for paper in plan.papers if (paper.person, paper.key) == key), None)


def not_asked(plan: Plan, handed: Handed) -> list[tuple[Paper, Document]]:
    """What was handed in and is not asked any more, as of a household that another office registers now.

    Nothing is checked of it, and why it was asked once is not known any more.
    """
    asked = {(paper.person, paper.key) for paper in plan.papers}
    return [
        (Paper(person, key, PaperWhy.EVERYONE, ()), row)
        for (person, key), row in sorted(handed.items())
        if (person, key) not in asked and row.pages
    ]


def says(document: Document) -> PaperSays:
    """What somebody read on the paper."""
    return PaperSays(**{name: getattr(document, name) for name in PaperSays.__dataclass_fields__})


def is_accepted(document: Document | None) -> bool:
    """Whether the desk accepted it, also where its pages are erased since."""
    if document is None:
        return False
    erased = document.state == DocumentState.ERASED
    return document.state == DocumentState.ACCEPTED or (erased and document.checked_at is not None)


def is_seen_on_paper(document: Document) -> bool:
    """Whether the desk accepted it without a scan: somebody ticked the papers off, and had seen this one."""
    return document.state == DocumentState.ACCEPTED and not document.pages


def document_for(paper: Paper, handed: Handed) -> Document | None:
    """What was handed in of this paper; a couple has one certificate of its marriage."""
    own = handed.get((paper.person, paper.key))
    if own is not None or paper.key is not PaperKey.MARRIAGE_CERTIFICATE:
        return own
    return next((row for (_person, key), row in handed.items() if key is paper.key), None)


def each_once(plan: Plan, handed: Handed) -> list[tuple[Paper, tuple[int, ...]]]:
    """The papers that are asked, each with whose it is: one certificate shows the marriage of both.

    It stands with who handed it in, else with the first of the two; where both did, each has their own.
    """
    found: list[tuple[Paper, tuple[int, ...]]] = []
    for paper in plan.papers:
        couple = whose(paper, plan)
        held_by = [person for person in couple if (person, paper.key) in handed] or couple[:1]
        if paper.person in held_by:
            found.append((paper, couple if len(held_by) == 1 else (paper.person,)))
    return found


def is_waiting(document: Document | None) -> bool:
    """Whether the desk has it and did not judge it yet."""
    return document is not None and document.state in (DocumentState.BEING_SCANNED, DocumentState.TO_CHECK)


def all_here(plan: Plan, handed: Handed) -> bool:
    """Whether nothing that the plan asks for is still to be handed in, or came back."""
    found = [document_for(paper, handed) for paper in plan.papers]
    return all(is_waiting(one) or is_accepted(one) for one in found)


def all_accepted(plan: Plan, handed: Handed) -> bool:
    """Whether every paper that the plan asks for was accepted, and at least one is asked."""
    return bool(plan.papers) and all(is_accepted(document_for(paper, handed)) for paper in plan.papers)


def spoiled_by_time(
    case: Case, paper: Paper, document: Document, region: Region, today: date
) -> tuple[Answer, ...]:
    """What time makes of a paper by the day of the visit; nobody minds once the household is registered."""
    if case.registrations:
        return ()
    return runs_out_before_visit(paper, says(document), facts_of(case), region, today)


def not_good_at_visit(case: Case, plan: Plan, region: Region, today: date) -> list[tuple[Paper, Answer]]:
    """Accepted papers that are not good on the day of a booked visit: each once, with its first doubt."""
    if case.visit_at is None or local(case.visit_at).date() < today:
        return []
    handed, found = documents_of(case), dict[uuid.UUID, tuple[Paper, Answer]]()
    for paper in plan.papers:
        document = document_for(paper, handed)
        if document is not None and is_accepted(document):
            for answer in spoiled_by_time(case, paper, document, region, today)[:1]:
                found.setdefault(document.id, (paper, answer))
    return list(found.values())


def takes_newer(case: Case, document: Document, plan: Plan, region: Region, today: date) -> bool:
    """Whether a newer one may be handed in beside this accepted paper: it is too old on the day of the visit."""
    handed = documents_of(case)
    return any(
        document_for(paper, handed) is document and answer.why is not AnswerWhy.STARTS_TOO_LATE
        for paper, answer in not_good_at_visit(case, plan, region, today)
    )


def asked_since_check(case: Case, plan: Plan, handed: Handed | None = None) -> list[Paper]:
    """What facts ask for since the desk checked the papers: none of it is here. The check itself stays done.

    Where the desk accepted none of the papers in the file, it checked them another way; then nobody can tell.
    """
    if case.registrations or not any(step.key == "papers_checked" and step.done_on for step in plan.steps):
        return []
    here = documents_of(case) if handed is None else handed
    if not any(is_accepted(row) for row in here.values()):
        return []
    return [paper for paper, _people in each_once(plan, here) if document_for(paper, here) is None]


def reasons_for(paper: Paper) -> tuple[str, ...]:
    """The reasons of the fixed list for which this paper can come back: nine at most, one for each key."""
    asked = [REASON_OF[check] for check in paper.checks if check in REASON_OF]
    return tuple(dict.fromkeys((*ALWAYS_FIRST, *asked, *ALWAYS_LAST)))


def to_check_in(case: Case, plan: Plan) -> list[Document]:
    """What is to be checked of a case, in the order in which the plan asks for it; then what is newer."""
    papers = (documents_of(case), newer_of(case))
    found = (handed.get((paper.person, paper.key)) for handed in papers for paper in plan.papers)
    return [row for row in found if row is not None and row.state == DocumentState.TO_CHECK]


def next_to_check(
    visible: ColumnElement[bool], region: Region, today: date, *, after: Case | None = None
) -> tuple[Case, Document] | None:
    """The paper to check first, in the order of the worklist; of the cases that follow this one, if one is named.

    After the last case the first one comes again; None where nothing waits.
    """
    for condition in (_behind(after), true()) if after is not None else (true(),):
        for case in _cases_to_check(and_(visible, condition)):
            if waiting := to_check_in(case, plan_of(case, region, today)):
                return case, waiting[0]
    return None


def _cases_to_check(condition: ColumnElement[bool]) -> Iterator[Case]:
    """Open cases with something that waits. Few hold only papers that nobody asks for any more."""
    waiting = select(Document.case_id).where(Document.state == DocumentState.TO_CHECK)
    wanted = select(Case).where(condition, Case.state == CaseState.OPEN, Case.id.in_(waiting))
    yield from session.scalars(wanted.order_by(*MOST_URGENT_FIRST).limit(LOOKED_AT))


def _behind(case: Case) -> ColumnElement[bool]:
    """What comes after this case in the order of the worklist."""
    if case.lawful_due is None:
        return and_(Case.lawful_due.is_(None), Case.id > case.id)
    same_day = and_(Case.lawful_due == case.lawful_due, Case.id > case.id)
    return or_(Case.lawful_due > case.lawful_due, Case.lawful_due.is_(None), same_day)


def count_to_check(visible: ColumnElement[bool]) -> int:
    """How many papers wait for the desk, counted up to COUNT_UP_TO + 1."""
    found: Select[uuid.UUID] = (
        select(Document.id)
        .join(Case, Case.id == Document.case_id)
        .where(visible, Case.state == CaseState.OPEN, Document.state == DocumentState.TO_CHECK)
        .limit(COUNT_UP_TO + 1)
    )
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0
