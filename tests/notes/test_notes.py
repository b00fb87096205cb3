"""Notes of staff: who is called, who may change one, and that none holds a BSN."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, true

from expatdesk.cases.models import Case
from expatdesk.cases.refusals import HoldsBsn, StaleVersion
from expatdesk.logbook.queries import history_of
from expatdesk.notes.actions import NobodyOfThatName, NoteStands, change_note, mark_read, write_note
from expatdesk.notes.calling import called_in
from expatdesk.notes.models import Note
from expatdesk.notes.queries import colleagues_at, unread_mentions
from expatdesk.people.models import Role, User
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.factories import KATWIJK, LEIDEN, a_case, a_user, actor_of


@pytest.fixture
def noor(app: Flask) -> User:
    """Who writes."""
    return a_user(Role.OFFICER, name="Noor Haddad")


@pytest.fixture
def wout(app: Flask) -> User:
    """Who is called."""
    return a_user(Role.OFFICER, name="Wout de Graaf")


@pytest.fixture
def case(app: Flask) -> Case:
    """What it is about."""
    return a_case()


@pytest.mark.parametrize(
    ("text", "people", "nobody"),
    [
        ("@Wout, call them", ["Wout de Graaf"], []),
        ("(@wout de graaf) and @Noor!", ["Wout de Graaf", "Noor Haddad"], []),
        ("@Wout @Wout", ["Wout de Graaf"], []),
        ("mail me@noor.example or noor@desk.example", [], []),
        ("@Wouter", [], ["@Wouter"]),
        ("@Sam knows", [], ["@Sam"]),
        ("@Sam Vos knows", ["Sam Vos"], []),
        ("5 @ 3", [], []),
    ],
)
@pytest.mark.usefixtures("noor", "wout")
def test_who_is_called(case: Case, text: str, people: list[str], nobody: list[str]) -> None:
    """A first name is enough where only one has it; a mail address calls nobody."""
    a_user(Role.OFFICER, name="Sam Vos")
    a_user(Role.OFFICER, name="Sam Bos")
    called = called_in(text, colleagues_at(case))
    assert [user.name for user in called.people] == people
    assert list(called.nobody) == nobody


def test_who_can_be_called_is_who_may_read_it(case: Case, noor: User) -> None:
    own = a_user(Role.REGISTRAR, name="Own Registrar", municipality=LEIDEN)
    a_user(Role.REGISTRAR, municipality=KATWIJK)
    a_user(Role.EMPLOYER)
    a_user(Role.OFFICER, active=False)
    assert colleagues_at(case) == [noor, own]


def test_it_stands_on_the_day_of_who_is_called_until_read(case: Case, noor: User, wout: User) -> None:
    note = write_note(case, "Call them, @Wout", by=actor_of(noor))
    [found] = unread_mentions(wout.id, true())
    assert (found.id, found.title, found.author_name) == (note.id, "Ananya Krishnan", "Noor Haddad")
    assert unread_mentions(noor.id, true()) == []
    assert unread_mentions(wout.id, Case.municipality == KATWIJK) == []
    mark_read(note.id, user_id=noor.id)
    assert len(unread_mentions(wout.id, true())) == 1
    mark_read(note.id, user_id=wout.id)
    assert unread_mentions(wout.id, true()) == []


def test_the_history_says_that_and_not_what(case: Case, noor: User) -> None:
    note = write_note(case, "Quite a secret", by=actor_of(noor))
    change_note(case, note, "Another secret", version=1, by=actor_of(noor), today=today())
    lines = history_of(case.id)[:2]
    assert [line.verb for line in lines] == ["note_changed", "note_written"]
    assert "secret" not in str([line.details for line in lines])


def test_a_bsn_is_refused(case: Case, noor: User) -> None:
    """Security T43."""
    with pytest.raises(HoldsBsn):
        write_note(case, "Their number is 111 222 333", by=actor_of(noor))
    note = write_note(case, "Fine", by=actor_of(noor))
    with pytest.raises(HoldsBsn):
        change_note(case, note, "111222333", version=1, by=actor_of(noor), today=today())
    assert session.scalars(select(Note.text)).all() == ["Fine"]


def test_only_the_author_changes_it_and_only_today(
    case: Case, noor: User, wout: User, clock: time_machine.Traveller
) -> None:
    note = write_note(case, "First", by=actor_of(noor))
    with pytest.raises(NoteStands):
        change_note(case, note, "Other", version=1, by=actor_of(wout), today=today())
    change_note(case, note, "Second", version=1, by=actor_of(noor), today=today())
    with pytest.raises(StaleVersion):
        change_note(case, note, "Third", version=1, by=actor_of(noor), today=today())
    clock.move_to(now() + timedelta(days=1))
    with pytest.raises(NoteStands):
        change_note(case, note, "Third", version=2, by=actor_of(noor), today=today())
    assert note.text == "Second"


def test_a_change_calls_whom_it_names_now(case: Case, noor: User, wout: User) -> None:
    note = write_note(case, "Look, @Wout", by=actor_of(noor))
    change_note(case, note, "Look, all", version=1, by=actor_of(noor), today=today())
    assert unread_mentions(wout.id, true()) == []
    change_note(case, note, "Look, @Wout and @Noor", version=2, by=actor_of(noor), today=today())
    assert len(unread_mentions(wout.id, true())) == len(unread_mentions(noor.id, true())) == 1
    with pytest.raises(NobodyOfThatName):
        change_note(case, note, "@Nobody", version=3, by=actor_of(noor), today=today())
