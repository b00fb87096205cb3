"""A household moves to another municipality in mid-course: what it does, and telling them. Never commits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace

from expatdesk.cases.difference import Difference, difference
from expatdesk.cases.facts import facts_of, home_of
from expatdesk.cases.labels import what_it_means, where_to_go
from expatdesk.cases.models import Case, Outcome
from expatdesk.cases.queries import comes_soon, plan_of, record_of
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.rules.facts import TEMPORARY_HOMES, HomeKind
from expatdesk.rules.plan import Plan, RouteReason
from expatdesk.rules.region import Region
from expatdesk.shared.db import session

OF_THE_HOME = (
    "home_kind", "home_street", "home_postcode", "home_from", "home_until", "home_registration_allowed",
)  # fmt: skip
# What says that it is another address, or that it starts on another day.
OF_THE_ADDRESS = frozenset(OF_THE_HOME)
# In these nobody lives for a time only.
LASTING = frozenset(HomeKind) - TEMPORARY_HOMES


@dataclass(frozen=True, slots=True)
class Move:
    """From which municipality to which, and what it does to the plan."""

    before: str
    after: str
    plan: Plan
    change: Difference


def move_by(case: Case, changes: Mapping[str, object], region: Region, today: date) -> Move | None:
    """The move that these changes of facts would be; None where the municipality stays. Nothing is changed."""
    changes = {**changes, **ended_search(case, changes), **left_home(case, changes, region, today)}
    before, stored = plan_of(case, region, today), {name: getattr(case, name) for name in changes}
    with session.no_autoflush:
        for name, value in changes.items():
            setattr(case, name, value)
        after = plan_of(case, region, today)
        for name, value in stored.items():
            setattr(case, name, value)
    old, new = before.route.municipality, after.route.municipality
    if not is_move(case, old, new) or old is None or new is None:
        return None
    return Move(old, new, after, difference(before, after))


def left_home(case: Case, changes: Mapping[str, object], region: Region, today: date) -> dict[str, str | None]:
    """What these changes do to the old address of a household that moves: columns to be set along with them.

    The home in which it is registered is kept as its old one as soon as another one is known that starts later.
    """
    if not OF_THE_ADDRESS.intersection(changes):
        return {}
    facts, plan = facts_of(case), plan_of(case, region, today)
    after = SimpleNamespace(**{name: changes.get(name, getattr(case, name)) for name in OF_THE_HOME})
    home = home_of(after)
    if replace(facts, home=home).moves_in_on is None:
        return {"left_street": None, "left_postcode": None}
    moved = (after.home_street, after.home_postcode) != (case.home_street, case.home_postcode)
    was_home = plan.route.reason is RouteReason.COVERED_HOME and facts.moves_in_on is None
    if not moved or not was_home or facts.registered_on is None:
        return {}
    return {"left_street": case.home_street, "left_postcode": case.home_postcode}


def ended_search(case: Case, changes: Mapping[str, object]) -> dict[str, bool]:
    """What these changes do to a search for a home that nobody has begun: a home that lasts ends it.

    That help was wanted followed from there being no home. Who looks on all the same says so again, and is helped.
    """
    now, then = case.home_kind, changes.get("home_kind", case.home_kind)
    if not case.wants_housing_help or "wants_housing_help" in changes or then not in LASTING or now in LASTING:
        return {}
    return {"wants_housing_help": False} if record_of(case, "housing_wishes") is None else {}


def is_move(case: Case, before: str | None, after: str | None) -> bool:
    """Whether a case goes from one municipality to another in mid-course: once its intake is done."""
    intake = record_of(case, "intake")
    begun = intake is not None and intake.outcome == Outcome.DONE
    return begun and before is not None and after is not None and before != after


def tell_of_move(case: Case, before: str | None, plan: Plan, *, by: Actor, region: Region) -> None:
    """Note that another municipality has the case now, and tell the household what changes and where to go."""
    after = plan.route.municipality
    if not is_move(case, before, after) or before is None or after is None:
        return
    old, new = region.municipality(before).name, region.municipality(after).name
    record(
        "municipality_changed", by=by, case_id=case.id, town=new, from_town=old, code=after, from_code=before,
    )  # fmt: skip
    queue_mail(
        "municipality_changed", recipient=case.email, language=case.language, case_id=case.id, case=case,
        urgent=comes_soon(case), region=region, town=new, from_town=old, route=plan.route,
        means=what_it_means, where=where_to_go,
    )  # fmt: skip
