"""The two check-ins: what is asked, who is offered a talk, and from when until when one can answer."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from .terms import add_months


class CheckIn(StrEnum):
    """Six weeks and four months on; the name of the step that asks."""

    SIX_WEEKS = "six_week_check_in"
    FOUR_MONTHS = "four_month_check_in"


class Theme(StrEnum):
    """What a household says how it goes with."""

    HOME = "home"
    PEOPLE = "people"
    WORK = "work"
    LANGUAGE = "language"


# The talk with the desk that follows where it is wanted.
TALKS: dict[CheckIn, str] = {CheckIn.SIX_WEEKS: "six_week_talk", CheckIn.FOUR_MONTHS: "four_month_talk"}
CALLS = frozenset(TALKS.values())
# All that is between the household and the desk alone; its employer learns nothing of it.
OF_DESK_ALONE = frozenset({*CheckIn, *CALLS})
SCORES = (1, 2, 3, 4, 5)
# Whoever says this of anything is offered a talk.
STRUGGLES_UNTIL = 2

WEEKS, MONTHS = 6, 4
OPENS_BEFORE = timedelta(days=7)
# Whoever did not answer by then will not, and their case should not stay open for it.
LAPSES_AFTER = timedelta(days=28)
WORKING_DAYS_TO_TALK = 5


def asked_on(check_in: CheckIn, settled_on: date) -> date:
    """The day of a check-in, for who was registered, or reported elsewhere, on that day."""
    if check_in is CheckIn.SIX_WEEKS:
        return settled_on + timedelta(weeks=WEEKS)
    return add_months(settled_on, MONTHS)


def is_open(check_in: CheckIn, settled_on: date, today: date) -> bool:
    """Whether it can be answered already: from a week before its day on."""
    return today >= asked_on(check_in, settled_on) - OPENS_BEFORE


def has_lapsed(check_in: CheckIn, settled_on: date, today: date) -> bool:
    """Whether it can be answered no more: four weeks after its day."""
    return today > asked_on(check_in, settled_on) + LAPSES_AFTER


def offers_talk(scores: Iterable[int | None], *, wants_talk: bool) -> bool:
    """Whether the desk is to call: the household asks for it, or says that something goes badly."""
    return wants_talk or any(score is not None and score <= STRUGGLES_UNTIL for score in scores)
