"""Activities that suit a household, out of all that is held."""

from datetime import timedelta

import pytest

from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.facts import Wants
from expatdesk.rules.interests import Interest
from expatdesk.rules.suggestions import Likes, Seeker
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from expatdesk.social.activities import cancel_activity, cancel_occasion
from expatdesk.social.interests import Told, forget, likes_of, tell
from expatdesk.social.sign_ups import sign_up
from expatdesk.social.suggesting import SuggestedActivity, activities_for
from tests.factories import a_case, with_family
from tests.factories.activities import a_draft, an_activity, an_occasion, signed_up
from tests.factories.cases import REGION

pytestmark = pytest.mark.usefixtures("app")

SEEKER = Seeker(None, wants=Wants(social=True), languages=frozenset({"en"}))
FOUR_WEEKS = timedelta(weeks=4)


@pytest.fixture
def case() -> Case:
    """A household that has come."""
    return a_case(arrival=today() - timedelta(days=3))


def suggested(case: Case) -> list[SuggestedActivity]:
    return list(activities_for(case, SEEKER, today(), within=FOUR_WEEKS, most=9))


def titles(case: Case) -> list[str]:
    return [one.occasion.activity.title_en for one in suggested(case)]


def test_only_what_one_can_sign_up_for_now(case: Case) -> None:
    an_activity(title_en="Open")
    an_activity(title_en="Opens later", opens_at=now() + timedelta(days=1))
    an_activity(1, title_en="Closed already", closes_hours=48)
    an_activity(40, title_en="Too far ahead")
    a_draft(title_en="Not shown yet")
    gone = an_activity(title_en="Cancelled")
    cancel_activity(gone, version=gone.version, by=SYSTEM, region=REGION)
    cancel_occasion(an_occasion(title_en="Not this once"), by=SYSTEM, region=REGION)
    assert titles(case) == ["Open"]


def test_what_is_full_says_so_and_its_next_time_with_room_is_better(case: Case) -> None:
    first = an_occasion(5, 12, capacity=1)
    signed_up(first, 1)
    (one,) = suggested(case)
    assert (one.occasion.activity_id, one.left) == (first.activity_id, 1)
    assert one.occasion.id != first.id
    signed_up(one.occasion, 1)
    (full,) = suggested(case)
    assert (full.occasion.id, full.left) == (first.id, 0)


def test_what_they_signed_up_for_is_not_suggested_any_more(case: Case) -> None:
    occasion = an_occasion(5, 12)
    sign_up(case, occasion.id, 1, by=SYSTEM)
    assert suggested(case) == []


def test_who_is_still_abroad_is_asked_for_the_time_after_coming(case: Case) -> None:
    case.arrival = today() + timedelta(days=10)
    an_activity(5, title_en="Before")
    an_activity(35, title_en="Then")
    assert titles(case) == ["Then"]


def test_what_adults_told_holds_until_they_take_it_back(case: Case) -> None:
    with_family(case)
    session.flush()
    first, partner = case.people[:2]
    for person, told in ((first, Told(["pt"], ["music"], [], "nl")), (partner, Told(["fr"], ["food"], []))):
        tell(case, person, told, by=SYSTEM, region=REGION, today=today())
    likes = likes_of(case)
    assert likes == Likes(
        frozenset({case.language, "pt", "fr"}), frozenset({"nl"}), frozenset({Interest.MUSIC, Interest.FOOD})
    )
    forget(case, first, language="en", by=SYSTEM, region=REGION, today=today())
    assert likes_of(case) == Likes(frozenset({case.language, "fr"}), interests=frozenset({Interest.FOOD}))
