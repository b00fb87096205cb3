"""Which fields of a case an employer sees, as data. The expat reads the same list, word for word.

`hire_for_employer` is an allow-list: the employer's pages get a HireView and never a case (security T07).
"""

import enum
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from expatdesk.access.visit_fields import VisitView
from expatdesk.cases.actions import Hire
from expatdesk.cases.hire_actions import ADDRESS_FORM
from expatdesk.cases.hire_changes import days_of_recording
from expatdesk.cases.models import Case, CaseState, Outcome
from expatdesk.cases.projection import days_of
from expatdesk.cases.queries import record_of
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
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l


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


# The day that a task of the list tells itself.
TASK_DAYS: dict[str, EmployerDay] = {
    "residence_right": EmployerDay.RESIDENCE_RIGHT,
    "thirty_percent_request": EmployerDay.THIRTY_PERCENT,
}


@dataclass(frozen=True, slots=True)
class HireView:
    """A hire as its employer sees it. Every field but the id stands in EMPLOYER_SEES."""

    id: uuid.UUID
    name: str
    email: str
    as_submitted: Hire | None
    department: str | None
    people: int
    where: Where
    milestones: tuple[Milestone, ...]
    closed: bool
    turn: Party | None
    turn_since: date | None
    tasks: tuple[Task, ...]
    days: Mapping[EmployerDay, date]
    # Only with the household's present consent; the list of hires does without.
    visit: VisitView | None = None

    @property
    def is_before_visit(self) -> bool:
        """Whether the desk is to receive this hire, so that there is something to say of the visit."""
        registered = any(one.key == "registered" and one.state is MilestoneState.DONE for one in self.milestones)
        return self.where is Where.HERE and not self.closed and not registered

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether the employer closes it itself: until the papers are in order (`appointments/withdrawing.py`)."""
        papers = next(one.state for one in self.milestones if one.key == "papers")
        return not self.closed and papers is not MilestoneState.DONE

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        """What the employer can do today."""
        return tuple(task for task in self.tasks if task.state is StepState.OPEN and not self.closed)

    @property
    def other_days(self) -> list[tuple[EmployerDay, date]]:
        """The days that no open task speaks of, the first one first."""
        told = {TASK_DAYS.get(task.key) for task in self.open_tasks}
        return sorted(((what, day) for what, day in self.days.items() if what not in told), key=lambda one: one[1])


@dataclass(frozen=True, slots=True)
class Seen:
    """A line of the list: the fields of HireView that it speaks of, and its words."""

    fields: tuple[str, ...]
    words: LazyString


EMPLOYER_SEES: tuple[Seen, ...] = (
    Seen(("name", "email"), _l("The name and e-mail address that the desk uses")),
    Seen(
        ("as_submitted",),
        _l(
            "What the employer itself told at the start: first day, arrival, length of stay, category, "
            "nationality, address"
        ),
    ),
    Seen(("department",), _l("In which of its departments they work, if the employer told so")),
    Seen(("people",), _l("How many people come")),
    Seen(
        ("where", "milestones", "closed"),
        _l("Four dots: papers, visit, registered, BSN. Or: registered elsewhere, or no address yet"),
    ),
    Seen(("turn", "turn_since"), _l("Whose turn it is, and since when")),
    Seen(
        (),
        _l("Of its own papers (letter of appointment, form for its address, permit): whether the desk has them"),
    ),
    Seen(
        ("tasks",),
        _l("The employer’s own tasks and last days: right to stay, 30 percent ruling, address form"),
    ),
    Seen(
        ("days",),
        _l(
            "The days that concern it: for the tasks above, the end of its address, and until when it tells the "
            "IND if somebody does not come"
        ),
    ),
    Seen(
        (),
        _l(
            "If it pays the fee by invoice: the fee of each person’s visit and whether that is the first person, "
            "the partner or a child, or the fee of a visit that was missed or changed too late; not the day"
        ),
    ),
    Seen(
        ("visit",),
        _l(
            "Only while the household allows it: day, time and place of the visit, the times that are free for "
            "it, and the last day by law"
        ),
    ),
)

EMPLOYER_NEVER_SEES = _l(
    "Nothing else: no names of those who come along, no other papers, no new address, questions or wishes, and "
    "never the BSN."
)

MILESTONES: dict[str, LazyString] = {
    "papers": _l("Papers in order"),
    "visit": _l("Visit booked"),
    "registered": _l("Registered"),
    "bsn": _l("BSN issued"),
}

# Steps of the plan behind each milestone. It is done when the last of them is, for everybody in the household.
STEPS_BEHIND: dict[str, tuple[str, ...]] = {
    "papers": ("intake", "papers_handed_in", "papers_checked"),
    "visit": ("visit_booked",),
    "registered": ("brp_registration",),
    "bsn": ("bsn_issued",),
}
ENDS = tuple(keys[-1] for keys in STEPS_BEHIND.values())


def hire_for_employer(case: Case, plan: Plan, visit: VisitView | None = None) -> HireView:
    """What the employer may know of this case, and nothing more; the visit where the household lets it."""
    ball = plan.ball if case.state == CaseState.OPEN else None
    return HireView(
        id=case.id,
        name=case.principal.full_name,
        email=case.email,
        as_submitted=Hire.from_json(case.as_submitted) if case.as_submitted else None,
        department=case.department,
        people=case.people_expected,
        where=where_registered(plan),
        milestones=tuple(Milestone(key, _state_of(key, plan)) for key in MILESTONES),
        closed=case.state == CaseState.CLOSED,
        turn=ball,
        turn_since=_turn_since(case, plan, ball) if ball else None,
        tasks=tuple(_tasks(plan)),
        days=days_of(case, plan) if case.state == CaseState.OPEN else {},
        visit=visit,
    )


def reached_between(case: Case, plan: Plan, since: date, until: date) -> list[str]:
    """The milestones that showed as reached from one day on and before the other; on which exactly is not told."""
    recorded = days_of_recording(case)
    return [key for key in MILESTONES if since <= _reached_on(key, plan, recorded) < until]


def _reached_on(key: str, plan: Plan, recorded: Mapping[str, date]) -> date:
    if _state_of(key, plan) is not MilestoneState.DONE:
        return date.min
    return max(recorded.get(step.id, date.min) for step in plan.steps if step.key == STEPS_BEHIND[key][-1])


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


def _turn_since(case: Case, plan: Plan, ball: Party) -> date:
    """The day from which this party could act: when the last thing it waited for was done, or went back to it."""
    in_registration = [step for step in plan.open_steps if step.track is Track.REGISTRATION]
    step = next(iter(in_registration), None) or plan.now_for(ball)
    if step is None:
        return case.submitted_on
    record = record_of(case, step.id)
    if record is not None and record.outcome == Outcome.RETURNED:
        return record.on
    done = {other.id: other.done_on for other in plan.steps}
    ready = [day for awaited in step.waits_for if (day := done.get(awaited)) is not None]
    return max(ready, default=case.submitted_on)


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
