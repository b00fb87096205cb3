"""Counters that are open whenever a test needs one."""

import itertools
from datetime import date, datetime, time

from expatdesk.appointments.models import Appointment, Closure, Counter, CounterTerms, OpeningHours, VisitKind
from expatdesk.appointments.queries import free_times, need_of, open_appointment
from expatdesk.cases.models import Case
from expatdesk.region.loader import load_region
from expatdesk.shared.clock import AMSTERDAM
from expatdesk.shared.db import session

NUMBERS = itertools.count(1)
WORKING_WEEK = range(5)
FIRST_DAY = date(2026, 1, 1)
USUAL_TERMS: dict[str, object] = {
    "municipalities": [town.code for town in load_region("leiden").municipalities], "kinds": list(VisitKind),
    "first_person_minutes": 30, "further_person_minutes": 15,
}  # fmt: skip


def a_counter(
    *,
    opens: time = time(8),
    closes: time = time(18),
    weekdays: range | tuple[int, ...] = WORKING_WEEK,
    **columns: object,
) -> Counter:
    """A counter that serves everybody, all day from Monday to Friday, unless the test says otherwise."""
    usual: dict[str, object] = {
        "name": f"Booth {next(NUMBERS)}", "place": "Bargelaan 190, Leiden", "first_day": FIRST_DAY,
    }  # fmt: skip
    terms = {name: columns.pop(name) for name in USUAL_TERMS if name in columns}
    counter = Counter(**{**usual, **columns})
    counter.terms = [a_terms(counter.first_day, **terms)]
    counter.hours = [
        OpeningHours(weekday=weekday, opens=opens, closes=closes, first_day=FIRST_DAY) for weekday in weekdays
    ]
    session.add(counter)
    session.flush()
    return counter


def a_terms(first_day: date, **columns: object) -> CounterTerms:
    """What holds for a counter from that day on: everybody is served, for the usual minutes."""
    return CounterTerms(first_day=first_day, **{**USUAL_TERMS, **columns})


def a_closure(first: date, last: date | None = None, *, counter: Counter | None = None) -> Closure:
    """Days on which a counter is closed, or all of them."""
    closure = Closure(
        counter_id=counter.id if counter else None, first_day=first, last_day=last or first,
        reason_nl="Gesloten", reason_en="Closed",
    )  # fmt: skip
    session.add(closure)
    session.flush()
    return closure


def room_for(case: Case, day: date, at: time) -> None:
    """See to it that this household can come at that time, whoever else comes then."""
    wanted = datetime.combine(day, at, AMSTERDAM)
    before = datetime.combine(day, time(0), AMSTERDAM)
    times = free_times(need_of(case), day, day, region=load_region("leiden"), after=before)
    if not any(free.starts_at == wanted for free in times):
        a_counter()


def visit_of(case: Case) -> Appointment:
    """The appointment of this case."""
    found = open_appointment(case.id)
    assert found is not None
    return found
