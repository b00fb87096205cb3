"""How many visits can be booked a second, beside the one statement that a booking cannot do without.

Clients in several processes book at once, each for another household and at another time. Measured are three
transactions, each committed as the desk commits:

- one statement: the row of an appointment and those of its quarters, written bare. On SQLite these are two;
- taking the time: the desk's own way to write the same rows, which tells who was first where two want them;
- a whole booking: facts are read, free times looked up, the plan is made anew, history and mail are written.
"""

import multiprocessing
import statistics
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.synchronize import Barrier
from typing import Any, NamedTuple

from flask import Flask
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import make_transient_to_detached

from expatdesk.access.acting import the_region
from expatdesk.appointments.actions import book_visit
from expatdesk.appointments.booking import take_time
from expatdesk.appointments.keeping import KEPT_FOR
from expatdesk.appointments.models import Appointment, Counter, Progress, TakenQuarter, VisitKind
from expatdesk.appointments.queries import FreeTime, Need, free_times
from expatdesk.bench.copies import COPIED
from expatdesk.bench.pages import NotSeeded
from expatdesk.bench.server import p95
from expatdesk.cases.models import Case, CaseState
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.models import Person
from expatdesk.rules.slots import quarters_of
from expatdesk.shared.clock import local, now, today
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.many_rows import write_rows

PROCESSES, CLIENTS_EACH = 4, 8
CLIENTS = PROCESSES * CLIENTS_EACH
# Nobody books so far ahead, so nothing that stands there is in the way.
FROM, UNTIL = timedelta(days=400), timedelta(days=2400)
# Taking is so much quicker that there would be nothing to measure.
TAKINGS_PER_BOOKING = 5
# The reference: the bare rows of a time that is taken, unless somebody has its quarters.
ONE_STATEMENT = text("""
WITH visit AS (
    INSERT INTO appointment (id, case_id, counter_id, kind, progress, starts_at, ends_at, people, kept_until,
        booked_at, booked_by_role, changes, sequence, misfit_is_own)
    VALUES (:id, :case_id, :counter_id, :kind, :progress, :starts_at, :ends_at, 1, :kept_until,
        CURRENT_TIMESTAMP, :booked_by_role, 0, 0, FALSE)
    RETURNING id, counter_id)
INSERT INTO taken_quarter (counter_id, starts_at, appointment_id)
SELECT counter_id, unnest(CAST(:quarters AS TIMESTAMP WITH TIME ZONE[])), id FROM visit ON CONFLICT DO NOTHING
""")


class Wish(NamedTuple):
    """A household that wants to come, when and where."""

    case_id: uuid.UUID
    at: datetime
    until: datetime
    counter_id: uuid.UUID


Act = Callable[[Wish], None]
MakeApp = Callable[[Mapping[str, object]], Flask]


class Booked(NamedTuple):
    """When a client began and when it had its answer, on the machine's clock."""

    start: float
    end: float
    was_locked: bool


@dataclass(frozen=True, slots=True)
class BookingFigures:
    """What was measured of one way, in milliseconds and bookings a second."""

    what: str
    count: int
    rate: float
    median: float
    p95: float
    longest: float
    locked: int


def measure_bookings(count: int, make_app: MakeApp) -> list[BookingFigures]:
    """The reference, and at most this many real bookings, one for each household that waits. Raises NotSeeded."""
    wishes = wishes_of_households(count * TAKINGS_PER_BOOKING)
    if len(wishes) < CLIENTS:
        raise NotSeeded("too few households wait for a visit: run expatdesk bench seed with more cases")
    # What an earlier run left that was stopped.
    _give_back_all(wishes)
    figures = []
    for what, take in (("one statement", take_by_statement), ("taking the time", take_as_the_desk)):
        figures.append(_measured(what, take, wishes, make_app))
        _give_back_all(wishes)
    return [*figures, _measured("a whole booking", _book, wishes[:count], make_app)]


def wishes_of_households(count: int) -> list[Wish]:
    """Households of one town whose turn it is, each with a time that no other one of them touches."""
    waiting = select(Case.municipality, Case.id).where(
        Case.email.like(COPIED), Case.state == CaseState.OPEN, Case.next_step == "visit_booked",
        Case.visit_at.is_(None), Case.arrival <= today(),
    )  # fmt: skip
    towns = waiting.subquery()
    busiest = select(towns.c.municipality).group_by(towns.c.municipality).order_by(func.count().desc()).limit(1)
    town = session.scalar(busiest)
    ids = list(session.scalars(waiting.with_only_columns(Case.id).where(Case.municipality == town).limit(count)))
    largest = session.scalar(select(func.max(Person.position)).where(Person.case_id.in_(ids))) or 0
    need = Need(largest + 1, town)
    times = free_times(need, today() + FROM, today() + UNTIL, region=the_region())
    return [
        Wish(case_id, free.starts_at, free.ends_at, free.counter.id)
        for case_id, free in zip(ids, _apart(times), strict=False)
    ]


def _apart(times: Iterable[FreeTime]) -> Iterator[FreeTime]:
    """Of these times those of which none touches another, whichever counter it comes to."""
    until = None
    for free in times:
        if until is None or free.starts_at >= until:
            until = free.ends_at
            yield free


def _measured(what: str, act: Act, wishes: list[Wish], make_app: MakeApp) -> BookingFigures:
    """Let all clients do this at once, each with its share."""
    fresh = multiprocessing.get_context("spawn")
    together, answers = fresh.Barrier(PROCESSES), fresh.Queue()
    processes = [
        fresh.Process(target=_clients, args=(together, answers, act, wishes[number::PROCESSES], make_app))
        for number in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    found = [one for _process in processes for one in _answer(answers.get())]
    for process in processes:
        process.join()
    waits = [(one.end - one.start) * 1000 for one in found]
    seconds = max(one.end for one in found) - min(one.start for one in found)
    locked = sum(one.was_locked for one in found)
    rate = (len(found) - locked) / seconds
    return BookingFigures(what, len(found), rate, statistics.median(waits), p95(waits), max(waits), locked)


def _answer(found: list[Booked] | Exception) -> list[Booked]:
    if isinstance(found, Exception):
        raise found
    return found


def _clients(together: Barrier, answers: Any, act: Act, wishes: list[Wish], make_app: MakeApp) -> None:
    """One process with its clients; what they need to know is read before all begin."""
    app = make_app({"SQLALCHEMY_ENGINE_OPTIONS": {"pool_size": CLIENTS_EACH, "hide_parameters": True}})

    def work(share: list[Wish]) -> list[Booked]:
        with app.app_context():
            return [_timed(act, wish) for wish in share]

    with app.app_context():
        session.get(Case, wishes[0].case_id)
        the_region()
        session.remove()
    with ThreadPoolExecutor(CLIENTS_EACH) as threads:
        together.wait()
        shares = [threads.submit(work, wishes[number::CLIENTS_EACH]) for number in range(CLIENTS_EACH)]
        try:
            answers.put([one for share in shares for one in share.result()])
        except Exception as error:
            answers.put(error)


def _timed(act: Act, wish: Wish) -> Booked:
    start, was_locked = time.monotonic(), False
    try:
        begin_immediate()
        act(wish)
        session.commit()
    except OperationalError as error:
        session.rollback()
        # Of SQLite: somebody waited longer than the desk may let them.
        if "locked" not in str(error.orig):
            raise
        was_locked = True
    return Booked(start, time.monotonic(), was_locked)


def take_by_statement(wish: Wish) -> None:
    """Write the bare rows of a time that is kept, in one statement."""
    quarters, visit = quarters_of(wish.at, wish.until - wish.at), {"id": uuid.uuid4(), **_kept(wish)}
    if session.get_bind().dialect.name == "postgresql":
        session.execute(ONE_STATEMENT, {**visit, "quarters": list(quarters)})
        return
    # SQLite writes one table at a time.
    write_rows(Appointment, [visit])
    taken = {"counter_id": wish.counter_id, "appointment_id": visit["id"]}
    write_rows(TakenQuarter, [{**taken, "starts_at": quarter} for quarter in quarters])


def take_as_the_desk(wish: Wish) -> None:
    """Take the same time as the desk does."""
    counter = Counter(id=wish.counter_id)
    # Known without being read: who wants a time has looked before where one is free.
    make_transient_to_detached(counter)
    session.add(counter)
    take_time(Appointment(counter=counter, **_kept(wish)), [FreeTime(wish.at, wish.until, counter)])


def _kept(wish: Wish) -> dict[str, object]:
    """The time as it is kept for a household that looks at it: what two of them can want at once."""
    return {
        "case_id": wish.case_id, "counter_id": wish.counter_id, "kind": VisitKind.REGISTRATION,
        "progress": Progress.CHOOSING, "starts_at": wish.at, "ends_at": wish.until,
        "kept_until": now() + KEPT_FOR, "booked_by_role": SYSTEM.role,
    }  # fmt: skip


def _give_back_all(wishes: Iterable[Wish]) -> None:
    """Let go of what was only kept, so that it can be booked."""
    begin_immediate()
    kept = Appointment.case_id.in_([wish.case_id for wish in wishes])
    session.execute(delete(Appointment).where(kept, Appointment.progress == Progress.CHOOSING))
    session.commit()


def _book(wish: Wish) -> None:
    case, at = session.get_one(Case, wish.case_id), local(wish.at)
    book_visit(
        case, at.date(), at.time(), version=case.version, by=SYSTEM, region=the_region(), today=today()
    )  # fmt: skip
