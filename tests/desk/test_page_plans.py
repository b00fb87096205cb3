"""No page that officers open all day reads a table from end to end that grows with every household."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, event, text

from expatdesk.cases.models import Case
from expatdesk.people.models import Role, User
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_employer, up_to_visit, with_family

# What grows with every household; a region's counters, terms and users are few for ever.
GROWING = {
    "activity_sign_up", "appointment", "buddy_pair", "case", "check_in_answer", "consent", "contract_check",
    "document", "home_interest", "home_wishes", "log_line", "mail", "merge", "note", "paper_said", "person",
    "person_career", "person_interests", "registration", "step_record", "thread", "thread_message",
}  # fmt: skip


@contextmanager
def asked() -> Iterator[list[tuple[str, Any]]]:
    """Every question with its values that the database gets while this is open."""
    found: list[tuple[str, Any]] = []

    def note(_connection: Connection, _cursor: object, statement: str, values: Any, *_more: object) -> None:
        if statement.lstrip().startswith(("SELECT", "WITH")):
            found.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def read_from_end_to_end(statement: str, values: Any) -> set[str]:
    """The tables of which the database would read every row for this question, however many there are."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        # So few rows it would rather read one by one; where it must, it does so in spite of this.
        session.execute(text("SET LOCAL enable_seqscan = off"))
        lines = [row[0].split() for row in connection.exec_driver_sql(f"EXPLAIN (COSTS OFF) {statement}", values)]
        scans = [line[line.index("Seq") :] for line in lines if "Seq" in line]
        return {line[3].strip('"') for line in scans}
    lines = [row[3].split() for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
    return {line[1] for line in lines if line[0] == "SCAN" and "INDEX" not in line}


PAGES = {
    "desk.dashboard": "officer registrar", "desk.worklist": "officer registrar coordinator",
    "desk.case": "officer registrar", "desk.day": "officer registrar", "desk.registration": "registrar",
    "desk.visit": "officer", "desk.housing_board": "officer", "desk.social_board": "officer",
    "employer.hires": "employer", "employer.hire": "employer", "expat.status": "expat",
    "expat.visit_times": "expat",
}  # fmt: skip
EACH = [(endpoint, Role(role)) for endpoint, roles in PAGES.items() for role in roles.split()]


def somebody(role: Role, case: Case) -> User | Case:
    """Who opens a page in this role and may see this case."""
    if role == Role.EXPAT:
        return case
    municipality = case.municipality if role == Role.REGISTRAR else None
    return a_user(role, municipality=municipality, employer=case.employer if role == Role.EMPLOYER else None)


@pytest.mark.parametrize(("endpoint", "role"), EACH)
def test_it_reads_no_growing_table_from_end_to_end(app: Flask, visit: Visit, endpoint: str, role: Role) -> None:
    case = up_to_visit(with_family(a_case(employer=an_employer())), day=today(), at=time(11, 0))
    visitor = visit(somebody(role, case))
    asks_case = next(app.url_map.iter_rules(endpoint)).arguments
    address = visitor.address(endpoint, **({"case_id": case.id} if "case_id" in asks_case else {}))
    session.commit()
    with asked() as questions:
        assert visitor._get(address).status_code == 200
    read = {name: question for question, values in questions for name in read_from_end_to_end(question, values)}
    assert len(questions) >= 3
    assert not {table: read[table] for table in GROWING & set(read)}
