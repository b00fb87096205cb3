"""Where the household may be registered or stay for a time only, until when, and from where to where it moves."""

from dataclasses import dataclass
from datetime import date

from expatdesk.cases.models import CaseState
from expatdesk.cases.words import home_address, left_address, work_address
from expatdesk.expat.overview.situation import Situation
from expatdesk.rules.plan import Step
from expatdesk.rules.tracks.moves import reports_from


@dataclass(frozen=True, slots=True)
class Moving:
    """A move that is to be reported."""

    old: str
    new: str
    on: date
    report_from: date
    report_by: date


@dataclass(frozen=True, slots=True)
class Address:
    """The clock, as far as there is one, and the move that ends it."""

    place: str
    is_work: bool
    is_registered: bool
    until: date | None
    is_prolonged: bool
    moving: Moving | None
    is_looking: bool


def address_of(situation: Situation) -> Address | None:
    """Where they live for a time only; None where no clock runs and nobody looks for a home."""
    case = situation.case
    ends = _unfinished(situation, "employer_address_ends") or _unfinished(situation, "temporary_home_ends")
    moving = _moving(situation)
    is_looking = _unfinished(situation, "home_search") is not None
    if case.state != CaseState.OPEN or not (ends or moving or is_looking):
        return None
    is_work = ends is not None and ends.key == "employer_address_ends"
    registered = situation.registered_on is not None
    return Address(
        place=work_address(case) if is_work else home_address(case),
        is_work=is_work,
        is_registered=registered and (is_work or case.temporary_people > 0),
        until=ends.due if ends and (registered or not is_work) else None,
        is_prolonged=is_work and ends is not None and ends.due == case.address_until,
        moving=moving,
        is_looking=is_looking,
    )  # fmt: skip


def _unfinished(situation: Situation, key: str) -> Step | None:
    return next((step for step in situation.steps(key) if not step.is_finished), None)


def _moving(situation: Situation) -> Moving | None:
    step, case = _unfinished(situation, "address_reported"), situation.case
    if step is None or step.due is None or case.home_from is None:
        return None
    old = left_address(case) if case.left_postcode else work_address(case)
    return Moving(old, home_address(case), case.home_from, reports_from(case.home_from), step.due)
