"""What households ask often becomes a draft of the knowledge base; nothing of a single household does."""

from datetime import timedelta

import time_machine

from expatdesk.desk.asked_words import FEWEST_HOUSEHOLDS
from expatdesk.shared.clock import now
from tests.factories import a_case
from tests.factories.enquiries import a_thread
from tests.visitor import Visitor


def asked_by(how_many: int, subject: str) -> None:
    for number in range(how_many):
        a_thread(a_case(email=f"{subject.split()[0]}{number}@mail.example"), subject)


def test_what_several_ask_and_nothing_answers_becomes_a_draft(coordinator: Visitor) -> None:
    asked_by(FEWEST_HOUSEHOLDS, "Zeppelin insurance")
    asked_by(FEWEST_HOUSEHOLDS - 1, "Quidditch")
    coordinator.opens("desk.answers").sees("Asked often", "zeppelin 3 households").does_not_see("quidditch")
    coordinator.does_not_see("insurance 3 households")
    coordinator.follows("Write a draft: zeppelin").sees("A new answer")
    assert "Households ask about “zeppelin”" in coordinator.page.html


def test_one_household_that_asks_often_is_one(coordinator: Visitor) -> None:
    case = a_case()
    for _question in range(FEWEST_HOUSEHOLDS):
        a_thread(case, "Zeppelin")
    coordinator.opens("desk.answers").does_not_see("Asked often", "zeppelin")


def test_what_was_asked_long_ago_is_forgotten(coordinator: Visitor, clock: time_machine.Traveller) -> None:
    asked_by(FEWEST_HOUSEHOLDS, "Zeppelin")
    clock.move_to(now() + timedelta(days=91))
    coordinator.signs_in().opens("desk.answers").does_not_see("Asked often")
