"""Interests, viewings and letting as actions: what is refused, who is told, what stays; on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.cases.closing import close_as_it_is
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import HoldsBsn
from expatdesk.housing.home_models import Home
from expatdesk.housing.home_queries import free_offers
from expatdesk.housing.homes import offer_again
from expatdesk.housing.interest_models import HomeViewing
from expatdesk.housing.interest_queries import Journey, interest_of, journeys, viewings_of
from expatdesk.housing.interests import (
    HomeGone,
    NoTimeFree,
    NotInterested,
    decline,
    invite,
    say_interest,
    take_back_interest,
)
from expatdesk.housing.leaving import end_what_is_gone, join_interests, leave_homes
from expatdesk.housing.letting import NotLet, NotSeenYet, confirm, known_of_contract, let_to, refuse
from expatdesk.housing.partner_mails import tell_partners
from expatdesk.housing.viewings import (
    NotAgreed,
    NotInvited,
    Overlaps,
    TimeIsOver,
    TimeTaken,
    TooManyTimes,
    book,
    cancel,
    put_up,
    remind_of_viewings,
    spans,
    take_away,
)
from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.organisations.models import Partner
from expatdesk.organisations.partners import end_partner
from expatdesk.people.models import Role
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.factories import a_case, a_home, a_partner, a_user, an_employer
from tests.factories.cases import done_by
from tests.factories.viewings import a_booked, a_time, an_interest, an_invited
from tests.factories.wishes import who_looks
from tests.signin.ways_in import mails

pytestmark = pytest.mark.usefixtures("app", "databases")


@pytest.fixture
def partner(app: object) -> Partner:
    return a_partner()


@pytest.fixture
def home(partner: Partner) -> Home:
    return a_home(partner)


@pytest.fixture
def case(app: object) -> Case:
    return who_looks()


def verbs(case: Case) -> list[str]:
    lines = select(LogLine.verb).where(LogLine.case_id == case.id).order_by(LogLine.at, LogLine.id)
    return [verb for verb in session.scalars(lines) if verb.startswith(("home_", "viewing_"))]


def test_pressed_twice_it_is_said_once(case: Case, home: Home) -> None:
    first = say_interest(case, home.offer.id, **done_by())
    assert say_interest(case, home.offer.id, **done_by()) is first
    assert verbs(case).count("home_interest_said") == 1


def test_nobody_says_it_of_a_home_that_does_not_suit_or_is_a_draft(case: Case, partner: Partner) -> None:
    for home in (a_home(partner, most_registered=0), a_home(partner, is_offered=False)):
        with pytest.raises(HomeGone):
            say_interest(case, home.offer.id, **done_by())


def test_after_a_no_it_is_not_said_again(case: Case, home: Home) -> None:
    decline(say_interest(case, home.offer.id, **done_by()), by=SYSTEM)
    with pytest.raises(NotInterested):
        say_interest(case, home.offer.id, **done_by())


def test_an_invitation_needs_a_time(case: Case, home: Home) -> None:
    row = an_interest(case, home)
    with pytest.raises(NoTimeFree):
        invite([row], by=SYSTEM)
    a_time(home)
    assert (invite([row], by=SYSTEM), invite([row], by=SYSTEM)) == (1, 0)
    assert len(mails("viewing_invited")) == 1


def test_times_of_one_home_do_not_overlap(home: Home, partner: Partner) -> None:
    first = now() + timedelta(hours=24)
    assert put_up(home.offer.id, spans(first, 20, 3), by=SYSTEM) == 3
    with pytest.raises(Overlaps):
        put_up(home.offer.id, spans(first + timedelta(minutes=50), 20, 1), by=SYSTEM)
    with pytest.raises(TimeIsOver):
        put_up(home.offer.id, spans(now(), 20, 1), by=SYSTEM)
    with pytest.raises(TooManyTimes):
        put_up(home.offer.id, spans(first, 5, 21), by=SYSTEM)
    assert put_up(home.offer.id, spans(first + timedelta(minutes=60), 20, 1), by=SYSTEM) == 1
    assert put_up(a_home(partner).offer.id, spans(first, 20, 1), by=SYSTEM) == 1


def test_what_a_booking_needs(case: Case, home: Home) -> None:
    time, how = a_time(home), {"agrees": True, "by": SYSTEM}
    an_interest(case, home)
    with pytest.raises(NotInvited):
        book(case, home.offer.id, time.id, **how)  # type: ignore[arg-type]
    an_invited(case, home)
    with pytest.raises(NotAgreed):
        book(case, home.offer.id, time.id, agrees=False, by=SYSTEM)
    with pytest.raises(HoldsBsn):
        book(case, home.offer.id, time.id, phone="111222333", **how)  # type: ignore[arg-type]
    of_another = a_time(a_home(a_partner("B")))
    with pytest.raises(TimeTaken):
        book(case, home.offer.id, of_another.id, **how)  # type: ignore[arg-type]
    assert book(case, home.offer.id, time.id, **how) is book(case, home.offer.id, time.id, **how)  # type: ignore[arg-type]
    assert verbs(case)[-2:] == ["home_details_shared", "viewing_booked"]


def test_another_time_frees_the_first_and_the_partner_hears_at_once(
    case: Case, home: Home, partner: Partner
) -> None:
    noor = a_user(Role.PARTNER, partner=partner)
    row = a_booked(case, home)
    later = a_time(home, hours=50)
    book(case, home.offer.id, later.id, agrees=True, by=SYSTEM)
    assert [one.interest_id for one in viewings_of(home.offer.id)] == [None, row.id]
    cancel(case, home.offer.id, by=SYSTEM)
    moved, off = sorted(mails("viewing_moved"), key=lambda mail: "off" in mail.subject)
    assert (moved.recipient, "moved" in moved.subject, "off" in off.subject) == (noor.email, True, True)
    for mail in (moved, off):
        assert "Ananya" not in mail.text + mail.html
    assert verbs(case)[-2:] == ["viewing_changed", "viewing_cancelled"]
    assert verbs(case).count("home_details_shared") == 1


def test_a_viewing_that_was_cannot_be_undone(case: Case, home: Home, clock: Traveller) -> None:
    row = a_booked(case, home)
    later = a_time(home, hours=90)
    clock.shift(timedelta(hours=49))
    with pytest.raises(TimeIsOver):
        cancel(case, home.offer.id, by=SYSTEM)
    with pytest.raises(TimeIsOver):
        book(case, home.offer.id, later.id, agrees=True, by=SYSTEM)
    assert row.viewing is not None
    with pytest.raises(TimeIsOver):
        take_away(row.viewing, by=SYSTEM)


def test_reminded_once_on_the_day_before(case: Case, home: Home, clock: Traveller) -> None:
    a_booked(case, home)
    session.commit()
    assert remind_of_viewings(today()) == 0
    clock.shift(timedelta(hours=24))
    assert (remind_of_viewings(today()), remind_of_viewings(today())) == (1, 0)
    (mail,) = mails("viewing_reminder")
    assert "Wednesday 16 December 2026, 10:00 to 10:20" in mail.text
    assert "Morsweg" not in mail.text


def test_partners_get_one_calm_mail_without_a_name(
    case: Case, home: Home, partner: Partner, clock: Traveller
) -> None:
    noor = a_user(Role.PARTNER, partner=partner)
    other = a_home(partner, street="Rijnstraat 620", deposit=0)
    for one in (home, other):
        say_interest(case, one.offer.id, **done_by())
    session.commit()
    assert tell_partners() == 0
    clock.shift(timedelta(minutes=16))
    say_interest(who_looks(), home.offer.id, **done_by())
    session.commit()
    assert (tell_partners(), tell_partners()) == (2, 0)
    (mail,) = mails("home_news")
    assert (mail.recipient, mail.case_id) == (noor.email, None)
    assert "Morsweg 502: 2 households are interested" in mail.text
    assert "Rijnstraat 620: 1 household is interested" in mail.text
    assert "Ananya" not in mail.text + mail.html
    take_back_interest(case, home.offer.id, by=SYSTEM)
    session.commit()
    clock.shift(timedelta(minutes=30))
    assert tell_partners() == 0
    clock.shift(timedelta(minutes=31))
    assert tell_partners() == 1


def test_hr_of_an_employer_with_flats_is_told_but_not_of_one_department() -> None:
    employer = an_employer()
    home = a_home(a_partner("Hortus Homes", employer_id=employer.id))
    hr = a_user(Role.EMPLOYER, employer=employer)
    a_user(Role.EMPLOYER, employer=employer, department="Research")
    a_booked(case := who_looks(), home)
    cancel(case, home.offer.id, by=SYSTEM)
    assert [mail.recipient for mail in mails("viewing_moved")] == [hr.email]


def test_only_who_saw_it_gets_it_and_confirms_once(case: Case, home: Home, clock: Traveller) -> None:
    row = a_booked(case, home)
    with pytest.raises(NotSeenYet):
        let_to(row, by=SYSTEM, today=today())
    clock.shift(timedelta(hours=49))
    let_to(row, by=SYSTEM, today=today())
    assert (home.offer.state, free_offers(today())) == ("taken", [])
    with pytest.raises(HomeGone):
        let_to(row, by=SYSTEM, today=today())
    with pytest.raises(NotLet):
        confirm(who_looks(), home.offer.id, by=SYSTEM)
    confirm(case, home.offer.id, by=SYSTEM)
    confirm(case, home.offer.id, by=SYSTEM)
    with pytest.raises(NotLet):
        refuse(case, home.offer.id, by=SYSTEM)
    street, known = known_of_contract(case.id)
    assert (street, known["rent"], known["has_end"]) == ("Morsweg 502", 165_000, False)
    assert verbs(case)[-2:] == ["home_let", "home_confirmed"]


def test_not_taken_after_all_it_is_free_unless_offered_anew(case: Case, home: Home, clock: Traveller) -> None:
    row = a_booked(case, home)
    clock.shift(timedelta(hours=49))
    let_to(row, by=SYSTEM, today=today())
    refuse(case, home.offer.id, by=SYSTEM)
    assert (home.offer.state, home.offer.over_on, row.state) == ("free", None, "refused")
    assert known_of_contract(case.id) == ("", {})
    again = a_booked(who_looks(), home)
    clock.shift(timedelta(hours=49))
    let_to(again, by=SYSTEM, today=today())
    offer_again(home, by=SYSTEM)
    refuse(again.case, again.offer_id, by=SYSTEM)
    session.refresh(home)
    assert home.offer.state == "draft"


def test_closing_a_case_ends_its_interests_and_tells_who_waits_at_the_door(
    case: Case, home: Home, partner: Partner
) -> None:
    a_user(Role.PARTNER, partner=partner)
    row = a_booked(case, home)
    close_as_it_is(case, version=case.version, today=today())
    leave_homes([case.id])
    assert (row.state, viewings_of(home.offer.id)[0].interest_id) == ("over", None)
    assert len(mails("viewing_moved")) == 1
    assert mails("home_gone") == []


def test_a_partner_that_leaves_lets_nobody_wait(
    case: Case, home: Home, partner: Partner, clock: Traveller
) -> None:
    row = an_interest(case, home)
    end_partner(partner, by=SYSTEM, today=today())
    clock.shift(timedelta(days=1))
    session.commit()
    assert (end_what_is_gone(today()), end_what_is_gone(today())) == (1, 0)
    session.refresh(row)
    assert (row.state, len(mails("home_gone"))) == ("over", 1)


def test_of_two_cases_that_become_one_the_one_that_is_further_stays(case: Case, home: Home) -> None:
    other = a_case()
    an_interest(case, home)
    a_booked(other, home)
    join_interests(case.id, other.id)
    assert interest_of(other.id, home.offer.id) is not None
    assert interest_of(case.id, home.offer.id) is None


def test_how_far_households_are(case: Case, home: Home, partner: Partner, clock: Traveller) -> None:
    never, first = a_case(), today()
    a_booked(case, home)
    clock.shift(timedelta(days=1))
    a_booked(case, a_home(partner), hours=48)
    found = journeys([case.id, never.id])
    assert found == {case.id: Journey(first, first + timedelta(days=2))}
    clock.shift(timedelta(days=5))
    assert journeys([case.id])[case.id].viewing_on == first + timedelta(days=3)
    for row in session.scalars(select(HomeViewing)):
        assert row.interest_id is not None
    leave_homes([case.id])
    assert journeys([case.id]) == {}
