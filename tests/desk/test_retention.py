"""The coordinator sets how long things are kept, from a day on."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.region.loader import load_region
from expatdesk.retention.settings import LIMITS, TermOutOfRange, set_terms, with_terms
from expatdesk.retention.terms import term_of
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case
from tests.factories.cases import REGION
from tests.visitor import Visitor

TERMS = {name: getattr(REGION.retention, name) for name in LIMITS}


def test_terms_hold_from_a_day_on(app: Flask) -> None:
    case, tomorrow = a_case(), today() + timedelta(days=1)
    set_terms(tomorrow, TERMS | {"invitation_unused_days": 90}, by=SYSTEM)
    assert with_terms(REGION, today()) == REGION
    new = with_terms(REGION, tomorrow)
    assert new.retention.invitation_unused_days == 90
    assert new.retention.abandoned_mails_days_before == REGION.retention.abandoned_mails_days_before
    assert term_of(case, new.retention).on == today() + timedelta(days=90)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", LIMITS)
def test_what_makes_no_sense_is_refused(app: Flask, name: str) -> None:
    for wrong in (LIMITS[name][0] - 1, LIMITS[name][1] + 1):
        with pytest.raises(TermOutOfRange, match=name):
            set_terms(today(), TERMS | {name: wrong}, by=SYSTEM)


def test_the_terms_of_the_region_are_within_the_limits() -> None:
    terms = {name: getattr(load_region("leiden").retention, name) for name in LIMITS}
    assert all(least <= terms[name] <= most for name, (least, most) in LIMITS.items())


def test_the_coordinator_changes_them_on_a_page(coordinator: Visitor) -> None:
    coordinator.signs_in().opens("desk.counters").follows("Change: How long things are kept")
    coordinator.presses("Save", refused=422, logbook_months="12").sees("Type a number from 13 to 120.")
    coordinator.presses("Save", closed_months="3", logbook_months="24")
    coordinator.sees("From Monday 14 December 2026 on these terms hold.")
    assert with_terms(REGION, today()).retention.closed_months == 3
    line = session.scalars(select(LogLine).where(LogLine.verb == "retention_set")).one()
    assert line.details["terms"]["closed_months"] == 3
    case = a_case()
    case.state, case.closed_on = "closed", today()
    coordinator.opens("desk.case", case_id=case.id).sees("on 14 March 2027, as it is closed")


def test_what_shorter_terms_erase_is_asked_once_more(coordinator: Visitor) -> None:
    case = a_case()
    case.state, case.closed_on = "closed", today() - timedelta(days=100)
    coordinator.signs_in().opens("desk.retention")
    coordinator.presses("Save", refused=422, closed_months="3")
    coordinator.sees("erases 1 item in the night after Monday 14 December 2026")
    assert with_terms(REGION, today()) == REGION
    coordinator.presses("Save", refused=422, closed_months="2", confirmed=True)
    coordinator.presses("Save", confirmed=True).sees("From Monday 14 December 2026 on these terms hold.")
    assert with_terms(REGION, today()).retention.closed_months == 2


def test_terms_of_a_later_day_are_shown_and_taken_back(coordinator: Visitor) -> None:
    tomorrow = today() + timedelta(days=1)
    set_terms(tomorrow, TERMS | {"mail_texts_days": 77}, by=SYSTEM)
    coordinator.signs_in().opens("desk.retention").sees("From Tuesday 15 December 2026", "77").presses("Remove")
    assert with_terms(REGION, tomorrow) == REGION
    assert coordinator.posts("desk.remove_terms", day=today().isoformat()).status_code == 404


def test_an_officer_does_not(officer: Visitor) -> None:
    assert officer.signs_in().asks_for("desk.retention").status_code in (403, 404)
