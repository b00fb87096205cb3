"""What a move to another address would do, before anything is signed: looked at, and nothing of it kept."""

from dataclasses import dataclass
from datetime import date

from expatdesk.appointments.fitting import visit_fits
from expatdesk.cases.difference import difference
from expatdesk.cases.home_moves import ended_search, left_home
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of
from expatdesk.rights.correcting import Effect
from expatdesk.rules.facts import HomeKind
from expatdesk.rules.region import Region
from expatdesk.rules.tracks.moves import reports_from
from expatdesk.shared.db import session


@dataclass(frozen=True, slots=True)
class Move:
    """What is different after it. `report_from` and `report_by` where the move is to be reported."""

    effect: Effect
    before: str | None
    after: str | None
    report_from: date | None
    report_by: date | None


def what_if_moved(case: Case, postcode: str, starts: date, region: Region, today: date) -> Move:
    """The plan of this household if it had a home of its own there from that day. Nothing is changed."""
    home = {
        "home_kind": HomeKind.RENT, "home_street": None, "home_postcode": postcode, "home_from": starts,
        "home_until": None, "home_registration_allowed": True,
    }  # fmt: skip
    changes: dict[str, object] = {**home, **ended_search(case, home), **left_home(case, home, region, today)}
    stored = {name: getattr(case, name) for name in changes}
    before, did_fit = plan_of(case, region, today), visit_fits(case)
    with session.no_autoflush:
        _set(case, changes)
        after, fits = plan_of(case, region, today), visit_fits(case)
        _set(case, stored)
    report = next((step for step in after.steps if step.key == "address_reported" and not step.is_finished), None)
    town = region.municipality_of(postcode)
    return Move(
        Effect(
            difference(before, after), [person.calling_name for person in case.people], after.route,
            before.route, visit_misfits=did_fit and not fits,
        ),
        before.route.municipality,
        town.code if town else None,
        reports_from(starts) if report else None,
        report.due if report else None,
    )  # fmt: skip


def _set(case: Case, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(case, name, value)
