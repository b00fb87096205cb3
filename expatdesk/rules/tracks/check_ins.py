"""The check-ins, for everybody: six weeks and four months on the household says how it goes.

They count from the registration; where another office registers, from the day on which the household reported
there. Before that nobody knows the day, and the plan has no such step. One that was not answered in time leaves
the plan again: it keeps no case open. The talk follows only where it is wanted.
"""

from datetime import date

from ..check_ins import TALKS, WORKING_DAYS_TO_TALK, CheckIn, asked_on, has_lapsed, is_open
from ..household import Household
from ..outcome import Destination, DueKind, Party, Source
from ..terms import add_working_days
from .row import After, Asked, Dated, Row


def settled_on(household: Household) -> date | None:
    """The day from which the check-ins count."""
    if household.registered_on is not None or household.at_desk:
        return household.registered_on
    return household.done_on("referral")


def _is_asked(check_in: CheckIn) -> Asked:
    """Of who has come so far, until it lapses; what was answered stays. Who stays for short is not asked twice."""

    def applies(household: Household, _person: int) -> bool:
        facts, since = household.facts, settled_on(household)
        if since is None:
            return False
        if check_in in facts.completed or check_in in facts.waived:
            return True
        is_gone = check_in is CheckIn.FOUR_MONTHS and household.route.to is Destination.RNI
        return not is_gone and not has_lapsed(check_in, since, household.today)

    return applies


def _day_of(check_in: CheckIn) -> Dated:
    def due(household: Household, _person: int) -> date | None:
        since = settled_on(household)
        return None if since is None else asked_on(check_in, since)

    return due


def _comes_later(check_in: CheckIn) -> Asked:
    def held(household: Household, _person: int) -> bool:
        since = settled_on(household)
        return since is not None and not is_open(check_in, since, household.today)

    return held


def _is_to_be_called(check_in: CheckIn) -> Asked:
    """Where the answers ask for a talk."""

    def applies(household: Household, _person: int) -> bool:
        return check_in in household.facts.talks_asked and check_in in household.facts.completed

    return applies


def _days_after_answer(check_in: CheckIn) -> Dated:
    def due(household: Household, _person: int) -> date | None:
        asked = household.facts.talks_asked.get(check_in)
        if asked is None:
            return None
        return add_working_days(asked, WORKING_DAYS_TO_TALK, household.region.extra_holidays)

    return due


def _rows(check_in: CheckIn) -> tuple[Row, Row]:
    return (
        Row(
            check_in.value,
            Party.EXPAT,
            Source.DESK_PROCESS,
            _is_asked(check_in),
            due=_day_of(check_in),
            due_kind=DueKind.ADVICE,
            held=_comes_later(check_in),
        ),
        Row(
            TALKS[check_in],
            Party.DESK,
            Source.DESK_PROMISE,
            _is_to_be_called(check_in),
            due=_days_after_answer(check_in),
            due_kind=DueKind.PROMISE,
            after=(After(check_in.value),),
        ),
    )


CHECK_INS: tuple[Row, ...] = (*_rows(CheckIn.SIX_WEEKS), *_rows(CheckIn.FOUR_MONTHS))
