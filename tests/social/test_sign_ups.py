"""A household signs up for an activity: it comes, waits, is offered a place, and takes it or not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from time_machine import Traveller

from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.rules.waiting_list import Standing
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from expatdesk.social.activities import cancel_activity
from expatdesk.social.activity_mails import remind_of_activities, tell_of_sign_ups
from expatdesk.social.activity_models import ActivitySignUp
from expatdesk.social.activity_refusals import (
    NotOpenYet,
    NotSignedUp,
    OfferOver,
    SignedUpAlready,
    SignUpOver,
    TooManyPeople,
)
from expatdesk.social.attendance import check_in
from expatdesk.social.sign_ups import accept, come_with_fewer, leave, sign_up
from expatdesk.social.waiting_list import move_lines
from tests.factories.activities import a_draft, a_household, an_occasion, signed_up
from tests.factories.cases import REGION

pytestmark = pytest.mark.usefixtures("app")
A_DAY = timedelta(hours=24)


def goes(row: ActivitySignUp) -> None:
    leave(case_of(row), row.occasion_id, by=SYSTEM, region=REGION)


def case_of(row: ActivitySignUp) -> Case:
    return session.get_one(Case, row.case_id)


def standings(rows: list[ActivitySignUp]) -> list[str]:
    return [row.standing for row in rows]


def worker(part: Callable[[], int]) -> int:
    """What the worker does, in transactions of its own."""
    session.commit()
    return part()


def mails(kind: str) -> list[Mail]:
    session.flush()
    return list(session.scalars(select(Mail).where(Mail.kind == kind).order_by(Mail.written_at)))


def test_who_is_first_comes_and_who_is_too_late_waits() -> None:
    rows = signed_up(an_occasion(capacity=4), 2, 2, 1)
    assert standings(rows) == ["coming", "coming", "waiting"]
    assert [row.number for row in rows] == [1, 2, 3]
    assert rows[0].occasion.taken == 4


def test_a_household_of_four_is_not_passed_by_a_smaller_one() -> None:
    rows = signed_up(an_occasion(capacity=6), 4, 4, 1)
    assert standings(rows) == ["coming", "waiting", "waiting"]


def test_a_place_that_comes_free_is_offered_to_the_next_within_the_transaction() -> None:
    first, second, third = signed_up(an_occasion(capacity=1), 1, 1, 1)
    goes(first)
    assert standings([first, second, third]) == ["cancelled", "offered", "waiting"]
    assert second.offered_until == now() + A_DAY
    assert second.occasion.taken == 1
    (mail,) = mails("activity_offered")
    assert mail.case_id == second.case_id
    assert mail.expires_at == second.offered_until
    assert str(second.occasion_id) in mail.text


def test_an_offer_that_nobody_takes_goes_to_the_next_by_itself(clock: Traveller) -> None:
    first, second, third = signed_up(an_occasion(capacity=1), 1, 1, 1)
    goes(first)
    clock.shift(A_DAY - timedelta(seconds=1))
    assert worker(lambda: move_lines(REGION)) == 0
    clock.shift(timedelta(seconds=1))
    assert worker(lambda: move_lines(REGION)) == 1
    assert standings([second, third]) == ["lapsed", "offered"]
    assert [mail.case_id for mail in mails("activity_lapsed")] == [second.case_id]
    assert worker(lambda: move_lines(REGION)) == 0


def test_an_offer_is_taken_once_and_in_time(clock: Traveller) -> None:
    first, second = signed_up(an_occasion(capacity=1), 1, 1)
    goes(first)
    accept(case_of(second), second.occasion_id, by=SYSTEM)
    accept(case_of(second), second.occasion_id, by=SYSTEM)
    assert (second.standing, second.offered_until, second.occasion.taken) == ("coming", None, 1)
    goes(second)
    third = signed_up(second.occasion, 1)[0]
    fourth = signed_up(second.occasion, 1)[0]
    goes(third)
    clock.shift(A_DAY)
    with pytest.raises(OfferOver):
        accept(case_of(fourth), fourth.occasion_id, by=SYSTEM)


def test_nobody_is_offered_a_place_once_it_has_begun(clock: Traveller) -> None:
    first, second = signed_up(an_occasion(1, capacity=1), 1, 1)
    clock.shift(timedelta(hours=23))
    goes(first)
    assert second.offered_until == second.occasion.starts_at
    third = signed_up(second.occasion, 1)[0]
    clock.shift(timedelta(hours=2))
    worker(lambda: move_lines(REGION))
    assert standings([second, third]) == ["lapsed", "waiting"]
    assert mails("activity_lapsed") == []
    with pytest.raises(SignUpOver):
        goes(third)


def test_fewer_people_keep_the_turn_and_may_fit_at_once() -> None:
    first, second, third = signed_up(an_occasion(capacity=4), 2, 3, 1)
    come_with_fewer(case_of(second), second.occasion_id, 2, by=SYSTEM, region=REGION)
    assert standings([first, second, third]) == ["coming", "offered", "waiting"]
    come_with_fewer(case_of(first), first.occasion_id, 1, by=SYSTEM, region=REGION)
    assert third.standing == Standing.OFFERED
    assert third.occasion.taken == 4
    with pytest.raises(TooManyPeople):
        come_with_fewer(case_of(first), first.occasion_id, 2, by=SYSTEM, region=REGION)


def test_who_signs_off_and_up_again_stands_at_the_end() -> None:
    rows = signed_up(an_occasion(capacity=1), 1, 1, 1)
    goes(rows[1])
    again = sign_up(case_of(rows[1]), rows[1].occasion_id, 1, by=SYSTEM)
    assert (again.id, again.number, again.standing) == (rows[1].id, 4, "waiting")
    goes(rows[0])
    assert standings(rows) == ["cancelled", "waiting", "offered"]


def test_only_within_the_window_and_what_is_held(clock: Traveller) -> None:
    opens = now() + timedelta(hours=1)
    occasion = an_occasion(7, opens_at=opens, closes_hours=24)
    with pytest.raises(NotOpenYet):
        signed_up(occasion, 1)
    clock.move_to(opens, tick=False)
    signed_up(occasion, 1)
    clock.move_to(occasion.starts_at - A_DAY, tick=False)
    with pytest.raises(SignUpOver):
        signed_up(occasion, 1)
    with pytest.raises(SignUpOver):
        signed_up(a_draft(30).occasions[0], 1)


def test_no_more_people_than_the_household_has_and_not_twice() -> None:
    occasion, case = an_occasion(capacity=2), a_household(3)
    for persons in (0, 3, 4):
        with pytest.raises(TooManyPeople):
            sign_up(case, occasion.id, persons, by=SYSTEM)
    sign_up(case, occasion.id, 2, by=SYSTEM)
    with pytest.raises(SignedUpAlready):
        sign_up(case, occasion.id, 1, by=SYSTEM)
    with pytest.raises(NotSignedUp):
        accept(a_household(), occasion.id, by=SYSTEM)


def test_the_database_itself_lets_nobody_in_for_whom_there_is_no_place() -> None:
    occasion = an_occasion(capacity=2)
    occasion.taken = 3
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_each_is_told_once_how_they_stand() -> None:
    rows = signed_up(an_occasion(capacity=1, cost_cents=750, organiser="BplusC"), 1, 1, 1)
    assert worker(lambda: tell_of_sign_ups(REGION)) == 3
    assert worker(lambda: tell_of_sign_ups(REGION)) == 0
    told = {mail.case_id: mail for mail in mails("activity_signed_up")}
    coming, second, third = (told[row.case_id] for row in rows)
    assert coming.calendar is not None
    assert "€7.50" in coming.text
    assert "BplusC" in coming.text
    assert second.calendar is third.calendar is None
    assert "1 household waits before you" in third.text


def test_the_day_before_they_are_reminded_once(clock: Traveller) -> None:
    occasion = an_occasion(3, capacity=1)
    row = signed_up(occasion, 1, 1)[0]
    assert worker(lambda: remind_of_activities(REGION, today())) == 0
    clock.shift(timedelta(days=2))
    assert worker(lambda: remind_of_activities(REGION, today())) == 1
    assert worker(lambda: remind_of_activities(REGION, today())) == 0
    (mail,) = mails("activity_reminder")
    assert (mail.case_id, "tomorrow" in mail.subject) == (row.case_id, False)
    late = signed_up(an_occasion(1, capacity=1), 1)[0]
    assert late.reminded


def test_nobody_is_reminded_of_what_is_cancelled(clock: Traveller) -> None:
    occasion = an_occasion(2)
    signed_up(occasion, 1)
    cancel_activity(occasion.activity, version=occasion.activity.version, by=SYSTEM, region=REGION)
    clock.shift(timedelta(days=1))
    assert worker(lambda: remind_of_activities(REGION, today())) == 0


def test_the_history_tells_it_without_the_name_of_the_activity() -> None:
    row = signed_up(an_occasion(), 1)[0]
    goes(row)
    told = [(line.verb, line.details) for line in history_of(row.case_id)][:2]
    on = {"on": row.occasion.day.isoformat()}
    assert told == [("activity_left", on), ("activity_signed_up", on)]


def test_who_was_ticked_at_the_door_came(clock: Traveller) -> None:
    (row,) = signed_up(an_occasion(1), 2)
    clock.move_to(row.occasion.starts_at - timedelta(hours=1), tick=False)
    check_in(row, by=SYSTEM, region=REGION, today=today())
    with pytest.raises(SignUpOver):
        goes(row)
    assert (row.standing, row.occasion.taken) == ("coming", 2)
