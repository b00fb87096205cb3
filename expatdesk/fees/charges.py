"""What of a quarter was not invoiced yet: visits that are over, and changes that came too late.

The employer that a household had when it booked pays. A case keeps its employer, whatever department the hire goes
to; but a visit can go over into another case, when two become one. Who was there and left since, into a case of
their own, is charged as well.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from expatdesk.appointments.models import NOT_RECORDED, Appointment, Progress, VisitKind
from expatdesk.cases.models import Case, Registration
from expatdesk.cases.queries import put_into
from expatdesk.fees.models import InvoicedVisit
from expatdesk.logbook.models import LogLine
from expatdesk.organisations.models import Employer
from expatdesk.rules.charging import Charge, EndedVisit, Ending, Member, charges_of
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.quarters import Quarter
from expatdesk.rules.region import Region
from expatdesk.shared.clock import end_of, local, start_of
from expatdesk.shared.db import session

TOO_LATE = {"visit_moved": Ending.MOVED_LATE, "visit_cancelled": Ending.CANCELLED_LATE}
MISSED, LEFT = "visit_missed", "member_left"
# What a case says of a visit that it has, with the moment of it.
HAS_VISIT = ("visit_booked", "visit_moved", "visit_kept")
# The same of one that is about to begin.
WALKED_IN = "walked_in"


@dataclass(frozen=True, slots=True)
class Charged:
    """A visit with its lines; `what` is the row that is charged, and that is charged once."""

    what: uuid.UUID
    case_code: str
    employer: Employer
    day: date
    lines: tuple[Charge, ...]

    @property
    def excl_cents(self) -> int:
        """The sum without VAT."""
        return sum(line.excl_cents for line in self.lines)

    @property
    def incl_cents(self) -> int:
        """The sum with VAT."""
        return sum(line.incl_cents for line in self.lines)


def open_charges(quarter: Quarter, region: Region) -> list[Charged]:
    """All that invoice customers owe for this quarter and that stands on no invoice yet, in order of the case."""
    found = [*_visits(quarter, region), *_late_changes(quarter, region)]
    return sorted((one for one in found if one.lines), key=lambda one: (one.case_code, one.day, one.what))


def _visits(quarter: Quarter, region: Region) -> Iterator[Charged]:
    ended = Appointment.progress.in_((Progress.DONE, Progress.NO_SHOW, *NOT_RECORDED))
    at_the_desk = and_(Appointment.kind == VisitKind.REGISTRATION, ended, _within(Appointment.starts_at, quarter))
    wanted = select(Appointment, Case, Employer).join(Case, Case.id == Appointment.case_id)
    owed = wanted.join(Employer, Employer.id == Case.employer_id).where(_is_new(Appointment.id))
    rows = session.execute(owed.where(at_the_desk, Appointment.employer_pays)).all()
    told = _told_to_lose([visit for visit, *_ in rows if visit.progress == Progress.NO_SHOW])
    left = _left_since([visit for visit, *_ in rows])
    for visit, case, employer in rows:
        day, household = local(visit.starts_at).date(), _household(case, left.get(visit.id, {}))
        if (ending := _ending(visit, household, day)) is None:
            continue
        exempt = ending is Ending.KEPT and _was_exempt(case, employer, day)
        ended_visit = EndedVisit(day, ending, household, visit.people, exempt, told.get(visit.id, 0))
        yield Charged(visit.id, case.code, employer, day, charges_of(ended_visit, region))


def _ending(visit: Appointment, household: Iterable[Member], day: date) -> Ending | None:
    """How it ended. Where nobody wrote that down, whoever was registered that day has been there."""
    if visit.progress == Progress.NO_SHOW:
        return Ending.MISSED
    is_kept = visit.progress == Progress.DONE or any(member.registered_on == day for member in household)
    return Ending.KEPT if is_kept else None


def _late_changes(quarter: Quarter, region: Region) -> Iterator[Charged]:
    """What was told to be withheld when a visit was moved or cancelled, on the day on which it was told."""
    wanted = select(LogLine, Case, Employer).join(Case, Case.id == LogLine.case_id)
    owed = wanted.join(Employer, Employer.id == Case.employer_id).where(Case.employer_pays, _is_new(LogLine.id))
    changes = and_(LogLine.verb.in_(TOO_LATE), _within(LogLine.at, quarter))
    for line, case, employer in session.execute(owed.where(changes)):
        day, withheld = local(line.at).date(), int(line.details.get("withheld_cents", 0))
        late = EndedVisit(day, TOO_LATE[line.verb], withheld_cents=withheld)
        yield Charged(line.id, case.code, employer, day, charges_of(late, region))


def _is_new(what: InstrumentedAttribute[uuid.UUID]) -> ColumnElement[bool]:
    """The condition that the employer was not asked to pay for it yet."""
    return ~exists().where(InvoicedVisit.what == what)


def _within(moment: InstrumentedAttribute[datetime], quarter: Quarter) -> ColumnElement[bool]:
    return and_(moment >= start_of(quarter.first_day), moment < end_of(quarter.last_day))


def _told_to_lose(missed: Iterable[Appointment]) -> dict[uuid.UUID, int]:
    """What each household was told last that it loses, because nobody came; by the case that it had then."""
    visits = {(visit.case_id, visit.starts_at): visit.id for visit in missed}
    for emptied, kept in put_into({case_id for case_id, _ in visits if case_id}).items():
        visits |= {(emptied, at): what for (case_id, at), what in visits.items() if case_id == kept}
    lines = select(LogLine).where(LogLine.verb == MISSED, LogLine.case_id.in_({case_id for case_id, _ in visits}))
    told: dict[uuid.UUID, int] = {}
    for line in session.scalars(lines.order_by(LogLine.id)):
        # Of an erased case the logbook has lost its words.
        was = datetime.fromisoformat(line.details["visit"]) if line.details else None
        if visit_id := visits.get((line.case_id, was)):  # type: ignore[arg-type]
            told[visit_id] = int(line.details.get("withheld_cents", 0))
    return told


def _left_since(visits: Iterable[Appointment]) -> dict[uuid.UUID, dict[uuid.UUID, str]]:
    """Of each visit who left its household after it into a case of their own, with the role that they had."""
    of_case: dict[uuid.UUID, list[Appointment]] = {}
    for visit in visits:
        if visit.case_id:
            of_case.setdefault(visit.case_id, []).append(visit)
    came_from = {case_id: case_id for case_id in of_case} | put_into(of_case.keys())
    verbs = (LEFT, WALKED_IN, *HAS_VISIT)
    lines = select(LogLine).where(LogLine.verb.in_(verbs), LogLine.case_id.in_(came_from))
    had: set[tuple[uuid.UUID | None, date]] = set()
    left: dict[uuid.UUID, dict[uuid.UUID, str]] = {}
    for line in session.scalars(lines.order_by(LogLine.id)):
        if line.verb != LEFT:
            had.update((line.case_id, day) for day in _day_of_visit(line))
            continue
        # Of an erased case the logbook has lost its words.
        roles = {uuid.UUID(person_id): role for person_id, role in (line.details or {}).get("roles", {}).items()}
        for visit in of_case[came_from[line.case_id]]:  # type: ignore[index]
            # Who left another case, which became one with this one later, was not at this one's visit.
            had_it = line.case_id == visit.case_id or (line.case_id, local(visit.starts_at).date()) in had
            if had_it and line.at > visit.starts_at:
                left.setdefault(visit.id, {}).update(roles)
    return left


def _day_of_visit(line: LogLine) -> Iterator[date]:
    """The day of the visit of which this line says that its case has it."""
    if line.verb == WALKED_IN:
        yield local(line.at).date()
    elif line.details:
        yield local(datetime.fromisoformat(line.details["visit"])).date()


def _household(case: Case, left: Mapping[uuid.UUID, str]) -> tuple[Member, ...]:
    """Its members now, and after the principal those who were there and left."""
    now = {person.id: person.role for person in case.people}
    gone = {person_id: role for person_id, role in left.items() if person_id not in now}
    everybody = [*now.items()]
    everybody[1:1] = gone.items()
    theirs = select(Registration).where(Registration.person_id.in_(person_id for person_id, _role in everybody))
    on = {row.person_id: row.registered_on for row in session.scalars(theirs)}
    return tuple(Member(PersonRole(role), on.get(person_id)) for person_id, role in everybody)


def _was_exempt(case: Case, employer: Employer, day: date) -> bool:
    """As `rules/fees.py` has it: an exempt employer's people pay nothing where the employer submitted them.

    What was told to be lost needs no such question: whoever was exempt then was told to lose nothing.
    """
    return case.submitted_by_id is not None and employer.was_exempt(day)
