"""What households think of it: who is asked, what is kept, and what nobody learns."""

import contextlib
import uuid
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.cases.refusals import HoldsBsn
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.ratings.actions import NoScore, NotToRate, add_words, forget_old_words, rate
from expatdesk.ratings.models import Rating
from expatdesk.ratings.queries import ASKED_FOR, asks_how_it_went, may_rate, newest_words, rating_of
from expatdesk.ratings.queries import ratings_by_quarter as by_quarter
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.holding import hold_case
from expatdesk.retention.terms import Why
from expatdesk.rules.figures import FEWEST
from expatdesk.rules.quarters import Quarter
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from tests.at_once import beside
from tests.factories import a_case, registered
from tests.factories.cases import REGION


@pytest.fixture
def case(app: Flask) -> Case:
    """A household that was registered today."""
    return registered(a_case())


def said(score: int, text: str = "") -> Case:
    """A household that was registered today and says so much."""
    case = registered(a_case())
    add_words(rate(case, score, today=today()), text)
    session.flush()
    return case


def test_only_who_was_registered_lately_is_asked(case: Case) -> None:
    assert asks_how_it_went(case, today())
    assert not asks_how_it_went(a_case(), today())
    last = today() + ASKED_FOR - timedelta(days=1)
    assert may_rate(case, last)
    assert not may_rate(case, last + timedelta(days=1))
    with pytest.raises(NotToRate):
        rate(case, 3, today=last + timedelta(days=1))


@pytest.mark.parametrize("score", [0, 6, -1])
def test_a_score_is_one_of_five(case: Case, score: int) -> None:
    with pytest.raises(NoScore):
        rate(case, score, today=today())


def test_another_score_takes_the_place_of_the_first(case: Case) -> None:
    add_words(rate(case, 2, today=today()), "Slow")
    rate(case, 4, today=today())
    session.flush()
    kept = rating_of(case.id)
    assert kept is not None
    assert (kept.score, kept.text) == (4, "Slow")
    assert not asks_how_it_went(case, today())


def test_nothing_of_it_stands_in_the_history(case: Case) -> None:
    before = len(history_of(case.id))
    add_words(rate(case, 1, today=today()), "Nobody answered")
    assert len(history_of(case.id)) == before


def test_a_bsn_is_not_kept(case: Case) -> None:
    with pytest.raises(HoldsBsn):
        add_words(rate(case, 1, today=today()), "mine is 123456782")


def the_day_after(clock: time_machine.Traveller) -> date:
    """Tomorrow, which is today from now on."""
    clock.shift(timedelta(days=1))
    return today()


def test_a_mean_is_said_of_enough_answers_alone(app: Flask, clock: time_machine.Traveller) -> None:
    for _answer in range(FEWEST - 1):
        said(4)
    (quarter,) = by_quarter(the_day_after(clock))
    assert (quarter.quarter, quarter.answers, quarter.mean) == (Quarter.of(today()), FEWEST - 1, None)
    said(5)
    assert by_quarter(today())[0].mean is None
    (quarter,) = by_quarter(the_day_after(clock))
    assert quarter.mean == pytest.approx((4 * (FEWEST - 1) + 5) / FEWEST)


def test_who_looks_every_day_learns_no_single_score(app: Flask, clock: time_machine.Traveller) -> None:
    """Security T05: between two looks there are always five answers more, or none."""
    told: list[Sequence[int]] = []
    for number, case in enumerate([registered(a_case()) for _household in range(12)]):
        add_words(rate(case, 1 + number % 5, today=today()), f"Words of number {number}")
        session.flush()
        told.append(by_quarter(the_day_after(clock))[0].scores)
        assert len(newest_words(today())) == len(told[-1])
    assert [len(scores) for scores in told] == [0] * 4 + [5] * 5 + [10] * 3
    assert told[4] == told[8]


def test_another_score_does_not_move_the_answers_of_others(app: Flask, clock: time_machine.Traveller) -> None:
    cases = [said(3) for _answer in range(FEWEST)]
    rate(cases[0], 4, today=the_day_after(clock))
    session.flush()
    (quarter,) = by_quarter(the_day_after(clock))
    assert quarter.scores == [3, 3, 3, 3, 4]


def test_words_do_not_come_in_the_order_of_visits_nor_too_few_of_them(
    app: Flask, clock: time_machine.Traveller
) -> None:
    said(5, "Very well done")
    said(1, "Nobody called back")
    said(5, "Fine")
    said(3)
    said(5, "Good")
    assert newest_words(the_day_after(clock)) == []
    for words in ("Too slow", "", "", "", ""):
        said(2, words)
    assert newest_words(the_day_after(clock)) == [
        (1, "Nobody called back"), (2, "Too slow"), (5, "Fine"), (5, "Good"), (5, "Very well done")
    ]  # fmt: skip


def test_words_go_after_a_year_and_scores_stay(real_app: Flask, clock: time_machine.Traveller) -> None:
    case, held = said(2, "Slow"), said(1, "We go to court")
    hold_case(held, "court", by=SYSTEM)
    session.commit()
    for days, words in ((364, ["Slow", "We go to court"]), (3, [None, "We go to court"])):
        clock.shift(timedelta(days=days))
        forget_old_words()
        session.rollback()
        assert session.scalars(select(Rating.text).order_by(Rating.score.desc())).all() == words
    kept = rating_of(case.id)
    assert kept is not None
    assert kept.score == 2


def test_of_an_erased_household_a_number_stays(app: Flask) -> None:
    case = said(3, "I am the baker of the Haarlemmerstraat")
    erase_case(case, Why.CLOSED, countries=REGION.countries, today=today())
    kept = rating_of(case.id)
    assert kept is not None
    assert kept.text is None
    assert [quarter.answers for quarter in by_quarter(today())] == [1]


def rate_again(case_id: uuid.UUID) -> None:
    """A press that comes while somebody else is at the case."""
    begin_immediate()
    with contextlib.suppress(NotToRate):
        add_words(rate(session.get_one(Case, case_id), 2, today=today()), "I am the baker")
    session.commit()


def test_pressed_twice_at_once_the_second_score_counts(real_app: Flask) -> None:
    case_id = registered(a_case()).id
    session.commit()
    begin_immediate()
    rate(session.get_one(Case, case_id), 5, today=today())
    session.flush()
    with beside(real_app, lambda: rate_again(case_id)):
        session.commit()
    assert session.scalars(select(Rating.score)).all() == [2]


def test_nothing_is_said_of_a_case_that_is_being_erased(real_app: Flask) -> None:
    """Security T49: nobody would erase these words any more with their household."""
    case_id = registered(a_case()).id
    session.commit()
    begin_immediate()
    case = session.scalars(select(Case).where(Case.id == case_id).with_for_update(of=Case)).one()
    with beside(real_app, lambda: rate_again(case_id)):
        erase_case(case, Why.CLOSED, countries=REGION.countries, today=today())
        session.commit()
    assert session.scalars(select(Rating)).all() == []
