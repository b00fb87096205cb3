"""What the page of a case shows beside the plan: the act of now, the dates that count, and who is who."""

from dataclasses import dataclass
from datetime import date

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.projection import UNFINISHED, earliest
from expatdesk.desk.plan_lines import Line, PlanReader
from expatdesk.desk.worklist_rows import time_left, urgency
from expatdesk.rules.plan import DueKind, Party, Plan, Step, StepState
from expatdesk.shared.i18n import LazyString, gettext, listed, long_date, ngettext
from expatdesk.shared.i18n import lazy_gettext as _l

# Each kind of date with its heading; what was agreed stands where we would ask.
DATE_HEADINGS: dict[DueKind, LazyString] = {
    DueKind.PROMISE: _l("Our promise"),
    DueKind.ADVICE: _l("What we ask"),
    DueKind.AGREED: _l("As agreed"),
    DueKind.STATUTORY: _l("Lawful limit"),
}
BY_WHEN: dict[DueKind, LazyString] = {
    DueKind.PROMISE: _l("We promised it by %(day)s: %(left)s."),
    DueKind.ADVICE: _l("We asked for it by %(day)s: %(left)s."),
    DueKind.AGREED: _l("It was agreed for %(day)s at the latest: %(left)s."),
    DueKind.STATUTORY: _l("The law gives until %(day)s: %(left)s."),
}
BALL_WITH: dict[Party, LazyString] = {
    Party.DESK: _l("the desk"),
    Party.MUNICIPALITY: _l("the municipality of %(name)s"),
    Party.EXPAT: _l("%(name)s"),
    Party.EMPLOYER: _l("%(name)s"),
    Party.IND: _l("the IND"),
    Party.PARTNER: _l("a partner of the desk"),
}


@dataclass(frozen=True, slots=True)
class Now:
    """The one thing to do now."""

    line: Line
    party: str
    since: date | None
    by_when: str


@dataclass(frozen=True, slots=True)
class Dated:
    """One of the dates that count, with what it is the date of."""

    heading: LazyString
    day: date
    what: str
    left: str
    urgency: str


def now_card(reader: PlanReader, tracks_lines: list[Line]) -> Now | None:
    """The act of now, or None where nobody has anything to do."""
    line = next((line for line in tracks_lines if line.is_current), None)
    if line is None:
        return None
    step = line.first
    party = str(BALL_WITH[step.party]) % {"name": reader.party_name(step)}
    return Now(line, party, _open_since(reader.plan, step), _by_when(step, reader.today))


def _open_since(plan: Plan, step: Step) -> date | None:
    """The day on which the last thing it waited for was done."""
    return max((day for one in step.waits_for if (day := plan.step(one).done_on)), default=None)


def _by_when(step: Step, today: date) -> str:
    if step.due is None or step.due_kind is None:
        return gettext("It has no date of its own.")
    words = {"day": long_date(step.due), "left": time_left(step.due, today)}
    return str(BY_WHEN[step.due_kind]) % words


def dates_that_count(reader: PlanReader) -> list[Dated]:
    """The nearest date of each kind: what we promised, what we ask or agreed, and what the law sets."""
    found = []
    for kind, heading in DATE_HEADINGS.items():
        ahead = (step for step in reader.plan.steps if step.due_kind is kind and step.state in UNFINISHED)
        if (step := earliest(ahead)) and step.due:
            line = reader.line([step])
            left = time_left(step.due, reader.today)
            found.append(Dated(heading, step.due, line.title, left, urgency(step.due, reader.today)))
    return found


def household_name(case: Case) -> str:
    """The household as it is called: its adults by name."""
    adults = [person.full_name for person in case.people if person.role != "child"]
    return listed([name for name in adults if name] or [case.code])


def head_lines(case: Case, today: date) -> list[str]:
    """What stands under the name: code, size, employer, arrival, officer."""
    size = ngettext("%(num)d person", "%(num)d people", case.people_expected)
    employer = f"{case.employer.name}, {case.employer.town}" if case.employer else gettext("No employer")
    officer = gettext("Officer: %(name)s", name=case.officer_name or gettext("nobody"))
    return [case.code, size, employer, _arrival(case.arrival, today), officer]


def _arrival(arrival: date | None, today: date) -> str:
    if arrival is None:
        return gettext("Day of arrival not known")
    words = {"day": long_date(arrival), "left": time_left(arrival, today)}
    if arrival >= today:
        return gettext("Arrives on %(day)s, %(left)s", **words)
    return gettext("Arrived on %(day)s", **words)


def may_be_closed(case: Case, plan: Plan) -> bool:
    """Whether nothing is left to do on an open case."""
    done = all(step.state in (StepState.DONE, StepState.WAIVED) for step in plan.steps)
    return done and case.state == CaseState.OPEN
