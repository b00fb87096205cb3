"""What holds for every household, whatever its facts."""

import random
from copy import deepcopy
from dataclasses import replace
from datetime import date, timedelta
from graphlib import TopologicalSorter

from hypothesis import assume, given
from hypothesis import strategies as st

from expatdesk.region import load_region
from expatdesk.rules.check_ins import CheckIn
from expatdesk.rules.facts import Facts
from expatdesk.rules.plan import Destination, DueKind, Plan, Source, StepState, plan_for
from expatdesk.rules.terms import is_working_day
from expatdesk.rules.tracks import ALSO_DONE, CATALOGUE, PROCESS_SHEET
from tests.rules.strategies import DAYS, facts

# These terms are longer than 90 days or three months, so they end on their calendar day.
LONG_TERMS = {Source.HEALTH_INSURANCE, Source.THIRTY_PERCENT, Source.DRIVING_LICENCE}
# What may wait for a fact, or for its own day, rather than for another step.
HELD = {"visit_booked", *CheckIn}


def plan(facts: Facts, today: date) -> Plan:
    return plan_for(facts, load_region(), today)


@given(facts=facts, today=DAYS)
def test_no_step_is_open_while_one_it_waits_for_is_not_done(facts: Facts, today: date) -> None:
    computed = plan(facts, today)
    states = {step.id: step.state for step in computed.steps}
    assert len(states) == len(computed.steps)
    for step in computed.steps:
        closed = [states[awaited] in (StepState.DONE, StepState.WAIVED) for awaited in step.waits_for]
        if step.state is StepState.OPEN:
            assert all(closed)
        if step.state is StepState.WAITING and step.key not in HELD:
            assert not all(closed)
        assert (step.state is StepState.DONE) == (step.done_on is not None)


@given(facts=facts, today=DAYS)
def test_no_short_statutory_term_ends_on_a_day_off(facts: Facts, today: date) -> None:
    short = {Source.REPORT_ARRIVAL, Source.REPORT_MOVE}
    for step in plan(facts, today).steps:
        if step.due is not None and step.due_kind is DueKind.STATUTORY:
            assert step.source in short | LONG_TERMS
            assert step.source in LONG_TERMS or is_working_day(step.due)


@given(facts=facts, today=DAYS, arrival=DAYS, days=st.integers(1, 400))
def test_a_later_arrival_never_makes_an_earlier_date(facts: Facts, today: date, arrival: date, days: int) -> None:
    early = plan(replace(facts, arrival=arrival), today)
    late = plan(replace(facts, arrival=arrival + timedelta(days=days)), today)
    due = {step.id: step.due for step in early.steps}
    for step in late.steps:
        before = due.get(step.id)
        assert before is None or step.due is None or before <= step.due


def complete_all(facts: Facts, today: date, days: dict[str, date], order: random.Random) -> Facts:
    """Complete open steps, in an order of chance, until nobody can act any more."""
    while opened := (computed := plan(facts, today)).open_steps:
        step = order.choice(opened)
        day = days.setdefault(step.id, today + timedelta(days=len(days)))
        facts = replace(facts, completed={**facts.completed, step.id: day})
        if step.key == "referral":
            facts = replace(facts, reported_as_non_resident=computed.route.to is Destination.RNI)
    return facts


@given(facts=facts, today=DAYS, seeds=st.tuples(st.integers(), st.integers()))
def test_the_order_of_completing_does_not_matter(facts: Facts, today: date, seeds: tuple[int, int]) -> None:
    days: dict[str, date] = {}
    one, other = (complete_all(facts, today, days, random.Random(seed)) for seed in seeds)  # noqa: S311
    assert one.completed == other.completed
    assert plan(one, today) == plan(other, today)


@given(facts=facts, today=DAYS)
def test_completing_open_steps_finishes_everything(facts: Facts, today: date) -> None:
    assume(facts.arrival is not None)
    done = plan(complete_all(facts, today, {}, random.Random(0)), today)  # noqa: S311
    left = {step.key for step in done.steps if not step.is_finished}
    # These wait for a day that nobody can bring forward.
    assert left <= {*CheckIn, "address_reported"}
    assert done.ball is None


@given(facts=facts, today=DAYS)
def test_the_same_facts_give_the_same_plan(facts: Facts, today: date) -> None:
    untouched = deepcopy(facts)
    assert plan(facts, today) == plan(untouched, today)
    assert facts == untouched


@given(facts=facts, today=DAYS, reported=DAYS, arrival=st.none() | DAYS)
def test_who_reported_elsewhere_owes_no_report_of_an_arrival_here(
    facts: Facts, today: date, reported: date, arrival: date | None
) -> None:
    """However long ago they came: what is reported here is the move, which cannot be late before its day."""
    facts = replace(facts, completed={**facts.completed, "referral": reported})
    one, other = (plan(replace(facts, arrival=day), today) for day in (facts.arrival, arrival))
    reports = [step for step in one.steps if step.key in ("visit_booked", "brp_registration")]
    if facts.reported_as_non_resident:
        assert not reports, "who was in the RNI registers at the town hall"
    for step in reports:
        assert step.source is Source.REPORT_MOVE
        assert step.due is None or step.due > reported
        assert other.route != one.route or other.step(step.id).due == step.due


def test_the_catalogue_has_no_circle_and_awaited_steps_stand_above() -> None:
    rows = [row for _, rows in PROCESS_SHEET for row in rows]
    awaited: dict[str, set[str]] = {}
    for row in rows:
        awaited.setdefault(row.key, set()).update(after.key for after in row.after)
    order = list(TopologicalSorter(awaited).static_order())
    assert set(order) == set(CATALOGUE)
    positions = {row.key: number for number, row in reversed(list(enumerate(rows)))}
    for key, others in awaited.items():
        assert all(positions[other] < positions[key] for other in others)


def test_rows_of_one_key_agree_on_being_per_person() -> None:
    for _, rows in PROCESS_SHEET:
        for row in rows:
            assert CATALOGUE[row.key] is row.per_person
    assert {key for key, over in ALSO_DONE.items() for key in (key, *over)} <= CATALOGUE.keys()
