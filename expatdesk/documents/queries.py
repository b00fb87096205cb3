"""Reading which papers a household says it has, and which it handed in."""

import uuid
from collections.abc import Mapping

from sqlalchemy import ColumnElement, select

from expatdesk.cases.models import Case
from expatdesk.documents.models import Document, Page, PaperSaid
from expatdesk.people.models import Person
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.db import session

Handed = Mapping[tuple[int, PaperKey], Document]


def papers_of(case: Case) -> dict[tuple[int, PaperKey], PaperSaid]:
    """What the household said of each paper, by the person's index and the paper, as in `Plan.papers`.

    A paper that nobody spoke of yet is missing from the answer.
    """
    position = {person.id: person.position for person in case.people}
    rows = session.scalars(select(PaperSaid).where(PaperSaid.case_id == case.id))
    return {(position[row.person_id], PaperKey(row.paper)): row for row in rows if row.person_id in position}


def documents_of(case: Case) -> Handed:
    """The papers that were handed in, by the person's index and the paper, as in `Plan.papers`."""
    return _documents_of(case, is_newer=False)


def newer_of(case: Case) -> Handed:
    """The papers that were handed in beside accepted ones which run out, and are not accepted yet."""
    return _documents_of(case, is_newer=True)


def _documents_of(case: Case, *, is_newer: bool) -> Handed:
    position = {person.id: person.position for person in case.people}
    rows = session.scalars(select(Document).where(Document.case_id == case.id, Document.is_newer.is_(is_newer)))
    return {(position[row.person_id], PaperKey(row.paper)): row for row in rows if row.person_id in position}


def document_of(person: Person, paper: PaperKey, *, is_newer: bool = False) -> Document | None:
    """This paper of this person, if it was handed in; or the newer one beside it."""
    wanted = select(Document).where(Document.person_id == person.id, Document.paper == paper)
    return session.scalars(wanted.where(Document.is_newer.is_(is_newer))).one_or_none()


def find_document(case: Case, document_id: uuid.UUID) -> Document | None:
    """The paper with this id, where it is one of this very case (security T04)."""
    return session.scalars(
        select(Document).where(Document.id == document_id, Document.case_id == case.id)
    ).one_or_none()


def find_page(case: Case, document_id: uuid.UUID, page_id: uuid.UUID) -> Page | None:
    """The page with this id, where it is one of this very paper of this very case (security T04)."""
    wanted = (
        select(Page)
        .join(Document)
        .where(Page.id == page_id, Document.id == document_id, Document.case_id == case.id)
    )
    return session.scalars(wanted).one_or_none()


def signed_page(case: Case, visible: ColumnElement[bool]) -> Page | None:
    """The form for an employer's address of this case as it was signed on a page, where one may see it."""
    return session.scalars(select(Page).join(Document).where(Document.case_id == case.id, visible)).first()
