"""The pages of a partner's homes, from entering one to letting it; and HR of an employer that is a partner."""

from typing import Any

import pytest
from sqlalchemy import select

from expatdesk.documents.home_photos import MOST_PHOTOS, photos_of
from expatdesk.housing.home_models import Home
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.models import Partner
from expatdesk.organisations.partners import end_partner
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.documents.hostile import PLACE, photo_with_place, picture
from tests.factories import a_home, a_partner, a_user, an_employer
from tests.page import text_of
from tests.sending_files import sent
from tests.visitor import Visitor

TYPED: dict[str, Any] = {
    "street": "Morsweg 502", "postcode": "2332xv", "town": "Leiden", "dwelling": "apartment", "rooms": "3",
    "furnishing": "furnished", "most_people": "4", "most_registered": "4", "rent": "1.650,00",
    "service_costs": "120", "deposit": "1650", "agency_fee": "no", "contract": "indefinite",
    "starts-day": "11", "starts-month": "1", "starts-year": "2027",
}  # fmt: skip


@pytest.fixture
def partner(app: object) -> Partner:
    return a_partner()


@pytest.fixture
def noor(visit: Visit, partner: Partner) -> Visitor:
    """Somebody of the partner."""
    return visit(a_user(Role.PARTNER, partner=partner))


def errors_of(visitor: Visitor) -> list[str]:
    """What stands beside the fields."""
    return [text_of(e) for e in visitor.page.all("p") if e.get("class") == "error"]


def the_home() -> Home:
    return session.scalars(select(Home)).one()


def test_a_home_from_entering_to_letting(noor: Visitor) -> None:
    noor.opens("partner.homes").sees("No homes yet").follows("Enter a home")
    noor.presses("Keep as a draft", **TYPED, text_en="Bright", pets=True).sees("kept as a draft", "€1,770.00")
    noor.sees("Leiden, 2332", "Bright", "pets allowed", "Without end date", "4 of them can be registered there")
    noor.presses("Offer it now").sees("Households can see this home from now on.", "Free")
    noor.follows("Change").presses("Save", rent="1600").sees("Saved.", "€1,720.00")
    noor.presses("It is taken").sees("Taken").does_not_see("Offer it now")
    noor.opens("partner.homes").sees("Morsweg 502", "let without end date")
    noor.opens("partner.one_home", home_id=the_home().id).presses("Offer it again").sees("This is a new draft")
    noor.presses("Take it out of the offer").sees("Nobody sees this home any more.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"deposit": "3.300,01"}, "at most €3,300.00, twice the bare rent"),
        ({"agency_fee": "yes"}, "may not let the tenant pay for mediation"),
        ({"postcode": "3011 AB"}, "outside the region"),
        ({"reference": "H-1"}, "Another home of yours has this reference."),
        ({"most_registered": "5"}, "more than the number of people"),
        ({"contract": "short_stay"}, "Fill in the last day"),
        ({"rent": "much"}, "Type an amount in euros"),
        ({"text_nl": "BSN 111222333"}, "looks like a BSN"),
        ({"rooms": ""}, "Fill in how many rooms it has."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    noor: Visitor, partner: Partner, typed: dict[str, str], said: str
) -> None:
    a_home(partner, reference="H-1")
    noor.opens("partner.new_home").presses("Keep as a draft", refused=422, **{**TYPED, **typed})
    assert [error for error in errors_of(noor) if said in error], errors_of(noor)
    assert len(session.scalars(select(Home)).all()) == 1


def test_a_refusal_names_its_source(noor: Visitor) -> None:
    noor.opens("partner.new_home").presses("Keep as a draft", refused=422, **{**TYPED, "deposit": "9000"})
    noor.sees("Wet goed verhuurderschap", "1 November 2026")


def test_what_is_good_to_know_is_told(noor: Visitor, partner: Partner) -> None:
    home = a_home(partner, most_registered=0, points=150, rent=130_000)
    noor.opens("partner.one_home", home_id=home.id).sees("Nobody may be registered at this address.")
    noor.sees("seems higher than its points allow: about €1,228.07 in 2026", "(not confirmed yet)")


def test_of_two_who_change_it_the_second_is_told(visit: Visit, noor: Visitor, partner: Partner) -> None:
    """Security T39."""
    home = a_home(partner)
    other = visit(a_user(Role.PARTNER, partner=partner)).opens("partner.change_home", home_id=home.id)
    noor.opens("partner.change_home", home_id=home.id).presses("Save", rent="1500")
    other.presses("Save", refused=409, rent="1400").sees("Somebody changed this", "€1,500.00", "€1,400.00")
    other.presses("Save", rent="1400").sees("Saved.")


def test_photos_are_made_safe_and_shown(noor: Visitor, partner: Partner) -> None:
    home = a_home(partner)
    noor.opens("partner.one_home", home_id=home.id).sees("No photos yet")
    noor.presses("Add photos", files=sent(("a.jpg", photo_with_place()))).sees("The photos are added.")
    (photo,) = photos_of(home.id)
    noor.opens("partner.one_home", home_id=home.id).does_not_see("No photos yet")
    answer = noor.asks_for("partner.home_photo", home_id=home.id, photo_id=photo.id)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert PLACE.encode() not in answer.data
    noor.opens("partner.one_home", home_id=home.id).presses("Remove photo 1").sees("The photo is removed.")
    assert photos_of(home.id) == []


def test_of_too_many_photos_none_is_kept_half(noor: Visitor, partner: Partner) -> None:
    home, sizes = a_home(partner), range(30, 30 + MOST_PHOTOS + 1)
    files = [(f"{size}.jpg", picture(size=(size, size))) for size in sizes]
    noor.opens("partner.one_home", home_id=home.id)
    noor.presses("Add photos", files=sent(*files)).sees("No photos yet")
    noor.presses("Add photos", files=sent(*files[2:])).presses("Add photos", files=sent(*files[:2]))
    photos = photos_of(home.id)
    assert len(photos) == MOST_PHOTOS - 1
    for photo in photos:
        assert noor.asks_for("partner.home_photo", home_id=home.id, photo_id=photo.id).status_code == 200


def test_hr_of_an_employer_that_is_a_partner(visit: Visit) -> None:
    employer = an_employer()
    hr = visit(a_user(Role.EMPLOYER, employer=employer)).opens("employer.hires").does_not_see("Homes")
    assert hr.asks_for("partner.homes").status_code == 404
    partner = a_partner("Hortus Homes", employer_id=employer.id)
    hr.opens("employer.hires").follows("Homes").sees("No homes yet", "Enter several at once")
    hr.follows("Enter a home").presses("Keep as a draft", **TYPED)
    assert the_home().partner_id == partner.id
    limited = visit(a_user(Role.EMPLOYER, employer=employer, department="Research"))
    assert limited.asks_for("partner.homes").status_code == 404


def test_a_partner_without_homes_offers_none(visit: Visit) -> None:
    library = a_partner("Library", offers_homes=False)
    home = a_home(a_partner())
    for who in (a_user(Role.PARTNER, partner=library), a_user(Role.PARTNER), a_user(Role.OFFICER)):
        visitor = visit(who)
        assert visitor.asks_for("partner.homes").status_code == 404
        assert visitor.asks_for("partner.one_home", home_id=home.id).status_code == 404


def test_who_works_with_the_desk_no_more_reaches_no_home(visit: Visit) -> None:
    """Security T09: at the next request, also for HR of an employer that was a partner."""
    employer = an_employer()
    partner = a_partner("Hortus Homes", employer_id=employer.id)
    home = a_home(partner)
    theirs, hr = visit(a_user(Role.PARTNER, partner=partner)), visit(a_user(Role.EMPLOYER, employer=employer))
    for visitor in (theirs, hr):
        visitor.opens("partner.one_home", home_id=home.id)
    end_partner(partner, by=SYSTEM, today=today())
    for visitor in (theirs, hr):
        assert visitor.asks_for("partner.homes").status_code == 404
        assert visitor.posts("partner.act_on_home", {}, home_id=home.id, act="withdraw").status_code == 404
