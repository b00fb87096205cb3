"""Who left a household into a case of their own is charged for where they were, and for nothing else."""

from datetime import datetime

import pytest
from time_machine import Traveller

from expatdesk.cases.models import Case
from expatdesk.cases.own_case import OwnCase, leave_into_own_case
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.clock import AMSTERDAM, today
from tests.factories import a_case, registered, with_family
from tests.factories.cases import REGION
from tests.fees.invoicing import a_customer, a_kept_visit, become_one, owed

pytestmark = pytest.mark.usefixtures("app")


def leaves(case: Case) -> Case:
    """The partner moves out, into a case of their own."""
    told = OwnCase(email="luc@mail.example", language="nl", category="eu_citizen", same_home=False)
    return leave_into_own_case(
        case, [case.people[1]], told, version=case.version, by=SYSTEM, region=REGION, today=today()
    )


@pytest.mark.parametrize("is_registered", [True, False])
def test_who_left_since_into_a_case_of_their_own_was_there(clock: Traveller, is_registered: bool) -> None:
    case = a_kept_visit(a_customer(), partner=True)
    clock.move_to(datetime(2026, 12, 16, 11, tzinfo=AMSTERDAM))
    if is_registered:
        registered(case)
    before = owed()
    clock.move_to(datetime(2026, 12, 18, 10, tzinfo=AMSTERDAM))
    own = leaves(case)
    assert (own.employer_id, owed()) == (None, before)
    assert [line.incl_cents for one in before for line in one.lines] == [6050, 3025]


def test_who_left_before_the_visit_was_not_there(clock: Traveller) -> None:
    case = a_kept_visit(a_customer(), partner=True)
    clock.move_to(datetime(2026, 12, 14, 11, tzinfo=AMSTERDAM))
    leaves(case)
    assert [line.incl_cents for one in owed() for line in one.lines] == [6050]


def test_who_left_another_case_before_it_became_one_with_this_was_not_there(clock: Traveller) -> None:
    case = a_kept_visit(a_customer(), children=1)
    other = with_family(a_case(employer=case.employer), partner=True)
    before = owed()
    clock.move_to(datetime(2026, 12, 18, 10, tzinfo=AMSTERDAM))
    leaves(other)
    become_one(case, other)
    assert [one.lines for one in owed()] == [one.lines for one in before] != []


@pytest.mark.parametrize("is_first", [True, False])
def test_who_left_the_case_that_had_the_visit_was_there(clock: Traveller, is_first: bool) -> None:
    """Also where that case became one with another, before they left or since."""
    case = a_kept_visit(a_customer(), partner=True)
    before = owed()
    kept = a_case(employer=case.employer)
    clock.move_to(datetime(2026, 12, 18, 10, tzinfo=AMSTERDAM))
    if is_first:
        leaves(case)
        become_one(kept, case)
    else:
        become_one(kept, case)
        leaves(kept)
    assert [one.lines for one in owed()] == [one.lines for one in before] != []
