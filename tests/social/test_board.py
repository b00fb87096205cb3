"""Who is here, and whom they have met: out of what was written down, in a few questions."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import true

from expatdesk.cases.actions import change_facts
from expatdesk.cases.consents import Purpose
from expatdesk.cases.models import Case, CaseState, Outcome, StepRecord
from expatdesk.rules.social_contact import Contact
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from expatdesk.social.board import Newcomers, Told, newcomers
from expatdesk.social.buddy_models import PairState
from expatdesk.social.interests import say
from expatdesk.social.sign_ups import sign_up
from tests.factories import a_case, done_by, registered
from tests.factories.activities import an_occasion
from tests.factories.buddies import a_bare_pair, a_newcomer, a_pair
from tests.factories.queries import counted_queries

# Households, registrations, steps, sign-ups, pairs, and yeses to a buddy.
QUESTIONS = 6


def on_the_board(told: Mapping[UUID, Told] | None = None) -> list[Newcomers]:
    session.flush()
    return newcomers(true(), told or {}, today())


def the_one(case: Case) -> Newcomers:
    (found,) = [one for one in on_the_board() if one.case.id == case.id]
    return found


def changed(case: Case, **facts: Any) -> Case:
    change_facts(case, facts, version=case.version, **done_by())
    return case


def done(case: Case, step: str) -> None:
    """Write down that a step was done, whosever turn it was."""
    case.records.append(StepRecord(step=step, outcome=Outcome.DONE, on=today()))


def test_who_is_not_here_or_wants_nobody_is_not_on_it(app: Flask) -> None:
    a_case(arrival=today() + timedelta(days=9))
    changed(a_case(), wants_social=False)
    closed, here = a_case(), a_case()
    closed.state = CaseState.CLOSED
    assert [one.case.id for one in on_the_board()] == [here.id]
    assert the_one(here).standing.contact is Contact.NONE


def test_days_count_from_the_arrival_or_the_registration(app: Flask, clock: time_machine.Traveller) -> None:
    arrived = a_case(arrival=today())
    unknown = registered(a_case())
    unknown.arrival = None
    clock.shift(timedelta(days=12))
    assert {one.standing.days for one in on_the_board()} == {12}
    # Nobody waited for the desk before the desk knew them.
    late = a_case(arrival=today() - timedelta(days=300))
    assert the_one(late).standing.days == 0
    assert the_one(arrived).standing.days == 12


def test_a_place_is_a_contact_and_waiting_for_one_is_not(app: Flask, clock: time_machine.Traveller) -> None:
    first, second = a_case(), a_case()
    occasion = an_occasion(7, capacity=1)
    for case in (first, second):
        sign_up(case, occasion.id, 1, by=done_by()["by"])
    assert (the_one(first).standing.contact, the_one(second).standing.contact) == (
        Contact.IN_TOUCH,
        Contact.WAITING,
    )
    # Who had a place and did not come has met nobody.
    clock.shift(timedelta(days=8))
    assert the_one(first).standing.contact is Contact.NONE
    done(first, "first_activity")
    assert the_one(first).standing.contact is Contact.IN_TOUCH


def test_who_came_is_in_touch_also_once_only_numbers_are_kept(app: Flask, clock: time_machine.Traveller) -> None:
    case = a_case()
    ticked = sign_up(case, an_occasion(1).id, 1, by=done_by()["by"])
    clock.shift(timedelta(days=2))
    ticked.checked_in_at = now()
    one = the_one(case)
    assert (one.standing.contact, one.activities.came_on) == (Contact.IN_TOUCH, today() - timedelta(days=1))
    session.delete(ticked)
    done(case, "first_activity")
    assert the_one(case).standing.contact is Contact.IN_TOUCH


def test_a_wish_for_a_buddy_waits_until_both_said_yes(app: Flask) -> None:
    case = a_newcomer(a_case())
    one = the_one(case)
    assert (one.standing.contact, one.buddies.may_be_sought) == (Contact.WAITING, True)
    pair = a_bare_pair(case)
    pair.state, pair.matched_on = PairState.PROPOSED, None
    assert the_one(case).standing.contact is Contact.WAITING
    pair.state, pair.matched_on = PairState.ENDED, today()
    assert the_one(case).standing.contact is Contact.IN_TOUCH


def test_a_yes_that_was_taken_back_is_none(app: Flask) -> None:
    case = a_newcomer(a_case())
    say(case, case.principal, Purpose.BUDDY, is_given=False, language="en", **done_by())
    assert not the_one(case).buddies.may_be_sought


@pytest.mark.parametrize("step", ["settled_talk", "six_week_talk"])
def test_a_talk_is_a_contact(app: Flask, step: str) -> None:
    case = a_case()
    assert the_one(case).standing.contact is Contact.NONE
    done(case, step)
    assert the_one(case).standing.contact is Contact.IN_TOUCH


def test_who_says_that_it_goes_badly_comes_first(app: Flask, clock: time_machine.Traveller) -> None:
    longest = a_case()
    clock.shift(timedelta(days=3))
    badly = a_case()
    told = {badly.id: Told(today(), goes_badly=True)}
    assert [one.case.id for one in on_the_board(told)] == [badly.id, longest.id]
    well = {badly.id: Told(today(), goes_badly=False)}
    found = {one.case.id: one.standing.contact for one in on_the_board(well)}
    assert found == {longest.id: Contact.NONE, badly.id: Contact.IN_TOUCH}


def test_so_many_questions_however_many_households(app: Flask) -> None:
    occasion = an_occasion(7, capacity=3)
    for number in range(20):
        case = a_case(given_names=f"Name{number}")
        if number % 4 == 0:
            sign_up(case, occasion.id, 1, by=done_by()["by"])
    a_pair(a_case())
    session.flush()
    session.expire_all()
    with counted_queries() as queries:
        assert len(newcomers(true(), {}, today())) == 21
    assert len(queries) == QUESTIONS, "\n".join(queries)
