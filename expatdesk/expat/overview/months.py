"""The first four months as a timeline, by the dates of the plan."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from expatdesk.expat.overview.dates import PLANNED
from expatdesk.expat.overview.now import still_for
from expatdesk.expat.overview.situation import Situation
from expatdesk.expat.overview.wording import MOMENTS, what_is_so
from expatdesk.rules.plan import Step
from expatdesk.rules.terms import add_months
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.text import one_full_stop

MONTHS = 4


@dataclass(frozen=True, slots=True)
class Moment:
    """A day of the timeline: its kind (a DueKind or PLANNED), what is so then, and the time where there is one."""

    kind: str
    day: date
    text: str
    at: datetime | None = None


def months_of(situation: Situation) -> list[Moment]:
    """What comes in the first four months, a line for each day and kind."""
    until = _until(situation)
    lines: dict[tuple[date, str], Moment] = {}
    for moment in (*_planned(situation), *_steps(situation)):
        if not situation.today <= moment.day <= until:
            continue
        same = lines.get((moment.day, moment.kind))
        text = f"{same.text} {moment.text}" if same and moment.text not in same.text else moment.text
        lines[moment.day, moment.kind] = Moment(
            moment.kind, moment.day, text, moment.at or (same.at if same else None)
        )
    return sorted(lines.values(), key=lambda moment: (moment.day, moment.kind != PLANNED))


def _until(situation: Situation) -> date:
    """Four months from the last of what they are counted from; from today while nothing is known."""
    case = situation.case
    begins = [day for day in (case.arrival, case.first_working_day, situation.registered_on) if day is not None]
    return add_months(max(begins, default=situation.today), MONTHS)


def _planned(situation: Situation) -> Iterator[Moment]:
    case, today = situation.case, situation.today
    if case.arrival is not None and case.arrival >= today:
        yield Moment(PLANNED, case.arrival, _("You arrive."))
    if case.first_working_day is not None and case.first_working_day >= today:
        text = one_full_stop(_("First day at %(employer)s.", employer=situation.employer))
        yield Moment(PLANNED, case.first_working_day, text)
    if situation.visit_at is not None and (visit := _visit(situation)):
        yield Moment(PLANNED, local(situation.visit_at).date(), visit, situation.visit_at)
    home = case.home_from
    if home is not None and home > today and home != case.arrival:
        yield Moment(PLANNED, home, _("Your new home is yours."))


def _visit(situation: Situation) -> str:
    still = still_for(situation.case, situation.today)
    if still or situation.registered_on is not None:
        return still
    people = len(situation.case.people)
    if people == 1:
        return _("Your visit. You go home with your BSN.")
    return _("Your visit. You go home with %(num)d BSNs.", num=people)


def _steps(situation: Situation) -> Iterator[Moment]:
    """The due dates of the plan; those of several people on one day as one."""
    finished = {step.id for step in situation.plan.steps if step.is_finished}
    due: dict[tuple[str, date], list[Step]] = {}
    for step in situation.expected.steps:
        if step.due is not None and step.key in MOMENTS and step.id not in finished:
            due.setdefault((step.key, step.due), []).append(step)
    for (_key, day), steps in due.items():
        yield Moment(steps[0].due_kind or PLANNED, day, _so(str(what_is_so(steps[0])), situation.names(steps)))


def _so(text: str, names: str) -> str:
    return _("%(text)s This is for %(names)s.", text=text, names=names) if names else text
