"""What the status page says on the day of the visit itself."""

from datetime import date, datetime, time

import pytest
import time_machine

from expatdesk.cases.models import Case
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM
from tests.expat.test_overview import ARRIVAL, page
from tests.factories import a_case, up_to_visit


@pytest.fixture
def hired(app: object) -> Case:
    """A household with an employer, before anything is done."""
    return a_case(arrival=ARRIVAL)


def test_on_the_day_itself_the_visit_is_theirs_to_come_to(
    hired: Case, region: Region, clock: time_machine.Traveller
) -> None:
    """The page used to say on that morning that they need do nothing now."""
    up_to_visit(hired, day=date(2027, 1, 6), at=time(10))
    clock.move_to(datetime(2027, 1, 6, 8, tzinfo=AMSTERDAM))
    shown = page(hired, region)
    assert (shown.now.title, shown.now.is_yours) == ("Come to your visit", True)
    hired.wants_housing_help = True
    assert page(hired, region).now.title == "Come to your visit"
    hired.wants_housing_help = False
    assert shown.now.button is not None
    assert shown.now.button.endpoint == "expat.visit"
    clock.move_to(datetime(2027, 1, 6, 10, 1, tzinfo=AMSTERDAM))
    assert page(hired, region).now.title == "Leiden registers you at your visit"
