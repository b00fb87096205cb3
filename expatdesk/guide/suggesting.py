"""Places that suit a household of the desk."""

from datetime import date

from expatdesk.guide.book import open_guide
from expatdesk.rules.region import Region
from expatdesk.rules.suggestions import Seeker, Suggestion, suggestions


def suggested_to(seeker: Seeker, region: Region, today: date, *, most: int) -> tuple[Suggestion, ...]:
    """At most so many places of the guide for this household, each with the reasons."""
    return suggestions(open_guide(region).places.values(), seeker, today, most=most)
