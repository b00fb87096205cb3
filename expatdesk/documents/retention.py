"""Erasing the pages of papers when they are not needed any more; what the desk found of them stays.

Only what checking needs is kept, and no longer (GDPR art. 5(1)(e)): how long, the region file says.
"""

import enum
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import held_cases, plan_of
from expatdesk.cases.reasons import UNCHECKED
from expatdesk.documents.attachments import erase_file
from expatdesk.documents.checking import send_back_unseen
from expatdesk.documents.checks import paper_of
from expatdesk.documents.models import Attachment, Document, DocumentState
from expatdesk.documents.uploads import remove_pages
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.models import Person
from expatdesk.rules.region import Region, Retention
from expatdesk.shared.clock import end_of, local
from expatdesk.shared.db import begin_immediate, session

log = logging.getLogger("expatdesk.papers")

BATCH = 50
# A file that was chosen for a message and not sent with it.
UNSENT_DAYS = 1
WITH_PAGES = tuple(state for state in DocumentState if state is not DocumentState.ERASED)


class ErasedWhy(enum.StrEnum):
    """Which of the two terms ends first."""

    ACCEPTED = "accepted"
    KEPT_LONGEST = "kept_longest"


@dataclass(frozen=True, slots=True)
class Erasure:
    """When the pages of a paper are erased, and why."""

    on: date
    why: ErasedWhy


@dataclass(frozen=True, slots=True)
class Due:
    """A paper whose pages are to be erased now, as the dry run lists it."""

    case_code: str
    paper: str
    files: int
    erasure: Erasure


def erasure_of(document: Document, retention: Retention) -> Erasure | None:
    """When the pages of this paper go, and why; None where it has none."""
    if not document.pages:
        return None
    longest = local(document.given_at).date() + timedelta(days=retention.scans_after_upload_days)
    if document.state == DocumentState.ACCEPTED and document.checked_at is not None:
        checked = local(document.checked_at).date() + timedelta(days=retention.scans_after_acceptance_days)
        if checked <= longest:
            return Erasure(checked, ErasedWhy.ACCEPTED)
    return Erasure(longest, ErasedWhy.KEPT_LONGEST)


def due_to_erase(region: Region, today: date) -> Iterator[Due]:
    """What `erase_due` would erase today. Changes nothing."""
    wanted = select(Document, Case.code).join(Case, Case.id == Document.case_id)
    for document, code in session.execute(wanted.where(_is_due(region.retention, today)).order_by(Case.code)):
        if erasure := erasure_of(document, region.retention):
            yield Due(code, document.paper, len(document.pages), erasure)


def erase_due(region: Region, today: date) -> int:
    """Erase the pages whose term has ended; commits batch by batch, answers how many papers.

    What lies in the store goes after each commit: a killed sweep leaves nothing that a row still names.
    """
    count = 0
    while documents := _take(region, today):
        for document in documents:
            _erase(document, region, today)
        session.commit()
        count += len(documents)
    session.rollback()
    return count


def _take(region: Region, today: date) -> list[Document]:
    """Locked, so that nobody judges a paper while its pages go; what somebody else has locked waits a round."""
    begin_immediate()
    due = select(Document).where(_is_due(region.retention, today)).order_by(Document.given_at).limit(BATCH)
    return list(session.scalars(due.with_for_update(of=Document, skip_locked=True)))


def _is_due(retention: Retention, today: date) -> ColumnElement[bool]:
    # Terms are counted in days of the desk's calendar.
    accepted_before = end_of(today - timedelta(days=retention.scans_after_acceptance_days))
    given_before = end_of(today - timedelta(days=retention.scans_after_upload_days))
    accepted = and_(Document.state == DocumentState.ACCEPTED, Document.checked_at < accepted_before)
    kept_longest = and_(Document.state.in_(WITH_PAGES), Document.given_at < given_before)
    return and_(Document.pages.any(), Document.case_id.not_in(held_cases()), or_(accepted, kept_longest))


def _erase(document: Document, region: Region, today: date) -> None:
    was_accepted = document.state == DocumentState.ACCEPTED and document.checked_at is not None
    person = session.get_one(Person, document.person_id)
    accepted_on = local(document.checked_at).date().isoformat() if was_accepted and document.checked_at else None
    waited = document.state in (DocumentState.TO_CHECK, DocumentState.BEING_SCANNED)
    remove_pages(document)
    # What came back is still to be handed in again, with or without its old pages.
    if document.state != DocumentState.RETURNED:
        document.state = DocumentState.ERASED
    document.version += 1
    record(
        "paper_erased", by=SYSTEM, case_id=document.case_id, paper=document.paper, person=person.full_name,
        on=accepted_on,
    )  # fmt: skip
    case = session.get_one(Case, document.case_id)
    if waited and case.state == CaseState.OPEN and paper_of(case, document, plan_of(case, region, today)):
        send_back_unseen(case, document, reason=UNCHECKED, region=region, today=today)
    log.info("pages of a paper erased: %s of case %s", document.paper, document.case_id)


def count_due_files(region: Region, today: date) -> int:
    """How many files of messages `erase_due_files` would erase today. Changes nothing."""
    wanted = select(func.count()).select_from(Attachment).where(_is_file_due(region.retention, today))
    return session.scalar(wanted) or 0


def erase_due_files(region: Region, today: date) -> int:
    """Erase the files of messages that are as old as scans may be, and those never sent. Commits."""
    count = 0
    while files := _take_files(region, today):
        for file in files:
            erase_file(file)
        session.commit()
        count += len(files)
    session.rollback()
    return count


def _take_files(region: Region, today: date) -> list[Attachment]:
    begin_immediate()
    due = (
        select(Attachment).where(_is_file_due(region.retention, today)).order_by(Attachment.added_at).limit(BATCH)
    )
    return list(session.scalars(due.with_for_update(skip_locked=True)))


def _is_file_due(retention: Retention, today: date) -> ColumnElement[bool]:
    too_old = Attachment.added_at < end_of(today - timedelta(days=retention.scans_after_upload_days))
    never_sent = and_(
        Attachment.message_id.is_(None),
        Attachment.contract_check_id.is_(None),
        Attachment.added_at < end_of(today - timedelta(days=UNSENT_DAYS + 1)),
    )
    return and_(or_(too_old, never_sent), Attachment.case_id.not_in(held_cases()))
