"""What households think of it: who is asked, what is kept, and what nobody learns."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from expatdesk.cases.models import Case
from expatdesk.cases.refusals import HoldsBsn
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.ratings.actions import NoScore, NotToRate, add_words, forget_old_words, rate
from expatdesk.ratings.queries import ASKED_FOR, FEWEST, asks_how_it_went, may_rate, newest_words, rating_of
from expatdesk.ratings.queries import ratings_by_quarter as by_quarter
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.holding import hold_case
from expatdesk.retention.terms import Why
from expatdesk.rules.quarters import Quarter
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
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


def test_a_mean_is_said_of_enough_answers_alone(app: Flask) -> None:
    for _answer in range(FEWEST - 1):
        said(4)
    (quarter,) = by_quarter(today())
    assert (quarter.quarter, quarter.mean) == (Quarter.of(today()), None)
    said(5)
    (quarter,) = by_quarter(today())
    assert quarter.mean == pytest.approx((4 * (FEWEST - 1) + 5) / FEWEST)


def test_words_do_not_come_in_the_order_of_visits(app: Flask) -> None:
    said(5, "Very well done")
    said(1, "Nobody called back")
    said(5, "Fine")
    said(3)
    assert newest_words() == [(1, "Nobody called back"), (5, "Fine"), (5, "Very well done")]


def test_words_go_after_a_year_and_scores_stay(real_app: Flask, clock: time_machine.Traveller) -> None:
    case, held = said(2, "Slow"), said(1, "We go to court")
    hold_case(held, "court", by=SYSTEM)
    session.commit()
    for days, words in ((364, ["We go to court", "Slow"]), (3, ["We go to court"])):
        clock.shift(timedelta(days=days))
        forget_old_words()
        session.rollback()
        assert [text for _score, text in newest_words()] == words
    kept = rating_of(case.id)
    assert kept is not None
    assert kept.score == 2


def test_of_an_erased_household_a_number_stays(app: Flask) -> None:
    case = said(3, "I am the baker of the Haarlemmerstraat")
    erase_case(case, Why.CLOSED, countries=REGION.countries, today=today())
    assert newest_words() == []
    assert [quarter.scores for quarter in by_quarter(today())] == [[3]]
