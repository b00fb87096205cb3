"""Tables of the counters: where the desk serves, when it is open, and which times are taken."""

import enum
import uuid
from datetime import date, datetime, time

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from expatdesk.shared.clock import now
from expatdesk.shared.db import HasId, Model, UtcDateTime


class VisitKind(enum.StrEnum):
    """What somebody comes to a counter for."""

    REGISTRATION = "registration"
    PAPERS = "papers"
    QUESTIONS = "questions"


class Progress(enum.StrEnum):
    """How far an appointment is. `CHOOSING` keeps a time for minutes, while somebody makes up their mind.

    `LEFT_OPEN` is a short visit of a past day that had to make room for another: nobody wrote down how it ended.
    """

    CHOOSING = "choosing"
    BOOKED = "booked"
    CHECKED_IN = "checked_in"
    SERVING = "serving"
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    LEFT_OPEN = "left_open"


class Misfit(enum.StrEnum):
    """Why a booked time is none any more for the household as it is now."""

    TOO_SHORT = "too_short"
    NOT_SERVED = "not_served"
    BEFORE_ARRIVAL = "before_arrival"


# A household has one such appointment of a kind at a time (T37).
OPEN = (Progress.BOOKED, Progress.CHECKED_IN, Progress.SERVING)
# Of these nobody wrote down yet how they ended.
NOT_RECORDED = (*OPEN, Progress.LEFT_OPEN)


class Counter(HasId, Model):
    """A place at the desk where one household at a time is served."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    place: Mapped[str] = mapped_column(String(200))
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    hours: Mapped[list["OpeningHours"]] = relationship(
        back_populates="counter", cascade="all, delete-orphan", lazy="selectin", order_by="OpeningHours.opens"
    )
    terms: Mapped[list["CounterTerms"]] = relationship(
        back_populates="counter", cascade="all, delete-orphan", lazy="selectin", order_by="CounterTerms.first_day"
    )

    def terms_on(self, day: date) -> "CounterTerms":
        """The terms that hold on that day: the newest that have begun, or the first ones before any has."""
        return next((one for one in reversed(self.terms) if one.first_day <= day), self.terms[0])

    def terms_between(self, first: date, last: date | None = None) -> list["CounterTerms"]:
        """All terms that hold on any of these days."""
        present, end = self.terms_on(first), last or date.max
        return [one for one in self.terms if one is present or first < one.first_day <= end]


class CounterTerms(Model):
    """From a day on: whom a counter serves, what for, and how long it takes. The newest that have begun hold."""

    __tablename__ = "counter_terms"

    counter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("counter.id", ondelete="CASCADE"), primary_key=True)
    first_day: Mapped[date] = mapped_column(primary_key=True)
    # CBS codes of the municipalities for which it may register, and the kinds of visit that it takes. Visits for
    # papers and questions are booked for these municipalities too; for every one where none is named.
    municipalities: Mapped[list[str]] = mapped_column(JSON)
    kinds: Mapped[list[str]] = mapped_column(JSON)
    first_person_minutes: Mapped[int]
    further_person_minutes: Mapped[int]

    counter: Mapped[Counter] = relationship(back_populates="terms")


class OpeningHours(HasId, Model):
    """When a counter is open on one day of the week, from the first to the last day on which this holds."""

    __tablename__ = "opening_hours"
    __table_args__ = (
        CheckConstraint("opens < closes", name="opens_before_it_closes"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="day_of_the_week"),
    )

    counter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("counter.id", ondelete="CASCADE"), index=True)
    # Monday is 0, as in Python.
    weekday: Mapped[int]
    opens: Mapped[time]
    closes: Mapped[time]
    # Without appointment: nobody can book these hours.
    walk_in: Mapped[bool] = mapped_column(default=False)
    first_day: Mapped[date]
    last_day: Mapped[date | None]

    counter: Mapped[Counter] = relationship(back_populates="hours")


class Closure(HasId, Model):
    """Days on which a counter is closed, or the whole desk where no counter is named."""

    __tablename__ = "closure"
    __table_args__ = (CheckConstraint("first_day <= last_day", name="first_before_last"),)

    counter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("counter.id", ondelete="CASCADE"), index=True)
    first_day: Mapped[date] = mapped_column(index=True)
    last_day: Mapped[date] = mapped_column(index=True)
    reason_nl: Mapped[str] = mapped_column(String(200))
    reason_en: Mapped[str] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(default=1)


class OpenDay(Model):
    """A day on which the desk is open after all, though the calendar of the region closes it."""

    __tablename__ = "open_day"

    day: Mapped[date] = mapped_column(primary_key=True)


class ReleaseRule(Model):
    """From a day on: whether times are given back by themselves, and so many working days before the visit.

    The newest one that has begun holds; none at all is as one that gives nothing back.
    """

    __tablename__ = "release_rule"

    first_day: Mapped[date] = mapped_column(primary_key=True)
    working_days: Mapped[int | None]


IS_OPEN = text("progress IN ('booked', 'checked_in', 'serving')")
IS_CHOICE = text("progress = 'choosing'")


class Appointment(HasId, Model):
    """A household's time at a counter. Somebody who walks in with a question may have no case."""

    __tablename__ = "appointment"
    __table_args__ = (
        Index("ix_appointment_counter_id_starts_at", "counter_id", "starts_at"),
        Index("ix_appointment_case_id_progress", "case_id", "progress"),
        Index(
            "uq_appointment_open", "case_id", "kind", unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN
        ),
        Index(
            "uq_appointment_choosing",
            "case_id",
            "kind",
            unique=True,
            sqlite_where=IS_CHOICE,
            postgresql_where=IS_CHOICE,
        ),
    )

    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"))
    counter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("counter.id"))
    kind: Mapped[str] = mapped_column(String(20))
    progress: Mapped[str] = mapped_column(String(12))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # For how many people the time was booked, or last made to fit.
    people: Mapped[int] = mapped_column(default=1)
    # Whether the employer pays what it costs: as it was for the household that booked, also where two become one.
    employer_pays: Mapped[bool] = mapped_column(default=False, server_default=false())
    # While the visitor is choosing: until when the time is kept for them.
    kept_until: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    booked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    booked_by_role: Mapped[str] = mapped_column(String(20))
    # When the household is reminded of it next; None when it was told all.
    remind_on: Mapped[date | None] = mapped_column(index=True)
    # How often the household changed it, and the number by which calendars tell a newer invitation from an older.
    changes: Mapped[int] = mapped_column(default=0)
    sequence: Mapped[int] = mapped_column(default=0)
    # What the household and the desk were told: why it cannot be kept as it is (a Misfit).
    misfit: Mapped[str | None] = mapped_column(String(20), index=True)
    # Whether the household brought that about itself, so that a change is its own wish all the same.
    misfit_is_own: Mapped[bool] = mapped_column(default=False)
    ticket: Mapped[str | None] = mapped_column(String(6))
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    served_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    served_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    counter: Mapped[Counter] = relationship(lazy="joined")
    quarters: Mapped[list["TakenQuarter"]] = relationship(
        back_populates="appointment", cascade="all, delete-orphan", lazy="select", passive_deletes=True
    )


class TakenQuarter(Model):
    """A quarter of an hour at a counter that is taken. Its key is what makes a double booking impossible (T36)."""

    __tablename__ = "taken_quarter"

    counter_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("counter.id"), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    appointment_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"), index=True)

    appointment: Mapped[Appointment] = relationship(back_populates="quarters")


class WaitingScreen(HasId, Model):
    """A screen in a waiting room: whoever has its address sees ticket numbers, until it is taken back (T17)."""

    __tablename__ = "waiting_screen"

    name: Mapped[str] = mapped_column(String(60))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
