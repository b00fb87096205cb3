"""What of a quarter is to be invoiced: every visit that costs something, and none that does not."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.appointments.actions import book_visit, cancel_visit
from expatdesk.appointments.day import Guests, no_show, undo, walk_in
from expatdesk.appointments.models import Appointment, Progress, VisitKind
from expatdesk.cases.actions import open_case
from expatdesk.cases.hire_actions import give_to_department
from expatdesk.cases.household import add_member
from expatdesk.cases.models import Case
from expatdesk.fees.charges import open_charges
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.organisations.actions import EmployerFacts, change_employer
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.rules.charging import Ending
from expatdesk.rules.facts import PersonRole
from expatdesk.shared.clock import AMSTERDAM, back_in, local, today
from expatdesk.shared.db import session
from tests.factories import (
    a_case,
    a_counter,
    a_hire,
    a_user,
    an_employer,
    complete,
    registered,
    room_for,
    up_to_visit,
    visit_of,
)
from tests.factories.cases import REGION
from tests.fees.invoicing import (
    NEW_YEAR,
    NEW_YEAR_DAY,
    QUARTER,
    WEDNESDAY,
    a_customer,
    a_kept_visit,
    become_one,
    owed,
)

pytestmark = pytest.mark.usefixtures("app")

EXPAT = Actor(Role.EXPAT, "Ananya Krishnan")
DESK = Actor(Role.OFFICER, "Sanne de Wit")
HOW = {"region": REGION}


def test_a_kept_visit_is_charged_for_the_whole_household() -> None:
    case = a_kept_visit(a_customer(), partner=True, children=2)
    (one,) = owed()
    assert (one.case_code, one.day, one.employer.name) == (case.code, WEDNESDAY, "Hortus Instruments B.V.")
    assert [line.incl_cents for line in one.lines] == [6050, 3025, 1513, 1513]
    assert one.incl_cents == 12101


def test_who_comes_in_after_the_visit_is_not() -> None:
    case = a_kept_visit(a_customer(), children=1)
    add_member(case, PersonRole.PARTNER, {}, version=case.version, by=SYSTEM, today=today(), **HOW)
    (one,) = owed()
    assert len(one.lines) == 2


def test_another_employers_household_pays_itself() -> None:
    a_kept_visit(a_customer(invoice_customer=False))
    assert owed() == []


def test_what_hr_was_told_when_it_submitted_the_hire_holds() -> None:
    """Whoever pays by invoice from today on is not asked once more for what households paid themselves."""
    paid_by_themselves, customer = an_employer("Galgewater Studio"), a_customer()
    a_kept_visit(paid_by_themselves)
    told = a_kept_visit(customer)
    paid_by_themselves.invoice_customer, customer.invoice_customer = True, False
    assert [one.case_code for one in owed()] == [told.code]


def test_an_exempt_employers_people_pay_nothing_where_it_submitted_them() -> None:
    customer = a_customer(fee_exempt=True)
    exempt, own_way = a_kept_visit(customer), a_kept_visit(customer)
    exempt.submitted_by_id = a_user(Role.EMPLOYER, employer=customer).id
    assert [one.case_code for one in owed()] == [own_way.code]


@pytest.mark.parametrize("exempt", [True, False])
def test_whether_a_kept_visit_was_free_is_asked_of_its_day(clock: Traveller, exempt: bool) -> None:
    """A change of the exemption in the new year rewrites no quarter that is over; the first of a day holds."""
    customer = a_customer(fee_exempt=exempt)
    submitted(a_kept_visit(customer))
    before = owed()
    clock.move_to(NEW_YEAR)
    for now in (not exempt, exempt, not exempt):
        make_exempt(customer, now)
    assert bool(before) is not exempt
    assert owed() == before
    assert customer.was_exempt(NEW_YEAR_DAY) is not exempt


def test_what_was_told_to_be_lost_is_owed_also_by_who_is_exempt_since(clock: Traveller) -> None:
    case = submitted(missed(clock))
    assert case.employer is not None
    make_exempt(case.employer, True)
    assert [line.incl_cents for one in owed() for line in one.lines] == [6050]


def test_a_change_too_late_costs_what_was_told_then(clock: Traveller) -> None:
    case = submitted(booked())
    clock.shift(timedelta(days=1))
    move(case, date(2026, 12, 18))
    assert case.employer is not None
    make_exempt(case.employer, True)
    assert [line.incl_cents for one in owed() for line in one.lines] == [6050]


@pytest.mark.parametrize("progress", [Progress.BOOKED, Progress.CHECKED_IN, Progress.SERVING, Progress.CANCELLED])
def test_what_is_not_over_or_was_cancelled_is_not_charged(progress: Progress) -> None:
    case = a_kept_visit(a_customer())
    session.scalars(select(Appointment).where(Appointment.case_id == case.id)).one().progress = progress
    assert owed() == []


def test_who_was_registered_that_day_was_there_whatever_was_written_down() -> None:
    case = registered(up_to_visit(a_case(employer=a_customer())))
    visit_day = local(visit(case).starts_at).date()
    assert visit(case).progress == Progress.BOOKED
    case.registrations[0].registered_on = visit_day
    assert [line.ending for one in owed() for line in one.lines] == [Ending.KEPT]
    case.registrations[0].registered_on = visit_day + timedelta(days=1)
    assert owed() == []


def test_the_employer_of_the_day_pays_whatever_department_the_hire_goes_to() -> None:
    case = a_kept_visit(a_customer())
    before = owed()
    give_to_department(case, "Zoology", by=DESK, today=today(), **HOW)
    assert owed() == before != []


def test_what_a_household_paid_itself_its_employer_does_not_pay_again() -> None:
    """It came by itself, and became one with the case that its employer submitted later."""
    alone = open_case(a_hire(), employer=None, by=DESK, region=REGION, today=today())
    up_to_visit(alone, day=WEDNESDAY)
    visit_of(alone).progress = Progress.DONE
    become_one(a_case(employer=a_customer()), alone)
    assert owed() == []


def test_who_walks_in_is_charged_as_who_booked() -> None:
    with back_in(datetime(2026, 12, 16, 10, tzinfo=AMSTERDAM)):
        case = a_case(employer=a_customer())
        for step in ("intake", "papers_handed_in"):
            complete(case, step)
        walk_in(a_counter(), Guests(VisitKind.REGISTRATION, 1, case), by=DESK, today=today(), **HOW)
        visit(case).progress = Progress.DONE
    assert [one.day for one in owed()] == [WEDNESDAY]


def test_what_was_told_to_be_lost_is_owed_after_two_cases_became_one(clock: Traveller) -> None:
    case = missed(clock)
    before = owed()
    assert case.employer is not None
    second, third = (a_case(employer=case.employer) for _case in range(2))
    become_one(second, case)
    become_one(third, second)
    assert [one.lines for one in owed()] == [one.lines for one in before] != []
    assert [one.case_code for one in owed()] == [third.code]


def test_nor_a_visit_for_papers() -> None:
    case = a_kept_visit(a_customer())
    session.scalars(select(Appointment).where(Appointment.case_id == case.id)).one().kind = "papers"
    assert owed() == []


def test_a_visit_of_another_quarter_is_charged_there() -> None:
    a_kept_visit(a_customer())
    assert open_charges(QUARTER.before, REGION) == open_charges(QUARTER.next, REGION) == []


def test_who_did_not_come_owes_what_they_were_told(clock: Traveller) -> None:
    case = missed(clock)
    (one,) = owed()
    assert [(line.ending, line.incl_cents) for line in one.lines] == [(Ending.MISSED, 6050)]
    undo(visit(case), case, by=DESK, today=today(), **HOW)
    assert owed() == []


def test_nor_where_the_visit_could_not_be_kept_by_no_doing_of_theirs(clock: Traveller) -> None:
    missed(clock, misfit="not_served")
    assert owed() == []


def test_a_change_by_the_household_that_comes_too_late_is_charged(clock: Traveller) -> None:
    case = booked()
    clock.shift(timedelta(days=1))
    move(case, date(2026, 12, 18))
    cancel_visit(case, version=case.version, by=EXPAT, today=WEDNESDAY + timedelta(days=1), **HOW)
    assert sorted((line.ending, line.incl_cents) for one in owed() for line in one.lines) == [
        (Ending.CANCELLED_LATE, 6050),
        (Ending.MOVED_LATE, 6050),
    ]


def test_a_change_in_time_is_not_and_none_by_the_desk(clock: Traveller) -> None:
    case = booked()
    cancel_visit(case, version=case.version, by=EXPAT, today=date(2026, 12, 14), **HOW)
    clock.shift(timedelta(days=1))
    late = booked()
    cancel_visit(late, version=late.version, by=DESK, today=today(), **HOW)
    assert owed() == []


def test_of_two_visits_at_which_somebody_was_registered_each_pays_once() -> None:
    """The child comes later, with a birth certificate that was missing; the others have paid."""
    case = a_kept_visit(a_customer(), partner=True)
    registered(case)
    for row in case.registrations:
        row.registered_on = WEDNESDAY - timedelta(days=7)
    case.registrations[-1].registered_on = WEDNESDAY
    (one,) = owed()
    assert [line.role for line in one.lines] == [PersonRole.PARTNER]


def submitted(case: Case) -> Case:
    """The case as one that its employer submitted."""
    assert case.employer is not None
    case.submitted_by_id = a_user(Role.EMPLOYER, employer=case.employer).id
    return case


def make_exempt(employer: Employer, exempt: bool) -> None:
    """The coordinator says so, today."""
    facts = replace(EmployerFacts.of(employer), fee_exempt=exempt)
    assert change_employer(employer, facts, version=employer.version, by=DESK, today=today())


def booked() -> Case:
    return up_to_visit(a_case(employer=a_customer(f"Customer {session.query(Case).count()}")), day=WEDNESDAY)


def move(case: Case, day: date) -> None:
    at = visit(case).starts_at.time().replace(hour=11)
    room_for(case, day, at)
    book_visit(case, day, at, version=case.version, by=EXPAT, today=today(), **HOW)


def missed(clock: Traveller, **columns: object) -> Case:
    case = booked()
    clock.shift(timedelta(days=2, hours=2))
    appointment = visit_of(case)
    for name, value in columns.items():
        setattr(appointment, name, value)
    no_show(appointment, case, by=DESK, today=today(), **HOW)
    return case


def visit(case: Case) -> Appointment:
    return session.scalars(select(Appointment).where(Appointment.case_id == case.id)).one()
