"""What a corrected fact did to the plan, as its page says it: what came, what went, what moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from expatdesk.cases.difference import Difference, MovedDate
from expatdesk.cases.history import CHANGES
from expatdesk.cases.labels import DESTINATIONS, ROUTES
from expatdesk.cases.models import Case
from expatdesk.desk.acts import act_of
from expatdesk.logbook.models import LogLine
from expatdesk.people.models import Person
from expatdesk.rules.plan import Destination, RouteReason
from expatdesk.shared.i18n import gettext, listed, short_date


@dataclass(frozen=True, slots=True)
class Moved:
    """A step whose date moved."""

    step: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PlanChange:
    """The difference between two plans, in words."""

    route: str
    added: list[str]
    removed: list[str]
    moved: list[Moved]

    @property
    def is_empty(self) -> bool:
        """Whether the plan stayed as it was."""
        return not (self.route or self.added or self.removed or self.moved)


def last_change(case: Case, history: Sequence[LogLine]) -> PlanChange | None:
    """What the last corrected fact did to the plan; None where there is none."""
    line = next((line for line in history if line.verb in CHANGES), None)
    if line is None or "plan" not in line.details:
        return None
    return in_words(case.people, line.details["plan"])


def in_words(people: Sequence[Person], change: Difference) -> PlanChange:
    """The difference between two plans, in words; the second is that of these people."""
    return PlanChange(
        route=_route(change["route"]),
        added=_steps(change["added"], people),
        removed=_steps(change["removed"], people),
        moved=_moved(change["moved"], people),
    )


def _route(route: list[str] | None) -> str:
    if route is None:
        return ""
    to, reason = Destination(route[0]), RouteReason(route[1])
    return f"{DESTINATIONS[to]}: {ROUTES[reason].short}"


def _steps(step_ids: Sequence[str], people: Sequence[Person]) -> list[str]:
    """The steps by name; the same one of several people stands there once, with their names."""
    whose: dict[str, list[str]] = {}
    for step_id in step_ids:
        key, _colon, position = step_id.partition(":")
        whose.setdefault(key, []).extend(_called(position, people))
    return [f"{act_of(key)} ({listed(names)})" if names else act_of(key) for key, names in whose.items()]


def _called(position: str, people: Sequence[Person]) -> list[str]:
    if not position or len(people) == 1:
        return []
    # Who left the household is still named by the line that let them go, but not here.
    known = people[int(position)].calling_name if int(position) < len(people) else ""
    return [known] if known else []


def _moved(moves: Sequence[MovedDate], people: Sequence[Person]) -> list[Moved]:
    """The dates that moved; those of one step that moved alike stand on one line."""
    alike: dict[tuple[str, str | None, str | None], list[str]] = {}
    for move in moves:
        key = move["step"].partition(":")[0]
        alike.setdefault((key, move["before"], move["after"]), []).append(move["step"])
    return [
        Moved(_steps(ids, people)[0], _day(before), _day(after)) for (_key, before, after), ids in alike.items()
    ]


def _day(day: str | None) -> str:
    return short_date(date.fromisoformat(day)) if day else gettext("no date")
