"""Tables of a household's file: its facts, what was done on it, and the projection that lists sort by."""

import enum
import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship, validates

from expatdesk.cases.career_models import PersonCareer
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Person
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import HasId, Model, UtcDateTime


class CaseState(enum.StrEnum):
    """Whether the desk still has work on a case."""

    OPEN = "open"
    CLOSED = "closed"
    # Nothing in it tells of anybody any more; a few facts stay for the figures.
    ERASED = "erased"


class Outcome(enum.StrEnum):
    """What became of a step, last of all."""

    DONE = "done"
    WAIVED = "waived"
    RETURNED = "returned"


class ChangeKind(enum.StrEnum):
    """What became of a hire in the eyes of its employer."""

    SUBMITTED = "submitted"
    CHANGED = "changed"
    CLOSED = "closed"


class BsnWay(enum.StrEnum):
    """How the BSN reached the person. The number itself is never stored (UAVG art. 46)."""

    HANDED_OVER = "handed_over"
    BY_POST = "by_post"


LONGEST_WISH = 500
LONGEST_REASON = 500
LONGEST_REFERENCE = 40

# What the counts beside the worklist look at.
LOOKED_AT = (
    "next_due", "next_party", "municipality", "officer_id", "registration_done", "registration_total",
    "housing_done", "housing_total", "social_done", "social_total",
)  # fmt: skip


class Case(HasId, Model):
    """One household's file, from submission to closing."""

    __tablename__ = "case"
    __table_args__ = (
        # The worklist in each of its orders. What stands beside it is counted in the first of these indexes alone.
        Index("ix_case_worklist", "state", "lawful_due", "id", *LOOKED_AT),
        Index("ix_case_state_next_due_id", "state", "next_due", "id"),
        Index("ix_case_state_title_id", "state", "title", "id"),
        Index("ix_case_state_arrival_id", "state", "arrival", "id"),
        # The visits of a day, whatever became of the case, and how many of them are open.
        Index("ix_case_visit_at_state_id", "visit_at", "state", "id"),
        # For the counts beside the saved filters, which stop at a thousand.
        Index("ix_case_state_next_party_officer_id", "state", "next_party", "officer_id", "id"),
        # Of what a search found, which a registrar may see: told without reading the case.
        Index("ix_case_municipality_id", "municipality", "id"),
        # The numbers of an officer's day, and of every list of one officer.
        Index("ix_case_of_officer", "state", "officer_id", "lawful_due", "next_due", "next_party", "id"),
        # What changed for an employer since a moment, for its HR system.
        Index("ix_case_employer_id_hire_changed_at_id", "employer_id", "hire_changed_at", "id"),
        # The addresses with a clock, by their last day.
        Index("ix_case_state_temporary_until_id", "state", "temporary_until", "id"),
        UniqueConstraint("employer_id", "reference"),
    )

    code: Mapped[str] = mapped_column(String(12), unique=True)
    secret_hash: Mapped[str | None] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(10), default=CaseState.OPEN)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    email: Mapped[str] = mapped_column(String(254), index=True)
    language: Mapped[str] = mapped_column(String(2), default="en")
    employer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("employer.id"), index=True)
    submitted_by_id: Mapped[uuid.UUID | None]
    # Whether the household came by itself, nobody else having told of it.
    signed_up: Mapped[bool] = mapped_column(default=False, server_default=false())
    # The employer's own number of this hire: handed over again, it is known by it.
    reference: Mapped[str | None] = mapped_column(String(LONGEST_REFERENCE))
    # The employer's own division of its hires; no plan depends on it.
    department: Mapped[str | None] = mapped_column(String(100))
    # What the employer itself told. It goes on seeing this, and never what the household changed or added.
    as_submitted: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    officer_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user.id"), index=True)
    officer_name: Mapped[str | None] = mapped_column(String(200))

    # Facts that the plan depends on; those of persons stand on Person.
    submitted_on: Mapped[date]
    category: Mapped[str] = mapped_column(String(40))
    arrival: Mapped[date | None]
    stay_months: Mapped[int]
    first_working_day: Mapped[date | None]
    people_expected: Mapped[int] = mapped_column(default=1)
    has_bsn: Mapped[bool] = mapped_column(default=False)
    lived_in_nl: Mapped[bool] = mapped_column(default=False)
    home_kind: Mapped[str | None] = mapped_column(String(20))
    home_street: Mapped[str | None] = mapped_column(String(200))
    home_postcode: Mapped[str | None] = mapped_column(String(7))
    home_from: Mapped[date | None]
    # The last day, where one lives there for a time only.
    home_until: Mapped[date | None]
    home_registration_allowed: Mapped[bool | None]
    # The home in which the household was registered and which it leaves: where it moves, its old address.
    left_street: Mapped[str | None] = mapped_column(String(200))
    left_postcode: Mapped[str | None] = mapped_column(String(7))
    # Until when the desk and the municipality let it stay at its employer's address, why, and who agreed when.
    address_until: Mapped[date | None]
    address_reason: Mapped[str | None] = mapped_column(String(LONGEST_REASON))
    address_extended_by: Mapped[str | None] = mapped_column(String(200))
    address_extended_on: Mapped[date | None]
    work_street: Mapped[str | None] = mapped_column(String(200))
    work_postcode: Mapped[str | None] = mapped_column(String(7))
    address_form_signed: Mapped[bool] = mapped_column(default=False)
    # Whether the employer pays what visits cost, by invoice: as HR was told when it submitted the hire.
    employer_pays: Mapped[bool] = mapped_column(default=False, server_default=false())
    wants_housing_help: Mapped[bool] = mapped_column(default=False)
    wants_social: Mapped[bool] = mapped_column(default=True)
    wants_buddy: Mapped[bool] = mapped_column(default=False)
    wants_language_course: Mapped[bool] = mapped_column(default=False)
    # Wishes in the household's own words, for the colleagues who help with them; no plan depends on them.
    interests: Mapped[str | None] = mapped_column(String(LONGEST_WISH))
    home_wishes: Mapped[str | None] = mapped_column(String(LONGEST_WISH))
    # Since when the household has told, to meet people, what it likes; what that is stands with the people.
    interests_told_on: Mapped[date | None]
    visit_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    # When it was closed, and what its term of keeping is counted from.
    closed_on: Mapped[date | None]
    # The day of erasing that the household was told, and how many mails told it.
    erase_on: Mapped[date | None]
    erase_mails: Mapped[int] = mapped_column(default=0, server_default="0")
    # Why nothing of it is erased for now; None where the terms run.
    hold_reason: Mapped[str | None] = mapped_column(String(500))
    # Where the expat is in the intake: the last question answered.
    intake_reached: Mapped[str | None] = mapped_column(String(40))

    # The projection: computed by `projection.refresh`, never written anywhere else.
    title: Mapped[str] = mapped_column(String(420), default="")
    # The principal's name alone: an employer's search must not find a household by its other members.
    name_search: Mapped[str] = mapped_column(Text, default="")
    route_to: Mapped[str] = mapped_column(String(20), default="")
    route_reason: Mapped[str] = mapped_column(String(40), default="")
    municipality: Mapped[str | None] = mapped_column(String(4))
    lawful_due: Mapped[date | None]
    lawful_step: Mapped[str | None] = mapped_column(String(50))
    next_due: Mapped[date | None]
    next_due_kind: Mapped[str | None] = mapped_column(String(10))
    next_step: Mapped[str | None] = mapped_column(String(50))
    next_party: Mapped[str | None] = mapped_column(String(20))
    employer_acts: Mapped[bool] = mapped_column(default=False)
    employer_due: Mapped[date | None]
    # Whose turn its employer reads, which learns nothing of check-ins; the days of its calendar, and the first.
    employer_party: Mapped[str | None] = mapped_column(String(20))
    residence_right_due: Mapped[date | None]
    thirty_percent_due: Mapped[date | None]
    address_ends_due: Mapped[date | None]
    sponsor_report_due: Mapped[date | None]
    calendar_due: Mapped[date | None]
    # Until when it may live where it lives for a time only, at which address (as addresses are compared), of which
    # kind, and how many of it are registered there now.
    temporary_until: Mapped[date | None]
    temporary_at: Mapped[str | None] = mapped_column(String(220), index=True)
    temporary_kind: Mapped[str | None] = mapped_column(String(10))
    temporary_people: Mapped[int] = mapped_column(default=0, server_default="0")
    # A digest of what the employer sees of it while it is open, and since when it sees that.
    hire_print: Mapped[str | None] = mapped_column(String(64))
    hire_changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    registration_done: Mapped[int] = mapped_column(default=0)
    registration_total: Mapped[int] = mapped_column(default=0)
    housing_done: Mapped[int] = mapped_column(default=0)
    housing_total: Mapped[int] = mapped_column(default=0)
    social_done: Mapped[int] = mapped_column(default=0)
    social_total: Mapped[int] = mapped_column(default=0)
    # Who has had the ball, from which day on: the last of each day. By it is counted how long households wait.
    turns: Mapped[dict[str, str | None]] = mapped_column(JSON, default=dict, server_default="{}")
    # The day this row was projected for: the nightly sweep refreshes what has grown older.
    projected_on: Mapped[date | None] = mapped_column(index=True)

    people: Mapped[list[Person]] = relationship(
        order_by=Person.position, cascade="all, delete-orphan", lazy="selectin"
    )
    records: Mapped[list["StepRecord"]] = relationship(
        back_populates="case", cascade="all, delete-orphan", lazy="selectin"
    )
    registrations: Mapped[list["Registration"]] = relationship(
        back_populates="case", cascade="all, delete-orphan", lazy="selectin"
    )
    careers: Mapped[list[PersonCareer]] = relationship(
        back_populates="case", cascade="all, delete-orphan", passive_deletes=True, lazy="selectin"
    )
    employer: Mapped[Employer | None] = relationship(lazy="joined")
    changes: WriteOnlyMapped["HireChange"] = relationship(passive_deletes=True)

    @validates("email")
    def _in_small_letters(self, _column: str, email: str) -> str:
        """Addresses are compared without capitals; stored so, the index finds them among a million."""
        return email.strip().lower()

    @validates("state")
    def _noted_for_employer(self, _column: str, state: str) -> str:
        """Closed or open again: the employer sees that, and the print is of open hires alone."""
        self.note_change(ChangeKind.CLOSED if state == CaseState.CLOSED else ChangeKind.CHANGED)
        return state

    def note_change(self, kind: ChangeKind) -> None:
        """The employer sees this hire otherwise from now on, and its systems are to be told."""
        self.hire_changed_at = now()
        self.changes.add(HireChange(kind=kind))

    @property
    def principal(self) -> Person:
        """The member of the household whose work or study brought it here."""
        return self.people[0]


class HireChange(Model):
    """The employer sees a hire otherwise, and its systems were not told yet. Written with the change itself.

    Nothing else makes one: that something was told would tell of what the employer does not see (security T07).
    It lasts a minute, so that its number is all that it is found by, and ten thousand are written in no time.
    """

    __tablename__ = "hire_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))


class StepRecord(HasId, Model):
    """The last outcome of one step. Its key is a step id of the rules: 'intake' or 'digid:0'."""

    __tablename__ = "step_record"
    __table_args__ = (UniqueConstraint("case_id", "step"),)

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    step: Mapped[str] = mapped_column(String(50))
    outcome: Mapped[str] = mapped_column(String(10))
    on: Mapped[date]
    # When that was written down: days later perhaps, and whoever follows the case hears of it then.
    recorded_on: Mapped[date] = mapped_column(default=today)
    reason: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(String(1000))

    case: Mapped[Case] = relationship(back_populates="records")


class Registration(HasId, Model):
    """What the registrar recorded for one person. Only the municipality writes the BRP itself."""

    __tablename__ = "registration"

    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), unique=True)
    registered_on: Mapped[date]
    recorded_on: Mapped[date] = mapped_column(default=today)
    bsn_way: Mapped[str | None] = mapped_column(String(12))
    bsn_on: Mapped[date | None]
    bsn_recorded_on: Mapped[date | None]
    municipality: Mapped[str] = mapped_column(String(4))
    registrar_name: Mapped[str] = mapped_column(String(200))
    # Whether the registrar held the originals of this person's papers.
    originals_seen: Mapped[bool] = mapped_column(default=False)

    case: Mapped[Case] = relationship(back_populates="registrations")
