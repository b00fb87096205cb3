"""What somebody who comes along told of work: apart from the registration, and gone with their yes."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from expatdesk.shared.db import HasId, Model

if TYPE_CHECKING:
    from expatdesk.cases.models import Case

LONGEST_PROFESSION = 100
# Whoever changes the words of the yes raises the number: who agreed to others did not agree to these.
TEXT_VERSION = 1


class PersonCareer(HasId, Model):
    """The words of `rules/careers.py` of one person, and what they let the desk do with it.

    That there is a row is their yes to it being kept, in these words and this language. Withdrawn, it is gone.
    """

    __tablename__ = "person_career"
    __table_args__ = (
        UniqueConstraint("person_id"),
        # The desk's list, who told last in front.
        Index("ix_person_career_may_invite_told_on", "may_invite", "told_on"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    version: Mapped[int]
    looks_for: Mapped[list[str]] = mapped_column(JSON)
    field: Mapped[str | None] = mapped_column(String(20))
    profession: Mapped[str | None] = mapped_column(String(LONGEST_PROFESSION))
    level: Mapped[str | None] = mapped_column(String(10))
    diploma: Mapped[str] = mapped_column(String(12))
    diploma_from: Mapped[str | None] = mapped_column(String(2))
    regulated: Mapped[str] = mapped_column(String(10))
    dutch: Mapped[str] = mapped_column(String(10))
    english: Mapped[str] = mapped_column(String(10))
    talk_asked_on: Mapped[date | None]
    # The yes to the desk's list, by which it invites people; their own yes, apart from the other one.
    may_invite: Mapped[bool]
    told_on: Mapped[date]
    # Whether the desk wrote it down, as it was said by phone or at the counter.
    by_desk: Mapped[bool]
    language: Mapped[str] = mapped_column(String(2))
    text_version: Mapped[int]

    case: Mapped["Case"] = relationship(back_populates="careers")
