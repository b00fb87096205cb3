"""Table of the papers that a household says it has. The papers themselves come with the uploads."""

import enum
import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

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
