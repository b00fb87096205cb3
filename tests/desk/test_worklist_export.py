"""The worklist as a file: exactly the filtered rows, with a reason, written down and told (security T51)."""

import csv
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from expatdesk.cases.history import sentence
from expatdesk.logbook.models import LogLine
from expatdesk.logbook.queries import readings_of
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.shared.files import attachment
from expatdesk.worklists import export
from tests.conftest import Visit
from tests.factories import LEIDERDORP, a_case, a_user
from tests.visitor import Visitor


def exported(visitor: Visitor, kind: str = "csv", **asked: object) -> TestResponse:
    """The answer to an export of this list."""
    visitor.opens("desk.worklist", **asked).follows("Export")
    return visitor.posts("desk.export", {"kind": kind, "why": "Talk with Leiderdorp"}, **asked)


def rows_of(answer: TestResponse) -> list[list[str]]:
    """The lines of a CSV file."""
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_it_holds_exactly_the_filtered_rows(officer: Visitor) -> None:
    for number in range(52):
        a_case(family_name=f"Number{number:02}", home_postcode="2353 GA", arrival=today() - timedelta(days=20))
    a_case(family_name="Elsewhere")
    answer = exported(officer, municipality=LEIDERDORP, sort="name")
    assert answer.headers["Content-Disposition"] == attachment("expatdesk-2026-12-14.csv")
    head, *rows = rows_of(answer)
    assert head[:4] == ["Case code", "Household", "State", "People"]
    assert [row[1].split()[1] for row in rows] == [f"Number{number:02}" for number in range(52)]
    assert rows[0][5:9] == ["Leiderdorp", "2026-11-24", "2026-11-30", "Book the visit"]


def test_its_words_are_the_readers(visit: Visit) -> None:
    a_case()
    dutch = visit(a_user(Role.OFFICER), language="nl")
    answer = dutch.posts("desk.export", {"kind": "xlsx", "why": "Overleg"})
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    assert sheet.title == "Werklijst"
    assert [sheet["B1"].value, sheet["F1"].value] == ["Huishouden", "Gemeente"]


def test_a_name_never_becomes_a_formula(officer: Visitor) -> None:
    """Security T25."""
    a_case(given_names="=HYPERLINK(1)", family_name="")
    assert rows_of(exported(officer))[1][1] == "'=HYPERLINK(1)"


def test_it_is_written_down_and_the_coordinator_is_told(visit: Visit) -> None:
    boss = a_user(Role.COORDINATOR, name="Marije Kuiper", language="nl")
    me = a_user(Role.OFFICER, name="Noor Haddad")
    seen, other = a_case(), a_case(home_postcode="2353 GA")
    exported(visit(me), municipality=LEIDERDORP)
    line = session.scalars(select(LogLine).where(LogLine.verb == "list_exported", ~LogLine.reads)).one()
    assert line.details["why"] == "Talk with Leiderdorp"
    assert (line.details["rows"], line.actor_id) == (1, me.id)
    assert [sentence(one) for one in readings_of(other.id)] == [
        "Noor Haddad took the line of this household along in an export of the worklist."
    ]
    assert readings_of(seen.id) == []
    mail = session.scalars(select(Mail).where(Mail.kind == "list_exported")).one()
    assert (mail.recipient, mail.language) == (boss.email, "nl")
    assert "Noor Haddad" in mail.text
    assert "Talk with Leiderdorp" in mail.text


def test_without_a_reason_nothing_leaves(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.export").presses("Export", refused=422).sees("Say what you need the list for.")
    assert readings_of(case.id) == []


def test_a_list_without_end_is_refused(officer: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        a_case()
    monkeypatch.setattr("expatdesk.desk.worklist_export.MOST_ROWS", 2)
    officer.opens("desk.export").sees("At most 2 households fit in a file.")
    assert officer.posts("desk.export", {"kind": "csv", "why": "All"}).status_code == 422
    assert export.MOST_ROWS >= 1500


def test_who_does_not_run_cases_takes_no_list_along(registrar: Visitor, hr: Visitor) -> None:
    for visitor in (registrar, hr):
        assert visitor.asks_for("desk.export").status_code == 404
        assert visitor.posts("desk.export", {"kind": "csv", "why": "x"}).status_code == 404
