"""Tables of papers: what a household says it has, the papers that were handed in, and their pages."""

import enum
import uuid
from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime


class Has(enum.StrEnum):
    """Whether somebody has a paper in hand."""

    YES = "yes"
    NOT_YET = "not_yet"


class PaperSaid(HasId, Model):
    """What a household said of one paper of one of its members; officers check the paper itself."""

    __tablename__ = "paper_said"
    __table_args__ = (UniqueConstraint("person_id", "paper"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    paper: Mapped[str] = mapped_column(String(40))
    has: Mapped[str] = mapped_column(String(10))
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DocumentState(enum.StrEnum):
    """How far a paper is that was handed in."""

    # A scanner is set and could not say yet whether the file is clean: nobody opens it before.
    BEING_SCANNED = "being_scanned"
    TO_CHECK = "to_check"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    # Its pages are erased; what the desk found of it stays.
    ERASED = "erased"


class Document(HasId, Model):
    """One paper of one person as it was handed in, what it says, and what the desk found of it.

    Handed in again, it is the same row with other pages.
    """

    __tablename__ = "document"
    __table_args__ = (
        UniqueConstraint("person_id", "paper", "is_newer"),
        Index("ix_document_state_given_at", "state", "given_at"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    # A PaperKey of the rules.
    paper: Mapped[str] = mapped_column(String(40))
    # Beside an accepted one that will not be good on the day of the visit, until it is accepted in its place.
    is_newer: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(15))
    version: Mapped[int] = mapped_column(default=1)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    given_by_role: Mapped[str] = mapped_column(String(20))
    given_by_name: Mapped[str] = mapped_column(String(200))

    # What the paper says, as far as somebody read it: the household when handing it in, or the officer.
    issued_on: Mapped[date | None]
    language: Mapped[str | None] = mapped_column(String(3))
    legalised_on: Mapped[date | None]
    translated_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    starts_on: Mapped[date | None]

    # The checks of the rules that the officer ticked, by their keys.
    checks: Mapped[list[str]] = mapped_column(JSON, default=list)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checked_by: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)

    pages: Mapped[list["Page"]] = relationship(
        back_populates="document", cascade="all, delete-orphan", lazy="selectin", order_by="Page.position"
    )


class StoredFile(HasId):
    """A file that somebody sent.

    Its content lies encrypted in the store, under a name that says nothing (T28, T47), and is bound to the id:
    whichever row has this id and names this content can read it.
    """

    position: Mapped[int]
    stored_as: Mapped[str] = mapped_column(String(64), unique=True)
    key_id: Mapped[str] = mapped_column(String(16), index=True)
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    # What tells the file as it was sent from any other, while it is kept: sent twice, it is the same page.
    print_of_sent: Mapped[str | None] = mapped_column(String(64))
    # How many sheets a PDF has; an image has one.
    sheets: Mapped[int] = mapped_column(default=1)
    shown_name: Mapped[str] = mapped_column(String(200))


class Page(StoredFile, Model):
    """One file of a paper."""

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("document_id", "position"),)

    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    # The employer for whom this file was signed on a page of ours; none that somebody sent has one.
    signed_for_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("employer.id", ondelete="SET NULL"))

    document: Mapped[Document] = relationship(back_populates="pages")


class Attachment(StoredFile, Model):
    """A file that goes with a message between a household and the desk, which is of `enquiries`, or with a rental
    contract to be read before it is signed, which is of `housing`.

    As long as whoever writes has to mend something first, it goes with neither.
    """

    __tablename__ = "attachment"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("thread_message.id", ondelete="CASCADE"), index=True
    )
    contract_check_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("contract_check.id", ondelete="CASCADE"), index=True
    )
    # Who may take it up as long as it goes with no message: the household, or this very colleague.
    kept_by: Mapped[uuid.UUID]
    is_scanned: Mapped[bool]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)


class HomePhoto(StoredFile, Model):
    """A photo of a home that a partner offers; the home is of `housing`."""

    __tablename__ = "home_photo"

    home_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("home.id", ondelete="CASCADE"), index=True)


class DataExport(HasId, Model):
    """All that is kept of a household as one file, made by the worker; the row is the truth on how far it is.

    Its content lies in the store as the pages of papers do, and goes with the case as they do.
    """

    __tablename__ = "data_export"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), unique=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    # Since when a worker is at it; one that was killed left it, and another one begins anew.
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    parts_done: Mapped[int] = mapped_column(default=0)
    parts: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stored_as: Mapped[str | None] = mapped_column(String(64), unique=True)
    key_id: Mapped[str | None] = mapped_column(String(16))
    size: Mapped[int] = mapped_column(default=0)
