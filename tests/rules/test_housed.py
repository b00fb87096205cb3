"""Who lives in a home that lasts: what their employer may see where they let it, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from expatdesk.rules.facts import TEMPORARY_HOMES, Facts, HomeKind
from tests.rules.households import A_HOME, THE_HAGUE, TODAY, household, on_employer_address, plan_of
from tests.rules.strategies import DAYS, facts

TOMORROW = TODAY + timedelta(days=1)
REGISTERED = {"brp_registration:0": TODAY}


@pytest.mark.parametrize(
    ("known", "housed"),
    [
        (household(), True),
        (household(home=replace(A_HOME, kind=HomeKind.OWN)), True),
        # Also where another municipality registers them.
        (household(home=replace(A_HOME, postcode=THE_HAGUE)), True),
        (household(home=None), False),
        (household(home=replace(A_HOME, registration_allowed=False)), False),
        (household(home=replace(A_HOME, starts=TOMORROW)), False),
        (household(arrival=TOMORROW), False),
        (household(arrival=None), False),
        (household(arrival=None, completed=REGISTERED), True),
        (household(home=replace(A_HOME, starts=None)), False),
        (household(home=replace(A_HOME, starts=None), completed=REGISTERED), True),
        (on_employer_address(completed=REGISTERED), False),
        *((household(home=replace(A_HOME, kind=kind)), False) for kind in sorted(TEMPORARY_HOMES)),
    ],
)
def test_it_lives_there_by_what_is_known(known: Facts, housed: bool) -> None:
    assert plan_of(known).is_housed is housed


def test_who_moves_from_an_employers_address_is_housed_from_the_day_of_the_move() -> None:
    before = {"brp_registration:0": date(2026, 12, 7)}
    moves = on_employer_address(completed=before, home=replace(A_HOME, starts=TOMORROW))
    assert not plan_of(moves).is_housed
    assert plan_of(moves, TOMORROW).is_housed


@given(known=facts, today=DAYS)
def test_nobody_is_housed_without_a_home_that_lasts(known: Facts, today: date) -> None:
    if plan_of(known, today).is_housed:
        assert known.home is not None
        assert known.home.kind not in TEMPORARY_HOMES
        assert known.home.starts is None or known.home.starts <= today
