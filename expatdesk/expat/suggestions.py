"""What suits the household: activities of the coming weeks and places of the guide, each with the reasons."""

from dataclasses import dataclass
from datetime import timedelta

from flask import render_template

from expatdesk.cases.facts import facts_of
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.household import Household, own_household
from expatdesk.guide.labels import in_one_sentence, where_and_ages, why
from expatdesk.guide.suggesting import suggested_to
from expatdesk.rules.suggestions import Suggestion, seeker_of
from expatdesk.social.activity_labels import spoken_in_words
from expatdesk.social.attendance import STEP as FIRST_ACTIVITY
from expatdesk.social.interests import likes_of
from expatdesk.social.suggesting import SuggestedActivity, activities_for, why_come

FOUR_WEEKS, SIX_WEEKS = timedelta(weeks=4), timedelta(weeks=6)
ON_PLAN, ON_PAGE = 3, 9
COURSE = "language_course"


@dataclass(frozen=True, slots=True)
class Suiting:
    """Both, the best first; `follows_likes`: adults told what they like, and some of it is chosen by that."""

    activities: tuple[SuggestedActivity, ...]
    places: tuple[Suggestion, ...]
    follows_likes: bool


@blueprint.get("/my/suggestions")
def suggestions() -> str:
    """All of it, by what the household told."""
    household = own_household()
    open_steps = {step.key for step in household.plan.open_steps}
    towns = {town.code: town.name for town in household.region.municipalities}
    return render_template(
        "expat/suggestions/page.html", suiting=suiting(household, SIX_WEEKS, ON_PAGE), why=why, why_come=why_come,
        spoken_in_words=spoken_in_words, towns=towns, in_one_sentence=in_one_sentence,
        where_and_ages=where_and_ages, is_closed=household.is_closed,
        to_tell=[key for key in (FIRST_ACTIVITY, COURSE) if key in open_steps],
    )  # fmt: skip


def suiting(household: Household, within: timedelta, most: int) -> Suiting:
    """At most so many of each. Whose case is closed signs up for nothing any more."""
    case, region, today = household.case, household.region, household.today
    seeker = seeker_of(facts_of(case), household.plan.route, region, likes_of(case))
    held = () if household.is_closed else activities_for(case, seeker, today, within=within, most=most)
    return Suiting(held, suggested_to(seeker, region, today, most=most), bool(seeker.interests))
