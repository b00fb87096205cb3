"""Keeping the counters: add and change them, their terms, opening hours and the days on which they are closed.

Nothing here cancels an appointment: whoever falls outside new hours is told to the coordinator beforehand.
"""

import uuid
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from expatdesk.appointments.closed_days import is_closed
from expatdesk.appointments.counter_queries import counter_named
from expatdesk.appointments.models import Closure, Counter, CounterTerms, OpenDay, OpeningHours, WaitingScreen
from expatdesk.appointments.timetable import Hours, Week, hours_with, overlapping
from expatdesk.cases.refusals import Refusal, StaleVersion
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.people.tokens import hashed, new_token
from expatdesk.rules.region import Region
from expatdesk.shared.db import session


class NameTaken(Refusal):
    """Another counter has this name already."""


class EndsBeforeItBegins(Refusal):
    """The last day lies before the first."""


class NotClosedByCalendar(Refusal):
    """The calendar leaves the desk open on that day."""


class HoursOverlap(Refusal):
    """Two stretches of one day overlap. Its arguments are the weekday, and whether it is without appointment."""


@dataclass(frozen=True, slots=True)
class CounterFacts:
    """What is told of a counter."""

    name: str
    place: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class TermsFacts:
    """What is told from a day on: which visits a counter takes, for which municipalities, and for how long."""

    municipalities: list[str]
    kinds: list[str]
    first_person_minutes: int
    further_person_minutes: int


@dataclass(frozen=True, slots=True)
class ClosureFacts:
    """What is told of a closure; no counter means the whole desk."""

    counter_id: uuid.UUID | None
    first_day: date
    last_day: date
    reason_nl: str
    reason_en: str


def add_counter(facts: CounterFacts, terms: TermsFacts, *, by: Actor) -> Counter:
    """Add a counter, which has no opening hours yet. Raises NameTaken and EndsBeforeItBegins."""
    _check_counter(facts, None)
    first = CounterTerms(first_day=facts.first_day, **asdict(terms))
    counter = Counter(**asdict(facts), hours=[], terms=[first])
    session.add(counter)
    session.flush()
    record("counter_added", by=by, counter=counter.name)
    return counter


def change_counter(counter: Counter, facts: CounterFacts, *, version: int, by: Actor) -> None:
    """Change what is told of a counter. Raises StaleVersion, NameTaken and EndsBeforeItBegins."""
    _check_counter(facts, counter)
    _take_version(counter, version)
    for name, value in asdict(facts).items():
        setattr(counter, name, value)
    # What held from its first day on holds from the new one, where that is earlier.
    counter.terms[0].first_day = min(counter.terms[0].first_day, counter.first_day)
    record("counter_changed", by=by, counter=counter.name)


def set_terms(counter: Counter, facts: TermsFacts, first: date, *, version: int, by: Actor) -> bool:
    """Let this hold from that day on, until terms that begin later. Raises StaleVersion.

    Answers whether it does anything: what holds on that day already leaves no trace.
    """
    if _in_any_order(facts) == _in_any_order(counter.terms_on(first)):
        return False
    _take_version(counter, version)
    before = [one for one in counter.terms if one.first_day < first]
    later = [one for one in counter.terms if one.first_day > first]
    # What was to change on that day and is set back needs no terms of its own.
    goes_on = bool(before) and _in_any_order(facts) == _in_any_order(before[-1])
    counter.terms = [*before, *([] if goes_on else [CounterTerms(first_day=first, **asdict(facts))]), *later]
    session.flush()
    record("counter_terms_set", by=by, counter=counter.name, first=first.isoformat())
    return True


def _in_any_order(terms: TermsFacts | CounterTerms) -> list[object]:
    """What is told, to compare: of kinds and municipalities it does not matter which one was ticked first."""
    told = [getattr(terms, name) for name in TermsFacts.__slots__]
    return [sorted(value) if isinstance(value, list) else value for value in told]


def take_back_terms(counter: Counter, terms: CounterTerms, *, version: int, by: Actor) -> None:
    """Let what holds before go on instead of these terms, which have not begun. Raises StaleVersion."""
    _take_version(counter, version)
    counter.terms.remove(terms)
    session.flush()
    record("counter_terms_taken_back", by=by, counter=counter.name, first=terms.first_day.isoformat())


def set_hours(counter: Counter, week: Week, first: date, last: date | None, *, version: int, by: Actor) -> None:
    """Let this week hold from the first to the last day, or for good. Before and after, what held goes on.

    Raises HoursOverlap, EndsBeforeItBegins and StaleVersion.
    """
    for weekday, walk_in in overlapping(week):
        raise HoursOverlap(weekday, walk_in)
    if last and last < first:
        raise EndsBeforeItBegins
    _take_version(counter, version)
    kept = hours_with(map(Hours.of, counter.hours), week, first, last)
    counter.hours = [OpeningHours(**asdict(hours)) for hours in kept]
    session.flush()
    ends = last.isoformat() if last else None
    record("hours_changed", by=by, counter=counter.name, first=first.isoformat(), last=ends)


def add_closure(facts: ClosureFacts, *, by: Actor) -> Closure:
    """Close a counter, or the whole desk, for these days. Raises EndsBeforeItBegins."""
    _check_days(facts.first_day, facts.last_day)
    closure = Closure(**asdict(facts))
    session.add(closure)
    session.flush()
    record("closure_added", by=by, days=_said_of(closure))
    return closure


def change_closure(closure: Closure, facts: ClosureFacts, *, version: int, by: Actor) -> None:
    """Change a closure. Raises StaleVersion and EndsBeforeItBegins."""
    _check_days(facts.first_day, facts.last_day)
    _take_version(closure, version)
    for name, value in asdict(facts).items():
        setattr(closure, name, value)
    record("closure_changed", by=by, days=_said_of(closure))


def remove_closure(closure: Closure, *, version: int, by: Actor) -> None:
    """Open on these days after all. Raises StaleVersion."""
    _take_version(closure, version)
    record("closure_removed", by=by, days=_said_of(closure))
    session.delete(closure)
    session.flush()


def open_after_all(day: date, *, by: Actor, region: Region) -> None:
    """Let visits be booked on a day that the calendar closes. Raises NotClosedByCalendar; twice is as once."""
    _require_closed(day, region)
    if session.get(OpenDay, day) is None:
        session.add(OpenDay(day=day))
        session.flush()
        record("day_opened", by=by, day=day.isoformat())


def close_after_all(day: date, *, by: Actor, region: Region) -> None:
    """Let the calendar close the day again. Raises NotClosedByCalendar; what is booked stays booked."""
    _require_closed(day, region)
    if (opened := session.get(OpenDay, day)) is not None:
        session.delete(opened)
        session.flush()
        record("day_closed", by=by, day=day.isoformat())


def add_screen(name: str, *, by: Actor) -> tuple[WaitingScreen, str]:
    """Allow a screen in a waiting room; answers it with the token of its address, which is told this once."""
    token = new_token()
    screen = WaitingScreen(name=name, token_hash=hashed(token))
    session.add(screen)
    session.flush()
    record("screen_added", by=by, screen=name)
    return screen, token


def remove_screen(screen: WaitingScreen, *, by: Actor) -> None:
    """Take the address of a screen back."""
    record("screen_removed", by=by, screen=screen.name)
    session.delete(screen)
    session.flush()


def _check_counter(facts: CounterFacts, counter: Counter | None) -> None:
    if counter_named(facts.name) not in (None, counter):
        raise NameTaken
    if facts.last_day:
        _check_days(facts.first_day, facts.last_day)


def _check_days(first: date, last: date) -> None:
    if last < first:
        raise EndsBeforeItBegins


def _require_closed(day: date, region: Region) -> None:
    if not is_closed(day, region):
        raise NotClosedByCalendar


def _said_of(closure: Closure) -> dict[str, str]:
    return {
        "first": closure.first_day.isoformat(), "last": closure.last_day.isoformat(), "reason": closure.reason_nl,
    }  # fmt: skip


def _take_version(row: Counter | Closure, version: int) -> None:
    """One UPDATE decides: of two at the same moment the database lets one through (security T39)."""
    table = type(row)
    mine = update(table).where(table.id == row.id, table.version == version).values(version=version + 1)
    taken = session.execute(mine.returning(table.id), execution_options={"synchronize_session": False})
    if taken.one_or_none() is None:
        raise StaleVersion
    set_committed_value(row, "version", version + 1)
