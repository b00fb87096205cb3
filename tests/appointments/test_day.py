"""The day at the counter: each act leads from one state to the next, once, and can be taken back."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.appointments.actions import book_visit, cancel_visit
from expatdesk.appointments.day import Guests, came, check_in, finish, no_show, start, undo, walk_in
from expatdesk.appointments.day_queries import Household
from expatdesk.appointments.models import Appointment, Progress, TakenQuarter, VisitKind
from expatdesk.appointments.refusals import (
    CounterBusy,
    KindNotTaken,
    NotBeingServed,
    NotExpected,
    NotLateYet,
    NotReady,
    NotToday,
    NotWaiting,
    NoVisitYet,
    SomebodyRegistered,
    TimeGivenAway,
    TownNotServed,
    VisitAlready,
)
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.rules.plan import StepState
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, now
from expatdesk.shared.db import session
from tests.factories import KATWIJK, a_case, complete, registered, the_plan, up_to_visit, with_family
from tests.factories.counters import a_counter, a_terms, visit_of

pytestmark = pytest.mark.usefixtures("app")

TODAY = date(2026, 12, 14)


@pytest.fixture
def household() -> Case:
    """A couple with a child and a visit today at half past ten; it is ten o'clock."""
    return up_to_visit(with_family(a_case(nationality="FR"), children=1), day=TODAY)


def state(appointment: Appointment) -> str:
    """What the database says, not what we remember."""
    session.flush()
    session.expire_all()
    return str(session.scalar(select(Appointment.progress).where(Appointment.id == appointment.id)))


def quarters(appointment: Appointment) -> int:
    """How many quarters of an hour it has."""
    rows = session.scalars(select(TakenQuarter).where(TakenQuarter.appointment_id == appointment.id))
    return len(rows.all())


def test_from_the_door_to_the_end(household: Case, clock: Traveller) -> None:
    visit = visit_of(household)
    check_in(visit, by=SYSTEM, today=TODAY)
    assert (state(visit), visit.ticket, visit.arrived_at) == ("checked_in", "A-001", now())
    clock.shift(timedelta(seconds=-5))
    assert Household(visit, household).minutes_waiting == 0
    clock.shift(timedelta(minutes=12, seconds=5))
    start(visit, by=SYSTEM)
    assert (state(visit), visit.served_from) == ("serving", now())
    clock.shift(timedelta(minutes=40))
    finish(visit, by=SYSTEM)
    assert (state(visit), visit.served_until) == ("done", now())
    assert [line.verb for line in history_of(household.id)][:3] == [
        "service_ended",
        "service_started",
        "checked_in",
    ]
    assert household.visit_at == visit.starts_at


def test_who_came_is_written_down_afterwards(household: Case, region: Region, clock: Traveller) -> None:
    visit, booked_at = visit_of(household), household.visit_at
    with pytest.raises(NotLateYet):
        came(visit, by=SYSTEM)
    clock.shift(timedelta(days=1))
    came(visit, by=SYSTEM)
    assert (state(visit), visit.arrived_at, visit.served_until) == ("done", None, None)
    assert (household.visit_at, household.registrations) == (booked_at, [])
    assert history_of(household.id)[0].verb == "visit_kept"
    with pytest.raises(NotExpected):
        came(visit, by=SYSTEM)
    # Nobody was called, so taking it back leaves a visit of which nothing is known, not one at the counter.
    undo(visit, household, by=SYSTEM, region=region, today=TODAY + timedelta(days=1))
    assert state(visit) == "booked"


def test_a_visit_is_not_open_again_beside_another_one(household: Case, region: Region, clock: Traveller) -> None:
    visit = visit_of(household)
    visit.kind = VisitKind.QUESTIONS
    clock.shift(timedelta(days=1))
    came(visit, by=SYSTEM)
    tomorrow = TODAY + timedelta(days=1)
    guests = Guests(VisitKind.QUESTIONS, 1, household)
    walk_in(visit.counter, guests, by=SYSTEM, region=region, today=tomorrow)
    with pytest.raises(VisitAlready):
        undo(visit, household, by=SYSTEM, region=region, today=tomorrow)
    assert state(visit) == "done"


def test_who_was_served_is_not_called_back_beside_another_one(household: Case, region: Region) -> None:
    visit = visit_of(household)
    visit.kind = VisitKind.QUESTIONS
    check_in(visit, by=SYSTEM, today=TODAY)
    start(visit, by=SYSTEM)
    finish(visit, by=SYSTEM)
    walk_in(visit.counter, Guests(VisitKind.QUESTIONS, 1, household), by=SYSTEM, region=region, today=TODAY)
    with pytest.raises(VisitAlready):
        undo(visit, household, by=SYSTEM, region=region, today=TODAY)
    assert state(visit) == "done"


def test_each_act_has_its_turn_and_only_once(household: Case) -> None:
    visit = visit_of(household)
    for act, refusal in ((start, NotWaiting), (finish, NotBeingServed)):
        with pytest.raises(refusal):
            act(visit, by=SYSTEM)
    check_in(visit, by=SYSTEM, today=TODAY)
    with pytest.raises(NotExpected):
        check_in(visit, by=SYSTEM, today=TODAY)
    assert [line.verb for line in history_of(household.id)].count("checked_in") == 1


def test_who_has_checked_in_neither_moves_nor_cancels(household: Case, region: Region) -> None:
    """Their counter would wait for a visit of another day."""
    check_in(visit_of(household), by=SYSTEM, today=TODAY)
    with pytest.raises(NoVisitYet):
        cancel_visit(household, version=household.version, by=SYSTEM, region=region, today=TODAY)
    with pytest.raises(NoVisitYet):
        book_visit(
            household, TODAY + timedelta(days=1), time(10, 30), version=household.version, by=SYSTEM,
            region=region, today=TODAY,
        )  # fmt: skip
    assert state(visit_of(household)) == "checked_in"


def test_nobody_checks_in_on_another_day(household: Case) -> None:
    with pytest.raises(NotToday):
        check_in(visit_of(household), by=SYSTEM, today=TODAY + timedelta(days=1))


def test_everything_can_be_taken_back(household: Case, region: Region) -> None:
    visit = visit_of(household)
    check_in(visit, by=SYSTEM, today=TODAY)
    start(visit, by=SYSTEM)
    finish(visit, by=SYSTEM)
    seen = []
    for _step in range(3):
        undo(visit, household, by=SYSTEM, region=region, today=TODAY)
        seen.append(state(visit))
    assert seen == ["serving", "checked_in", "booked"]
    assert (visit.arrived_at, visit.served_from, visit.served_until) == (None, None, None)
    with pytest.raises(NotExpected):
        undo(visit, household, by=SYSTEM, region=region, today=TODAY)


def test_a_counter_serves_one_household_at_a_time(household: Case, region: Region) -> None:
    counter = visit_of(household).counter
    for ticket in ("A-001", "A-002"):
        row = walk_in(counter, Guests(VisitKind.QUESTIONS, 1, None), by=SYSTEM, region=region, today=TODAY)
        assert row.ticket == ticket
    first, second = session.scalars(select(Appointment).where(Appointment.case_id.is_(None)))
    start(first, by=SYSTEM)
    with pytest.raises(CounterBusy):
        start(second, by=SYSTEM)
    finish(first, by=SYSTEM)
    start(second, by=SYSTEM)


def test_tickets_begin_anew_every_day(household: Case, clock: Traveller, region: Region) -> None:
    counter = visit_of(household).counter
    question = Guests(VisitKind.QUESTIONS, 1, None)
    for ticket in ("A-001", "A-002"):
        assert walk_in(counter, question, by=SYSTEM, region=region, today=TODAY).ticket == ticket
    clock.shift(timedelta(days=1))
    assert walk_in(counter, question, by=SYSTEM, region=region, today=TODAY + timedelta(days=1)).ticket == "A-001"


def test_who_did_not_come_books_anew(household: Case, clock: Traveller, region: Region) -> None:
    visit = visit_of(household)
    clock.shift(timedelta(minutes=50))
    assert quarters(visit) == 4
    no_show(visit, household, by=SYSTEM, region=region, today=TODAY)
    assert state(visit) == "no_show"
    # It is 10:50: the quarters of 10:30 and 10:45 are over, those of 11:00 and 11:15 are free again.
    assert quarters(visit) == 2
    assert household.visit_at is None
    assert the_plan(household).step("visit_booked").state is StepState.OPEN
    mail = session.scalars(select(Mail).where(Mail.kind == "visit_missed")).one()
    assert mail.subject == f"We missed you on Monday 14 December 2026 ({household.code})"
    fee = the_plan(household).fee.total_incl_cents
    assert fee > 0
    assert f"€{fee / 100:.2f} of the fee must be paid all the same" in mail.text
    assert history_of(household.id)[0].details["withheld_cents"] == fee


def test_not_before_the_time_itself(household: Case, region: Region) -> None:
    with pytest.raises(NotLateYet):
        no_show(visit_of(household), household, by=SYSTEM, region=region, today=TODAY)


def test_not_where_somebody_was_registered(household: Case, clock: Traveller, region: Region) -> None:
    registered(household)
    clock.shift(timedelta(minutes=50))
    with pytest.raises(SomebodyRegistered):
        no_show(visit_of(household), household, by=SYSTEM, region=region, today=TODAY)
    assert household.visit_at is not None


def test_they_came_after_all(household: Case, clock: Traveller, region: Region) -> None:
    visit = visit_of(household)
    clock.shift(timedelta(minutes=50))
    no_show(visit, household, by=SYSTEM, region=region, today=TODAY)
    undo(visit, household, by=SYSTEM, region=region, today=TODAY)
    assert (state(visit), quarters(visit), household.visit_at) == ("booked", 4, visit.starts_at)
    assert the_plan(household).step("visit_booked").state is StepState.DONE
    check_in(visit, by=SYSTEM, today=TODAY)


def test_their_time_may_be_gone(household: Case, clock: Traveller, region: Region) -> None:
    visit = visit_of(household)
    clock.shift(timedelta(minutes=50))
    no_show(visit, household, by=SYSTEM, region=region, today=TODAY)
    eleven = datetime.combine(TODAY, time(11), AMSTERDAM)
    other = Appointment(
        counter=visit.counter, kind=VisitKind.PAPERS, progress=Progress.BOOKED, starts_at=eleven,
        ends_at=eleven + timedelta(minutes=15), booked_by_role="officer",
    )  # fmt: skip
    session.add(other)
    session.flush()
    session.add(TakenQuarter(counter_id=visit.counter_id, starts_at=eleven, appointment_id=other.id))
    session.flush()
    with pytest.raises(TimeGivenAway):
        undo(visit, household, by=SYSTEM, region=region, today=TODAY)
    assert (state(visit), household.visit_at) == ("no_show", None)


def test_a_household_walks_in_to_be_registered(region: Region) -> None:
    case = up_to_visit(a_case(), day=TODAY + timedelta(days=2))
    counter = visit_of(case).counter
    with pytest.raises(VisitAlready):
        walk_in(counter, Guests(VisitKind.REGISTRATION, 1, case), by=SYSTEM, region=region, today=TODAY)
    papers = walk_in(counter, Guests(VisitKind.PAPERS, 1, case), by=SYSTEM, region=region, today=TODAY)
    assert (papers.case_id, papers.progress, papers.ticket) == (case.id, "checked_in", "A-001")
    undo(papers, case, by=SYSTEM, region=region, today=TODAY)
    assert state(papers) == "cancelled"
    assert case.visit_at == visit_of(case).starts_at


def test_nobody_is_registered_before_their_papers(region: Region) -> None:
    case = a_case()
    with pytest.raises(NotReady):
        walk_in(a_counter(), Guests(VisitKind.REGISTRATION, 1, case), by=SYSTEM, region=region, today=TODAY)


def test_a_counter_registers_for_its_towns_alone(region: Region) -> None:
    case = with_family(a_case(nationality="FR"), children=2)
    for step in ("intake", "papers_handed_in", "papers_checked"):
        complete(case, step)
    elsewhere, here = a_counter(municipalities=[KATWIJK]), a_counter()
    guests = Guests(VisitKind.REGISTRATION, 1, case)
    with pytest.raises(TownNotServed):
        walk_in(elsewhere, guests, by=SYSTEM, region=region, today=TODAY)
    assert walk_in(elsewhere, Guests(VisitKind.PAPERS, 1, case), by=SYSTEM, region=region, today=TODAY).ticket
    row = walk_in(here, guests, by=SYSTEM, region=region, today=TODAY)
    # The case knows how many they are, whatever was typed.
    assert (row.people, row.ends_at - row.starts_at) == (4, timedelta(minutes=75))


def test_a_counter_takes_what_it_takes(region: Region) -> None:
    counter = a_counter()
    counter.terms.append(a_terms(TODAY, kinds=[VisitKind.REGISTRATION]))
    with pytest.raises(KindNotTaken):
        walk_in(counter, Guests(VisitKind.QUESTIONS, 1, None), by=SYSTEM, region=region, today=TODAY)
