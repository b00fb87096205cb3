"""What is done with several households at once: each by itself, so that one that changed holds up no other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, select

from expatdesk.cases.actions import assign
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import CaseClosed, StaleVersion
from expatdesk.cases.worklist import PAGE_SIZE
from expatdesk.logbook.models import Actor
from expatdesk.people.models import User
from expatdesk.shared.db import session


@dataclass(slots=True)
class Done:
    """What became of each household, by its name."""

    done: list[str] = field(default_factory=list)
    changed_meanwhile: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)


def picked_cases(visible: ColumnElement[bool], codes: Iterable[str]) -> list[Case]:
    """The households with these codes as far as they are visible, at most a page of them, by name."""
    wanted = select(Case).where(visible, Case.code.in_(list(codes)[:PAGE_SIZE]))
    return list(session.scalars(wanted.order_by(Case.title, Case.id)))


def assign_several(
    cases: Iterable[Case], officer: User | None, *, versions: Mapping[str, int], why: str, by: Actor
) -> Done:
    """Give these households to an officer, or to nobody. Those that changed since `versions` stay as they are."""
    outcome = Done()
    for case in cases:
        try:
            assign(case, officer, version=versions.get(case.code, 0), by=by, why=why)
        except StaleVersion:
            outcome.changed_meanwhile.append(case.title)
        except CaseClosed:
            outcome.closed.append(case.title)
        else:
            outcome.done.append(case.title)
    return outcome
