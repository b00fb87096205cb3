"""Cases that look alike, side by side: told apart, put together, and taken apart again."""

import uuid
from datetime import date, time, timedelta

import time_machine
from sqlalchemy import select

from expatdesk.appointments.actions import book_visit, keep_time
from expatdesk.appointments.models import Appointment
from expatdesk.cases.models import Case
from expatdesk.housing.interest_queries import interested_in
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import readings_of
from expatdesk.people.models import Role
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import MONDAY_MORNING, Visit
from tests.factories import (
    LEIDEN,
    a_case,
    a_counter,
    a_home,
    a_user,
    an_employer,
    complete,
    registered,
    up_to_visit,
    with_family,
)
from tests.factories.viewings import a_booked, an_interest
from tests.visitor import Visitor

FRIDAY = date(2026, 12, 18)


def twice() -> tuple[Case, Case]:
    """One household that its employer submitted twice."""
    employer = an_employer()
    return a_case(employer=employer), with_family(a_case(employer=employer, home_street="Rapenburg 3"))


def test_a_likely_duplicate_is_shown_and_told_apart(officer: Visitor) -> None:
    first, second = twice()
    officer.opens("desk.case", case_id=first.id)
    officer.sees(f"This may be the same household as case {second.code}", "the same e-mail address and the same")
    officer.follows(f"Look at them side by side {second.code}").sees(
        "Is this one household?", "Rapenburg 3", "Hooigracht 12"
    )
    assert len(readings_of(first.id)) == len(readings_of(second.id)) + 1
    officer.presses("They are two households").sees("not shown as alike any more")
    officer.opens("desk.case", case_id=first.id).does_not_see("This may be the same household")
    officer.opens("desk.history", case_id=second.id).sees(f"found that case {first.code} is of another household")


def test_two_cases_become_one_and_two_again(officer: Visitor, visit: Visit) -> None:
    first, second = twice()
    partner = second.people[1].id
    officer.opens("desk.merge", case_id=first.id, other_id=second.id)
    officer.presses("Put them together", **{"block-home": "other"})
    officer.sees("Rapenburg 3", "Luc Moreau", "Saved. What changed in the plan", "Take them apart again")
    assert officer.asks_for("desk.case", case_id=second.id).location == officer.address(
        "desk.case", case_id=first.id
    )
    household = visit(first)
    household.opens("expat.status").sees("Hello Ananya")
    officer.presses("Take them apart again").sees("The two cases are apart again", "Hooigracht 12")
    officer.opens("desk.case", case_id=second.id).sees("Rapenburg 3")
    assert session.get_one(Case, second.id).people[1].id == partner


def test_of_two_interests_in_one_home_the_one_that_is_further_stays(officer: Visitor) -> None:
    first, second = twice()
    home = a_home()
    an_interest(first, home)
    a_booked(second, home)
    officer.opens("desk.merge", case_id=first.id, other_id=second.id).presses("Put them together")
    (row,) = interested_in(home.offer.id)
    assert (row.case_id, row.has_booked) == (first.id, True)


def test_why_not_is_said_beside_what_was_chosen(officer: Visitor) -> None:
    first, second = a_case(), a_case()
    officer.opens("desk.merge", case_id=first.id, other_id=second.id)
    officer.presses("Put them together", refused=422).sees("Each of the two has an employer of its own")
    second.employer_id = first.employer_id
    officer.opens("desk.merge", case_id=first.id, other_id=second.id)
    second.version += 1
    officer.presses("Put them together", refused=409).sees("Somebody changed this case while you were at it")
    officer.presses("Put them together").sees("Take them apart again")


def test_both_are_choosing_a_time(officer: Visitor, region: Region) -> None:
    first, second = ready_to_book(), ready_to_book()
    second.employer_id = first.employer_id
    for case, at in ((first, time(10)), (second, time(11))):
        keep_time(case, FRIDAY, at, by=SYSTEM, region=region, today=today())
    officer.opens("desk.merge", case_id=first.id, other_id=second.id)
    officer.presses("Put them together").sees("Take them apart again")
    assert [row.case_id for row in session.scalars(select(Appointment))] == [first.id]
    officer.presses("Take them apart again").sees("The two cases are apart again")
    assert [row.case_id for row in session.scalars(select(Appointment))] == [first.id]


def test_nobody_checked_in_who_is_registered_and_the_other_comes(officer: Visitor, region: Region) -> None:
    first, second = registered(up_to_visit(a_case(nationality="FR"))), ready_to_book()
    second.employer_id = first.employer_id
    book_visit(second, FRIDAY, time(11), version=second.version, by=SYSTEM, region=region, today=today())
    for one, other in ((first, second), (second, first)):
        officer.opens("desk.merge", case_id=one.id, other_id=other.id)
        officer.presses("Put them together", refused=422).sees("Both have a visit. Cancel one of them first.")
    officer.opens("desk.visit", case_id=first.id).presses("Cancel the visit")
    officer.opens("desk.merge", case_id=first.id, other_id=second.id).presses("Put them together")
    officer.sees("Take them apart again").opens("desk.visit", case_id=first.id).presses("Cancel the visit")


def ready_to_book() -> Case:
    """A household that has handed in its papers."""
    case = a_case(nationality="FR")
    complete(case, "intake")
    complete(case, "papers_handed_in")
    a_counter()
    return case


def test_a_day_later_nobody_takes_them_apart(officer: Visitor) -> None:
    first, second = twice()
    officer.opens("desk.merge", case_id=first.id, other_id=second.id).presses("Put them together")
    with time_machine.travel(MONDAY_MORNING + timedelta(hours=25), tick=False):
        officer.signs_in()
        officer.opens("desk.case", case_id=first.id).does_not_see("Take them apart again")
        answer = officer.posts("desk.undo_merge", {"version": first.version}, case_id=first.id)
        assert answer.status_code == 303
        officer.opens("desk.case", case_id=first.id).sees("A day is over since")


def test_only_who_runs_both_cases(visit: Visit, officer: Visitor) -> None:
    first, second = twice()
    assert first.employer_id is not None
    others = (
        visit(a_user(Role.REGISTRAR, municipality=LEIDEN)),
        visit(a_user(Role.EMPLOYER, employer=first.employer)),
        visit(first),
    )
    for other in others:
        other.cannot_open("desk.merge", case_id=first.id, other_id=second.id)
        answer = other.posts("desk.merge", case_id=first.id, other_id=second.id)
        assert answer.status_code == 404
    others[0].opens("desk.case", case_id=first.id).does_not_see("This may be the same household", second.code)
    officer.cannot_open("desk.merge", case_id=first.id, other_id=first.id)
    officer.cannot_open("desk.merge", case_id=first.id, other_id=uuid.uuid4())
