"""HR and the visit of a hire: nothing at all without consent, and with it by the rules of the household."""

from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from time_machine import Traveller

from expatdesk.access.fields import hire_for_employer
from expatdesk.appointments.actions import book_visit
from expatdesk.appointments.own_visit import OwnVisit
from expatdesk.appointments.queries import changes_made, kept_time
from expatdesk.appointments.refusals import ChangedTooOften
from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.models import Case, CaseState
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.people.models import Role
from expatdesk.rules.plan import Party
from expatdesk.shared.clock import AMSTERDAM, today
from tests.conftest import Visit
from tests.factories import a_case, a_counter, a_user, an_employer, complete, with_family
from tests.factories.cases import REGION, the_plan
from tests.visitor import Visitor

WEDNESDAY = date(2026, 12, 16)
PAGES = ("employer.hire", "employer.visit_times", "employer.confirm_visit", "employer.cancel_visit")
ACTS = ("employer.keep_time", "employer.book_visit", "employer.cancel_visit")
A_TIME = {"time": "2026-12-16T11:00:00+01:00", "seen": ""}


@pytest.fixture
def case(app: Flask) -> Case:
    """A family of two whose papers are handed in; it arrived on Saturday, so the law says Thursday."""
    a_counter()
    case = with_family(a_case(employer=an_employer("LUMC"), arrival=date(2026, 12, 12)))
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    return case


@pytest.fixture
def hr(visit: Visit, case: Case) -> Visitor:
    return visit(a_user(Role.EMPLOYER, employer=case.employer))


def allow(case: Case, *, yes: bool = True) -> None:
    answer(case, Purpose.VISIT, is_given=yes, language="en", by=Actor(Role.EXPAT, "Ananya Krishnan"))


def moment(hour: int, minute: int = 0) -> datetime:
    """That time on Wednesday, on the clock of the desk."""
    return datetime.combine(WEDNESDAY, time(hour, minute), AMSTERDAM)


def the_desk_books(case: Case, at: time = time(10, 30)) -> None:
    book_visit(case, WEDNESDAY, at, version=case.version, by=SYSTEM, region=REGION, today=today())


def test_refused_taken_back_and_never_answered_are_the_same_bytes(hr: Visitor, case: Case) -> None:
    """Security T08."""
    the_desk_books(case)

    def answers() -> list[tuple[int, bytes, dict[str, str]]]:
        found = [hr.asks_for(endpoint, case_id=case.id) for endpoint in PAGES]
        found += [hr.posts(endpoint, A_TIME, case_id=case.id) for endpoint in ACTS]
        return [(answer.status_code, answer.data, dict(answer.headers)) for answer in found]

    hr.opens("employer.hire", case_id=case.id).sees("The household books its own visit.")
    unanswered = answers()
    allow(case, yes=False)
    refused = answers()
    allow(case)
    given = answers()
    allow(case, yes=False)
    assert unanswered == refused == answers()
    assert all(one != other for one, other in zip(given, refused, strict=True))
    assert case.visit_at == moment(10, 30)


def test_hr_books_moves_and_cancels_and_reads_what_that_means(hr: Visitor, case: Case) -> None:
    allow(case)
    hr.opens("employer.hire", case_id=case.id).follows("Choose a time")
    hr.sees("These times are in time: by law the household reports by Thursday 17 December 2026.")
    hr.presses("10:30, Wednesday 16 December 2026").sees("We keep this time for you until 10:10.")
    hr.sees(
        "free until Monday 14 December 2026", "the fee must be paid all the same", "Once you book it, we hold it"
    )
    hr.does_not_see("Luc", "Birth certificate", "€", "11:15")
    assert case.visit_at is None
    hr.presses("Book this visit").sees(
        "The visit is booked.", "Wednesday 16 December 2026, 10:30", "Bargelaan 190"
    )
    hr.sees("We hold this time").does_not_see("Luc", "Birth certificate", "€", "11:15")
    hr.follows("Choose another time").sees("stays booked until you have confirmed the new time")
    hr.presses("14:00, Monday 14 December 2026").sees(
        "at 10:30 is given up when you confirm", "It is later than that"
    )
    hr.presses("Move the visit").sees("The visit is moved.", "You can change the time 1 more time.")
    hr.follows("Cancel the visit").sees("so the fee for it must be paid all the same").presses("Cancel the visit")
    hr.sees("The visit is cancelled.").does_not_see("The household books its own visit")
    assert (case.visit_at, changes_made(case.id)) == (None, 2)


def test_the_last_change_is_left_to_the_household(hr: Visitor, case: Case) -> None:
    """The mail about a move says that they can choose another time: so they can, however often HR moved it."""
    allow(case)
    the_desk_books(case)
    for hour in (11, 12):
        hr.opens("employer.visit_times", case_id=case.id).presses(f"{hour}:00, Wednesday 16 December 2026")
        hr.presses("Move the visit")
    hr.sees("as often as you can do it here").does_not_see("Choose another time")
    assert (
        hr.posts("employer.keep_time", {**A_TIME, "time": moment(13).isoformat()}, case_id=case.id).status_code
        == 303
    )
    assert (case.visit_at, kept_time(case.id)) == (moment(12), None)
    with pytest.raises(ChangedTooOften):
        book_visit(
            case,
            WEDNESDAY,
            time(13),
            version=case.version,
            by=Actor(Role.EMPLOYER, "HR"),
            region=REGION,
            today=today(),
        )
    household = Actor(Role.EXPAT, "Ananya Krishnan")
    book_visit(case, WEDNESDAY, time(14), version=case.version, by=household, region=REGION, today=today())
    assert (case.visit_at, changes_made(case.id)) == (moment(14), 3)


def test_hr_that_cancels_leaves_the_household_its_last_change(hr: Visitor, case: Case) -> None:
    allow(case)
    the_desk_books(case)
    for hour in (11, 12):
        hr.opens("employer.visit_times", case_id=case.id).presses(f"{hour}:00, Wednesday 16 December 2026")
        hr.presses("Move the visit")
    hr.follows("Cancel the visit").does_not_see("choose another time").presses("Cancel the visit")
    assert (case.visit_at, changes_made(case.id)) == (None, 2)
    own = OwnVisit.of(case, by=Actor(Role.EXPAT, "Ananya Krishnan"), region=REGION, today=today())
    assert (own.may_choose, own.changes_left) == (True, 1)


def test_what_hr_pressed_on_an_older_page_does_nothing(hr: Visitor, case: Case) -> None:
    """Two tabs, or the household itself in between; and one press that the browser sent twice."""
    allow(case)
    hr.opens("employer.visit_times", case_id=case.id).presses("10:00, Wednesday 16 December 2026")
    old = {**A_TIME, "time": moment(10).isoformat()}
    assert hr.posts("employer.book_visit", old, case_id=case.id).status_code == 303
    assert hr.posts("employer.book_visit", old, case_id=case.id).status_code == 303
    hr.opens("employer.cancel_visit", case_id=case.id)
    the_desk_books(case, time(15))
    hr.presses("Cancel the visit", refused=409).sees("The visit was changed meanwhile", "15:00")
    answer = hr.posts("employer.book_visit", A_TIME, case_id=case.id)
    assert (answer.status_code, case.visit_at, changes_made(case.id)) == (409, moment(15), 0)


def test_a_time_that_somebody_else_took_is_not_booked(hr: Visitor, case: Case) -> None:
    late, other = a_case(employer=case.employer, arrival=date(2026, 12, 4)), a_case()
    for step in ("intake", "papers_handed_in"):
        complete(late, step)
        complete(other, step)
    allow(late)
    hr.opens("employer.visit_times", case_id=late.id).sees("The soonest one is 5 days later.")
    the_desk_books(other, time(11))
    hr.presses("11:00, Wednesday 16 December 2026", refused=409).sees("Somebody else has just taken that time.")
    assert hr.posts("employer.book_visit", A_TIME, case_id=late.id).status_code == 409
    assert late.visit_at is None


def test_before_there_is_anything_to_choose_hr_learns_no_reason(visit: Visit, case: Case) -> None:
    """Papers that are missing and an arrival that is not known look the same."""
    first, second = a_case(employer=case.employer), a_case(employer=case.employer, arrival=None)
    for step in ("intake", "papers_handed_in"):
        complete(second, step)
    hr = visit(a_user(Role.EMPLOYER, employer=case.employer))
    for one in (first, second):
        allow(one)
        hr.opens("employer.hire", case_id=one.id).sees(
            "once the papers are handed in and the day of arrival is known"
        )
        hr.does_not_see("Choose a time", "Cancel the visit")
        assert hr.asks_for("employer.visit_times", case_id=one.id).status_code == 303


def test_without_a_yes_a_move_shows_nowhere(hr: Visitor, case: Case, clock: Traveller) -> None:
    for step in the_plan(case).steps:
        if step.key in ("residence_right", "papers_checked"):
            complete(case, step.id)
    the_desk_books(case)
    before = hire_for_employer(case, the_plan(case))
    assert before.turn is Party.MUNICIPALITY
    clock.shift(timedelta(days=1))
    the_desk_books(case, time(11, 30))
    assert hire_for_employer(case, the_plan(case)) == before


def test_no_time_is_kept_for_a_closed_case(hr: Visitor, case: Case) -> None:
    allow(case)
    case.state = CaseState.CLOSED
    back = hr.address("employer.hire", case_id=case.id)
    assert hr.posts("employer.keep_time", A_TIME, case_id=case.id).location.startswith(back)
    assert hr.asks_for("employer.confirm_visit", case_id=case.id).location.startswith(back)
    assert kept_time(case.id) is None
