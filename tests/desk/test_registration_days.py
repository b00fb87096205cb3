"""A registration on a day on which the desk was closed: right now and then, so it takes a second look."""

from datetime import date, datetime

import pytest
import time_machine

from expatdesk.appointments.models import OpenDay
from expatdesk.cases.models import Case
from expatdesk.people.models import Role
from expatdesk.shared.clock import AMSTERDAM, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.desk.test_registrations import ALL_WELL, recorded
from tests.factories import LEIDEN, a_case, a_closure, a_counter, a_user, up_to_visit, with_family
from tests.factories.counters import visit_of


@pytest.fixture
def family() -> Case:
    """A couple with two children, who had their visit two weeks ago."""
    return up_to_visit(with_family(a_case(nationality="FR"), children=2), day=today())


@pytest.mark.parametrize(
    ("day", "is_doubted"),
    [("28", True), ("22", True), ("23", False), ("21", False)],
    ids=["week after Christmas", "closed counter", "another counter closed", "working day"],
)
def test_a_day_on_which_their_counter_is_closed_takes_a_second_look(
    visit: Visit, clock: time_machine.Traveller, family: Case, day: str, *, is_doubted: bool
) -> None:
    a_closure(date(2026, 12, 22), counter=visit_of(family).counter)
    a_closure(date(2026, 12, 23), counter=a_counter())
    clock.move_to(datetime(2026, 12, 29, 9, tzinfo=AMSTERDAM))
    registrar = visit(a_user(Role.REGISTRAR, municipality=LEIDEN)).opens("desk.registration", case_id=family.id)
    registrar.presses("Record", refused=422 if is_doubted else 0, **ALL_WELL | {"on-day": day})
    if is_doubted:
        registrar.sees("The desk is closed on")
    assert recorded(family) == ([None] * 4 if is_doubted else [(date(2026, 12, int(day)), "handed_over")] * 4)


def test_a_holiday_on_which_the_desk_is_open_is_not_doubted(
    visit: Visit, clock: time_machine.Traveller, family: Case
) -> None:
    session.add(OpenDay(day=date(2026, 12, 25)))
    session.flush()
    clock.move_to(datetime(2026, 12, 29, 9, tzinfo=AMSTERDAM))
    registrar = visit(a_user(Role.REGISTRAR, municipality=LEIDEN)).opens("desk.registration", case_id=family.id)
    registrar.presses("Record", **ALL_WELL | {"on-day": "25"})
    assert recorded(family) == [(date(2026, 12, 25), "handed_over")] * 4
