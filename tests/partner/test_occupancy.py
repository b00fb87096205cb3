"""The occupancy of own places: kept by a partner for its homes, by HR for its housing, and nobody else's."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.cases.temporary import TemporaryKind, compared
from expatdesk.housing.home_models import Home, OfferState
from expatdesk.housing.homes import mark_taken
from expatdesk.housing.stay_models import PlaceStay
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.models import Employer, EmployerAddress, Partner
from expatdesk.organisations.partners import end_partner
from expatdesk.people.models import Role
from expatdesk.rules.homes import Contract
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_home, a_partner, a_user, an_address, an_employer
from tests.factories.stays import a_house, a_place, a_stay
from tests.visitor import Visitor

MARCH, APRIL = date(2027, 3, 1), date(2027, 4, 1)


def typed(starts: date, ends: date | None, people: int = 2, **more: str) -> dict[str, Any]:
    sent = {"people": str(people), **more}
    for name, day in (("starts", starts), ("ends", ends)):
        parts = (day.day, day.month, day.year) if day else ("", "", "")
        sent |= {f"{name}-{part}": str(value) for part, value in zip(("day", "month", "year"), parts, strict=True)}
    return sent


@pytest.fixture
def partner(app: Flask) -> Partner:
    return a_partner()


@pytest.fixture
def noor(visit: Visit, partner: Partner) -> Visitor:
    return visit(a_user(Role.PARTNER, partner=partner))


@pytest.fixture
def lumc(app: Flask) -> Employer:
    return an_employer("LUMC")


@pytest.fixture
def hedwig(visit: Visit, lumc: Employer) -> Visitor:
    """HR of an employer that is no partner."""
    return visit(a_user(Role.EMPLOYER, employer=lumc))


def the_stay() -> PlaceStay:
    return session.scalars(select(PlaceStay)).one()


def test_a_stay_from_coming_to_leaving(noor: Visitor, partner: Partner) -> None:
    noor.opens("partner.occupancy").sees("No places yet")
    home = a_home(partner)
    noor.opens("partner.home").follows("Occupancy").sees("Morsweg 502", "Free now", "0 of 31 nights used")
    noor.follows("Morsweg 502").sees("Nobody yet.", "Registered: 0 of at most 4 people").follows("Add a stay")
    came = today() - timedelta(days=10)
    noor.presses("Save", **typed(came, MARCH, note="Second key at the office")).sees("The stay is kept.")
    noor.sees(
        "4 December 2026 until 1 March 2027", "Lives there now", "2 people", "Second key", "Free from 1 March 2027"
    )
    noor.opens("partner.occupancy").sees(
        "In December 2026 28 of 31 nights are used.", "Taken from 4 December 2026"
    )
    noor.opens("partner.own_place", place_id=home.id).follows("Change: 4 December 2026 until 1 March 2027")
    noor.presses("Save", people="3").sees("Saved.", "3 people")
    noor.presses("They leave today 4 December 2026 until 1 March 2027").sees("They leave today.", "1 stay is over")
    assert the_stay().ends == today()


def test_a_gap_is_shown_and_a_planned_stay_taken_out(noor: Visitor, partner: Partner) -> None:
    place = a_place(a_home(partner))
    a_stay(place, today() - timedelta(days=9), MARCH)
    a_stay(place, date(2027, 3, 25), None)
    noor.opens("partner.own_place", place_id=place.id).sees("Free from 1 March 2027, 24 nights")
    noor.presses("Take out from 25 March 2027, without a day of leaving").sees("The stay is taken out.")
    noor.does_not_see("24 nights")


def test_what_does_not_fit_is_said_at_its_field(noor: Visitor, partner: Partner) -> None:
    place = a_place(a_home(partner))
    a_stay(place, MARCH, APRIL)
    a_stay(place, date(2027, 6, 1), None)
    new = noor.opens("partner.new_stay", place_id=place.id, starts="2027-03-05", ends="x")
    assert new.page.form_with("Save", "")[0]
    for sent, says in (
        (typed(date(2027, 3, 20), None), "Somebody else lives there from 20 March 2027 until 1 April 2027."),
        (typed(APRIL, None), "Somebody else lives there on 1 June 2027, without a day of leaving."),
        (typed(APRIL, date(2027, 5, 1), 5), "At most 4 people may live there."),
        (typed(APRIL, APRIL), "This is not after the first night."),
        (typed(APRIL, None, note="BSN 111222333"), "This looks like a BSN"),
    ):
        new.presses("Save", refused=422, **sent).sees(says)
    new.presses("Save", **typed(APRIL, date(2027, 6, 1), note="")).sees("The stay is kept.")


def test_of_two_who_change_it_the_second_is_told(visit: Visit, noor: Visitor, partner: Partner) -> None:
    """Security T39."""
    place = a_place(a_home(partner))
    stay = a_stay(place, MARCH, APRIL)
    where = {"place_id": place.id, "stay_id": stay.id}
    other = visit(a_user(Role.PARTNER, partner=partner)).opens("partner.change_stay", **where)
    noor.opens("partner.change_stay", **where).presses("Save", people="2")
    other.presses("Save", refused=409, people="3").sees("Somebody changed this", "2 people")
    other.presses("Save", people="3").sees("Saved.")


@pytest.mark.parametrize("is_taken", [True, False])
def test_from_a_gap_to_an_offer(noor: Visitor, partner: Partner, *, is_taken: bool) -> None:
    """One press: the form of the home with the days of the gap; which contract fits them is asked anew."""
    home = a_home(partner)
    if is_taken:
        mark_taken(home, by=SYSTEM, today=today())
    place = a_place(home)
    a_stay(place, today(), MARCH)
    a_stay(place, date(2027, 3, 25), None)
    noor.opens("partner.own_place", place_id=place.id)
    noor.presses("Offer it for this time Free from 1 March 2027, 24 nights").sees("The days of the free time")
    noor.presses("Save", refused=422).sees("Choose a kind of contract.")
    noor.presses("Save", contract="short_stay").sees("Saved.", "from 1 March 2027", "to 24 March 2027")
    offer = session.get_one(Home, home.id).offer
    assert (offer.starts, offer.ends, offer.contract) == (MARCH, date(2027, 3, 24), Contract.SHORT_STAY)
    assert offer.state == (OfferState.DRAFT if is_taken else OfferState.FREE)


def test_hr_keeps_its_housing(hedwig: Visitor, lumc: Employer) -> None:
    hedwig.opens("employer.calendar").follows("Occupancy: who lives when in your own housing").sees(
        "No places yet"
    )
    address = an_address(lumc)
    hedwig.opens("partner.occupancy").sees("Rapenburg 70", "Guest house", "not told yet").follows("Rapenburg 70")
    hedwig.follows("Say how many fit").presses("Save", refused=422, places="6", most_registered="7")
    hedwig.presses("Save", places="6", most_registered="5").sees(
        "Housing for hires, 6 places", "of at most 5 people"
    )
    hedwig.follows("Add a stay").presses("Save", **typed(today(), MARCH, 4))
    hedwig.sees("Places free: 2 of 6, 77 nights from now", "Places free: 6 of 6, from 1 March 2027 on")
    hedwig.follows("Add a stay").presses("Save", refused=422, **typed(date(2027, 2, 1), None, 3))
    hedwig.sees("There is too little room: from 1 February 2027 on 2 places are free.")
    hedwig.opens("partner.change_places", place_id=address.id).presses(
        "Save", refused=422, places="3", most_registered="3"
    )
    hedwig.sees("4 people live there now or later.")
    hedwig.opens("partner.occupancy", **{"from": "2027-01"}).sees("124 of 186 nights used")


def test_an_own_hire_is_named_by_a_link(hedwig: Visitor, lumc: Employer) -> None:
    case, other = a_case(employer=lumc), a_case(employer=an_employer(), family_name="Vasquez")
    house = a_house(lumc)
    new = hedwig.opens("partner.new_stay", place_id=house.id).sees(case.title).does_not_see("Vasquez")
    assert (
        hedwig.posts(
            "partner.new_stay", {**typed(MARCH, None), "hire": str(other.id)}, place_id=house.id
        ).status_code
        == 422
    )
    new.presses("Save", **typed(MARCH, None), hire=str(case.id)).follows(case.title)
    assert the_stay().case_id == case.id
    hedwig.opens("employer.hire", case_id=case.id)


def test_nobody_else_reads_whose_stay_it_is(visit: Visit, lumc: Employer) -> None:
    """Row policy: a partner's user sees no hire, HR of one department keeps no occupancy at all."""
    partner = a_partner("LUMC Housing", employer_id=lumc.id)
    case, home = a_case(employer=lumc), a_home(partner)
    stay = a_stay(a_place(home), MARCH, None, case_id=case.id)
    theirs = visit(a_user(Role.PARTNER, partner=partner)).opens("partner.own_place", place_id=home.id)
    theirs.sees("1 person").does_not_see(case.title)
    changed = {"place_id": home.id, "stay_id": stay.id}
    theirs.opens("partner.change_stay", **changed).does_not_see(case.title).presses("Save", people="2")
    session.refresh(stay)
    assert (stay.case_id, stay.people) == (case.id, 2)
    visit(a_user(Role.EMPLOYER, employer=lumc)).opens("partner.own_place", place_id=home.id).sees(case.title)
    visit(a_user(Role.EMPLOYER, employer=lumc, department="Research")).cannot_open("partner.occupancy")


def test_another_ones_places_do_not_exist(visit: Visit, noor: Visitor, hedwig: Visitor, lumc: Employer) -> None:
    """Security T01, T04: neither place nor stay, nor a stay of one place by way of another."""
    theirs, house = a_place(a_home(a_partner("Rijnland Wonen"))), a_house(lumc)
    stay = a_stay(theirs, MARCH)
    for visitor in (noor, hedwig):
        visitor.opens("partner.occupancy").does_not_see("Rapenburg 70" if visitor is noor else "Morsweg")
        for place in (theirs.id, uuid.uuid4()):
            visitor.cannot_open("partner.own_place", place_id=place).cannot_open(
                "partner.new_stay", place_id=place
            )
    noor.cannot_open("partner.own_place", place_id=house.id)
    answer = hedwig.posts("partner.act_on_stay", {}, place_id=house.id, stay_id=stay.id, act="drop")
    assert answer.status_code == 404
    assert noor.posts("partner.offer_gap", {}, place_id=theirs.id).status_code == 404
    assert the_stay() is stay


def test_a_partner_that_works_with_the_desk_no_more_keeps_nothing(noor: Visitor, partner: Partner) -> None:
    """Security T09."""
    noor.opens("partner.occupancy")
    end_partner(partner, by=SYSTEM, today=today())
    noor.cannot_open("partner.occupancy")


def register(case: Case, place: EmployerAddress | Home, people: int) -> None:
    """So many of the household are registered there for a time."""
    case.temporary_at = compared(place.street, place.postcode)
    case.temporary_kind, case.temporary_people = TemporaryKind.HOME, people
    session.flush()


def test_who_is_registered_is_told_of_whole_households(visit: Visit, hedwig: Visitor, lumc: Employer) -> None:
    """Security T07: that some of a household are is their own affair; the desk knows."""
    house = a_house(lumc)
    address = session.get_one(EmployerAddress, house.id)
    whole, part = a_case(employer=lumc), a_case(employer=lumc, family_name="Vasquez")
    whole.people_expected, part.people_expected = 1, 3
    register(whole, address, 1)
    register(part, address, 2)
    hedwig.opens("partner.own_place", place_id=house.id).sees("Registered: 1 of at most 6 people")
    visit(a_user(Role.OFFICER)).opens("desk.occupancy").sees("Registered: 3 of at most 6 people")


def test_an_address_that_somebody_types_tells_of_nobody(
    visit: Visit, hedwig: Visitor, noor: Visitor, lumc: Employer, partner: Partner
) -> None:
    """Security T05: not of hires of other employers, nor at homes that the partner alone has ever seen."""
    house, draft, offered = a_house(lumc), a_home(partner, is_offered=False), a_home(partner, street="Morsweg 9")
    register(a_case(employer=an_employer("ESTEC")), session.get_one(EmployerAddress, house.id), 2)
    hedwig.opens("partner.own_place", place_id=house.id).sees("Registered: 0 of at most 6 people")
    for home in (draft, offered):
        case = a_case()
        case.people_expected = 2
        register(case, home, 2)
    noor.opens("partner.own_place", place_id=draft.id).sees("Registered: 0 of")
    noor.opens("partner.own_place", place_id=offered.id).sees("Registered: 2 of")


def test_where_nobody_may_register_nobody_is_counted(noor: Visitor, partner: Partner) -> None:
    open_to_some, open_to_none = a_home(partner), a_home(partner, street="Rijnstraat 620", most_registered=0)
    noor.opens("partner.own_place", place_id=open_to_some.id).sees("Registered: 0 of", "We count households")
    noor.opens("partner.own_place", place_id=open_to_none.id).sees("Nobody may be registered there")
    noor.does_not_see("We count households")


def test_the_desk_looks_at_all_of_them(visit: Visit, lumc: Employer, partner: Partner) -> None:
    home, house = a_place(a_home(partner)), a_house(lumc)
    a_stay(home, MARCH, APRIL)
    a_stay(house, today(), None, 6)
    officer = visit(a_user(Role.OFFICER)).opens("desk.dashboard").follows("Own places")
    officer.sees(
        "Morsweg 502", "Sleutelstad Verhuur", "Rapenburg 70", "LUMC", "Taken from 1 March 2027 until 1 April 2027"
    )
    officer.follows("Six months later").sees("Jun 2027", "From this month on").follows("From this month on")
    for months in ("1900-01", "9999-12", "x", "2027-13"):
        officer.opens("desk.occupancy", **{"from": months}).sees("Dec 2026")
    registrar = visit(a_user(Role.REGISTRAR, municipality="0546"))
    registrar.cannot_open("desk.occupancy")
