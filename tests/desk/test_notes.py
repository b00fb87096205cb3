"""Notes on the page of a case: written, called, changed; and who never sees them."""

from datetime import timedelta

import time_machine

from expatdesk.cases.models import Case
from expatdesk.notes.actions import write_note
from expatdesk.people.models import Role, User
from expatdesk.shared.clock import now
from tests.conftest import Visit
from tests.factories import LEIDEN, a_case, a_user, actor_of, an_employer
from tests.visitor import Visitor


def test_a_colleague_is_called_and_says_that_it_is_read(visit: Visit) -> None:
    case, wout = a_case(), a_user(Role.OFFICER, name="Wout de Graaf")
    noor = visit(a_user(Role.OFFICER, name="Noor Haddad")).opens("desk.case", case_id=case.id)
    noor.presses("Save the note", text="Lease is odd, @Wout.\n\nPlease call them.").sees(
        "Noor Haddad", "Lease is odd, @Wout."
    )
    called = visit(wout).opens("desk.dashboard").sees("Colleagues call you 1").does_not_see("Lease is odd")
    called.follows("Noor Haddad, in a note on Ananya Krishnan").sees("Please call them.")
    called.opens("desk.dashboard").presses("I have read it Ananya Krishnan").does_not_see("Colleagues call you")


def test_what_is_refused_stands_beside_its_error(officer: Visitor) -> None:
    """Security T43: with a hint, and the text stays."""
    case = a_case()
    for text, error in [
        ("Their BSN: 111222333, call", "This looks like a BSN, which we may not keep."),
        ("Ask @Nobody", "@Nobody: nobody here is called that"),
        ("", "Write the note first."),
    ]:
        officer.opens("desk.case", case_id=case.id)
        officer.presses("Save the note", text=text, refused=422).sees(error, text)
    officer.presses("Save", text="Fine").sees("Fine", "The note is saved.")


def test_ones_own_is_changed_within_the_day(visit: Visit, clock: time_machine.Traveller) -> None:
    case, me = a_case(), a_user(Role.OFFICER)
    visitor = visit(me).opens("desk.case", case_id=case.id).presses("Save the note", text="Frist")
    visitor.follows("Change: your note")
    visitor.presses("Save", text="First").sees("First", "changed")
    other = visit(a_user(Role.OFFICER)).opens("desk.case", case_id=case.id).sees("First")
    other.does_not_see("your note")
    clock.move_to(now() + timedelta(days=1))
    visit(me).opens("desk.case", case_id=case.id).sees("First").does_not_see("your note")


def test_two_windows_at_one_note(visit: Visit) -> None:
    """Security T39: the second sees both, and loses nothing."""
    case, me = a_case(), a_user(Role.OFFICER)
    note = write_note(case, "First", by=actor_of(me))
    one, two = (visit(me).opens("desk.note", case_id=case.id, note_id=note.id) for _ in range(2))
    one.presses("Save", text="Of one")
    two.presses("Save", text="Of two", refused=409).sees("Of one", "Of two", "This note was changed meanwhile.")
    two.presses("Save").sees("Of two")


def test_household_and_employer_never_see_them(visit: Visit) -> None:
    """What the household gets on request, it gets by hand (privacy table of the desk)."""
    employer = an_employer()
    case: Case = a_case(employer=employer)
    write_note(case, "Between colleagues", by=actor_of(a_user(Role.OFFICER)))
    visit(case).opens("expat.status").does_not_see("Between colleagues")
    hr = visit(a_user(Role.EMPLOYER, employer=employer))
    hr.opens("employer.hire", case_id=case.id).does_not_see("Between colleagues")


def test_the_towns_registrar_reads_and_writes_them(visit: Visit, other_registrar: Visitor) -> None:
    case = a_case()
    officer: User = a_user(Role.OFFICER)
    note = write_note(case, "Original seen?", by=actor_of(officer))
    own = visit(a_user(Role.REGISTRAR, municipality=LEIDEN)).opens("desk.case", case_id=case.id)
    own.sees("Original seen?").presses("Save the note", text="Yes").sees("Yes")
    other_registrar.cannot_open("desk.note", case_id=case.id, note_id=note.id)
    assert (
        own.posts("desk.note", {"text": "Mine", "version": "1"}, case_id=case.id, note_id=note.id).status_code
        == 409
    )


def test_a_note_of_another_case(officer: Visitor) -> None:
    """Parent and child are looked up together (T04)."""
    note = write_note(a_case(), "Elsewhere", by=actor_of(a_user(Role.OFFICER)))
    officer.cannot_open("desk.note", case_id=a_case().id, note_id=note.id)
