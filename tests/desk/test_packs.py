"""The welcome pack, as the desk prints it."""

from contextlib import ExitStack

import pypdfium2
import pytest

from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import readings_of
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.files import attachment
from expatdesk.shared.pdf import AT_THE_DOOR
from expatdesk.social.interests import Told, tell
from tests.conftest import Visit
from tests.factories import LEIDEN, a_case, a_user, registered
from tests.factories.cases import REGION
from tests.visitor import Visitor


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_a_file_in_the_language_asked(officer: Visitor, language: str) -> None:
    case = registered(a_case())
    answer = officer.asks_for("desk.pack", case_id=case.id, language=language)
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == attachment(f"welcome-{case.code}-{language}.pdf")
    assert [line.verb for line in readings_of(case.id)] == ["pack_made"]


@pytest.mark.parametrize("language", ["fr", "en_GB", "NL"])
def test_there_is_no_other_language(officer: Visitor, language: str) -> None:
    officer.cannot_open("desk.pack", case_id=a_case().id, language=language)


def test_who_comes_when_many_are_waiting_comes_again(officer: Visitor) -> None:
    """A few impatient people must not take all threads of the server."""
    case = registered(a_case())
    with ExitStack() as others:
        while AT_THE_DOOR.acquire(blocking=False):
            others.callback(AT_THE_DOOR.release)
        answer = officer.asks_for("desk.pack", case_id=case.id, language="nl")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert readings_of(case.id) == []


def test_another_registrar_gets_none(other_registrar: Visitor) -> None:
    other_registrar.cannot_open("desk.pack", case_id=registered(a_case()).id, language="en")


@pytest.mark.parametrize(("role", "knows"), [(Role.OFFICER, True), (Role.REGISTRAR, False)])
def test_what_people_like_is_only_in_the_pack_that_the_desk_prints(visit: Visit, role: Role, knows: bool) -> None:
    """Adults were promised that the municipality never sees it: by a registrar's hand the pack does without."""
    case = registered(a_case())
    tell(case, case.principal, Told(["en"], ["music"], []), by=SYSTEM, region=REGION, today=today())
    visitor = visit(a_user(role, municipality=LEIDEN if role is Role.REGISTRAR else None))
    pack = visitor.asks_for("desk.pack", case_id=case.id, language="en").data
    text = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pack))
    assert ("you like music" in " ".join(text.split())) is knows
