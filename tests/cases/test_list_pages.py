"""Pages of a list: every row once, forwards and backwards, with and without a date, whatever changes meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, tuple_

from expatdesk.cases.list_pages import ListPage, Place, page_of
from expatdesk.cases.models import Case
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case

SIZE = 3
# Two share a day, two have none: the order is sure all the same.
DAYS = (0, 1, 2, 2, 4, 5, None, None)
COLUMNS = {"day": Case.lawful_due, "name": Case.title}


@pytest.fixture
def eight(app: Flask) -> list[Case]:
    """Eight households, of which two have no date."""
    cases = [a_case(family_name=f"Family{number}") for number in range(len(DAYS))]
    for case, days in zip(cases, DAYS, strict=True):
        case.lawful_due = None if days is None else today() + timedelta(days=days)
    session.flush()
    return sorted(cases, key=lambda case: (case.lawful_due is None, case.lawful_due, case.id.hex))


def page(by: Any, beyond: Place | None) -> ListPage:
    """One page of all households."""
    return page_of(select(Case.title, Case.id, by.label("by")), by, Case.id, SIZE, beyond)


def place(row: Any, *, backwards: bool = False) -> Place:
    """The place of a row."""
    return Place(row.by, row.id, backwards)


@pytest.mark.parametrize("by", COLUMNS.values(), ids=COLUMNS)
def test_forwards_and_back_every_row_comes_once(eight: list[Case], by: Any) -> None:
    pages = [page(by, None)]
    while pages[-1].has_after:
        pages.append(page(by, place(pages[-1].rows[-1])))
    assert [len(one.rows) for one in pages] == [3, 3, 2]
    assert [one.has_before for one in pages] == [False, True, True]
    expected = [case.title for case in (eight if by is Case.lawful_due else sorted(eight, key=lambda c: c.title))]
    assert [row.title for one in pages for row in one.rows] == expected
    second = page(by, place(pages[2].rows[0], backwards=True))
    assert second == pages[1]
    assert page(by, place(second.rows[0], backwards=True)) == pages[0]


def test_a_row_that_moved_takes_no_other_along(eight: list[Case]) -> None:
    first = page(Case.lawful_due, None)
    eight[2].lawful_due = None
    session.flush()
    assert [row.title for row in page(Case.lawful_due, place(first.rows[-1])).rows] == [
        case.title for case in eight[3:6]
    ]


def test_where_too_few_are_left_before_a_place_the_list_begins_anew(eight: list[Case]) -> None:
    second = page(Case.lawful_due, place(page(Case.lawful_due, None).rows[-1]))
    eight[0].lawful_due = None
    session.flush()
    again = page(Case.lawful_due, place(second.rows[0], backwards=True))
    assert [row.title for row in again.rows] == [case.title for case in eight[1:4]]
    assert not again.has_before


def test_a_page_is_a_stretch_of_an_index(eight: list[Case]) -> None:
    """A million rows are not sorted to show fifty of them."""
    after = tuple_(Case.lawful_due, Case.id) > tuple_(today(), eight[0].id)
    wanted = select(Case.title).where(Case.state == "open", after).order_by(Case.lawful_due, Case.id)
    text = str(wanted.compile(session.get_bind(), compile_kwargs={"literal_binds": True}))
    if session.get_bind().dialect.name == "sqlite":
        (step,) = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")
        assert step[3].endswith("ix_case_worklist (state=? AND (lawful_due,id)>(?,?))")
    else:
        # Of eight rows PostgreSQL would rather read all.
        session.connection().exec_driver_sql("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        steps = [row[0] for row in session.connection().exec_driver_sql(f"EXPLAIN (COSTS OFF) {text}")]
        assert len(steps) == 2
        assert "Index Scan using ix_case_worklist" in steps[0]
        assert "ROW(lawful_due, id) > ROW(" in steps[1]
