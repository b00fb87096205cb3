"""A digest is looked up while others may write, and tells what holds when it is written (security T08, T09)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask

from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.employer_view import ENDS
from expatdesk.cases.hire_actions import give_to_department
from expatdesk.cases.hire_changes import hires_moved_between
from expatdesk.cases.models import Case
from expatdesk.employer.digest import Write, look
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role, User
from expatdesk.shared.clock import back_in, now, today
from expatdesk.shared.db import begin_immediate, session
from expatdesk.worklists.digests import Rhythm, choose_rhythm, send_due
from tests.employer.test_digest import A_DAY, digests, sweep, the_digest
from tests.factories import a_case, a_user, an_employer, registered, up_to_visit
from tests.factories.cases import REGION, complete, done_by


@pytest.fixture
def reader(employer: Employer) -> User:
    user = a_user(Role.EMPLOYER, employer=employer, language="en")
    choose_rhythm(user.id, Rhythm.DAILY, today() - A_DAY)
    return user


def sends(meanwhile: Callable[[], object]) -> int:
    """How many digests went out, while this happened between looking and writing."""

    def looks(user: User, since: date) -> Write:
        write = look(user, since, REGION, today())
        meanwhile()
        session.commit()
        return write

    session.commit()
    return send_due(looks, today())


def test_others_write_while_it_is_looked_up(real_app: Flask) -> None:
    """With thousands of hires that takes a while."""
    employer = an_employer()
    choose_rhythm(a_user(Role.EMPLOYER, employer=employer).id, Rhythm.DAILY, today() - A_DAY)
    a_case(employer=employer)

    def somebody_writes() -> None:
        with real_app.app_context():
            begin_immediate()
            an_employer("Naturalis")
            session.commit()

    with ThreadPoolExecutor(1) as others:
        assert sends(lambda: others.submit(somebody_writes).result()) == 1
    assert len(digests()) == 1


def test_no_more_is_read_than_can_be_told(employer: Employer) -> None:
    ada, bo = (a_case(employer=employer, given_names=name) for name in ("Ada", "Bo"))
    for step in ("intake", "papers_handed_in"):
        complete(ada, step)
    up_to_visit(bo)
    session.flush()
    assert list(hires_moved_between(Case.employer_id == employer.id, today(), today() + A_DAY, ENDS)) == [bo]


def test_a_visit_that_is_kept_to_themselves_meanwhile_is_not_told(reader: User, employer: Employer) -> None:
    a_case(employer=employer)
    case = up_to_visit(a_case(employer=employer))
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    assert sends(lambda: answer(case, Purpose.VISIT, is_given=False, language="en", by=SYSTEM)) == 1
    assert "Visit to the desk" not in the_digest().text


def test_a_hire_that_goes_to_another_department_meanwhile_is_not_told(reader: User, employer: Employer) -> None:
    with back_in(now() - A_DAY):
        for name in ("Ada", "Bo"):
            registered(a_case(employer=employer, given_names=name, department="Botany", first_working_day=None))
    ada = session.query(Case).filter(Case.title.contains("Ada")).one()
    reader.department = "Botany"
    assert sends(lambda: give_to_department(ada, "Zoology", **done_by())) == 1
    assert ("Ada Krishnan" in the_digest().text, "Bo Krishnan" in the_digest().text) == (False, True)


def test_who_is_let_see_more_meanwhile_is_told_by_the_next_sweep(reader: User, employer: Employer) -> None:
    with back_in(now() - A_DAY):
        registered(a_case(employer=employer, given_names="Ada", department="Botany", first_working_day=None))
    reader.department = "Zoology"
    assert sends(lambda: setattr(reader, "department", None)) == 0
    sweep()
    assert "Ada Krishnan" in the_digest().text
