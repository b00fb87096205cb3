"""A partner runs its own activities, and sees first names and numbers of people, and nothing else."""

from dataclasses import fields

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.access.guest_fields import GuestView
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from expatdesk.social.activity_models import LONGEST_ORGANISER, Activity, ActivityState
from expatdesk.social.sign_ups import sign_up
from tests.conftest import Visit
from tests.factories import a_partner, a_user, an_employer, with_family
from tests.factories.activities import TYPED, a_household, an_occasion
from tests.visitor import Visitor


@pytest.fixture
def partner(visit: Visit) -> Visitor:
    """Somebody of a partner that runs activities."""
    return visit(a_user(Role.PARTNER, partner=a_partner("BplusC")))


def test_it_makes_and_publishes_in_its_own_name(partner: Visitor) -> None:
    page = partner.opens("partner.activities").sees("No activities yet").opens("partner.new_activity")
    page.does_not_see("Who organises it")
    page.presses("Keep as a draft", **TYPED).sees("Soup", "Draft").presses("Publish").sees("Published")
    made = session.scalars(select(Activity)).one()
    assert (made.organiser, made.state) == ("BplusC", ActivityState.PUBLISHED)
    page.opens("partner.change_activity", activity_id=made.id).presses("Save", place="Nieuwstraat 4")
    page.sees("Nieuwstraat 4", "BplusC")
    page.opens("partner.cancel_activity", activity_id=made.id).presses("Cancel it").sees("Cancelled")


def test_it_sees_a_first_name_and_a_number_and_nothing_else(visit: Visit, clock: Traveller) -> None:
    organisation = a_partner("BplusC")
    occasion = an_occasion(1, partner_id=organisation.id, organiser="BplusC")
    case = with_family(a_household(3), children=1)
    row = sign_up(case, occasion.id, 3, by=SYSTEM)
    page = visit(a_user(Role.PARTNER, partner=organisation))
    page.opens("partner.occasion", occasion_id=occasion.id).sees("Ananya", "3 people")
    hidden = ("Krishnan", "Luc", case.code, case.email, str(case.id), "Hooigracht", str(case.employer))
    page.does_not_see(*hidden)
    page.opens("partner.check_in", sign_up_id=row.id).sees("Ananya").does_not_see(*hidden)
    clock.move_to(occasion.starts_at, tick=False)
    page = visit(a_user(Role.PARTNER, partner=organisation))
    page.opens("partner.check_in", sign_up_id=row.id).presses("They are there").sees("Is there")
    page.does_not_see(*hidden)
    assert {field.name for field in fields(GuestView)} == {"id", "first_name", "people", "is_there"}


def test_the_activities_of_others_are_missing(partner: Visitor) -> None:
    other = a_partner("Naturalis")
    for occasion in (an_occasion(), an_occasion(8, partner_id=other.id)):
        row = sign_up(a_household(), occasion.id, 1, by=SYSTEM)
        partner.cannot_open("partner.activity", activity_id=occasion.activity_id)
        partner.cannot_open("partner.change_activity", activity_id=occasion.activity_id)
        partner.cannot_open("partner.cancel_activity", activity_id=occasion.activity_id)
        partner.cannot_open("partner.occasion", occasion_id=occasion.id)
        partner.cannot_open("partner.check_in", sign_up_id=row.id)
        answer = partner.posts("partner.tick", {"version": "1"}, sign_up_id=row.id, act="tick")
        assert answer.status_code == 404


def test_hr_of_an_employer_that_is_a_partner_has_no_activities(visit: Visit) -> None:
    """Who comes to an activity is nothing for an employer."""
    employer = an_employer()
    organisation = a_partner("LUMC Housing", employer_id=employer.id)
    occasion = an_occasion(partner_id=organisation.id)
    hr = visit(a_user(Role.EMPLOYER_ADMIN, employer=employer))
    hr.cannot_open("partner.activities")
    hr.cannot_open("partner.occasion", occasion_id=occasion.id)


def test_a_household_shows_the_partner_its_code(visit: Visit) -> None:
    organisation = a_partner("BplusC")
    occasion = an_occasion(partner_id=organisation.id, organiser="BplusC")
    case = a_household()
    sign_up(case, occasion.id, 1, by=SYSTEM)
    visit(case).opens("expat.activity", occasion_id=occasion.id).sees("BplusC sees your first name")


def test_an_organisation_may_be_called_longer_than_its_activities_say(visit: Visit) -> None:
    page = visit(a_user(Role.PARTNER, partner=a_partner("Stichting " + "Welkom " * 25)))
    page.opens("partner.new_activity").presses("Keep as a draft", **TYPED).sees("Draft")
    assert session.scalars(select(Activity.organiser)).one() == ("Stichting " + "Welkom " * 25)[:LONGEST_ORGANISER]
