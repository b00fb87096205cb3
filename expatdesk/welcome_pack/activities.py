"""Activities of the coming weeks that a pack prints: those for which there is room, as paper follows no list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from expatdesk.cases.models import Case
from expatdesk.rules.activity_suggestions import Invitation
from expatdesk.rules.region import Region, Text
from expatdesk.rules.suggestions import Seeker
from expatdesk.shared.clock import local
from expatdesk.social.activity_queries import coming
from expatdesk.social.suggesting import SuggestedActivity, activities_for

# What the key of an activity begins with among the moments, before its own.
ACTIVITY = "activity:"
# As many as the chapter on people has room for; the plan asks for a first one within six weeks.
MOST_ACTIVITIES = 3
# So many letters are as many lines as the table has room for.
MOST_LETTERS = 320
COMING_WEEKS = timedelta(weeks=6)
MOST_SUGGESTED = 20


@dataclass(frozen=True, slots=True)
class PackActivity:
    """An activity at the first time at which there is room; `days`: all on which it is held from then on."""

    activity: str
    name: Text
    place: str
    starts: datetime
    cost_cents: int
    days: tuple[date, ...]
    invitation: Invitation

    @property
    def day(self) -> date:
        """The day on which it begins."""
        return self.starts.date()

    @property
    def key(self) -> str:
        """Its key among the moments."""
        return ACTIVITY + self.activity


def activities_with_room(case: Case, seeker: Seeker, region: Region, today: date) -> tuple[PackActivity, ...]:
    """Those that suit the household best, the best first."""
    found = activities_for(case, seeker, today, within=COMING_WEEKS, most=MOST_SUGGESTED)
    return _in_room(_printed(one, region) for one in found if one.left)


def _in_room(found: Iterable[PackActivity]) -> tuple[PackActivity, ...]:
    """The first of them; where titles and places are long, what is too long for the table is left out."""
    chosen: list[PackActivity] = []
    letters = 0
    for one in found:
        more = max(len(one.name.nl), len(one.name.en)) + len(one.place)
        if len(chosen) < MOST_ACTIVITIES and letters + more <= MOST_LETTERS:
            chosen.append(one)
            letters += more
    return tuple(chosen)


def _printed(one: SuggestedActivity, region: Region) -> PackActivity:
    activity = one.occasion.activity
    town = region.municipality(activity.municipality).name
    return PackActivity(
        activity=str(activity.id),
        name=Text(activity.title_nl, activity.title_en),
        place=activity.place if town in activity.place else f"{activity.place}, {town}",
        starts=local(one.occasion.starts_at),
        cost_cents=activity.cost_cents,
        days=tuple(time.day for time in coming(activity) if time.day >= one.occasion.day),
        invitation=one.invitation,
    )
