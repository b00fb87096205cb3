"""What an adult of a household told of themselves to meet people: apart from the registration, and of no plan."""

import uuid
from datetime import date

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.db import HasId, Model


class PersonInterests(HasId, Model):
    """Languages by their ISO code, interests and times by their enums. Withdrawn, the row is gone."""

    __tablename__ = "person_interests"
    __table_args__ = (UniqueConstraint("person_id"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    languages: Mapped[list[str]] = mapped_column(JSON)
    practises: Mapped[str | None] = mapped_column(String(2))
    interests: Mapped[list[str]] = mapped_column(JSON)
    times: Mapped[list[str]] = mapped_column(JSON)
    told_on: Mapped[date]
