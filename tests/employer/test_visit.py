"""HR and the visit of a hire: nothing at all without consent, and with it by the rules of the household."""

from datetime import date, time

import pytest
from flask import Flask

from expatdesk.appointments.actions import book_visit
from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from tests.conftest import Visit
from tests.factories import a_case, a_counter, a_user, an_employer, complete, with_family
from tests.factories.cases import REGION
from tests.visitor import Visitor

WEDNESDAY = date(2026, 12, 16)


@pytest.fixture
def case(app: Flask) -> Case:
    """A family of two whose papers are handed in; it arrived on Saturday, so the law says Thursday."""
    a_counter()
    case = with_family(a_case(employer=an_employer("LUMC"), arrival=date(2026, 12, 12)))
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    return case


@pytest.fixture
def hr(visit: Visit, case: Case) -> Visitor:
    return visit(a_user(Role.EMPLOYER, employer=case.employer))


def allow(case: Case, *, yes: bool = True) -> None:
    answer(case, Purpose.VISIT, is_given=yes, language="en", by=Actor(Role.EXPAT, "Ananya Krishnan"))


def the_desk_books(case: Case, at: time = time(10, 30)) -> None:
    book_visit(case, WEDNESDAY, at, version=case.version, by=SYSTEM, region=REGION, today=today())


def test_refused_taken_back_and_never_answered_are_the_same_bytes(hr: Visitor, case: Case) -> None:
    """Security T08."""
    the_desk_books(case)

    def answers() -> list[tuple[int, bytes, dict[str, str]]]:
        found = [hr.asks_for("employer.hire", case_id=case.id)]
        return [(answer.status_code, answer.data, dict(answer.headers)) for answer in found]

    hr.opens("employer.hire", case_id=case.id).sees("The household books its own visit.")
    unanswered = answers()
    allow(case, yes=False)
    refused = answers()
    allow(case)
    given = answers()
    allow(case, yes=False)
    assert unanswered == refused == answers()
    assert all(one != other for one, other in zip(given, refused, strict=True))


def test_with_consent_hr_sees_when_and_where_and_no_more(hr: Visitor, case: Case) -> None:
    the_desk_books(case)
    allow(case)
    hr.opens("employer.hire", case_id=case.id).sees("Wednesday 16 December 2026, 10:30", "Bargelaan 190, Leiden")
    hr.does_not_see("11:15", "Luc", "Birth certificate", "€")
