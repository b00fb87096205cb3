"""Many rows written at once hold the same as rows that are written one by one."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from expatdesk.cases.hire_models import HeldInvitation
from expatdesk.cases.search import CaseWords
from expatdesk.logbook.models import LogLine
from expatdesk.shared.clock import now
from expatdesk.shared.db import session, table_of
from expatdesk.shared.many_rows import write_rows
from tests.factories import a_case

# What would end a value or a row, or stand for one that is not there, where rows are copied as text.
NASTY = [
    "plain",
    r"\N",
    r"\.",
    "tab\there",
    "two\nlines",
    "mac\rline",
    r"back\slash\\",
    "Şebnem 'x' \"y\"",
    "",
    "n\\t",
]


def a_line(**columns: Any) -> dict[str, Any]:
    return {
        "verb": "case_opened", "actor_role": "system", "actor_name": "Expatdesk", "actor_id": None,
        "actor_organisation": None, "at": now(), "case_id": None, **columns,
    }  # fmt: skip


def test_what_is_written_is_what_was_given(app: Flask) -> None:
    write_rows(LogLine, [a_line(actor_name=told, details={told: [told, None, True, 7]}) for told in NASTY])
    lines = list(session.scalars(select(LogLine).order_by(LogLine.id)))
    assert [line.actor_name for line in lines] == NASTY
    assert [line.details for line in lines] == [{told: [told, None, True, 7]} for told in NASTY]
    assert {(line.at, line.case_id) for line in lines} == {(now(), None)}


def test_columns_that_no_row_names_get_their_defaults(app: Flask) -> None:
    write_rows(LogLine, [a_line(), a_line()])
    lines = list(session.scalars(select(LogLine)))
    assert [(line.reads, line.details) for line in lines] == [(False, {})] * 2
    assert len({line.id for line in lines}) == 2


def test_a_number_that_the_database_gives_is_left_to_it(app: Flask) -> None:
    case = a_case()
    session.execute(table_of(CaseWords).delete())
    write_rows(CaseWords, [{"case_id": case.id, "words": "  sebnem"}])
    assert session.scalars(select(CaseWords)).one().number > 0


def test_what_is_not_flushed_yet_is_there_before(app: Flask) -> None:
    """A row may point at one that only the session knows."""
    case = a_case()
    case.title = "Changed, not flushed"
    write_rows(HeldInvitation, [{"case_id": case.id, "due": now()}])
    assert session.execute(text('SELECT title FROM "case"')).scalar_one() == "Changed, not flushed"


def test_no_rows_are_no_statement(app: Flask) -> None:
    write_rows(LogLine, [])
    assert session.scalar(select(func.count()).select_from(LogLine)) == 0


def test_an_error_does_not_say_what_stands_in_the_rows(app: Flask) -> None:
    """PostgreSQL tells the whole row, and it would stand in the log (security T45)."""
    with pytest.raises(IntegrityError, match="many rows of log_line") as told, session.begin_nested():
        write_rows(LogLine, [a_line(verb=None, actor_name="Zoe van Ubel")])
    assert "Ubel" not in f"{told.value} {told.value.orig!r}"
    assert (told.value.__cause__, told.value.__suppress_context__) == (None, True)
