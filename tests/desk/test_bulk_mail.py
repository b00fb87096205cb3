"""One mail to several households: chosen, read in each language, sent once."""

import pytest
from sqlalchemy import func, select

from expatdesk.cases.history import sentence
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from expatdesk.worklists.letter_actions import Words, change_letter, write_letter
from expatdesk.worklists.models import Letter
from tests.conftest import Visit
from tests.factories import a_case, a_user
from tests.visitor import Visitor


@pytest.fixture
def letter(officer: Visitor) -> Letter:
    """A mail that stands ready."""
    return write_letter(Words("Papers", "Uw dossier", "Dag {name}.", "Your case", "Bye {name}."), by=SYSTEM)


def sent() -> int:
    """How many went out."""
    return session.scalar(select(func.count()).select_from(Mail).where(Mail.kind == "letter")) or 0


def test_it_is_read_before_it_is_sent(officer: Visitor, letter: Letter) -> None:
    cases = [a_case(given_names="Şebnem", language="nl"), a_case(given_names="Tadesse"), a_case(given_names="Kim")]
    officer.opens("desk.worklist").presses("Mail M", case=[case.code for case in cases])
    officer.sees("Which mail?", "3 households", cases[0].title, cases[2].code)
    officer.presses("Show the mail", letter=str(letter.id)).sees("Dag Şebnem.", "Your case", "Send 3 mails")
    assert sent() == 0
    officer.presses("Send 3 mails").sees("3 mails go out now.")
    assert sent() == 3
    assert sentence(history_of(cases[0].id)[0]).endswith("sent the mail “Papers”.")


def test_words_that_changed_are_shown_again(officer: Visitor, letter: Letter) -> None:
    case = a_case()
    officer.opens("desk.mail_several", case=case.code, letter=str(letter.id))
    words = Words("Papers", "Nieuw", "Nieuw", "New subject", "New words")
    change_letter(letter, words, version=letter.version, by=SYSTEM)
    officer.presses("Send 1 mail", refused=409).sees("The words of this mail changed meanwhile.", "New words")
    assert sent() == 0
    officer.presses("Send 1 mail").sees("1 mail goes out now.")


def test_a_second_press_sends_nothing(officer: Visitor, letter: Letter) -> None:
    case = a_case()
    for words in ("1 mail goes out now.", "these got this mail today already"):
        officer.opens("desk.mail_several", case=case.code, letter=str(letter.id))
        officer.presses("Send 1 mail").sees(words)
    assert sent() == 1


def test_the_coordinator_writes_them(coordinator: Visitor, officer: Visitor) -> None:
    coordinator.opens("desk.letters").sees("No mails stand ready").follows("Write a new one")
    typed = {"name": "Papers", "subject_nl": "A", "text_nl": "B {naam}", "subject_en": "C", "text_en": "D"}
    coordinator.presses("Save", refused=422, **typed).sees("{naam} is no placeholder.", "{name}, {code}")
    coordinator.presses("Save", text_nl="B {name}").sees("“Papers” stands ready for officers.")
    coordinator.follows("Papers").presses("Save", text_en="My BSN is 111222333", refused=422).sees("like a BSN")
    coordinator.presses("Save", text_en="E").follows("Papers").presses("Remove this mail").sees("is removed")
    officer.cannot_open("desk.letters")


def test_two_coordinators_at_one_mail(visit: Visit, coordinator: Visitor, letter: Letter) -> None:
    """Security T39: the second sees both, and loses nothing."""
    other = visit(a_user(Role.COORDINATOR)).opens("desk.letter", letter_id=letter.id)
    coordinator.opens("desk.letter", letter_id=letter.id).presses("Save", text_en="First words")
    other.presses("Save", text_en="Second words", refused=409).sees("First words", "Second words")
    other.presses("Save").sees("stands ready")
    session.refresh(letter)
    assert letter.text_en == "Second words"
