"""The table of what households were reminded of."""

import uuid
from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.db import Model


class StepReminder(Model):
    """A reminder that was written: of this step, with this day, from this rung of the ladder. Never twice."""

    __tablename__ = "step_reminder"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(String(50), primary_key=True)
    due: Mapped[date] = mapped_column(primary_key=True)
    rung: Mapped[int] = mapped_column(primary_key=True)
    # While that mail waits it can be written anew; None of reminders from before there was this column.
    mail_id: Mapped[uuid.UUID | None]
