"""How far a hire is in the eyes of its employer, out of the plan: coarse, and of nobody's family (security T07).

The projection keeps a print of it, so that an HR system can ask what changed since: by what its employer sees, and
never by what it does not see.
"""

import enum
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from expatdesk.cases.hire_changes import days_of_recording
from expatdesk.cases.models import Case, Outcome
from expatdesk.cases.private_lines import PRIVATE_STEPS
from expatdesk.rules.check_ins import OF_DESK_ALONE
from expatdesk.rules.employer_days import EmployerDay
from expatdesk.rules.plan import (
    Destination,
    DueKind,
    Party,
    Plan,
    RouteReason,
    Source,
    Step,
    StepState,
    Track,
)

# A fact rather than a step of the plan, and yet something that the employer has to do.
ADDRESS_FORM = "employer_address_form"
MOVE_REPORTED = "address_reported"
# A print has two halves: what follows from the plan, and what the employer told, with the names.
LETTERS_OF_HALF = 32


class MilestoneState(enum.StrEnum):
    """All that an employer learns of how far a milestone is: no dates, no persons."""

    DONE = "done"
    BUSY = "busy"
    NOT_YET = "not_yet"


class Where(enum.StrEnum):
    """Whether the milestones apply: the desk registers, somebody else does, or there is no address for it yet."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    ADDRESS_FIRST = "address_first"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One of the four dots."""

    key: str
    state: MilestoneState


@dataclass(frozen=True, slots=True)
class Task:
    """Something that the employer itself must do; of a step per person, for all of the household together."""

    key: str
    state: StepState
    due: date | None
    due_kind: DueKind | None
    source: Source
    done_on: date | None

    @property
    def at_once(self) -> bool:
        """Whether it is asked for without a day: that of the advice was over before the hire was submitted."""
        return self.state is StepState.OPEN and self.due_kind is DueKind.ADVICE and self.due is None


@dataclass(frozen=True, slots=True)
class Progress:
    """All that an employer learns of how far a hire is."""

    where: Where
    milestones: tuple[Milestone, ...]
    turn: Party | None
    turn_since: date | None
    tasks: tuple[Task, ...]
    days: Mapping[EmployerDay, date]


BETWEEN_US = OF_DESK_ALONE | PRIVATE_STEPS
# Steps of the plan behind each milestone. It is done when the last of them is, for everybody in the household.
STEPS_BEHIND: dict[str, tuple[str, ...]] = {
    "papers": ("intake", "papers_handed_in", "papers_checked"),
    "visit": ("visit_booked",),
    "registered": ("brp_registration",),
    "bsn": ("bsn_issued",),
}
ENDS = tuple(keys[-1] for keys in STEPS_BEHIND.values())


def progress_of(case: Case, plan: Plan) -> Progress:
    """How far this case is as long as it is open, by the plan for its employer."""
    returned = {row.step: row.on for row in case.records if row.outcome == Outcome.RETURNED}
    return progress_by(plan, submitted_on=case.submitted_on, returned=returned)


def progress_by(plan: Plan, *, submitted_on: date, returned: Mapping[str, date]) -> Progress:
    """How far a hire is by a plan, with the days on which steps of it were given back."""
    turned_on = as_employer_waits(plan)
    ball = turned_on.ball
    return Progress(
        where=where_registered(plan),
        milestones=tuple(Milestone(key, _state_of(key, plan)) for key in STEPS_BEHIND),
        turn=ball,
        turn_since=_turn_since(turned_on, ball, submitted_on, returned) if ball else None,
        tasks=tuple(_tasks(plan)),
        days=plan.employer_days,
    )


def as_others_see(plan: Plan) -> Plan:
    """The plan without what is between household and desk alone: whom we call and why, whom
    somebody meets and what work they look for, neither an employer nor a representative learns.
    """
    return replace(plan, steps=tuple(step for step in plan.steps if step.key not in BETWEEN_US))


def as_employer_waits(plan: Plan) -> Plan:
    """The plan by which an employer learns whose turn it is.

    Once there is an address to register at, no step of the search for a home counts, nor the report of a move:
    a turn that came or went with them would tell who found a home, allowed to or not (security T08).
    """
    shown = as_others_see(plan)
    if where_registered(plan) is Where.ADDRESS_FIRST:
        return shown
    return replace(shown, steps=tuple(step for step in shown.steps if not _is_of_home(step)))


def _is_of_home(step: Step) -> bool:
    return step.track is Track.HOUSING or step.key == MOVE_REPORTED


def print_of(case: Case, plan: Plan, *, shares_home: bool = False) -> str:
    """Another one as soon as an open hire looks different to its employer; what it may not see changes nothing."""
    told = print_of_told(
        case.principal.full_name, case.email, case.people_expected, case.department, case.as_submitted
    )
    progress = progress_of(case, plan)
    return (_digest(repr((progress, plan.is_housed))) if shares_home else print_of_progress(progress)) + told


def print_of_progress(progress: Progress) -> str:
    """The half of the print that turns on the plan, of a household that lets its employer see no more."""
    return _digest(repr(progress))


def print_of_told(
    name: str, email: str, people: int, department: str | None, as_submitted: Mapping[str, Any] | None
) -> str:
    """The half of the print that no plan turns on."""
    return _digest(json.dumps([name, email, people, department, as_submitted], sort_keys=True))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=LETTERS_OF_HALF // 2).hexdigest()


def reached_between(case: Case, plan: Plan, since: date, until: date) -> list[str]:
    """The milestones that showed as reached from one day on and before the other; on which exactly is not told."""
    recorded = days_of_recording(case)
    return [key for key in STEPS_BEHIND if since <= _reached_on(key, plan, recorded) < until]


def employer_tasks(plan: Plan) -> tuple[Task, ...]:
    """What a plan asks of the employer; also of a plan that is only looked at before sending."""
    return tuple(_tasks(plan))


def where_registered(plan: Plan) -> Where:
    """Where this household is registered, as coarsely as an employer needs it."""
    match plan.route.to:
        case Destination.DESK:
            return Where.HERE
        case Destination.HOUSING_FIRST:
            return Where.ADDRESS_FIRST
        case _:
            return Where.ELSEWHERE


def _state_of(key: str, plan: Plan) -> MilestoneState:
    """How far a milestone is; a BSN before all are registered would tell that some of them are (security T07)."""
    if key == "bsn" and _progress(STEPS_BEHIND["registered"], plan) is not MilestoneState.DONE:
        return MilestoneState.NOT_YET
    return _progress(STEPS_BEHIND[key], plan)


def _progress(keys: tuple[str, ...], plan: Plan) -> MilestoneState:
    behind = [step for step in plan.steps if step.key in keys]
    last = [step for step in behind if step.key == keys[-1]]
    if last and all(step.is_finished for step in last):
        return MilestoneState.DONE
    begun = any(step.state is not StepState.WAITING for step in behind)
    return MilestoneState.BUSY if begun else MilestoneState.NOT_YET


def _turn_since(plan: Plan, ball: Party, submitted_on: date, returned: Mapping[str, date]) -> date:
    """The day from which this party could act: when the last thing it waited for was done, or went back to it."""
    in_registration = [step for step in plan.open_steps if step.track is Track.REGISTRATION]
    step = next(iter(in_registration), None) or plan.now_for(ball)
    if step is None:
        return submitted_on
    if step.id in returned:
        return returned[step.id]
    done = {other.id: other.done_on for other in plan.steps}
    ready = [day for awaited in step.waits_for if (day := done.get(awaited)) is not None]
    return max(ready, default=submitted_on)


def _tasks(plan: Plan) -> Iterable[Task]:
    if plan.route.reason is RouteReason.EMPLOYER_FORM_MISSING:
        yield Task(ADDRESS_FORM, StepState.OPEN, None, None, Source.EMPLOYER_ADDRESS, None)
    theirs: dict[str, list[Step]] = {}
    for step in plan.steps:
        if step.party is Party.EMPLOYER and step.state is not StepState.WAIVED:
            theirs.setdefault(step.key, []).append(step)
    for key, steps in theirs.items():
        yield _together(key, steps)


def _together(key: str, steps: list[Step]) -> Task:
    """One task for the same step of several people: how many need it would tell of the family."""
    states = [step.state for step in steps]
    state = next(one for one in (StepState.OPEN, StepState.WAITING, StepState.DONE) if one in states)
    done_on = max((step.done_on for step in steps if step.done_on), default=None)
    due = min((step.due for step in steps if step.due), default=None)
    return Task(key, state, due, steps[0].due_kind, steps[0].source, done_on if state is StepState.DONE else None)


def _reached_on(key: str, plan: Plan, recorded: Mapping[str, date]) -> date:
    if _state_of(key, plan) is not MilestoneState.DONE:
        return date.min
    return max(recorded.get(step.id, date.min) for step in plan.steps if step.key == STEPS_BEHIND[key][-1])
