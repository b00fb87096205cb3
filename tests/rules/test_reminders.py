"""The ladder of reminders: 14, 7 and 1 days before, the day after, and never in a heap."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.rules.check_ins import CheckIn
from expatdesk.rules.outcome import DueKind, Fee, Party, Plan, Route, Source, Step, StepState, Track
from expatdesk.rules.plan import Destination, RouteReason
from expatdesk.rules.reminders import LATEST_DAYS_AFTER, RUNGS, Reminder, reminders_on, rung_on

DUE = date(2027, 1, 20)
STEP = Step(
    id="gp", key="gp", person=None, track=Track.SOCIAL, party=Party.EXPAT, state=StepState.OPEN, due=DUE,
    due_kind=DueKind.ADVICE, source=Source.DESK_ADVICE, waits_for=(), done_on=None,
)  # fmt: skip
DAYS = st.lists(st.integers(-60, 30), unique=True).map(sorted)


def a_plan(*steps: Step) -> Plan:
    return Plan(Route(Destination.DESK, RouteReason.COVERED_HOME, None), steps, (), Fee((), exempt=True))


def told_over(days: list[int], *steps: Step) -> list[Reminder]:
    """What is told if the desk looks on these days, counted from the day of the step."""
    told: list[Reminder] = []
    for day in days:
        told += [reminder for _, reminder in reminders_on(a_plan(*steps), told, DUE + timedelta(days=day))]
    return told


@pytest.mark.parametrize(
    ("left", "rung"),
    [
        (15, None),
        (14, 14),
        (8, 14),
        (7, 7),
        (2, 7),
        (1, 1),
        (0, 1),
        (-1, -1),
        (-LATEST_DAYS_AFTER, -1),
        (-8, None),
    ],
)
def test_the_newest_rung_counts(left: int, rung: int | None) -> None:
    assert rung_on(DUE, DUE - timedelta(days=left)) == rung


def test_looking_each_day_tells_four_times() -> None:
    assert [one.rung for one in told_over(list(range(-30, 30)), STEP)] == [14, 7, 1, -1]


@given(DAYS)
def test_whenever_one_looks_none_comes_twice_or_in_a_heap(days: list[int]) -> None:
    rungs = [one.rung for one in told_over(days, STEP)]
    assert rungs == sorted(set(rungs), reverse=True)
    assert len(rungs) <= min(len(days), len(RUNGS))


@given(st.sampled_from([state for state in StepState if state is not StepState.OPEN]), DAYS)
def test_what_is_done_or_waits_is_not_reminded_of(state: StepState, days: list[int]) -> None:
    assert told_over(days, replace(STEP, state=state)) == []


@given(st.sampled_from([party for party in Party if party is not Party.EXPAT]), DAYS)
def test_nor_what_others_do(party: Party, days: list[int]) -> None:
    assert told_over(days, replace(STEP, party=party)) == []


def test_nor_what_has_no_day() -> None:
    assert told_over([-14, -7, -1, 1], replace(STEP, due=None)) == []


def test_a_day_that_moves_begins_a_ladder_of_its_own() -> None:
    told = told_over([-14], STEP)
    later = replace(STEP, due=DUE + timedelta(days=30))
    assert reminders_on(a_plan(later), told, DUE) == []
    assert [one.rung for _, one in reminders_on(a_plan(later), told, DUE + timedelta(days=16))] == [14]


@pytest.mark.parametrize("by", [-1, 1, 3])
@pytest.mark.parametrize("rung", RUNGS)
def test_a_day_that_moves_a_little_tells_nothing_again(rung: int, by: int) -> None:
    """Where a fact changes by a day, a household that was told yesterday is not told anew."""
    told = told_over([-rung], STEP)
    moved = replace(STEP, due=DUE + timedelta(days=by))
    days = [DUE + timedelta(days=day - rung) for day in range(5)]
    again = [one.rung for day in days for _, one in reminders_on(a_plan(moved), told, day)]
    assert rung not in again


@pytest.mark.parametrize("key", CheckIn)
def test_a_check_in_is_asked_as_it_opens_and_once_more(key: CheckIn) -> None:
    step = replace(STEP, id=key, key=key)
    assert [one.rung for one in told_over(list(range(-20, 30)), step)] == [7, -1]


def test_the_most_urgent_comes_first() -> None:
    sooner = replace(STEP, id="digid:0", due=DUE - timedelta(days=3))
    found = reminders_on(a_plan(STEP, sooner), (), DUE - timedelta(days=7))
    assert [step.id for step, _ in found] == ["digid:0", "gp"]
