"""Questions to the worklist: filters together, counts beside them, headings."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import ColumnElement, true

from expatdesk.cases import worklist
from expatdesk.cases.actions import assign
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.worklist import (
    NOBODY,
    NOWHERE,
    Facet,
    Filters,
    count_each,
    counts_beside,
    group_of,
    page_of_cases,
)
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import LEIDEN, LEIDERDORP, a_case, a_user, complete

pytestmark = pytest.mark.usefixtures("app")

MONDAY = date(2026, 12, 14)


def facets(visible: ColumnElement[bool], filters: Filters) -> list[Facet]:
    return counts_beside(visible, filters, today())[0]


def found(filters: Filters) -> set[str]:
    """The family names that these filters let through."""
    return {row.title.split()[-1] for row in page_of_cases(true(), filters).rows}


@pytest.fixture
def three(app: Flask) -> list[Case]:
    """One that waits for the desk, one in another town, one without an address; the first has an officer."""
    desk = a_case(family_name="Desk")
    complete(desk, "intake")
    complete(desk, "papers_handed_in")
    town = a_case(family_name="Town", home_postcode="2353 GA", arrival=today() - timedelta(days=20))
    nowhere = a_case(
        family_name="Nowhere",
        home_kind=None,
        home_postcode=None,
        work_postcode="2225 AB",
        arrival=today() + timedelta(days=9),
    )
    assign(desk, a_user(Role.OFFICER, name="Ada Blom"), version=desk.version, by=SYSTEM)
    session.flush()
    return [desk, town, nowhere]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(), {"Desk", "Town", "Nowhere"}),
        (Filters(parties=("desk",)), {"Desk"}),
        (Filters(parties=("desk", "expat")), {"Desk", "Town", "Nowhere"}),
        (Filters(municipalities=(LEIDEN,)), {"Desk"}),
        (Filters(municipalities=(LEIDEN, LEIDERDORP)), {"Desk", "Town"}),
        (Filters(municipalities=(NOWHERE,)), {"Nowhere"}),
        (Filters(municipalities=(NOWHERE, LEIDERDORP)), {"Nowhere", "Town"}),
        (Filters(officers=(NOBODY,)), {"Town", "Nowhere"}),
        (Filters(tracks=("housing",)), {"Nowhere"}),
        (Filters(late_on=MONDAY), {"Town"}),
        (Filters(search="town ananya"), {"Town"}),
        (Filters(parties=("desk",), municipalities=(LEIDERDORP,)), set()),
        (Filters(state=CaseState.CLOSED), set()),
        (Filters(state=None), {"Desk", "Town", "Nowhere"}),
    ],
)
@pytest.mark.usefixtures("three")
def test_filters_hold_together(filters: Filters, names: set[str]) -> None:
    assert found(filters) == names


def test_an_officers_own(three: list[Case]) -> None:
    assert found(Filters(officers=(str(three[0].officer_id),))) == {"Desk"}
    assert found(Filters(officers=(str(three[0].officer_id), NOBODY))) == {"Desk", "Town", "Nowhere"}


def test_counts_leave_their_own_filter_out(three: list[Case]) -> None:
    """And obey all others, with the visitor's own condition above all (security T05)."""
    counts = {(f.kind, f.value): f.households for f in facets(true(), Filters(parties=("desk",)))}
    assert counts[("party", "expat")] == 2
    assert counts[("municipality", LEIDEN)] == 1
    assert ("municipality", LEIDERDORP) not in counts
    hidden = facets(Case.id != three[0].id, Filters())
    assert {f.value for f in hidden if f.kind == "party"} == {"expat"}
    assert {f.name for f in hidden if f.kind == "officer"} == {None}


def test_counts_of_some_are_known_as_such(three: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any(f.is_floor for f in facets(true(), Filters()))
    monkeypatch.setattr(worklist, "FACETS_UP_TO", 3)
    assert not any(f.is_floor for f in facets(true(), Filters()))
    monkeypatch.setattr(worklist, "FACETS_UP_TO", 2)
    assert all(f.is_floor for f in facets(true(), Filters()))


def test_each_kind_knows_what_was_counted_for_it(three: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    """What is ticked narrows all other kinds: only the boxes of its own kind are of all three."""
    monkeypatch.setattr(worklist, "FACETS_UP_TO", 2)
    found = facets(true(), Filters(municipalities=(LEIDEN,)))
    assert {f.kind for f in found if f.is_floor} == {"municipality"}


def test_counts_of_a_search_that_stopped_are_floors(three: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worklist, "COUNT_UP_TO", 2)
    assert all(f.is_floor for f in facets(true(), Filters(search="example")))
    assert not any(f.is_floor for f in facets(true(), Filters()))


def test_officers_are_named_beside_their_count(three: list[Case]) -> None:
    officers = {f.name: f.households for f in facets(true(), Filters()) if f.kind == "officer"}
    assert officers == {"Ada Blom": 1, None: 2}


@pytest.mark.usefixtures("three")
def test_several_counts_in_one_question() -> None:
    views = {"all": Filters(), "late": Filters(late_on=MONDAY), "closed": Filters(state=CaseState.CLOSED)}
    assert count_each(true(), views) == {"all": 3, "late": 1, "closed": 0}
    assert count_each(Case.municipality == LEIDEN, views) == {"all": 1, "late": 0, "closed": 0}


@pytest.mark.parametrize(
    ("days", "group"),
    [(-1, "late"), (0, "today"), (1, "week"), (6, "week"), (7, "later"), (60, "later"), (None, "none")],
)
def test_a_week_ends_with_its_sunday(days: int | None, group: str) -> None:
    day = None if days is None else MONDAY + timedelta(days=days)
    assert group_of(day, MONDAY) == group


@pytest.mark.parametrize("weekday", range(7))
def test_headings_are_counted_as_rows_are_grouped(weekday: int) -> None:
    now = MONDAY + timedelta(days=weekday)
    for days in (-3, -1, 0, 1, 2, 5, 6, 7, 9):
        a_case().lawful_due = now + timedelta(days=days)
    session.flush()
    rows = [group_of(row.lawful_due, now) for row in page_of_cases(true(), Filters()).rows]
    assert counts_beside(true(), Filters(), now)[1] == {group: rows.count(group) for group in rows}
