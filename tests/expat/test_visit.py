"""The household books its own visit: only times that fit, kept while it looks, and firm when papers are right."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from expatdesk.appointments.actions import book_visit
from expatdesk.appointments.models import Counter
from expatdesk.appointments.queries import kept_time, open_appointment
from expatdesk.appointments.releasing import set_rule
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.region import load_region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_closure, a_counter, complete, registered, up_to_visit, with_family

WEDNESDAY = date(2026, 12, 16)


@pytest.fixture(autouse=True)
def counter(app: Flask) -> Counter:
    """One counter, open from Monday to Friday."""
    return a_counter()


def ready(**changes: Any) -> Case:
    """A family of two whose papers are handed in; it arrived on Saturday, so the law says Thursday."""
    case = with_family(a_case(**{"arrival": date(2026, 12, 12), **changes}))
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    return case


def the_desk_books(case: Case, day: date, at: time) -> None:
    book_visit(
        case, day, at, version=case.version, by=SYSTEM, region=load_region("leiden"), today=today()
    )  # fmt: skip


def test_from_the_plan_to_the_booked_visit(visit: Visit) -> None:
    case = ready()
    expat = visit(case).opens("expat.status").follows("Choose a time")
    expat.sees("everybody can come, children too", "At these times you are not too late")
    expat.presses("10:30, Wednesday 16 December 2026")
    expat.sees(
        "Confirm your visit", "Wednesday 16 December 2026, 10:30 to 11:15", "We keep this time for you until 10:10"
    )
    expat.sees("Once you book it, we hold it until your papers are accepted.", "Luc Moreau", "Birth certificate")
    expat.sees("and they should be accepted by Monday 14 December 2026.").does_not_see("We hold this time")
    expat.sees("free of charge until Monday 14 December 2026", "€90.75 must be paid all the same")
    expat.sees("The visit costs €90.75, VAT included.")
    assert case.visit_at is None
    expat.presses("Book this visit")
    assert expat.page.text.count("Your visit is booked.") == 1
    assert case.visit_at == datetime(2026, 12, 16, 9, 30, tzinfo=UTC)
    expat.opens("expat.status").follows("See, move or cancel").sees("Wednesday 16 December 2026, 10:30 to 11:15")


def test_nobody_is_shown_times_on_the_day_of_the_flight_unless_they_ask(visit: Visit) -> None:
    """The law leaves days enough; whoever lands early enough says so, and books all the same."""
    expat = visit(ready(arrival=WEDNESDAY)).opens("expat.visit_times")
    expat.sees("You arrive on Wednesday 16 December 2026. We show you times from the day after.")
    expat.does_not_see(", Wednesday 16 December 2026").sees("9:00, Thursday 17 December 2026")
    expat.follows("Show me times on that day too").does_not_see("We show you times from the day after")
    expat.presses("10:30, Wednesday 16 December 2026").presses("Book this visit").sees("Your visit is booked.")


def test_on_the_day_of_the_flight_where_no_other_is_left_in_time(visit: Visit) -> None:
    for days in range(1, 9):
        a_closure(WEDNESDAY + timedelta(days=days))
    expat = visit(ready(arrival=WEDNESDAY)).opens("expat.visit_times").sees("10:30, Wednesday 16 December 2026")
    expat.does_not_see("We show you times from the day after", "No time is free before that day")


def test_accepted_papers_make_it_firm(visit: Visit) -> None:
    case = ready()
    the_desk_books(case, WEDNESDAY, time(10))
    expat = visit(case).opens("expat.visit").sees("We hold this time until", "accepted by Monday 14 December 2026")
    expat.does_not_see("to somebody else")
    complete(case, "papers_checked")
    expat.opens("expat.visit").sees("Your papers are accepted, so this time is yours.")
    expat.follows("Choose another time").presses("14:00, Thursday 17 December 2026")
    expat.sees("so this time is yours once you book it.")


def test_somebody_else_gets_a_held_time_only_where_a_rule_says_so(
    visit: Visit, clock: time_machine.Traveller
) -> None:
    case = ready()
    the_desk_books(case, date(2026, 12, 18), time(10))
    set_rule(today(), 1, by=SYSTEM)
    expat = visit(case).opens("expat.visit").sees("accepted by Wednesday 16 December 2026")
    expat.sees(
        "From Thursday 17 December 2026 on we may give this time to somebody else while a paper is with you."
    )
    clock.move_to(datetime(2026, 12, 17, 9, tzinfo=UTC))
    visit(case).opens("expat.visit").sees("mend it as soon as you can").does_not_see("accepted by")


def test_the_day_after_nobody_says_that_the_time_is_theirs(visit: Visit, clock: time_machine.Traveller) -> None:
    case = ready()
    the_desk_books(case, WEDNESDAY, time(10))
    complete(case, "papers_checked")
    clock.move_to(datetime(2026, 12, 16, 22, tzinfo=UTC))
    expat = visit(case).opens("expat.visit").sees("this time is yours", "Choose another time")
    clock.move_to(datetime(2026, 12, 16, 23, tzinfo=UTC))
    expat = visit(case).opens("expat.visit").sees("we have not written down yet whether you came", "call us: +31")
    expat.does_not_see("this time is yours", "Choose another time", "Cancel the visit", "If you cannot come")
    expat.opens("expat.status").sees("The day of your visit is over", "If you could not come, call us.")
    expat.does_not_see("See, move or cancel", "Your visit. We register", "The originals of all your papers")
    visit_of_case = open_appointment(case.id)
    assert visit_of_case is not None
    visit_of_case.progress = "done"
    said = "You were at the desk; the municipality has not recorded you yet. You need do nothing."
    expat.opens("expat.status").sees(said).does_not_see("Bring", "If you could not come")
    expat.follows("See your visit").sees(said).does_not_see("Choose another time", "What to bring")


def test_only_times_before_the_law_where_any_is_left(visit: Visit) -> None:
    case = ready()
    expat = visit(case).opens("expat.visit")
    expat.sees("Thursday 17 December 2026").does_not_see("Friday 18 December 2026", "Later days")


def test_else_the_soonest_and_how_much_later(visit: Visit) -> None:
    case = ready()
    a_closure(date(2026, 12, 14), date(2026, 12, 22))
    expat = visit(case).opens("expat.visit")
    expat.sees("No time is free before that day. The soonest one is 6 days later", "Wednesday 23 December 2026")


def test_a_last_day_by_law_that_has_passed(visit: Visit, clock: time_machine.Traveller) -> None:
    case = ready()
    for moment, said in ((17, "The last day by law is"), (18, "The last day by law was")):
        clock.move_to(datetime(2026, 12, moment, 9, tzinfo=UTC))
        visit(case).opens("expat.status").sees(f"{said} Thursday 17 December")


def test_nothing_to_choose_before_papers_or_arrival(visit: Visit) -> None:
    case = with_family(a_case())
    visit(case).opens("expat.visit").sees("when your papers are handed in").does_not_see("10:30")
    later = with_family(a_case(arrival=None))
    for step in ("intake", "papers_handed_in"):
        complete(later, step)
    visit(later).opens("expat.visit").sees("when we know on which day you arrive").follows("Fill in the day")


def test_a_time_kept_too_long_is_booked_where_still_free(visit: Visit, clock: time_machine.Traveller) -> None:
    case = ready()
    expat = visit(case).opens("expat.visit").presses("10:30, Wednesday 16 December 2026")
    clock.shift(timedelta(minutes=11))
    assert kept_time(case.id) is None
    expat.presses("Book this visit").sees("Your visit is booked.")


def test_a_time_kept_too_long_and_taken(visit: Visit, clock: time_machine.Traveller) -> None:
    case, other = ready(), ready()
    expat = visit(case).opens("expat.visit").presses("10:30, Wednesday 16 December 2026")
    clock.shift(timedelta(minutes=11))
    the_desk_books(other, WEDNESDAY, time(10, 30))
    expat.presses("Book this visit", refused=409)
    expat.sees("Somebody else has just taken that time.", "11:15, Wednesday 16 December 2026")
    expat.does_not_see("10:30, Wednesday 16 December 2026")
    assert case.visit_at is None


def test_a_time_that_is_gone_when_it_is_chosen(visit: Visit) -> None:
    case, other = ready(), ready()
    expat = visit(case).opens("expat.visit")
    the_desk_books(other, WEDNESDAY, time(10, 30))
    expat.presses("10:30, Wednesday 16 December 2026", refused=409).sees("Somebody else has just taken that time.")


def test_moved_the_old_time_stays_until_the_new_one_is_confirmed(visit: Visit) -> None:
    case = ready()
    the_desk_books(case, WEDNESDAY, time(10))
    expat = visit(case).opens("expat.visit").follows("Choose another time")
    expat.sees("stays yours until you have confirmed").presses("14:00, Thursday 17 December 2026")
    expat.sees(
        "Your visit on Wednesday 16 December 2026 at 10:00 is given up when you confirm.",
        "This costs you nothing.",
    )
    assert case.visit_at == datetime(2026, 12, 16, 9, tzinfo=UTC)
    expat.presses("Move my visit").sees(
        "Your visit has a new time.", "You can change the time 2 times by yourself."
    )
    assert case.visit_at == datetime(2026, 12, 17, 13, tzinfo=UTC)


def test_a_late_move_says_what_it_costs_first(visit: Visit, clock: time_machine.Traveller) -> None:
    case = ready()
    the_desk_books(case, WEDNESDAY, time(10))
    clock.shift(timedelta(days=1))
    expat = visit(case).opens("expat.visit").sees("It is later than that: the fee of €90.75")
    expat.follows("Choose another time").presses("14:00, Thursday 17 December 2026")
    expat.sees("so the fee of €90.75 for it must be paid all the same.")


def test_cancelled_after_seeing_what_it_costs(visit: Visit) -> None:
    case = ready()
    the_desk_books(case, WEDNESDAY, time(10))
    expat = (
        visit(case).opens("expat.visit").follows("Cancel the visit").sees("Cancelling costs you nothing today.")
    )
    expat.presses("Cancel the visit").sees("Your visit is cancelled. You can choose another time.")
    assert case.visit_at is None
    assert session.scalars(select(Mail).where(Mail.kind == "visit_cancelled")).one()


def test_after_three_changes_the_desk_helps(visit: Visit) -> None:
    case = ready()
    the_desk_books(case, WEDNESDAY, time(10))
    expat = visit(case)
    for at in ("11:00", "12:00", "13:00"):
        expat.opens("expat.visit_times").presses(f"{at}, Wednesday 16 December 2026").presses("Move my visit")
    expat.sees("as often as you can by yourself", "call us").does_not_see("Choose another time")
    answer = expat.posts("expat.keep_time", {"time": "2026-12-16T14:00:00+01:00"})
    assert (answer.status_code, answer.location) == (303, "/my/visit")
    assert case.visit_at == datetime(2026, 12, 16, 12, tzinfo=UTC)


def test_moved_by_the_desk_meanwhile(visit: Visit) -> None:
    case = ready()
    expat = visit(case).opens("expat.visit").presses("10:30, Wednesday 16 December 2026")
    the_desk_books(case, WEDNESDAY, time(15))
    expat.presses("Book this visit").sees(
        "Your file changed meanwhile.", "Wednesday 16 December 2026, 15:00 to 15:45"
    )


@pytest.mark.parametrize("typed", ["", "noon", "2026-12-16T03:00:00+01:00", "2026-12-13T10:00:00+01:00"])
def test_times_that_were_never_offered(visit: Visit, typed: str) -> None:
    case = ready()
    answer = visit(case).posts("expat.keep_time", {"time": typed})
    assert answer.status_code in (409, 422)
    assert kept_time(case.id) is None


def test_after_the_registration_nothing_changes(visit: Visit, clock: time_machine.Traveller) -> None:
    case = registered(with_family(a_case()))
    clock.shift(timedelta(days=1))
    expat = visit(case).opens("expat.visit").sees("You have been registered at this visit.")
    expat.does_not_see("Cancel the visit", "Choose another time")
    assert expat.posts("expat.cancel_own_visit", {"version": str(case.version)}).status_code == 303
    assert case.visit_at is not None


def test_a_visit_ahead_of_who_is_registered_already_is_to_welcome_them(
    visit: Visit, clock: time_machine.Traveller
) -> None:
    case = registered(up_to_visit(with_family(a_case())))
    welcome = "You are registered already; we welcome you at this time."
    expat = visit(case).opens("expat.visit").sees("Tuesday 15 December 2026, 10:30", welcome)
    expat.does_not_see("You have been registered at this visit.", "Cancel the visit", "Choose another time")
    status = expat.opens("expat.status").page.text
    assert status.count(welcome) == 2
    expat.does_not_see("Your visit. You go home with", "The originals of all your papers")
    expat.follows("See your visit")
    clock.shift(timedelta(days=1))
    visit(case).opens("expat.visit").sees("You have been registered at this visit.").does_not_see(welcome)
    visit(case).opens("expat.status").does_not_see(welcome, "See your visit")


def test_a_visit_ahead_says_whom_of_them_it_registers(visit: Visit, clock: time_machine.Traveller) -> None:
    case = registered(up_to_visit(with_family(a_case())), first=1)
    visit(case).opens("expat.visit").sees("At this visit we register Luc.").does_not_see("You are registered")
    visit(case).opens("expat.status").sees("At this visit we register Luc.")
    clock.shift(timedelta(days=1))
    visit(case).opens("expat.visit").sees("You have been registered at this visit. Not registered yet: Luc.")


def test_who_was_registered_at_the_visit_came(visit: Visit, clock: time_machine.Traveller) -> None:
    """Also where nobody ticked that off at the counter: the data said that it was only booked."""
    case = ready()
    the_desk_books(case, WEDNESDAY, time(10))
    visit(case).opens("expat.data").sees("Booked.")
    clock.move_to(datetime(2026, 12, 16, 14, tzinfo=UTC))
    for step in ("papers_checked", "residence_right:0"):
        complete(case, step)
    registered(case)
    visit(case).opens("expat.data").sees("You came.").does_not_see("Booked.")
