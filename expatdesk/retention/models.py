"""Tables of what was erased: that it was, and the figures that outlast it. Neither tells of anybody."""

import uuid
from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from expatdesk.shared.db import Model


class Erasure(Model):
    """A case was erased. The row outlasts the case, and lets the logbook's lines of it lose their words."""

    __tablename__ = "erasure"

    case_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    on: Mapped[date] = mapped_column(index=True)
    # A Why of `retention/terms.py`.
    why: Mapped[str] = mapped_column(String(12))


class ErasedCount(Model):
    """How many cases and people of a year were erased for good, of each kind."""

    __tablename__ = "erased_count"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # Empty where no municipality was known.
    municipality: Mapped[str] = mapped_column(String(4), primary_key=True)
    category: Mapped[str] = mapped_column(String(40), primary_key=True)
    why: Mapped[str] = mapped_column(String(12), primary_key=True)
    cases: Mapped[int]
    people: Mapped[int]


class RetentionRule(Model):
    """From a day on: how long everything is kept. The newest that has begun holds; else the region file does."""

    __tablename__ = "retention_rule"

    first_day: Mapped[date] = mapped_column(primary_key=True)
    scans_after_acceptance_days: Mapped[int]
    scans_after_upload_days: Mapped[int]
    mail_texts_days: Mapped[int]
    open_questions_days: Mapped[int]
    invitation_unused_days: Mapped[int]
    volunteers_months: Mapped[int]
    abandoned_months: Mapped[int]
    closed_months: Mapped[int]
    figures_months: Mapped[int]
    logbook_months: Mapped[int]
