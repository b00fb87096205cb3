"""A list that leaves as a file is slow to make: while it is made, others write."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, event, select

from expatdesk.logbook.models import LogLine
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from tests.factories import a_case, a_user, an_employer
from tests.visitor import Visitor

TURN = "the turn to write"


@contextmanager
def seen_by_the_database() -> Iterator[list[str]]:
    """What is asked of the database, and when a transaction asks for its turn to write."""
    found: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        found.append(statement)

    def begins(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            found.append(TURN)

    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Engine, "begin", begins)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        event.remove(Engine, "begin", begins)


@pytest.mark.parametrize(
    ("role", "page", "sent"),
    [
        (Role.EMPLOYER, "employer.export_hires", {"kind": "csv"}),
        (Role.OFFICER, "desk.export", {"kind": "csv", "why": "Talk with Leiderdorp"}),
    ],
)
def test_the_list_is_read_before_the_turn_to_write(
    real_app: Flask, role: Role, page: str, sent: dict[str, str]
) -> None:
    employer = an_employer()
    a_case(employer=employer)
    visitor = Visitor(real_app, a_user(role, employer=employer if role is Role.EMPLOYER else None))
    session.commit()
    visitor.asks_for(page)
    with seen_by_the_database() as asked:
        assert visitor.posts(page, sent).status_code == 200
    turn = asked.index(TURN)
    assert any('FROM "case"' in statement for statement in asked[:turn])
    assert not any('FROM "case"' in statement or "FROM person" in statement for statement in asked[turn:])
    assert session.scalars(select(LogLine.verb).order_by(LogLine.id)).all()[-1] in (
        "hires_exported",
        "list_exported",
    )
