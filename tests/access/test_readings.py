"""Whoever looks at a file is written down with it, also where what they wanted to change was refused (T48)."""

import pytest
from sqlalchemy import text

from expatdesk.cases.models import Case
from expatdesk.logbook.queries import readings_of
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_employer, registered, up_to_visit
from tests.visitor import Visitor

PAGES: list[tuple[str, dict[str, object]]] = [
    ("desk.case", {}),
    ("desk.facts_of", {"block": "stay"}),
    ("desk.household", {}),
    ("desk.step", {"key": "papers_checked"}),
    ("desk.visit", {}),
]


def read(case: Case) -> list[str]:
    return [line.verb for line in readings_of(case.id)]


@pytest.mark.parametrize(("endpoint", "values"), PAGES, ids=[endpoint for endpoint, _ in PAGES])
def test_each_page_of_a_file_is_one_reading(officer: Visitor, endpoint: str, values: dict[str, object]) -> None:
    case = up_to_visit(a_case())
    officer.opens(endpoint, case_id=case.id, **values)
    assert read(case) == ["case_read"]


def test_a_person_of_it_is_read_with_it(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.person", case_id=case.id, person_id=case.principal.id)
    assert read(case) == ["case_read"]


def test_a_history_and_a_pack_are_named_as_such(officer: Visitor) -> None:
    case = registered(a_case())
    officer.opens("desk.history", case_id=case.id)
    officer.asks_for("desk.pack", case_id=case.id, language="nl")
    assert set(read(case)) == {"history_read", "pack_made"}


def test_an_employer_reads_too(visit: Visit) -> None:
    employer = an_employer()
    case = a_case(employer=employer)
    visit(a_user(Role.EMPLOYER, employer=employer)).opens("employer.hire", case_id=case.id)
    assert read(case) == ["hire_read"]


def test_a_refused_change_leaves_the_reading_alone(officer: Visitor) -> None:
    case = a_case(stay_months=24)
    answer = officer.posts(
        "desk.facts_of", {"version": case.version, "stay_months": "none"}, case_id=case.id, block="stay"
    )
    assert answer.status_code == 422
    session.refresh(case)
    assert case.stay_months == 24
    assert read(case) == ["case_read"]


def test_so_does_one_that_came_too_late(officer: Visitor) -> None:
    case = a_case()
    answer = officer.posts("desk.assign", {"version": case.version - 1, "officer": ""}, case_id=case.id)
    assert answer.status_code == 409
    assert read(case) == ["case_read"]


def test_a_change_stands_in_the_history_instead(officer: Visitor) -> None:
    case = a_case()
    answer = officer.posts("desk.assign", {"version": case.version, "officer": ""}, case_id=case.id)
    assert answer.status_code == 303
    assert read(case) == []


def test_what_one_may_not_see_is_not_read(other_registrar: Visitor) -> None:
    case = a_case()
    assert other_registrar.asks_for("desk.case", case_id=case.id).status_code == 404
    assert read(case) == []


# As if the disk were full: what stands in the table can be read, and nothing comes to it.
NO_NEW_LINE = {
    "sqlite": "CREATE TRIGGER full BEFORE INSERT ON log_line BEGIN SELECT RAISE(ABORT, 'full'); END",
    "postgresql": "ALTER TABLE log_line ADD CONSTRAINT full_disk CHECK (false) NOT VALID",
}


def test_what_cannot_be_written_down_is_not_shown(officer: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    case = a_case()
    session.execute(text(NO_NEW_LINE[session.get_bind().dialect.name]))
    monkeypatch.setitem(officer.app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = officer.asks_for("desk.case", case_id=case.id)
    assert answer.status_code == 503
    assert "Ananya" not in answer.text
