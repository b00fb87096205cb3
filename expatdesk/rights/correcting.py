"""What a correction would do to the plan of a household, before it is kept."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from expatdesk.appointments.fitting import visit_fits
from expatdesk.cases.difference import Difference, difference
from expatdesk.cases.household import places_of
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.rules.plan import Route
from expatdesk.rules.region import Region
from expatdesk.shared.db import session


@dataclass(frozen=True, slots=True)
class Effect:
    """What would be different: steps and their dates, the way to register, and whether the visit still fits."""

    change: Difference
    names: list[str]
    route: Route
    route_before: Route
    visit_misfits: bool

    @property
    def is_none(self) -> bool:
        """Whether everything stays as it is."""
        change = self.change
        is_same = not (change["added"] or change["removed"] or change["moved"] or change["route"])
        return is_same and not self.visit_misfits

    @property
    def print(self) -> str:
        """A fingerprint: whoever saw this effect saw no other one."""
        told = json.dumps([self.change, self.visit_misfits], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def what_would_follow(case: Case, change: Callable[[], None], region: Region, today: date) -> Effect:
    """Make a change, look at it, and take it back: the transaction ends, and nothing of it is stored."""
    before, members, did_fit = plan_of(case, region, today), list(case.people), visit_fits(case)
    try:
        change()
        after = plan_of(case, region, today)
        return Effect(
            difference(before, after, places=places_of(members, case.people)),
            [person.calling_name for person in case.people],
            after.route,
            before.route,
            visit_misfits=did_fit and not visit_fits(case),
        )
    finally:
        session.rollback()
