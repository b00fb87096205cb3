"""Homes that are seen in the demonstration: a visitor is invited, and a partner has one household to let to."""

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.cases.queries import case_by_code
from expatdesk.demo.guests import GUESTS
from expatdesk.housing.home_models import HomeOffer
from expatdesk.housing.interest_models import HomeInterest
from expatdesk.housing.interest_queries import free_times, interests_alive
from expatdesk.people.models import User
from expatdesk.shared.db import session
from tests.conftest import DEMO_TESTS, NIGHT_TO_MONDAY, Visit

pytestmark = [pytest.mark.usefixtures("app"), DEMO_TESTS]


def test_a_visitor_who_looks_for_a_home_is_invited_and_finds_a_time(visit: Visit, clock: Traveller) -> None:
    clock.move_to(NIGHT_TO_MONDAY, tick=False)
    family = next(guest for guest in GUESTS if guest.looks_for_home and guest.others)
    case = case_by_code(family.code)
    assert case is not None
    (row,) = interests_alive(case.id)
    assert (row.invited_at is not None, row.has_booked, bool(free_times(row.offer_id))) == (True, False, True)
    visit(case).opens("expat.homes").sees("Invited: choose a time")


def test_a_partner_has_somebody_who_saw_the_home_and_somebody_to_come(visit: Visit, clock: Traveller) -> None:
    clock.move_to(NIGHT_TO_MONDAY, tick=False)
    noor = session.scalars(select(User).where(User.email == "noor@verhuur.example")).one()
    home = session.scalars(select(HomeInterest)).all()[0].offer.home
    visit(noor).opens("partner.viewings", home_id=home.id).sees(
        "Saw it on", "Comes on", "Not invited yet", "Let to this household"
    )
    assert not session.scalars(select(HomeOffer).where(HomeOffer.news_since.is_not(None))).all()
