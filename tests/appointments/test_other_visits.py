"""Short visits to hand in papers or to ask a question: free, one of each kind, and the file is as it was."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, true

from expatdesk.appointments.actions import book_visit
from expatdesk.appointments.day import check_in, finish, no_show, start, undo
from expatdesk.appointments.doubts import doubtful_visits
from expatdesk.appointments.models import Appointment, Counter, Progress, ReleaseRule, TakenQuarter, VisitKind
from expatdesk.appointments.offers import Asked, offer_of_kind
from expatdesk.appointments.other_visits import book_other_visit, cancel_other_visit, other_visits
from expatdesk.appointments.queries import open_appointment
from expatdesk.appointments.refusals import (
    DeskClosed,
    DoesNotFit,
    NoVisitYet,
    TimeTaken,
    VisitAlready,
    VisitBeforeArrival,
    VisitInThePast,
)
from expatdesk.appointments.releasing import release_due
from expatdesk.appointments.reminders import remind_households
from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import CaseClosed
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, today
from expatdesk.shared.db import session
from tests.factories import (
    KATWIJK,
    LEIDEN,
    a_case,
    a_closure,
    a_counter,
    a_terms,
    complete,
    registered,
    the_plan,
    up_to_visit,
)

PAPERS, QUESTIONS = VisitKind.PAPERS, VisitKind.QUESTIONS
WEDNESDAY = date(2026, 12, 16)


@pytest.fixture(autouse=True)
def counter(app: Flask) -> Counter:
    """One counter, open from Monday to Friday."""
    return a_counter(name="Booth 1", first_person_minutes=15)


def book(
    case: Case, region: Region, kind: VisitKind = PAPERS, day: date = WEDNESDAY, at: time = time(10)
) -> Appointment:
    return book_other_visit(case, kind, day, at, by=SYSTEM, region=region, today=today())


def mails(case: Case) -> list[Mail]:
    sent = select(Mail).where(Mail.case_id == case.id, Mail.kind.startswith("other_visit"))
    return list(session.scalars(sent.order_by(Mail.written_at)))


def quarters() -> int:
    return len(session.scalars(select(TakenQuarter)).all())


@pytest.mark.parametrize("kind", [PAPERS, QUESTIONS])
def test_it_takes_one_persons_time_and_leaves_the_file_alone(region: Region, kind: VisitKind) -> None:
    case = a_case()
    before, version = the_plan(case), case.version
    visit = book(case, region, kind)
    assert (visit.ends_at - visit.starts_at, visit.people, quarters()) == (timedelta(minutes=15), 1, 1)
    assert (case.visit_at, case.version, the_plan(case)) == (None, version, before)


def test_nobody_comes_before_they_are_in_the_country(region: Region) -> None:
    case = a_case(arrival=date(2026, 12, 17))
    assert offer_of_kind(case, PAPERS, region, today(), Asked(4)).days[0].day == case.arrival
    with pytest.raises(VisitBeforeArrival):
        book(case, region)


def test_two_do_not_get_the_same_time(region: Region) -> None:
    book(a_case(), region)
    other = a_case()
    with pytest.raises(TimeTaken):
        book(other, region, QUESTIONS)
    assert open_appointment(other.id, QUESTIONS) is None


def test_a_household_has_one_of_each_kind(region: Region) -> None:
    case = a_case()
    book(case, region)
    with pytest.raises(VisitAlready):
        book(case, region, at=time(11))
    book(case, region, QUESTIONS, at=time(11))
    assert all(other_visits(case, the_plan(case), today()).values())


@pytest.mark.parametrize(
    ("day", "at", "refusal"),
    [
        (date(2026, 12, 19), time(10), DeskClosed),
        (WEDNESDAY, time(20), DoesNotFit),
        (date(2026, 12, 14), time(9), VisitInThePast),
    ],
)
def test_only_when_a_counter_is_open(region: Region, day: date, at: time, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        book(a_case(), region, day=day, at=at)


@pytest.mark.parametrize(
    ("serves", "taken"),
    [
        ({"kinds": [VisitKind.REGISTRATION, QUESTIONS]}, [QUESTIONS]),
        ({"municipalities": [KATWIJK]}, []),
        ({"municipalities": [LEIDEN]}, [PAPERS, QUESTIONS]),
        ({"municipalities": []}, [PAPERS, QUESTIONS]),
        ({"last_day": date(2026, 12, 13)}, []),
    ],
)
def test_only_what_a_counter_takes_from_that_town(
    region: Region, counter: Counter, serves: dict[str, object], taken: list[VisitKind]
) -> None:
    case = a_case()
    for name, value in serves.items():
        setattr(counter if name == "last_day" else counter.terms[0], name, value)
    session.flush()
    assert list(other_visits(case, the_plan(case), today())) == taken
    if PAPERS not in taken:
        with pytest.raises(DeskClosed):
            book(case, region)


def test_what_a_counter_takes_later_is_booked_for_then(region: Region, counter: Counter) -> None:
    counter.terms[0].kinds = [VisitKind.REGISTRATION]
    counter.terms.append(a_terms(WEDNESDAY))
    case = a_case()
    assert list(other_visits(case, the_plan(case), today())) == [PAPERS, QUESTIONS]
    with pytest.raises(DeskClosed):
        book(case, region, day=WEDNESDAY - timedelta(days=1))
    assert book(case, region).progress == Progress.BOOKED


def test_a_closed_case_books_none_and_can_cancel_what_it_has(region: Region) -> None:
    case = a_case()
    book(case, region)
    case.state = "closed"
    session.flush()
    with pytest.raises(CaseClosed):
        book(case, region, QUESTIONS)
    assert list(other_visits(case, the_plan(case), today())) == [PAPERS]
    cancel_other_visit(case, PAPERS, by=SYSTEM, region=region)
    assert (quarters(), other_visits(case, the_plan(case), today())) == (0, {})


def test_the_mails_and_the_calendar_say_the_same(region: Region, clock: time_machine.Traveller) -> None:
    case = a_case(language="nl")
    book(case, region)
    clock.shift(timedelta(seconds=1))
    cancel_other_visit(case, PAPERS, by=SYSTEM, region=region)
    booked, cancelled = mails(case)
    assert (booked.kind, cancelled.kind) == ("other_visit_booked", "other_visit_cancelled")
    assert "10:00" in booked.subject
    assert 'class="booked"' in booked.html
    assert "/my/visit/papers\n\nDe balie\n" in booked.text
    assert "geen kopieën.\n\n" in booked.text
    assert "DTSTART;TZID=Europe/Amsterdam:20261216T100000" in (booked.calendar or "")
    assert "METHOD:CANCEL" in (cancelled.calendar or "")
    assert "SEQUENCE:1" in (cancelled.calendar or "")
    assert "Booth 1" in booked.text


def test_the_history_tells_what_it_was_for(region: Region) -> None:
    case = a_case()
    book(case, region)
    cancel_other_visit(case, PAPERS, by=SYSTEM, region=region)
    said = [sentence(line) for line in history_of(case.id)[:2]]
    assert "cancelled the visit to hand in papers of Wednesday 16 December 2026" in said[0]
    assert "booked a visit to hand in papers: Wednesday 16 December 2026" in said[1]


def test_it_is_cancelled_while_nobody_has_come(region: Region, clock: time_machine.Traveller) -> None:
    case = a_case()
    with pytest.raises(NoVisitYet):
        cancel_other_visit(case, PAPERS, by=SYSTEM, region=region)
    visit = book(case, region)
    clock.move_to(datetime(2026, 12, 16, 9, 50, tzinfo=AMSTERDAM))
    check_in(visit, by=SYSTEM, today=WEDNESDAY)
    with pytest.raises(NoVisitYet):
        cancel_other_visit(case, PAPERS, by=SYSTEM, region=region)


def test_what_is_over_is_not_cancelled(region: Region, clock: time_machine.Traveller) -> None:
    case = a_case()
    visit = book(case, region)
    clock.move_to(visit.starts_at)
    with pytest.raises(VisitInThePast):
        cancel_other_visit(case, PAPERS, by=SYSTEM, region=region)
    assert (visit.progress, [mail.kind for mail in mails(case)]) == ("booked", ["other_visit_booked"])


def test_they_are_reminded_though_they_are_registered(region: Region, clock: time_machine.Traveller) -> None:
    case = up_to_visit(a_case(), day=date(2026, 12, 14), at=time(9))
    registered(case)
    book(case, region, QUESTIONS, day=date(2026, 12, 18))
    clock.move_to(datetime(2026, 12, 15, 9, tzinfo=AMSTERDAM))
    session.commit()
    assert remind_households(region, today()) == 1
    (reminder,) = [mail for mail in mails(case) if mail.kind == "other_visit_reminder"]
    # By its day, and not by how near it is: a mail that was held up would call the wrong one.
    assert "to ask a question on Friday 18 December 2026 at 10:00" in reminder.subject
    assert reminder.expires_at == datetime(2026, 12, 18, 10, tzinfo=AMSTERDAM)


def test_at_the_counter_nothing_of_the_file_changes(region: Region, clock: time_machine.Traveller) -> None:
    """They come for papers at the very moment of the visit at which they are registered."""
    case = up_to_visit(a_case(), day=WEDNESDAY, at=time(10))
    visit = book(case, region, at=time(11))
    case.visit_at = visit.starts_at
    session.flush()
    clock.move_to(datetime(2026, 12, 16, 11, 5, tzinfo=AMSTERDAM))
    plan, version = the_plan(case), case.version
    no_show(visit, case, by=SYSTEM, region=region, today=WEDNESDAY)
    assert "withheld_cents" not in history_of(case.id)[0].details
    undo(visit, case, by=SYSTEM, region=region, today=WEDNESDAY)
    check_in(visit, by=SYSTEM, today=WEDNESDAY)
    start(visit, by=SYSTEM)
    finish(visit, by=SYSTEM)
    assert (case.visit_at, case.version, the_plan(case)) == (visit.starts_at, version, plan)
    assert session.scalars(select(Mail).where(Mail.kind == "visit_missed")).all() == []


def test_who_is_registered_may_miss_one(region: Region, clock: time_machine.Traveller) -> None:
    case = up_to_visit(a_case(), day=date(2026, 12, 14), at=time(9))
    registered(case)
    visit = book(case, region)
    clock.move_to(datetime(2026, 12, 16, 10, 30, tzinfo=AMSTERDAM))
    no_show(visit, case, by=SYSTEM, region=region, today=WEDNESDAY)
    book(case, region, day=date(2026, 12, 18))
    with pytest.raises(VisitAlready):
        undo(visit, case, by=SYSTEM, region=region, today=WEDNESDAY)


def test_it_is_not_taken_for_the_visit_to_register(region: Region, clock: time_machine.Traveller) -> None:
    """No rule gives it back, and papers that nobody has accepted are no doubt about it."""
    case = a_case()
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    book_visit(case, WEDNESDAY, time(10), version=case.version, by=SYSTEM, region=region, today=today())
    visit = open_appointment(case.id)
    assert visit is not None
    other = book(case, region, at=time(11))
    case.records = [row for row in case.records if row.step != "papers_handed_in"]
    session.add(ReleaseRule(first_day=date(2026, 12, 1), working_days=3))
    session.commit()
    assert [one.kind for one in doubtful_visits(true(), region, today())] == ["registration"]
    assert release_due(region, today()) == 1
    assert (visit.progress, other.progress) == ("cancelled", "booked")


def test_the_desk_is_told_of_one_that_it_left_outside_of_the_hours(
    region: Region, clock: time_machine.Traveller
) -> None:
    case = a_case()
    book(case, region)
    assert doubtful_visits(true(), region, today()) == []
    a_closure(WEDNESDAY)
    (doubt,) = doubtful_visits(true(), region, today())
    assert (doubt.case_id, doubt.kind, doubt.is_outside, doubt.is_over) == (case.id, "papers", True, False)
    clock.move_to(datetime(2026, 12, 17, 9, tzinfo=AMSTERDAM))
    assert [(one.kind, one.is_over) for one in doubtful_visits(true(), region, today())] == [("papers", True)]


def test_of_who_is_registered_too_the_desk_writes_down_whether_they_came(
    region: Region, clock: time_machine.Traveller
) -> None:
    case = up_to_visit(a_case(), day=date(2026, 12, 14), at=time(9))
    registered(case)
    book(case, region)
    clock.move_to(datetime(2026, 12, 17, 9, tzinfo=AMSTERDAM))
    assert [(one.kind, one.is_over) for one in doubtful_visits(true(), region, today())] == [("papers", True)]
