"""Activities in the pack: those of the database that suit, and what is said of what people like."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.interests import Interest
from expatdesk.rules.suggestions import Likes
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.social.interests import Told, tell
from expatdesk.welcome_pack.activities import MOST_ACTIVITIES, MOST_LETTERS
from expatdesk.welcome_pack.content import PackContent
from expatdesk.welcome_pack.printing import pack_html
from expatdesk.welcome_pack.queries import content_of
from tests.factories import a_case, registered
from tests.factories.activities import an_activity, an_occasion, signed_up
from tests.factories.cases import REGION
from tests.welcome_pack.households import couple, one

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def case() -> Case:
    """A household that was registered and wants company; it told that it likes music."""
    case = registered(a_case(arrival=today() - timedelta(days=9)))
    case.wants_social = True
    session.flush()
    tell(case, case.principal, Told(["en"], ["music"], []), by=SYSTEM, region=REGION, today=today())
    return case


def content(case: Case, *, follows_likes: bool = True) -> PackContent:
    address = "https://expatdesk.example/my-plan"
    return content_of(case, REGION, today(), status_url=address, follows_likes=follows_likes)


def titles(case: Case) -> list[str]:
    return [one.name.en for one in content(case).activities]


def test_what_suits_and_has_room_is_printed_by_its_days(case: Case) -> None:
    an_activity(20, title_en="Choir", topics=["music"])
    an_activity(9, title_en="Soup")
    signed_up(an_occasion(3, capacity=1, title_en="Full"), 1)
    an_activity(60, title_en="Too far ahead")
    an_activity(4, title_en="In German", languages=["de"])
    assert titles(case) == ["Soup", "Choir"]
    first = next(step for step in content(case).steps if step.key.startswith("activity:"))
    assert first.day == today() + timedelta(days=20)


def test_it_says_why(case: Case) -> None:
    an_activity(20, title_en="Choir", topics=["music"], cost_cents=350, place="Muziekhuis")
    page = pack_html(content(case), "en")
    assert "<strong>Choir</strong>, Muziekhuis, Leiden, €3.50 for each person (because you like music)" in page
    assert "(omdat u dit leuk vindt: muziek)" in pack_html(content(case), "nl")


def test_made_by_who_may_not_know_what_they_like_it_says_nothing_of_it(case: Case) -> None:
    """To adults it was promised that no municipality sees it; its registrar may print a pack."""
    an_activity(20, title_en="Choir", topics=["music"])
    page = pack_html(content(case, follows_likes=False), "en")
    assert "Choir" in page
    assert "because you like" not in page


def test_no_more_than_the_table_holds(case: Case) -> None:
    for number in range(MOST_ACTIVITIES + 2):
        an_activity(9 + number)
    assert len(titles(case)) == MOST_ACTIVITIES
    an_activity(2, title_en="A" * 120, place="B" * 200)
    long = content(case).activities
    assert sum(len(one.name.en) + len(one.place) for one in long) <= MOST_LETTERS


def test_where_nothing_suits_the_plan_page_is_named(case: Case) -> None:
    page = pack_html(content(case), "en")
    assert "Nothing that is planned now suits you." in page
    case.wants_social = False
    session.flush()
    an_activity()
    page = pack_html(content(case), "en")
    assert "You did not ask us for company" in page
    assert "Dutch table" not in page


def test_places_follow_what_they_like_too(spoken: Flask) -> None:
    likes = Likes(languages=frozenset({"en"}), interests=frozenset({Interest.MUSIC}))
    page = pack_html(replace(couple(), likes=likes).content(), "en")
    assert "<strong>Leiden English Choir</strong> (because you like music)" in page


def test_how_the_contract_check_works_is_said_to_whom_it_is_for() -> None:
    assert "“Show us your contract”" in pack_html(couple().content(), "en")
    page = pack_html(one().content(), "en")
    assert "Ask for help with a home on your plan page" in page
    assert "“Show us your contract”" not in page
