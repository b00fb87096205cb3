"""Activities that are held when a test needs one."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.social.activities import ActivityFacts, add_activity, publish
from expatdesk.social.activity_models import Activity, ActivitySignUp, Occasion
from expatdesk.social.sign_ups import sign_up
from tests.factories.cases import a_case
from tests.factories.organisations import LEIDEN

USUAL: dict[str, Any] = {
    "title_nl": "Nederlandse tafel", "title_en": "Dutch table", "text_nl": "Praat rustig Nederlands.",
    "text_en": "Talk Dutch slowly.", "municipality": LEIDEN, "place": "BplusC, Nieuwstraat 4",
    "languages": ["nl", "en"], "topics": [], "child_friendly": True, "cost_cents": 0, "capacity": 4,
    "organiser": None, "opens_at": None, "closes_hours": 0,
}  # fmt: skip


# What somebody types who makes another one.
TYPED = {
    "title_nl": "Soep", "title_en": "Soup", "text_nl": "Soep en brood.", "text_en": "Soup and bread.",
    "place": "Stadhuisplein 1", "capacity": "20", "cost_cents": "7.50", "first_day-day": "8",
    "first_day-month": "1", "first_day-year": "2027", "starts": "19:00", "ends": "21:30", "rhythm": "monthly",
    "count": "3",
}  # fmt: skip


def activity_facts(**changes: object) -> ActivityFacts:
    """What is told of an activity of four places in Leiden, unless the test says otherwise."""
    return ActivityFacts(**{**USUAL, **changes})


def in_days(days: int, hours: int = 2) -> tuple[datetime, datetime]:
    """A time of two hours, so many days from now."""
    starts_at = now() + timedelta(days=days)
    return starts_at, starts_at + timedelta(hours=hours)


def a_draft(*days: int, partner_id: UUID | None = None, **changes: object) -> Activity:
    """An activity that nobody sees yet, held in so many days."""
    times = [in_days(each) for each in days or (7,)]
    return add_activity(activity_facts(**changes), times, by=SYSTEM, partner_id=partner_id)


def an_activity(*days: int, partner_id: UUID | None = None, **changes: object) -> Activity:
    """The same, open to all."""
    activity = a_draft(*days, partner_id=partner_id, **changes)
    publish(activity, version=activity.version, by=SYSTEM)
    session.flush()
    return activity


def an_occasion(*days: int, partner_id: UUID | None = None, **changes: object) -> Occasion:
    """The first time at which such an activity is held."""
    return an_activity(*days, partner_id=partner_id, **changes).occasions[0]


def a_household(people: int = 1) -> Case:
    """A household of so many, each of them expected."""
    return a_case(people_expected=people)


def signed_up(occasion: Occasion, *people: int) -> list[ActivitySignUp]:
    """So many people of one household each, signed up in this order."""
    return [sign_up(a_household(each), occasion.id, each, by=SYSTEM) for each in people]
