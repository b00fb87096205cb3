"""Sixty households press at the moment of opening, and two workers move one line: all stays in order."""

import itertools
import threading
import uuid
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from time_machine import Traveller

from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.rules.waiting_list import Standing
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.social.activity_mails import tell_of_sign_ups
from expatdesk.social.activity_models import ActivitySignUp, Occasion
from expatdesk.social.sign_ups import leave, sign_up
from expatdesk.social.waiting_list import move_lines
from tests.at_once import both
from tests.factories import a_case, an_employer
from tests.factories.activities import an_occasion
from tests.factories.cases import REGION

HOUSEHOLDS, PLACES = 60, 40


@dataclass(frozen=True)
class Answer:
    """When a household pressed and was answered, by one clock for all, and its number in the line."""

    pressed: int
    answered: int
    number: int


def households(number: int, people: int = 1) -> list[uuid.UUID]:
    employer = an_employer()
    cases = [a_case(employer=employer, people_expected=people) for _ in range(number)]
    session.commit()
    return [case.id for case in cases]


def press_at_once(app: Flask, occasion_id: uuid.UUID, wishes: list[tuple[uuid.UUID, int]]) -> list[Answer]:
    """Each in a thread of its own, all in the same moment; who hears that the desk is busy presses once more."""
    ticks, together, answers = itertools.count(), threading.Barrier(len(wishes)), list[Answer]()

    def press(case_id: uuid.UUID, people: int) -> bool:
        pressed = next(ticks)
        try:
            begin_immediate()
            number = sign_up(session.get_one(Case, case_id), occasion_id, people, by=SYSTEM).number
            session.commit()
        except OperationalError:
            session.rollback()
            return False
        answers.append(Answer(pressed, next(ticks), number))
        return True

    def one(case_id: uuid.UUID, people: int) -> None:
        with app.app_context():
            together.wait()
            while not press(case_id, people):
                pass
            session.remove()

    threads = [threading.Thread(target=one, args=wish) for wish in wishes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def tell() -> None:
    tell_of_sign_ups(REGION)


def move() -> None:
    move_lines(REGION)


def rows_of(occasion_id: uuid.UUID) -> list[ActivitySignUp]:
    session.rollback()
    wanted = select(ActivitySignUp).where(ActivitySignUp.occasion_id == occasion_id)
    return list(session.scalars(wanted.order_by(ActivitySignUp.number)))


def test_at_the_moment_of_opening_nobody_is_too_many_and_the_order_holds(real_app: Flask) -> None:
    occasion_id = an_occasion(capacity=PLACES, opens_at=now()).id
    wishes = [(case_id, 1) for case_id in households(HOUSEHOLDS)]
    answers = press_at_once(real_app, occasion_id, wishes)
    assert sorted(one.number for one in answers) == list(range(1, HOUSEHOLDS + 1))
    # Who was answered before another one pressed stands before them.
    assert all(a.number < b.number for a in answers for b in answers if a.answered < b.pressed)
    rows = rows_of(occasion_id)
    assert [row.standing for row in rows] == ["coming"] * PLACES + ["waiting"] * (HOUSEHOLDS - PLACES)
    assert session.get_one(Occasion, occasion_id).taken == PLACES


def test_households_of_several_take_as_many_places_as_there_are(real_app: Flask) -> None:
    occasion_id = an_occasion(capacity=PLACES).id
    wishes = [(case_id, 1 + place % 4) for place, case_id in enumerate(households(HOUSEHOLDS // 2, people=4))]
    press_at_once(real_app, occasion_id, wishes)
    rows = rows_of(occasion_id)
    coming = [row for row in rows if row.standing == Standing.COMING]
    assert PLACES - 4 < sum(row.persons for row in coming) <= PLACES
    assert max(row.number for row in coming) < min(row.number for row in rows if row not in coming)


def test_two_workers_offer_a_place_to_one_household_and_tell_each_once(real_app: Flask, clock: Traveller) -> None:
    occasion_id = an_occasion(capacity=1).id
    session.commit()
    press_at_once(real_app, occasion_id, [(case_id, 1) for case_id in households(3)])
    both(real_app, tell)
    first = rows_of(occasion_id)[0]
    begin_immediate()
    leave(session.get_one(Case, first.case_id), occasion_id, by=SYSTEM, region=REGION)
    session.commit()
    clock.shift(timedelta(days=1))
    both(real_app, move)
    assert [row.standing for row in rows_of(occasion_id)] == ["cancelled", "lapsed", "offered"]
    assert session.get_one(Occasion, occasion_id).taken == 1
    kinds = sorted(session.scalars(select(Mail.kind).where(Mail.kind.startswith("activity_"))))
    assert kinds == [
        "activity_lapsed", "activity_left", "activity_offered", "activity_offered", *["activity_signed_up"] * 3,
    ]  # fmt: skip


def test_places_of_who_is_gone_are_offered_by_the_worker(real_app: Flask) -> None:
    occasion_id = an_occasion(capacity=1).id
    session.commit()
    press_at_once(real_app, occasion_id, [(case_id, 1) for case_id in households(2)])
    begin_immediate()
    gone = update(ActivitySignUp).where(ActivitySignUp.occasion_id == occasion_id, ActivitySignUp.number == 1)
    session.execute(gone.values(standing=Standing.CANCELLED))
    session.execute(update(Occasion).values(taken=0, to_move_up=True))
    session.commit()
    both(real_app, move)
    assert [row.standing for row in rows_of(occasion_id)] == ["cancelled", "offered"]
