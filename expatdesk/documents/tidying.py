"""The worker's part with papers: files that wait for the virus scanner, and content that no row names any more."""

import logging
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.documents import scanning
from expatdesk.documents.attachments import erase_file
from expatdesk.documents.checking import send_back_unseen
from expatdesk.documents.models import Attachment, DataExport, Document, DocumentState, HomePhoto, Page, StoredFile
from expatdesk.documents.reading import content_of
from expatdesk.documents.store import DRAWERS, ContentMissing, Store, StoreAway, the_store
from expatdesk.documents.uploads import remove_pages
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import latest
from expatdesk.messages.actions import queue_mail
from expatdesk.people.models import Person
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.key_ring import Unreadable

log = logging.getLogger("expatdesk.papers")

INFECTED = "infected"
# Nobody takes longer from storing a file to writing its row.
STRAY_AFTER = timedelta(hours=1)
# The line of the logbook that says what should be erased and could not be; one a day says it.
NOT_ERASED, SAID_EVERY = "content_not_erased", timedelta(days=1)
# A file over which the scanner took too long is tried again after this, then after ever longer.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class _PutAside:
    until: datetime
    pause: timedelta


# Of this worker alone: one that starts anew may well try them all once more.
_put_aside: dict[uuid.UUID, _PutAside] = {}


def scan_waiting(region: Region, today: date) -> None:
    """Ask the scanner again about papers that it could not speak of when they came. Commits paper by paper.

    A paper of which it says nothing, or that cannot be read, goes on waiting and keeps none of the others. One
    over which it takes too long ends this look, or mails would wait as well: the next ones leave it aside.
    """
    for document_id, version in _to_scan():
        document = session.get_one(Document, document_id)
        try:
            clean = all(_is_clean(page) for page in document.pages)
        except scanning.ScannerAway:
            session.rollback()
            return
        except scanning.TookTooLong:
            _put_it_aside(document)
            session.rollback()
            return
        except (scanning.NothingSaid, ContentMissing, Unreadable) as error:
            log.warning("a paper waits unscanned: %s of case %s: %s", document.paper, document.case_id, error)
            session.rollback()
            continue
        _put_aside.pop(document_id, None)
        begin_immediate()
        document = session.get_one(Document, document_id, populate_existing=True, with_for_update=True)
        if document.version == version:
            _settle(document, clean=clean, region=region, today=today)
        session.commit()


def scan_waiting_files() -> None:
    """The same for files of messages and contracts; what it finds something in is erased. Commits one by one."""
    waiting = session.scalars(
        select(Attachment.id).where(Attachment.is_scanned.is_(False)).order_by(Attachment.added_at)
    )
    for file_id in waiting.all():
        try:
            clean = _is_clean(session.get_one(Attachment, file_id))
        except (scanning.ScannerAway, scanning.TookTooLong):
            session.rollback()
            return
        except (scanning.NothingSaid, ContentMissing, Unreadable) as error:
            log.warning("a file of a message waits unscanned: %s: %s", file_id, error)
            session.rollback()
            continue
        begin_immediate()
        file = session.get(Attachment, file_id, populate_existing=True, with_for_update=True)
        if file is not None and clean:
            file.is_scanned = True
        elif file is not None:
            _erase_infected(file)
        session.commit()


def _erase_infected(file: Attachment) -> None:
    """Erase a file in which something was found; who sent it with a question is told, and what to do."""
    case, of_contract = session.get_one(Case, file.case_id), file.contract_check_id is not None
    if file.kept_by == case.id and not of_contract:
        queue_mail(
            "file_infected", recipient=case.email, language=case.language, case_id=case.id, case=case,
            file=file.shown_name,
        )  # fmt: skip
    erase_file(file)
    if of_contract:
        record("contract_file_infected", by=SYSTEM, case_id=case.id)
    else:
        record("question_file_infected", by=SYSTEM, case_id=case.id)


def _to_scan() -> list[tuple[uuid.UUID, int]]:
    """Which papers, in which version: the oldest first, and last those over which the scanner took too long."""
    waiting = select(Document.id, Document.version).where(Document.state == DocumentState.BEING_SCANNED)
    found = [(row.id, row.version) for row in session.execute(waiting.order_by(Document.given_at))]
    due = [one for one in found if one[0] not in _put_aside or _put_aside[one[0]].until <= now()]
    return sorted(due, key=lambda one: one[0] in _put_aside)


def _put_it_aside(document: Document) -> None:
    last = _put_aside.get(document.id)
    pause = min(last.pause * 2, LONGEST_PAUSE) if last else FIRST_PAUSE
    _put_aside[document.id] = _PutAside(now() + pause, pause)
    log.warning("a scan took too long: %s of case %s, again in %s", document.paper, document.case_id, pause)


def erase_strays() -> int:
    """Erase content that no row names: of a request that failed, or a process that was killed. Answers how many.

    Also what the store did not let go when its row was erased. One of the 256 drawers a minute: in four hours the
    worker looks into all, without ever listing the whole store.
    """
    moment, store = now(), the_store()
    drawer = DRAWERS[int(moment.timestamp() // 60) % len(DRAWERS)]
    old = {name for name, put in store.lying_in(drawer) if moment - put > STRAY_AFTER}
    known = _names_in(drawer) if old else set()
    session.rollback()
    left = [name for name in old - known if not _is_erased(name, store)]
    if left and latest(NOT_ERASED, moment - SAID_EVERY) is None:
        begin_immediate()
        record(NOT_ERASED, by=SYSTEM, files=len(left))
        session.commit()
    return len(old - known) - len(left)


def _names_in(drawer: str) -> set[str]:
    """What rows name in this drawer: pages, files with messages, photos, and what a household takes along."""
    columns = (Page.stored_as, Attachment.stored_as, HomePhoto.stored_as, DataExport.stored_as)
    found = (session.scalars(select(column).where(column.startswith(drawer))) for column in columns)
    return {name for names in found for name in names if name}


def _is_erased(name: str, store: Store) -> bool:
    """Erase this content. What the store does not let go keeps none of the others, and is tried again later."""
    try:
        store.erase(name)
    except StoreAway as error:
        log.warning("content could not be erased: %s: %s", name, error)
        return False
    return True


def _is_clean(page: StoredFile) -> bool:
    """Whether the scanner finds nothing, or none is wanted any more."""
    return not scanning.is_wanted() or scanning.is_clean(content_of(page))


def _settle(document: Document, *, clean: bool, region: Region, today: date) -> None:
    document.version += 1
    if clean:
        document.state = DocumentState.TO_CHECK
        return
    case, person = session.get_one(Case, document.case_id), session.get_one(Person, document.person_id)
    remove_pages(document)
    document.state, document.reason = DocumentState.RETURNED, INFECTED
    record("paper_infected", by=SYSTEM, case_id=case.id, paper=document.paper, person=person.full_name)
    send_back_unseen(case, document, reason=INFECTED, region=region, today=today)
