"""Which fields of a case an employer sees, as data. The expat reads the same list, word for word.

`hire_for_employer` is an allow-list: the employer's pages get a HireView and never a case (security T07).
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from expatdesk.access.visit_fields import VisitView
from expatdesk.cases.actions import Hire
from expatdesk.cases.employer_view import (
    Milestone,
    MilestoneState,
    Task,
    Where,
    progress_of,
)
from expatdesk.cases.models import Case, CaseState
from expatdesk.rules.employer_days import EmployerDay, sponsor_report_by
from expatdesk.rules.plan import Party, Plan, StepState
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

# The day that a task of the list tells itself.
TASK_DAYS: dict[str, EmployerDay] = {
    "residence_right": EmployerDay.RESIDENCE_RIGHT,
    "thirty_percent_request": EmployerDay.THIRTY_PERCENT,
}


@dataclass(frozen=True, slots=True)
class HireView:
    """A hire as its employer sees it. Every field but the id stands in EMPLOYER_SEES."""

    id: uuid.UUID
    reference: str | None
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
    # Only with another present consent: without it there is no such field, and never a no.
    housed: bool | None = None

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
    def shown_tasks(self) -> tuple[Task, ...]:
        """What its page tells of: of a closed hire nothing is left to do, only what was done."""
        return tuple(task for task in self.tasks if task.state is StepState.DONE or not self.closed)

    @property
    def other_days(self) -> list[tuple[EmployerDay, date]]:
        """The days that no open task speaks of, the first one first."""
        told = {TASK_DAYS.get(task.key) for task in self.open_tasks}
        return sorted(((what, day) for what, day in self.days.items() if what not in told), key=lambda one: one[1])

    @property
    def duties(self) -> list[tuple[date | None, Task | EmployerDay]]:
        """Tasks and other days together, the first day first; a task without a day is asked for at once."""
        duties: list[tuple[date | None, Task | EmployerDay]] = [(task.due, task) for task in self.open_tasks]
        duties += [(day, what) for what, day in self.other_days]
        return sorted(duties, key=lambda one: one[0] or date.min)


@dataclass(frozen=True, slots=True)
class Seen:
    """A line of the list: the fields of HireView that it speaks of, and its words."""

    fields: tuple[str, ...]
    words: LazyString


EMPLOYER_SEES: tuple[Seen, ...] = (
    Seen(("reference",), _l("The employer’s own number for this person, if it gave one")),
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
        _l(
            "Of its own papers (letter of appointment, form for its address, permit): whether the desk has them. "
            "Only a form for its address that it signed online it can open again"
        ),
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
    Seen(
        ("housed",),
        _l("Only while the household allows it: whether there is a home that lasts, yes or not yet"),
    ),
)

EMPLOYER_NEVER_SEES = _l(
    "Nothing else: no names of those who come along, no other papers, no new address, questions or wishes, "
    "nothing of how it goes with you, and never the BSN."
)

MILESTONES: dict[str, LazyString] = {
    "papers": _l("Papers in order"),
    "visit": _l("Visit booked"),
    "registered": _l("Registered"),
    "bsn": _l("BSN issued"),
}


def hire_for_employer(
    case: Case,
    plan: Plan,
    visit: VisitView | None = None,
    withdrawn_on: date | None = None,
    *,
    shares_home: bool = False,
) -> HireView:
    """What the employer may know of this case, and nothing more; visit and home where the household lets it.

    Of a closed hire one duty is left: a sponsor that withdrew it tells the IND.
    """
    progress, is_open = progress_of(case, plan), case.state == CaseState.OPEN
    days = progress.days if is_open else {}
    if withdrawn_on is not None and plan.employer_tells_ind:
        days = {EmployerDay.SPONSOR_REPORT: sponsor_report_by(withdrawn_on)}
    return HireView(
        id=case.id,
        reference=case.reference,
        name=case.principal.full_name,
        email=case.email,
        as_submitted=Hire.from_json(case.as_submitted) if case.as_submitted else None,
        department=case.department,
        people=case.people_expected,
        where=progress.where,
        milestones=progress.milestones,
        closed=case.state == CaseState.CLOSED,
        turn=progress.turn if is_open else None,
        turn_since=progress.turn_since if is_open else None,
        tasks=progress.tasks,
        days=days,
        visit=visit,
        housed=plan.is_housed if shares_home and is_open else None,
    )
