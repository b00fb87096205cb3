"""The household says what home it looks for, and reads what it can expect."""

from datetime import date
from typing import Any

import pytest

from expatdesk.cases.models import Case, CaseState
from expatdesk.housing.wishes import Said, say_wishes, wishes_row
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_representative, the_plan
from tests.factories.cases import REGION
from tests.visitor import Visitor

TYPED: dict[str, Any] = {
    "budget": "1400", "rooms": "3", "dwellings": ["apartment"], "furnishings": ["furnished"],
    "municipalities": ["0546", "0579"], "starts-day": "1", "starts-month": "2", "starts-year": "2027",
    "pets": True, "minutes_to_work": "20", "own_words": "Near a school",
}  # fmt: skip

MAY_REGISTER: dict[str, Any] = {
    kind: {"home_registration_allowed": "yes"} for kind in ("rent", "own", "temporary")
}


@pytest.fixture
def case(app: object) -> Case:
    """A household without a home."""
    return a_case(home_kind=None, home_street=None, home_postcode=None, stay_months=18)


def test_the_step_leads_to_the_page_and_is_done_by_it(visit: Visit, case: Case) -> None:
    assert visit(case).asks_for("expat.step", key="housing_wishes").location.endswith("/my/home")
    expat = visit(case).opens("expat.home_wishes").sees("The home you look for")
    expat.presses("Save my wishes", **TYPED)
    expat.sees("Your plan is up to date.", "This budget is enough for a part of these homes.", "€4,200")
    row = wishes_row(case.id)
    assert row is not None
    assert (row.budget, row.rooms, row.starts, row.months) == (140_000, 3, date(2027, 2, 1), 18)
    assert (row.pets, row.step_free, row.minutes_to_work) == (True, False, 20)
    assert row.work_postcode is None, "it is the one that the file has already"
    assert the_plan(case).step("housing_wishes").done_on == today()
    expat.opens("expat.status").follows("Wishes told").sees("Near a school")


@pytest.mark.parametrize(
    ("kind", "looks"), [("rent", False), ("own", False), ("temporary", True), ("hotel", True)]
)
def test_a_home_that_lasts_ends_a_search_that_nobody_began(
    visit: Visit, case: Case, kind: str, looks: bool
) -> None:
    expat = visit(case).opens("expat.question", slug="home").presses("Go on", home_kind=kind)
    expat.presses("Go on", home_postcode="2312 KS", **MAY_REGISTER.get(kind, {}))
    asked = "Tell us what home you look for"
    assert [asked in expat.opens("expat.status").page.text, case.wants_housing_help] == [looks, looks]
    # Whoever looks on all the same says so, and is helped.
    expat.opens("expat.question", slug="wishes").presses("Go on", wants_housing_help=True)
    expat.opens("expat.status").sees(asked)
    expat.opens("expat.question", slug="home").presses("Go on", home_kind=kind)
    expat.opens("expat.status").sees(asked)


def test_a_search_that_has_begun_goes_on(visit: Visit, case: Case) -> None:
    visit(case).opens("expat.home_wishes").presses("Save my wishes", **TYPED)
    visit(case).opens("expat.question", slug="home").presses("Go on", home_kind="rent")
    assert the_plan(case).step("housing_wishes").done_on == today()


def test_it_can_be_changed_at_any_time(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.home_wishes")
    expat.presses("Save my wishes", **TYPED).presses("Save my wishes", budget="850", work_postcode="2225ab")
    expat.sees("Your wishes are saved.", "This budget is too low", "some €150 a month more", "a room in Leiden")
    row = wishes_row(case.id)
    assert row is not None
    assert (row.budget, row.rooms, row.work_postcode) == (85_000, 3, "2225 AB")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Fill in one thing at least"),
        ({"budget": "much"}, "Type a whole number in figures."),
        ({"budget": "99"}, "Type a number from 100 to 9999."),
        ({"rooms": "0"}, "Type a number from 1 to 9."),
        ({"minutes_to_work": "20", "work_postcode": ""}, "Fill in the postcode of the work or study too."),
        ({"own_words": "BSN 111222333"}, "This looks like a BSN"),
        ({"own_words": "a" * 501}, "at most 500 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    visit: Visit, case: Case, typed: dict[str, str], said: str
) -> None:
    expat = visit(case).opens("expat.home_wishes")
    expat.presses("Save my wishes", refused=422, **typed).sees(said)
    assert wishes_row(case.id) is None


def test_who_was_second_sees_both_and_loses_nothing(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.home_wishes")
    desk = Said(version=0, budget=120_000, own_words="Told on the phone")
    say_wishes(case, desk, by=SYSTEM, region=REGION, today=today())
    expat.presses("Save my wishes", refused=409, **TYPED)
    expat.sees("Somebody changed these wishes", "€1,200", "Told on the phone", "Near a school")
    expat.presses("Save my wishes").sees("Your wishes are saved.")
    row = wishes_row(case.id)
    assert row is not None
    assert (row.budget, row.version) == (140_000, 2)


def test_all_that_was_said_stands_among_their_data(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.data").does_not_see("The home you look for")
    expat.opens("expat.home_wishes").presses("Save my wishes", **TYPED)
    expat.opens("expat.data").sees(
        "The home you look for", "€1,400", "3 or more", "Apartment", "Leiden and Oegstgeest", "1 February 2027",
        "pets allowed", "at most 20 minutes by bicycle", "Near a school",
    )  # fmt: skip


def test_a_closed_case_leads_back_to_its_page(visit: Visit, case: Case) -> None:
    case.state, case.closed_on = CaseState.CLOSED, today()
    session.flush()
    assert visit(case).asks_for("expat.home_wishes").location.endswith("/my/")


def test_who_represents_them_sees_none_of_it(visit: Visit, case: Case) -> None:
    """Security 2: it is between the household and the desk. What is never named in the list stays so."""
    agent = visit(a_representative(case, may_act=True))
    agent.cannot_open("expat.home_wishes")
    assert agent.posts("expat.say_home_wishes", {"budget": "1400"}).status_code == 404
    assert wishes_row(case.id) is None


def test_hr_has_no_such_page(hr: Visitor) -> None:
    hr.cannot_open("expat.home_wishes")
