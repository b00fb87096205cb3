"""Reading papers for who checks them: what was handed in, what came back, which one is next."""

import uuid
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, Select, func, select

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.worklist import SORTS
from expatdesk.documents.models import Document, DocumentState
from expatdesk.rules.acceptance import PaperSays
from expatdesk.rules.plan import Paper, PaperCheck, PaperKey, Plan
from expatdesk.shared.db import session

# Nobody reads a count beyond this.
COUNT_UP_TO = 1000

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

Handed = Mapping[tuple[int, PaperKey], Document]


def documents_of(case: Case) -> Handed:
    """The papers handed in, by the person's index and the paper, as in `Plan.papers`."""
    position = {person.id: person.position for person in case.people}
    rows = session.scalars(select(Document).where(Document.case_id == case.id))
    return {(position[row.person_id], PaperKey(row.paper)): row for row in rows if row.person_id in position}


def returned_papers(case: Case) -> Handed:
    """The papers that came back to the household and are to be handed in again."""
    return {key: row for key, row in documents_of(case).items() if row.state == DocumentState.RETURNED}


def document_of(case: Case, document_id: uuid.UUID) -> Document | None:
    """The paper with this id, if it is one of this case."""
    wanted = select(Document).where(Document.id == document_id, Document.case_id == case.id)
    return session.scalars(wanted).one_or_none()


def paper_of(case: Case, document: Document, plan: Plan) -> Paper | None:
    """What the plan asks of this paper; None where it is not asked any more."""
    person = next((one for one in case.people if one.id == document.person_id), None)
    key = (person.position if person else None, document.paper)
    return next((paper for paper in plan.papers if (paper.person, paper.key) == key), None)


def says(document: Document) -> PaperSays:
    """What somebody read on the paper."""
    return PaperSays(**{name: getattr(document, name) for name in PaperSays.__dataclass_fields__})


def is_accepted(document: Document | None) -> bool:
    """Whether the desk accepted it, also where its pages are erased since."""
    if document is None:
        return False
    erased = document.state == DocumentState.ERASED
    return document.state == DocumentState.ACCEPTED or (erased and document.checked_at is not None)


def all_accepted(plan: Plan, handed: Handed) -> bool:
    """Whether every paper that the plan asks for was accepted, and at least one is asked."""
    return bool(plan.papers) and all(is_accepted(handed.get((one.person, one.key))) for one in plan.papers)


def reasons_for(paper: Paper) -> tuple[str, ...]:
    """The reasons of the fixed list for which this paper can come back: nine at most, one for each key."""
    asked = [REASON_OF[check] for check in paper.checks if check in REASON_OF]
    return tuple(dict.fromkeys((*ALWAYS_FIRST, *asked, *ALWAYS_LAST)))


def to_check_in(plan: Plan, handed: Handed) -> list[Document]:
    """What is to be checked of a case, in the order in which the plan asks for it."""
    found = (handed.get((paper.person, paper.key)) for paper in plan.papers)
    return [row for row in found if row is not None and row.state == DocumentState.TO_CHECK]


def first_case_to_check(visible: ColumnElement[bool], *, beside: Iterable[uuid.UUID] = ()) -> Case | None:
    """The case whose papers are to be checked first, in the order of the worklist; but none of these."""
    waiting = select(Document.case_id).where(Document.state == DocumentState.TO_CHECK)
    wanted = select(Case).where(
        visible, Case.state == CaseState.OPEN, Case.id.in_(waiting), Case.id.not_in(list(beside))
    )
    return session.scalars(wanted.order_by(*SORTS["lawful"]).limit(1)).first()


def count_to_check(visible: ColumnElement[bool]) -> int:
    """How many papers wait for the desk, counted up to COUNT_UP_TO + 1."""
    found: Select[uuid.UUID] = (
        select(Document.id)
        .join(Case, Case.id == Document.case_id)
        .where(visible, Case.state == CaseState.OPEN, Document.state == DocumentState.TO_CHECK)
        .limit(COUNT_UP_TO + 1)
    )
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0
