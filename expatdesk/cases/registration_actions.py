"""What a registrar records of a whole household at once. Nothing here commits."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from expatdesk.cases.actions import claim
from expatdesk.cases.intake_actions import complete_told
from expatdesk.cases.models import BsnWay, Case, Registration
from expatdesk.cases.queries import registration_of
from expatdesk.cases.step_actions import register_person, withdraw_registration
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.people.models import Person
from expatdesk.rules.region import Region


class Recorded(NamedTuple):
    """What is recorded of one person; no day where they were not registered."""

    person: Person
    on: date | None
    way: BsnWay | None
    originals_seen: bool = False


def record_household(
    case: Case, people: Iterable[Recorded], *, version: int, by: Actor, region: Region, today: date
) -> None:
    """Record the registrations of these people; what was recorded alike before leaves no trace.

    Somebody recorded before and now without a day was recorded by mistake. Raises as
    `register_person` does.
    """
    claim(case, version)
    for person, day, way, originals_seen in people:
        known = registration_of(case, person)
        if day is None and known is not None:
            withdraw_registration(case, person, version=case.version, by=by, region=region, today=today)
        elif day is not None and (known is None or _said(known) != (day, way, originals_seen)):
            register_person(
                case,
                person,
                registered_on=day,
                bsn_way=way,
                originals_seen=originals_seen,
                version=case.version,
                by=by,
                region=region,
                today=today,
            )
    # What they told in the intake is not asked again now that its turn has come.
    complete_told(case, by=SYSTEM, region=region, today=today)


def _said(known: Registration) -> tuple[date, str | None, bool]:
    return known.registered_on, known.bsn_way, known.originals_seen
