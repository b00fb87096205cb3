"""The welcome pack, as the desk prints it."""

import pytest

from expatdesk.logbook.queries import readings_of
from tests.factories import a_case, registered
from tests.visitor import Visitor


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_a_file_in_the_language_asked(officer: Visitor, language: str) -> None:
    case = registered(a_case())
    answer = officer.asks_for("desk.pack", case_id=case.id, language=language)
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="welcome-{case.code}-{language}.pdf"'
    assert [line.verb for line in readings_of(case.id)] == ["pack_made"]


@pytest.mark.parametrize("language", ["fr", "en_GB", "NL"])
def test_there_is_no_other_language(officer: Visitor, language: str) -> None:
    officer.cannot_open("desk.pack", case_id=a_case().id, language=language)


def test_another_registrar_gets_none(other_registrar: Visitor) -> None:
    other_registrar.cannot_open("desk.pack", case_id=registered(a_case()).id, language="en")
