"""From what a household answered to what the file says, through the actions of the domain."""

from datetime import date
from typing import Any

from expatdesk.appointments.fitting import recheck_visit, visit_fits
from expatdesk.cases.actions import change_facts, change_person
from expatdesk.cases.history import CHANGES
from expatdesk.cases.models import Case
from expatdesk.documents.actions import say_papers, set_household
from expatdesk.expat.family import children_of, partner_of
from expatdesk.expat.forms.intake import Answers
from expatdesk.logbook.models import Actor, LogLine
from expatdesk.logbook.queries import history_of
from expatdesk.rules.region import Region


def write(case: Case, answers: Answers, *, by: Actor, region: Region, today: date) -> None:
    """Write what was answered; what is the same as before leaves no trace.

    Raises StaleVersion where somebody changed the case at the same moment, and PersonRegistered where a
    member would go whom the municipality has registered.
    """
    how: dict[str, Any] = {"by": by, "region": region, "today": today}
    did_fit = visit_fits(case)
    if answers.household and answers.household != (partner_of(case) is not None, len(children_of(case))):
        partner, children = answers.household
        set_household(case, partner=partner, children=children, version=case.version, **how)
    change_facts(case, answers.case, version=case.version, **how)
    for position, columns in answers.people.items():
        change_person(case, case.people[position], columns, version=case.version, **how)
    say_papers(case, answers.papers, **how)
    recheck_visit(case, did_fit=did_fit, **how)


def last_change(case: Case, columns: frozenset[str]) -> LogLine | None:
    """The last change of these columns, whoever made it."""
    changes = (line for line in history_of(case.id) if line.verb in CHANGES and touches(line, columns))
    return next(changes, None)


def change_by_another(case: Case, columns: frozenset[str], by: Actor) -> LogLine | None:
    """The last change of these columns, where somebody else made it."""
    last = last_change(case, columns)
    return last if last is not None and last.actor_role != by.role else None


def touches(line: LogLine, columns: frozenset[str]) -> bool:
    """Whether this line of the history tells that one of these columns changed."""
    if line.verb == "household_changed":
        return "people" in columns
    return not columns.isdisjoint(line.details.get("fields", ()))
