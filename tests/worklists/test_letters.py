"""A mail to many: fixed placeholders, each household in its own language, never twice in a day."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.cases.refusals import HoldsBsn, StaleVersion
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.worklists.letter_actions import (
    LETTERS_OF,
    LetterNameTaken,
    UnknownPlaceholder,
    Words,
    change_letter,
    send_letter,
    write_letter,
)
from expatdesk.worklists.letters import filled_in, unknown_placeholders
from expatdesk.worklists.models import Letter
from tests.factories import a_case, up_to_visit

WORDS = Words("Papers", "Uw {code}", "Stuur ze {name}.\n\nVóór {limit}.", "Your {code}", "Send them, {name}.")


@pytest.fixture
def letter(app: Flask) -> Letter:
    """A mail that stands ready."""
    return write_letter(WORDS, by=SYSTEM)


def mails() -> list[Mail]:
    """The mails of this kind that wait."""
    return list(session.scalars(select(Mail).where(Mail.kind == "letter").order_by(Mail.recipient)))


def send(letter: Letter, *cases: Case) -> dict[str, list[str]]:
    """What became of each."""
    outcome = send_letter(letter, cases, version=letter.version, by=SYSTEM)
    return {name: getattr(outcome, name) for name in outcome.__slots__ if getattr(outcome, name)}


def test_each_household_reads_its_own_language(letter: Letter) -> None:
    dutch = a_case(given_names="Şebnem", family_name="A", language="nl", email="a@mail.example")
    english = a_case(given_names="Tadesse", family_name="B", email="b@mail.example")
    assert send(letter, dutch, english) == {"sent": ["Şebnem A", "Tadesse B"]}
    first, second = mails()
    assert (first.language, first.subject) == ("nl", f"Uw {dutch.code}")
    assert "Stuur ze Şebnem.\n\nVóór maandag 14 december 2026." in first.text
    assert (second.language, second.subject) == ("en", f"Your {english.code}")
    assert "<p>Send them, Tadesse.</p>" in second.html


@pytest.mark.parametrize("text", ["{nmae}", "{ name }", "{}", "{name", "name}", "{{name}}", "{%x%}", "{name.x}"])
def test_anything_else_in_braces_is_refused(text: str) -> None:
    """Security T30: no text of ours is a program."""
    assert unknown_placeholders(text)


@pytest.mark.usefixtures("app")
def test_a_text_that_cannot_be_filled_in_is_not_kept(letter: Letter) -> None:
    for field in ("subject_nl", "text_nl", "subject_en", "text_en"):
        columns = {name: getattr(WORDS, name) for name in WORDS.__slots__}
        with pytest.raises(UnknownPlaceholder):
            write_letter(Words(**{**columns, "name": "Other", field: "Hi {x}"}), by=SYSTEM)
        with pytest.raises(HoldsBsn):
            write_letter(Words(**{**columns, "name": "Other", field: "111222333"}), by=SYSTEM)
    with pytest.raises(LetterNameTaken):
        write_letter(WORDS, by=SYSTEM)


def test_code_in_a_name_stays_text(letter: Letter) -> None:
    """Security T23, T24, T30: neither a program, nor markup, nor a link."""
    case = a_case(given_names="{{7*7}}<b>", family_name="http://evil.example")
    mail = filled_in(letter, case)
    assert "49" not in mail.text
    send(letter, case)
    assert "{{7*7}}&lt;b&gt;" in mails()[0].html
    assert "evil.example" not in mails()[0].text


def test_nobody_gets_it_twice_in_a_day(letter: Letter, clock: time_machine.Traveller) -> None:
    case = a_case()
    assert send(letter, case) == {"sent": ["Ananya Krishnan"]}
    assert send(letter, case) == {"too_often": ["Ananya Krishnan"]}
    clock.move_to(now() + timedelta(hours=25))
    assert send(letter, case) == {"sent": ["Ananya Krishnan"]}


def test_who_sends_too_many_is_stopped(letter: Letter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("expatdesk.worklists.letter_actions.LETTERS_OF", replace(LETTERS_OF, allowed=2))
    cases = [a_case(family_name=name) for name in ("A", "B", "C")]
    assert send(letter, *cases) == {"sent": ["Ananya A", "Ananya B"], "too_often": ["Ananya C"]}
    assert len(mails()) == 2


def test_what_the_file_does_not_know_is_not_written(app: Flask) -> None:
    visit = write_letter(Words("Visit", "x", "Tot {visit}", "x", "Until {visit}"), by=SYSTEM)
    without, booked, closed = (a_case(family_name=name) for name in ("A", "B", "C"))
    up_to_visit(booked)
    closed.state = "closed"
    session.flush()
    assert send(visit, without, booked, closed) == {
        "sent": ["Ananya B"], "closed": ["Ananya C"], "not_known": ["Ananya A"],
    }  # fmt: skip
    assert filled_in(visit, without).missing == ("visit",)


def test_words_that_changed_since_the_preview_are_not_sent(letter: Letter) -> None:
    seen = letter.version
    change_letter(letter, Words("Papers", "a", "b", "c", "d"), version=seen, by=SYSTEM)
    with pytest.raises(StaleVersion):
        send_letter(letter, [a_case()], version=seen, by=SYSTEM)
    with pytest.raises(StaleVersion):
        change_letter(letter, WORDS, version=seen, by=SYSTEM)
    assert mails() == []
