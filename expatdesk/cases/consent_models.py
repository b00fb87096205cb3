"""The table of what households allow their employers."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.db import HasId, Model, UtcDateTime


class Consent(HasId, Model):
    """What a household answered last when asked for a yes, and the words it read.

    Of its visit it lets its employer see; of meeting people each adult lets the desk do something.

    No row, and a row that says no, are the same to everybody but the household (security T08).
    """

    __tablename__ = "consent"
    __table_args__ = (
        UniqueConstraint("case_id", "employer_id", "purpose"),
        UniqueConstraint("person_id", "purpose"),
    )

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    employer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("employer.id"))
    person_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(20))
    is_given: Mapped[bool]
    text_version: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    answered_at: Mapped[datetime] = mapped_column(UtcDateTime)
