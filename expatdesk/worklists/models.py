"""What staff keep for their lists: filters under a name, the columns they want to see, mails to many."""

import uuid
from datetime import date

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.db import HasId, Model


class SavedFilter(HasId, Model):
    """A worklist that somebody comes back to. Its query is what stands in the address of that list."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[str] = mapped_column(String(1000))
    is_shared: Mapped[bool] = mapped_column(default=False, index=True)
    position: Mapped[int]


class ListColumns(Model):
    """Which columns somebody sees in the worklist. Without a row they see all of them."""

    __tablename__ = "list_columns"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    shown: Mapped[list[str]] = mapped_column(JSON)


class Digest(Model):
    """How often an employer's user gets one mail about all hires, and since which day the next one tells."""

    __tablename__ = "digest"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    # Who goes over to another employer did not ask for mails about its hires.
    employer_id: Mapped[uuid.UUID | None]
    rhythm: Mapped[str] = mapped_column(String(10))
    told_until: Mapped[date] = mapped_column(index=True)
    # The last mail and since when it tells. Where it is not there any more it was taken back, and is written anew.
    mail_id: Mapped[uuid.UUID | None]
    told_before: Mapped[date | None]


class Letter(HasId, Model):
    """A mail that officers send to several households: the same words in both languages, with placeholders."""

    __tablename__ = "letter"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    subject_nl: Mapped[str] = mapped_column(String(120))
    text_nl: Mapped[str] = mapped_column(Text)
    subject_en: Mapped[str] = mapped_column(String(120))
    text_en: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
