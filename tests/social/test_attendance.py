"""Who came: ticked from the day on, counted for the plan, and after a month no more than a number."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.plan import StepState
from expatdesk.rules.waiting_list import Standing
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.social.activity_models import ActivitySignUp, Occasion
from expatdesk.social.activity_refusals import NotSignedUp, NotThatDay
from expatdesk.social.attendance import check_in, count_for_plans, keep_only_numbers, undo_check_in
from expatdesk.social.sign_ups import sign_up
from tests.factories import a_case, complete, done_by, registered, the_plan
from tests.factories.activities import an_occasion, signed_up
from tests.factories.cases import REGION

pytestmark = pytest.mark.usefixtures("app")


def settled(*, has_told: bool = True) -> Case:
    """A household that lives here, and has told what it likes to do or not yet."""
    case = registered(a_case())
    if has_told:
        complete(case, "social_intake")
    return case


def on_the_day(case: Case, clock: Traveller) -> ActivitySignUp:
    row = sign_up(case, an_occasion(3).id, 1, by=SYSTEM)
    clock.move_to(row.occasion.starts_at, tick=False)
    return row


def state_of(case: Case) -> StepState:
    return the_plan(case).step("first_activity").state


def test_a_first_activity_ticks_the_step_off_by_itself(clock: Traveller) -> None:
    case = settled()
    row = on_the_day(case, clock)
    assert state_of(case) is StepState.OPEN
    check_in(row, **done_by())
    assert state_of(case) is StepState.DONE
    assert row.step_asked_on is None


def test_a_tick_by_mistake_is_taken_back_with_the_step(clock: Traveller) -> None:
    case = settled()
    row = on_the_day(case, clock)
    check_in(row, **done_by())
    undo_check_in(row, **done_by())
    assert (row.checked_in_at, state_of(case)) == (None, StepState.OPEN)


def test_a_step_that_somebody_ticked_before_stays(clock: Traveller) -> None:
    case = settled()
    complete(case, "first_activity")
    row = on_the_day(case, clock)
    check_in(row, **done_by())
    undo_check_in(row, **done_by())
    assert state_of(case) is StepState.DONE


def test_who_was_there_before_the_steps_turn_is_counted_once_it_comes(clock: Traveller) -> None:
    case = settled(has_told=False)
    row = on_the_day(case, clock)
    check_in(row, **done_by())
    assert state_of(case) is StepState.WAITING
    complete(case, "social_intake")
    session.commit()
    count_for_plans(REGION, today())
    assert state_of(case) is StepState.OPEN, "once a day is enough"
    clock.shift(timedelta(days=1))
    count_for_plans(REGION, today())
    assert state_of(case) is StepState.DONE


def test_only_from_the_day_on_and_only_who_has_a_place(clock: Traveller) -> None:
    coming, waiting = signed_up(an_occasion(2, capacity=1), 1, 1)
    with pytest.raises(NotThatDay):
        check_in(coming, **done_by())
    clock.shift(timedelta(days=2))
    with pytest.raises(NotSignedUp):
        check_in(waiting, **done_by())
    check_in(coming, **done_by())


def test_a_month_after_only_numbers_are_left(clock: Traveller) -> None:
    occasion = an_occasion(1, capacity=5)
    first, second, third = signed_up(occasion, 3, 2, 1)
    clock.move_to(occasion.starts_at, tick=False)
    check_in(first, **done_by())
    assert (second.standing, third.standing) == (Standing.COMING, Standing.WAITING)
    clock.move_to(occasion.ends_at + timedelta(days=30), tick=False)
    session.commit()
    keep_only_numbers(today())
    assert len(rows()) == 3, "a day less is too early"
    clock.shift(timedelta(days=1))
    keep_only_numbers(today())
    keep_only_numbers(today())
    assert rows() == []
    fresh = session.get_one(Occasion, occasion.id)
    assert (fresh.expected, fresh.came, fresh.households_came) == (5, 3, 1)
    assert fresh.counted_on == today()


def test_of_a_case_that_is_held_nothing_is_erased_until_it_is_held_no_more(clock: Traveller) -> None:
    occasion = an_occasion(1)
    row = signed_up(occasion, 1)[0]
    case = session.get_one(Case, row.case_id)
    case.hold_reason = "A court asks"
    clock.move_to(occasion.ends_at + timedelta(days=31), tick=False)
    session.commit()
    keep_only_numbers(today())
    assert len(rows()) == 1
    case.hold_reason = None
    session.commit()
    keep_only_numbers(today())
    assert rows() == []
    assert session.get_one(Occasion, occasion.id).expected == 1


def rows() -> list[ActivitySignUp]:
    session.expire_all()
    return list(session.scalars(select(ActivitySignUp)))
