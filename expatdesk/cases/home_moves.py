"""A household moves to another municipality in mid-course: what it does, and telling them. Never commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from expatdesk.cases.difference import Difference, difference
from expatdesk.cases.labels import what_it_means, where_to_go
from expatdesk.cases.models import Case, Outcome
from expatdesk.cases.queries import comes_soon, plan_of, record_of
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.rules.plan import Plan
from expatdesk.rules.region import Region
from expatdesk.shared.db import session


@dataclass(frozen=True, slots=True)
class Move:
    """From which municipality to which, and what it does to the plan."""

    before: str
    after: str
    plan: Plan
    change: Difference


def move_by(case: Case, changes: Mapping[str, object], region: Region, today: date) -> Move | None:
    """The move that these changes of facts would be; None where the municipality stays. Nothing is changed."""
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
