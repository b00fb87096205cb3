"""Places that suit a household of the desk."""

from datetime import date

from expatdesk.cases.facts import facts_of
from expatdesk.cases.models import Case
from expatdesk.guide.book import open_guide
from expatdesk.rules.outcome import Route
from expatdesk.rules.region import Region
from expatdesk.rules.suggestions import Suggestion, seeker_of, suggestions


def suggested_to(case: Case, route: Route, region: Region, today: date, *, most: int) -> tuple[Suggestion, ...]:
    """At most so many places of the guide for this household, each with the reasons."""
    seeker = seeker_of(facts_of(case), route, region, languages=[case.language])
    return suggestions(open_guide(region).places.values(), seeker, today, most=most)
