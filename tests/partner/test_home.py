"""What a partner's user may do: what their organisation does, for as long as it works with the desk."""

from datetime import date

import pytest
from time_machine import Traveller

from expatdesk.organisations.partners import end_partner, take_up_partner
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_partner, a_user, actor_of
from tests.signin.ways_in import is_signed_in

HOMES, ACTIVITIES, ENDED = "Offer homes", "Run activities", "does not work with the desk at this moment"


@pytest.mark.parametrize(("homes", "activities"), [(True, True), (True, False), (False, True), (False, False)])
def test_they_are_shown_what_their_organisation_does(visit: Visit, *, homes: bool, activities: bool) -> None:
    partner = a_partner(offers_homes=homes, runs_activities=activities, website="https://sleutelstad.example")
    page = visit(a_user(Role.PARTNER, partner=partner)).opens("partner.home").sees("https://sleutelstad.example")
    for words, is_shown in ((HOMES, homes), (ACTIVITIES, activities), ("Nothing yet.", not homes | activities)):
        (page.sees if is_shown else page.does_not_see)(words)


def test_a_change_works_at_the_next_request(visit: Visit) -> None:
    """Security T09."""
    partner, by = a_partner(), actor_of(a_user(Role.COORDINATOR))
    browser = visit(a_user(Role.PARTNER, partner=partner)).opens("partner.home").sees(HOMES)
    partner.offers_homes = False
    browser.opens("partner.home").does_not_see(HOMES).sees(ACTIVITIES)
    end_partner(partner, by=by, today=today())
    browser.opens("partner.home").sees(ENDED).does_not_see(ACTIVITIES)
    take_up_partner(partner, by=by)
    browser.opens("partner.home").sees(ACTIVITIES)


def test_the_last_day_is_one_of_work(visit: Visit, clock: Traveller) -> None:
    partner = a_partner(last_day=date(2026, 12, 14))
    user = a_user(Role.PARTNER, partner=partner)
    visit(user).opens("partner.home").sees(HOMES)
    clock.shift(24 * 3600)
    visit(user).opens("partner.home").sees(ENDED)


def test_who_is_of_no_organisation_is_told(visit: Visit) -> None:
    """As accounts of before there were organisations."""
    visit(a_user(Role.PARTNER)).opens("partner.home").sees(ENDED)


def test_they_land_there(visit: Visit) -> None:
    browser = visit(a_user(Role.PARTNER, partner=a_partner()))
    session.commit()
    assert is_signed_in(browser)
    assert browser.asks_for("signin.start").location == browser.address("partner.home")
