"""The plan of a household, computed from its facts."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from .employer_days import days_for_employer, tells_ind
from .facts import Facts
from .fees import fee_for
from .household import Household
from .outcome import (
    Destination,
    DueKind,
    Fee,
    FeeLine,
    Party,
    Plan,
    Route,
    RouteReason,
    Source,
    Step,
    StepState,
    Track,
)
from .paper_kinds import Paper, PaperCheck, PaperKey, PaperWhy
from .papers import papers_for
from .region import Region
from .route import route_for
from .tracks import PROCESS_SHEET
from .tracks.row import After, Row, Whose

__all__ = [
    "Destination",
    "DueKind",
    "Fee",
    "FeeLine",
    "Paper",
    "PaperCheck",
    "PaperKey",
    "PaperWhy",
    "Party",
    "Plan",
    "Route",
    "RouteReason",
    "Source",
    "Step",
    "StepState",
    "Track",
    "plan_for",
]


class _Entry(NamedTuple):
    """A row of the process sheet that applies to this household, or to one of its members."""

    id: str
    row: Row
    track: Track
    person: int | None


def plan_for(facts: Facts, region: Region, today: date) -> Plan:
    """The plan of a household on a given day. Pure: the same facts give the same plan.

    Everything is computed anew, so that a changed fact shows at once; what is done stays done.
    A completion whose step no longer applies is kept in the facts, and counts again when it does.
    """
    route = route_for(facts, region, today)
    household = Household(facts, region, route, today, facts.principal, facts.registered_on)
    entries = list(_entries(household))
    steps = _steps(entries, household)
    return Plan(
        route,
        steps,
        papers_for(household),
        fee_for(facts, region, route, today),
        days_for_employer(household),
        tells_ind(household),
        household.is_housed,
    )


def _entries(household: Household) -> Iterator[_Entry]:
    """What applies of the process sheet, in its order."""
    members = range(len(household.facts.people))
    for track, rows in PROCESS_SHEET:
        for row in rows:
            if row.per_person:
                for person in members:
                    if row.applies(household, person):
                        yield _Entry(f"{row.key}:{person}", row, track, person)
            elif row.applies(household, household.principal):
                yield _Entry(row.key, row, track, None)


def _steps(entries: list[_Entry], household: Household) -> tuple[Step, ...]:
    """The entries as steps, each with its state of today."""
    ids: dict[str, list[str]] = {}
    done: dict[str, date] = {}
    for entry in entries:
        ids.setdefault(entry.row.key, []).append(entry.id)
        done_on = household.done_on(entry.id)
        if done_on is not None:
            done[entry.id] = done_on
    closed = frozenset(done.keys() | household.facts.waived.keys())
    return tuple(_step(entry, ids, done, closed, household) for entry in entries)


def _step(
    entry: _Entry,
    ids: Mapping[str, list[str]],
    done: Mapping[str, date],
    closed: frozenset[str],
    household: Household,
) -> Step:
    """One entry with its date, what it waits for, and its state."""
    row = entry.row
    person = household.principal if entry.person is None else entry.person
    waits_for = tuple(step_id for after in row.after for step_id in _awaited(after, person, ids, household))
    held = row.held(household, person)
    return Step(
        id=entry.id,
        key=row.key,
        person=entry.person,
        track=entry.track,
        party=row.party,
        state=_state(entry.id, waits_for, done, closed, held=held),
        due=row.due(household, person),
        due_kind=row.due_kind,
        source=row.source,
        waits_for=waits_for,
        done_on=done.get(entry.id),
    )


def _awaited(after: After, person: int, ids: Mapping[str, list[str]], household: Household) -> list[str]:
    """The ids of the steps of this plan that are to be done before."""
    present = ids.get(after.key, [])
    if after.whose is None or after.whose is Whose.EVERYBODY:
        return present
    owner = person if after.whose is Whose.SAME_PERSON else household.principal
    step_id = f"{after.key}:{owner}"
    return [step_id] if step_id in present else []


def _state(
    step_id: str,
    waits_for: tuple[str, ...],
    done: Mapping[str, date],
    closed: frozenset[str],
    *,
    held: bool,
) -> StepState:
    """Done, waived, or open once all that the step waits for is one of these."""
    if step_id in done:
        return StepState.DONE
    if step_id in closed:
        return StepState.WAIVED
    if held or not closed.issuperset(waits_for):
        return StepState.WAITING
    return StepState.OPEN
