"""A partner is asked without learning who asks, answers by a link, and the officer reads it."""

from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case
from expatdesk.enquiries.models import Thread
from expatdesk.enquiries.partner_models import PartnerRequest
from expatdesk.enquiries.partner_words import gives_away, of_household, to_begin_with
from expatdesk.enquiries.partners import (
    LASTS,
    ask_partner,
    request_behind,
    take_back_from_partner,
)
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import KATWIJK, a_case, a_user
from tests.factories.enquiries import a_partner_request, a_thread
from tests.visitor import Value, Visitor

PRIVATE = (
    "I am Ananya Krishnan, born 14-03-1987, of Witte Singel 9, 2311 BG Leiden. Mail ananya@mail.example or call "
    "+31 6 1234 5678. May I drive here with a licence of 2019?"
)
TYPED: dict[str, Value] = {
    "partner": "ANWB", "email": "help@anwb.example", "text": "May somebody drive here?", "tells_nobody": True,
}  # fmt: skip


def asked_about(text: str = PRIVATE) -> Thread:
    case = a_case(email="ananya@mail.example", home_street="Witte Singel 9", home_postcode="2311 BG")
    return a_thread(case, text=text)


def test_it_begins_without_what_tells_who_asks(officer: Visitor) -> None:
    thread = asked_about()
    case = thread.case_id
    officer.opens("desk.enquiry", case_id=case, thread_id=thread.id).follows("Ask a partner")
    officer.sees("I am …, born", "May I drive here with a licence of 2019?")
    officer.does_not_see("14-03-1987", "Witte Singel", "2311 BG", "ananya@mail.example", "1234 5678")


@pytest.mark.parametrize(
    "word", ["Ananya", "krishnan", "2311 bg", "14-03-1987", "Witte Singel", "x@y.example", "06 1234 5678"]
)
def test_words_that_tell_who_asks_are_refused(officer: Visitor, word: str) -> None:
    thread = asked_about()
    officer.opens("desk.ask_partner", case_id=thread.case_id, thread_id=thread.id)
    officer.presses("Send the question", refused=422, **TYPED | {"text": f"About {word}: may they drive?"})
    officer.sees("may tell who asks. Leave it out.", "may they drive?")
    assert session.scalars(select(PartnerRequest)).all() == []


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("given", "family", "text"), [("Li", "Na", "May Li Na drive?"), ("Ana", "Garcia-Lopez", "May a Lopez drive?")]
)
def test_short_and_double_names_tell_who_asks(given: str, family: str, text: str) -> None:
    case = a_case(given_names=given, family_name=family)
    about = of_household(case, a_thread(case))
    assert gives_away(about, text) is not None
    assert gives_away(about, "Na een maand: may somebody drive?") is None


def test_pressed_twice_a_partner_is_asked_once(officer: Visitor) -> None:
    """Security T38."""
    thread = asked_about()
    for changed in ({}, {}, {"partner": "RDW", "email": "help@rdw.example"}):
        officer.opens("desk.ask_partner", case_id=thread.case_id, thread_id=thread.id)
        officer.presses("Send the question", **TYPED | changed)
    assert len(session.scalars(select(PartnerRequest)).all()) == 2
    assert len(session.scalars(select(Mail).where(Mail.kind == "partner_asked")).all()) == 2


@pytest.mark.usefixtures("app")
def test_common_words_are_no_names() -> None:
    case = a_case(family_name="Van der Berg", home_street="Van der Waalsstraat 1")
    about = of_household(case, a_thread(case, text="Zie Berg"))
    assert gives_away(about, "Het rijbewijs van een ander der inwoners, in 2019.") is None
    assert gives_away(about, "Aan de van der Waalsstraat") == "Van der Waalsstraat"
    assert to_begin_with(about) == "Zie …"


def test_from_the_question_to_the_answer_of_the_partner(visit: Visit, officer: Visitor, nobody: Visitor) -> None:
    thread = asked_about()
    officer.opens("desk.ask_partner", case_id=thread.case_id, thread_id=thread.id)
    officer.presses("Send the question", **TYPED).sees("A mail with a link is on its way.", "ANWB")
    mail = session.scalars(select(Mail).where(Mail.kind == "partner_asked")).one()
    assert (mail.recipient, mail.case_id) == ("help@anwb.example", None)
    assert not any(word in mail.text + mail.html for word in ("Ananya", "LE-", "drive"))
    token = next(line for line in mail.text.split() if "/partner/" in line).rsplit("/", 1)[1]
    nobody.opens("public.partner", token=token).sees("May somebody drive here?")
    nobody.does_not_see("Ananya", "Krishnan", "Driving", "2019")
    nobody.presses("Send the answer", text="It is 111222333", name="Jan", refused=422).sees("111222333")
    nobody.presses("Send the answer", text="For 185 days.", name="Jan de Wit").sees("Thank you for your answer")
    assert nobody.asks_for("public.partner", token=token).status_code == 410
    officer.opens("desk.enquiries").sees("ANWB has answered").follows("Read and answer: Ananya Krishnan")
    officer.sees("For 185 days.", "Jan de Wit", "Who asked does not see this")
    household = visit(a_case_of(thread)).opens("expat.enquiry", thread_id=thread.id)
    household.sees("we asked ANWB about this, without telling who you are").does_not_see("For 185 days.")
    lines = [sentence(line) for line in history_of(thread.case_id)[:2]]
    assert lines[0] == "Jan de Wit (ANWB) answered a question of the desk."
    assert "asked ANWB about a question" in lines[1]


def a_case_of(thread: Thread) -> Case:
    return session.get_one(Case, thread.case_id)


def test_taken_back_the_link_opens_nothing(officer: Visitor, nobody: Visitor) -> None:
    thread = asked_about()
    asked = a_partner_request(thread)
    officer.opens("desk.enquiry", case_id=thread.case_id, thread_id=thread.id).presses("Take it back ANWB")
    officer.sees("Taken back on")
    assert nobody.asks_for("public.partner", token=str(asked.id)).status_code == 410
    assert nobody.posts("public.partner", {"text": "Yes", "name": "Jan"}, token=str(asked.id)).status_code == 410
    assert asked.answer is None


@pytest.mark.usefixtures("app")
def test_taken_back_in_time_its_mail_never_goes_out() -> None:
    """Its link would open nothing; those of other questions to the same partner go out."""
    thread = asked_about()
    first, second = (
        ask_partner(
            of_household(a_case_of(thread), thread),
            "ANWB",
            "help@anwb.example",
            text,
            language="en",
            by=SYSTEM,
            today=today(),
        )
        for text in ("May somebody drive here?", "How long is a licence valid?")
    )
    take_back_from_partner(first, by=SYSTEM)
    (left,) = session.scalars(select(Mail).where(Mail.kind == "partner_asked")).all()
    token = next(line for line in left.text.split() if "/partner/" in line).rsplit("/", 1)[1]
    behind = request_behind(token)
    assert behind is not None
    assert behind.id == second.id


def test_after_its_last_day_it_takes_no_answer(nobody: Visitor, clock: time_machine.Traveller) -> None:
    asked = a_partner_request(asked_about())
    nobody.opens("public.partner", token=str(asked.id))
    clock.move_to(now() + LASTS + LASTS)
    assert nobody.asks_for("public.partner", token=str(asked.id)).status_code == 410


def test_only_officers_ask_and_only_about_this_question(visit: Visit, officer: Visitor) -> None:
    """Security T02 and T04."""
    thread = asked_about()
    other = a_thread(a_case(email="other@mail.example"))
    where: dict[str, Any] = {
        "case_id": other.case_id,
        "thread_id": other.id,
        "partner_id": a_partner_request(thread).id,
    }
    assert officer.posts("desk.take_back_from_partner", **where).status_code == 404
    registrar = visit(a_user(Role.REGISTRAR, municipality=KATWIJK))
    registrar.cannot_open("desk.ask_partner", case_id=thread.case_id, thread_id=thread.id)
