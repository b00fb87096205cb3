"""The social board as officers see it: who has met nobody yet, and never what somebody likes."""

from datetime import timedelta

import time_machine
from sqlalchemy import select

from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case
from expatdesk.check_ins.models import CheckInAnswer
from expatdesk.logbook.models import LogLine
from expatdesk.logbook.queries import readings_of
from expatdesk.people.models import User
from expatdesk.rules.check_ins import CheckIn
from expatdesk.rules.social_contact import NORMS, Contact
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.social.sign_ups import sign_up
from expatdesk.worklists.letter_actions import Words, write_letter
from tests.desk.test_housing_board import names
from tests.factories import a_case, done_by
from tests.factories.activities import an_occasion
from tests.factories.buddies import a_newcomer
from tests.factories.queries import counted_queries
from tests.visitor import Visitor

# The board's own seven, and who is there, with the menu; what was read is written down in one more each.
MOST_QUERIES = 12


def says(case: Case, people: int) -> None:
    """What a household answered at its first check-in."""
    session.add(
        CheckInAnswer(
            case_id=case.id, check_in=CheckIn.SIX_WEEKS, given_on=today(), people=people, wants_talk=False,
            text="I miss my sister",
        )
    )  # fmt: skip
    session.flush()


def test_who_has_met_nobody_stands_first_and_who_struggles_before_all(
    officer: Visitor, clock: time_machine.Traveller
) -> None:
    a_case(given_names="Oldest")
    clock.shift(timedelta(days=2))
    says(a_case(given_names="Badly"), 1)
    sign_up(a_case(given_names="Coming"), an_occasion(7).id, 1, by=done_by()["by"])
    a_newcomer(a_case(given_names="Wishing"))
    officer.signs_in().opens("desk.dashboard").follows("Social board")
    assert [name.split()[0] for name in names(officer)] == ["Badly", "Oldest", "Wishing", "Coming"]
    officer.sees("No contact yet 2", "Asked, and waiting 1", "In touch 1", "Says that it goes badly with people")
    officer.sees("Has a place at an activity on", "Would like a buddy, and lets us look for one.")
    # What they wrote stands on the page of their case; what they like nowhere but on their own.
    officer.does_not_see("I miss my sister", "music")
    officer.follows("Propose a buddy: Wishing Krishnan").sees("Volunteers")
    write_letter(Words("Meet people", "Kom erbij", "Dag {name}", "Join us", "Hello {name}"), by=done_by()["by"])
    officer.opens("desk.social_board").follows("Write a message: Oldest Krishnan").sees(
        "Oldest Krishnan", "Meet people"
    )
    officer.opens("desk.social_board").follows("Look for an activity: Badly Krishnan")


def test_without_their_yes_no_buddy_is_proposed(officer: Visitor) -> None:
    case = a_case()
    case.wants_buddy = True
    officer.opens("desk.social_board").sees("Would like a buddy, and has not let us look yet.").does_not_see(
        "Propose a buddy"
    )


def test_what_stands_too_long_says_so_in_words(officer: Visitor, clock: time_machine.Traveller) -> None:
    a_case()
    clock.shift(timedelta(days=NORMS[Contact.NONE] + 1))
    officer.signs_in().opens("desk.social_board").sees("for 29 days", "longer than the 28 days we aim at")


def test_each_household_that_it_shows_reads_who_looked(officer: Visitor) -> None:
    shown, hidden = a_case(), a_case(arrival=today() + timedelta(days=20))
    officer.opens("desk.social_board")
    assert isinstance(officer.who, User)
    (line,) = readings_of(shown.id)
    assert (line.verb, sentence(line)) == (
        "social_board_read",
        f"{officer.who.name} looked at who has met people here.",
    )
    assert readings_of(hidden.id) == []
    officer.opens("desk.social_board", group=Contact.IN_TOUCH)
    assert len(readings_of(shown.id)) == 1


def test_a_registrar_sees_none_of_it(registrar: Visitor, officer: Visitor) -> None:
    """Whom somebody meets is no business of the municipality."""
    case = a_case()
    officer.opens("desk.social_board")
    registrar.cannot_open("desk.social_board")
    registrar.opens("desk.history", case_id=case.id).does_not_see("has met people")
    assert session.scalar(select(LogLine.id).where(LogLine.verb == "social_board_read"))


def test_so_many_questions_however_many_households(officer: Visitor) -> None:
    for number in range(5):
        a_case(given_names=f"Name{number}")
    officer.asks_for("desk.social_board")
    with counted_queries() as queries:
        assert officer._get(officer.address("desk.social_board")).status_code == 200
    reading = [one for one in queries if not one.startswith("INSERT")]
    assert len(reading) <= MOST_QUERIES, "\n".join(queries)


def test_an_empty_board_says_what_comes(coordinator: Visitor) -> None:
    coordinator.opens("desk.social_board").sees("Nobody to meet yet")
