"""What homes the households of the demonstration look for."""

from random import Random

from expatdesk.cases.models import Case
from expatdesk.housing.wishes import Said
from expatdesk.rules.region import Region

# What some add in their own words; most add nothing.
WORDS = ("", "", "", "A quiet street.", "With a place for two bicycles.", "Near a school, if that is possible.")


def wished_by(case: Case, region: Region) -> Said:
    """Wishes that suit a household of this size; for one household always the same."""
    dice = Random(f"home {case.title}")  # noqa: S311
    people = max(len(case.people), case.people_expected)
    kinds = {"apartment", "house"} if people > 2 else {"apartment", "studio"}
    towns = [town.code for town in region.municipalities]
    return Said(
        version=0,
        budget=dice.randrange(900 + 250 * people, 1500 + 300 * people, 50) * 100,
        rooms=max(1, people),
        dwellings=frozenset(kinds),
        furnishings=frozenset(dice.choice(({"furnished"}, {"furnished", "upholstered"}, set()))),
        municipalities=frozenset(dice.choice(([], [towns[0]], towns[:2], towns[:4]))),
        starts=case.arrival,
        months=min(case.stay_months, 24),
        pets=dice.random() < 0.15,
        step_free=dice.random() < 0.05,
        minutes_to_work=dice.choice((None, 15, 20, 30)) if case.employer else None,
        own_words=dice.choice(WORDS),
    )
