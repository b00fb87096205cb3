"""The measurements: invented cases whose projection is true, never among real people, and what a page asks."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from time_machine import Traveller

from expatdesk import create_app
from expatdesk.appointments.models import Appointment, Progress
from expatdesk.bench.bookings import Wish, take_as_the_desk, take_by_statement, wishes_of_households
from expatdesk.bench.floor import sql_milliseconds, statements_of
from expatdesk.bench.homes import measure_homes
from expatdesk.bench.imports import measure_import
from expatdesk.bench.pages import signed_in
from expatdesk.bench.plans import FAMILY
from expatdesk.bench.seed import RealDatabase, number_of_cases, seed
from expatdesk.bench.server import p95
from expatdesk.bench.sign_ups import Press, pairs_out_of_order
from expatdesk.cases.fact_file import facts_from_json
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.search import found
from expatdesk.cases.sweep import untrue_projections
from expatdesk.logbook.models import LogLine
from expatdesk.messages.models import Mail
from expatdesk.rules.plan import Track, plan_for
from expatdesk.rules.region import Region
from expatdesk.rules.slots import QUARTER
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import db, session
from tests.conftest import DEMO_TESTS, NIGHT_TO_MONDAY, Demonstration
from tests.databases import settings_for
from tests.factories import a_case, a_counter


@pytest.fixture
def filled_app(demonstration: Demonstration, tmp_path: Path, clock: Traveller) -> Iterator[Flask]:
    """An application on the demonstration that keeps what is committed, on the day it was filled."""
    clock.move_to(NIGHT_TO_MONDAY, tick=False)
    app = create_app(settings_for(demonstration.copy(), tmp_path))
    with app.app_context():
        yield app
        session.remove()
        db.engine.dispose()


@DEMO_TESTS
def test_seeding_makes_cases_that_are_as_they_should_be(filled_app: Flask, region: Region) -> None:
    first = seed(300, region, today())
    assert seed(320, region, today()) == max(first, 320)
    assert seed(10, region, today()) == max(first, 320)
    assert number_of_cases() == session.scalar(select(func.count(Case.code.distinct())))
    assert untrue_projections(region, today()) == []
    copy = session.scalars(select(Case).where(Case.email.like("%@mail.bench.example")).limit(1)).one()
    assert found(Case.id == copy.id, copy.title, 5) != []
    _copies_wait_on_days_of_their_own()
    _visits_that_are_booked_touch_no_other()
    _one_page_is_measured(filled_app, copy)
    _hires_are_submitted_and_forgotten()


def _copies_wait_on_days_of_their_own() -> None:
    """The order in which each had the ball is that of a household of the demonstration; the days are often not."""
    is_copy = Case.email.like("%@mail.bench.example")
    copies, originals = (session.scalars(select(Case.turns).where(which)).all() for which in (is_copy, ~is_copy))
    parties = [[who for _day, who in sorted(turns.items())] for turns in originals]
    assert all([who for _day, who in sorted(turns.items())] in parties for turns in copies)
    assert any(turns not in originals for turns in copies)


def _visits_that_are_booked_touch_no_other() -> None:
    copied = (
        Case.email.like("%@mail.bench.example"),
        Case.state == CaseState.OPEN,
        Case.municipality.is_not(None),
    )
    some = list(session.scalars(select(Case.id).where(*copied).limit(3)))
    # So few copies may by chance hold nobody whose turn it is.
    turn = {"next_step": "visit_booked", "visit_at": None, "arrival": today()}
    session.execute(update(Case).where(Case.id.in_(some)).values(turn))
    wishes = wishes_of_households(3)
    assert wishes
    assert len({wish.case_id for wish in wishes}) == len({wish.at for wish in wishes}) == len(wishes)
    households = session.scalars(select(Case).where(Case.id.in_([wish.case_id for wish in wishes])))
    assert {household.next_step for household in households} == {"visit_booked"}


def _one_page_is_measured(app: Flask, case: Case) -> None:
    """A page of a file writes one line; repeating its statements writes one more each time, under its own key."""
    path = f"/desk/cases/{case.id}"
    lines = select(func.count()).select_from(LogLine).where(LogLine.case_id == case.id, LogLine.reads)
    session.rollback()
    with signed_in(app) as cookie:
        asked = statements_of(app, path, cookie)
        assert sum(statement.text.startswith("INSERT INTO log_line") for statement in asked) == 1
        assert sql_milliseconds(asked, 3) > 0
        session.rollback()
        assert session.scalar(lines) == 4
        # Of several files on one page the lines are written together, each again under a key of its own.
        assert sql_milliseconds(statements_of(app, "/desk/people-board", cookie), 2) > 0


def _hires_are_submitted_and_forgotten() -> None:
    of_files = [select(func.count()).select_from(model) for model in (Case, Mail)]
    before = [session.scalar(how_many) for how_many in of_files]
    submitted, bare = measure_import(2, lambda part: part())
    assert (submitted.hires, bare.hires) == (2, 2)
    # Of each a case with its person, words, change, line of the logbook and invitation; a sheet with its rows.
    assert submitted.rows == bare.rows == 2 * 7 + 1
    assert submitted.rows_a_second < bare.rows_a_second
    assert [session.scalar(how_many) for how_many in of_files] == before


def test_where_real_people_may_be_nothing_is_filled_in(real_app: Flask, region: Region) -> None:
    a_case(email="somebody@desk.nl")
    session.commit()
    with pytest.raises(RealDatabase):
        seed(300, region, today())
    assert number_of_cases() == 1


def test_cases_of_its_own_are_left_alone(real_app: Flask, region: Region) -> None:
    a_case()
    session.commit()
    with pytest.raises(RealDatabase):
        seed(300, region, today())


def test_the_family_that_is_measured_has_all_tracks(region: Region) -> None:
    family = facts_from_json(json.dumps(FAMILY))
    assert len(family.people) == 4
    assert {step.track for step in plan_for(family, region, today()).steps} == set(Track)


@pytest.mark.parametrize("take", [take_by_statement, take_as_the_desk])
def test_what_is_compared_takes_the_same_quarters(app: Flask, take: Callable[[Wish], None]) -> None:
    wish = Wish(a_case().id, now(), now() + 3 * QUARTER, a_counter().id)
    session.flush()
    session.expunge_all()
    take(wish)
    session.flush()
    taken = session.scalars(select(Appointment).where(Appointment.case_id == wish.case_id)).one()
    assert {quarter.starts_at for quarter in taken.quarters} == {wish.at + number * QUARTER for number in range(3)}
    assert (taken.progress, taken.counter_id) == (Progress.CHOOSING, wish.counter_id)


def test_a_pair_in_the_wrong_order_is_counted() -> None:
    """Who was answered before another one pressed stands before them; of two at once either may."""
    first, second, third = uuid4(), uuid4(), uuid4()
    presses = [Press(first, 0, 0, 2, 0), Press(second, 0, 1, 3, 0), Press(third, 0, 4, 5, 1)]
    assert pairs_out_of_order(presses, {first: 2, second: 1, third: 3}) == 0
    assert pairs_out_of_order(presses, {first: 1, second: 3, third: 2}) == 1


def test_the_95th_percentile() -> None:
    assert p95([float(n) for n in range(1, 101)]) == pytest.approx(95.95)


def test_homes_are_matched_as_on_the_pages(region: Region) -> None:
    much, little = measure_homes(200, 3, region, today())
    assert 0 < much.found < little.found <= 200
    assert much.median > much.floor > 0
