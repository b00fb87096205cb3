"""Two press at one moment: one gets the time, one gets the home; on both databases."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from time_machine import Traveller

from expatdesk.cases.models import Case
from expatdesk.cases.refusals import Refusal
from expatdesk.housing.home_models import Home, HomeOffer
from expatdesk.housing.homes import withdraw_home
from expatdesk.housing.interest_models import HomeInterest, HomeViewing, InterestState
from expatdesk.housing.interests import HomeGone, say_interest
from expatdesk.housing.letting import let_to
from expatdesk.housing.viewings import Overlaps, TimeTaken, book, put_up, spans
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import begin_immediate, session
from tests.factories import a_home, a_partner
from tests.factories.cases import done_by
from tests.factories.viewings import a_booked, a_time, an_invited
from tests.factories.wishes import who_looks
from tests.signin.ways_in import mails

Part = Callable[[], object]


def press_at_once(app: Flask, parts: list[Part]) -> list[type[Refusal] | None]:
    """Each in a thread of its own, all in the same moment; what each was answered."""
    together, answers = threading.Barrier(len(parts)), dict[int, type[Refusal] | None]()

    def one(number: int, part: Part) -> None:
        with app.app_context():
            together.wait()
            while number not in answers:
                try:
                    begin_immediate()
                    part()
                    session.commit()
                    answers[number] = None
                except Refusal as refusal:
                    session.rollback()
                    answers[number] = type(refusal)
                except OperationalError:
                    session.rollback()
            session.remove()

    threads = [threading.Thread(target=one, args=both) for both in enumerate(parts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.rollback()
    return [answers[number] for number in range(len(parts))]


def case_of(case_id: uuid.UUID) -> Case:
    return session.get_one(Case, case_id)


def test_of_many_who_choose_one_time_one_has_it(real_app: Flask) -> None:
    home, cases = a_home(), [who_looks() for _ in range(6)]
    time = a_time(home)
    for case in cases:
        an_invited(case, home)
    session.commit()
    offer_id, time_id, ids = home.offer.id, time.id, [case.id for case in cases]
    parts: list[Part] = [
        lambda one=one: book(case_of(one), offer_id, time_id, agrees=True, by=SYSTEM)  # type: ignore[misc]
        for one in ids
    ]
    answers = press_at_once(real_app, parts)
    assert sorted(map(str, answers)) == sorted(map(str, [None, *[TimeTaken] * 5]))
    assert len(mails("viewing_booked")) == 1
    shared = select(func.count()).select_from(HomeInterest).where(HomeInterest.shares_at.is_not(None))
    assert session.scalar(shared) == 1


def test_one_household_in_two_tabs_has_one_time_and_one_interest(real_app: Flask) -> None:
    home, case = a_home(), who_looks()
    session.commit()
    offer_id, case_id = home.offer.id, case.id
    say: Part = lambda: say_interest(case_of(case_id), offer_id, **done_by())  # noqa: E731
    assert press_at_once(real_app, [say] * 4) == [None] * 4
    assert session.scalar(select(func.count()).select_from(HomeInterest)) == 1
    times = [a_time(home, hours=hours).id for hours in (24, 30, 36)]
    an_invited(case_of(case_id), home)
    session.commit()
    parts: list[Part] = [
        lambda one=one: book(case_of(case_id), offer_id, one, agrees=True, by=SYSTEM)  # type: ignore[misc]
        for one in times
    ]
    assert press_at_once(real_app, parts) == [None] * 3
    assert session.scalar(select(func.count()).where(HomeViewing.interest_id.is_not(None))) == 1


def test_a_home_is_let_once(real_app: Flask, clock: Traveller) -> None:
    home, rows = a_home(), []
    for hours in (24, 25, 26, 27):
        rows.append(a_booked(who_looks(), home, hours=hours).id)
    clock.shift(timedelta(hours=30))
    session.commit()
    parts: list[Part] = [
        lambda one=one: let_to(session.get_one(HomeInterest, one), by=SYSTEM, today=today())  # type: ignore[misc]
        for one in rows
    ]
    answers = press_at_once(real_app, parts)
    assert sorted(map(str, answers)) == sorted(map(str, [None, *[HomeGone] * 3]))
    states = sorted(session.scalars(select(HomeInterest.state)))
    assert states == [InterestState.LET, *[InterestState.OVER] * 3]
    assert (len(mails("home_let")), len(mails("home_gone"))) == (1, 3)


def test_let_or_taken_out_but_never_both(real_app: Flask, clock: Traveller) -> None:
    home, case = a_home(), who_looks()
    row_id = a_booked(case, home).id
    clock.shift(timedelta(hours=49))
    session.commit()
    home_id = home.id
    let: Part = lambda: let_to(session.get_one(HomeInterest, row_id), by=SYSTEM, today=today())  # noqa: E731
    out: Part = lambda: withdraw_home(session.get_one(Home, home_id), by=SYSTEM, today=today())  # noqa: E731
    press_at_once(real_app, [let, out])
    state, interest = session.scalar(select(HomeOffer.state)), session.get_one(HomeInterest, row_id)
    assert (state, interest.state) in {("taken", "let"), ("withdrawn", "over")}


def test_two_colleagues_offer_the_same_times_once(real_app: Flask) -> None:
    home = a_home(a_partner("B"))
    session.commit()
    offer_id, first = home.offer.id, now() + timedelta(hours=24)
    put: Part = lambda: put_up(offer_id, spans(first, 20, 3), by=SYSTEM)  # noqa: E731
    answers = press_at_once(real_app, [put] * 3)
    assert sorted(map(str, answers)) == sorted(map(str, [None, Overlaps, Overlaps]))
    assert session.scalar(select(func.count()).select_from(HomeViewing)) == 3
