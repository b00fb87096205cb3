"""Files that go with messages: kept while somebody writes, put to the message, and opened. Nothing here commits.

They are made safe and stored first, in `taking_in.py`, as the pages of papers are.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select

from expatdesk.cases.models import Case
from expatdesk.documents.models import Attachment, Document
from expatdesk.documents.refusals import HouseholdFull, MessageFull, PageGone
from expatdesk.documents.store import erase_after_commit
from expatdesk.documents.taking_in import NewPage
from expatdesk.documents.uploads import hand_in, left_out
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Person
from expatdesk.rules.plan import PaperKey
from expatdesk.rules.region import Region
from expatdesk.shared.db import session

# Security T27: of one message, and of all messages of a household together.
MOST_FILES = 10
MOST_BYTES_OF_CASE = 100 * 1024**2


def keep_files(
    case: Case, pages: Sequence[NewPage], *, kept_by: uuid.UUID, beside: Sequence[Attachment] = ()
) -> list[Attachment]:
    """Keep files for a message that is being written, beside those that are kept for it; each file once.

    Raises MessageFull, and HouseholdFull.
    """
    session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    there = {one.print_of_sent for one in beside}
    new = [page for sent, page in {page.print_of_sent: page for page in pages}.items() if sent not in there]
    if len(beside) + len(new) > MOST_FILES:
        raise MessageFull
    held = select(func.coalesce(func.sum(Attachment.size), 0)).where(Attachment.case_id == case.id)
    if (session.scalar(held) or 0) + sum(page.size for page in new) > MOST_BYTES_OF_CASE:
        raise HouseholdFull
    kept = [
        Attachment(
            id=page.id, case_id=case.id, position=position, kept_by=kept_by, stored_as=page.stored_as,
            key_id=page.key_id, size=page.size, print_of_sent=page.print_of_sent, media_type=page.media_type,
            sheets=page.sheets, shown_name=page.shown_name, is_scanned=page.is_scanned,
        )
        for position, page in enumerate(new, start=len(beside))
    ]  # fmt: skip
    session.add_all(kept)
    session.flush()
    return [*beside, *kept]


def kept_files(case: Case, ids: Collection[uuid.UUID], *, kept_by: uuid.UUID) -> list[Attachment]:
    """Those of these files that the same writer has kept for a message of this case (security T04)."""
    wanted = select(Attachment).where(
        Attachment.id.in_(ids), Attachment.case_id == case.id, Attachment.kept_by == kept_by,
        Attachment.message_id.is_(None), Attachment.contract_check_id.is_(None),
    )  # fmt: skip
    return list(session.scalars(wanted.order_by(Attachment.position, Attachment.id).limit(MOST_FILES)))


def file_of(case_id: uuid.UUID, message_ids: Collection[uuid.UUID], file_id: uuid.UUID) -> Attachment | None:
    """The file with this id, where it goes with one of these messages of this very case (security T04)."""
    wanted = select(Attachment).where(
        Attachment.id == file_id, Attachment.case_id == case_id, Attachment.message_id.in_(message_ids)
    )
    return session.scalars(wanted).one_or_none()


def erase_file(file: Attachment) -> None:
    """Take a file away for good."""
    erase_after_commit(file.stored_as)
    session.delete(file)
    session.flush()


def put_to_paper(
    case: Case, file: Attachment, person: Person, paper: PaperKey, *, by: Actor, region: Region, today: date
) -> Document:
    """Make a file that came with a message a page of a paper; it goes with the message no more.

    Its content stays where it is, bound to its id. Raises what `hand_in` raises, and PageGone where somebody was
    first, or its time was over at this moment.
    """
    session.execute(select(Case.id).where(Case.id == case.id).with_for_update())
    if session.scalar(select(Attachment.id).where(Attachment.id == file.id).with_for_update()) is None:
        raise PageGone
    page = NewPage(
        file.id, file.stored_as, file.key_id, file.media_type, file.size, file.print_of_sent or "", file.sheets,
        file.shown_name, file.is_scanned,
    )  # fmt: skip
    document = hand_in(case, person, paper, [page], by=by, region=region, today=today)
    if left_out(document, [page]):
        # The paper holds the same file already.
        erase_after_commit(file.stored_as)
    session.delete(file)
    session.flush()
    return document
