"""A visit that is ahead while everybody is registered: who cancels it changes the file, and is written down."""

from typing import Any

import pytest

from expatdesk.appointments.models import Appointment, Progress
from expatdesk.appointments.needless import cancel_needless_visit, needless_visit
from expatdesk.appointments.queries import open_appointment
from expatdesk.appointments.refusals import NoVisitYet
from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import StaleVersion
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from tests.factories import a_case, registered, up_to_visit

pytestmark = pytest.mark.usefixtures("app")


def how(region: Region) -> dict[str, Any]:
    return {"by": SYSTEM, "region": region, "today": today()}


def with_needless_visit() -> tuple[Case, Appointment]:
    """Registered today, with the BSN, and a visit tomorrow."""
    case = registered(up_to_visit(a_case()))
    visit = needless_visit(case, today())
    assert visit is not None
    return case, visit


def test_the_history_says_which_visit_was_cancelled(region: Region) -> None:
    case, visit = with_needless_visit()
    version = case.version
    cancel_needless_visit(case, version=version, **how(region))
    newest = history_of(case.id)[0]
    assert (newest.verb, newest.details["visit"]) == ("visit_cancelled", visit.starts_at.isoformat())
    assert "15 December 2026" in sentence(newest)
    assert case.version == version + 1


def test_it_stays_where_the_case_changed_meanwhile(region: Region) -> None:
    case, _visit = with_needless_visit()
    with pytest.raises(StaleVersion):
        cancel_needless_visit(case, version=case.version - 1, **how(region))
    assert open_appointment(case.id) is not None


@pytest.mark.parametrize("progress", [Progress.CHECKED_IN, Progress.SERVING])
def test_who_is_at_the_counter_already_needs_it(region: Region, progress: Progress) -> None:
    case, visit = with_needless_visit()
    visit.progress = progress
    assert needless_visit(case, today()) is None
    with pytest.raises(NoVisitYet):
        cancel_needless_visit(case, version=case.version, **how(region))
