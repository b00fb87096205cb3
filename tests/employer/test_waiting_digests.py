"""A digest that waits for a mail server: what may not be read any more does not go out (security T08, T09)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event
from time import sleep

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.application import send_digests_to_employers
from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.hire_actions import give_to_department
from expatdesk.cases.models import Case
from expatdesk.employer.digest import Write, look
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.messages.models import DIGEST, SENT, Mail
from expatdesk.organisations.models import Employer
from expatdesk.people.actions import change_role, recover_administrator
from expatdesk.people.colleagues import limit, remove
from expatdesk.people.models import Role, User
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from expatdesk.worklists.digests import Rhythm, choose_rhythm, send_due
from tests.factories import a_case, a_user, actor_of, an_employer, up_to_visit
from tests.factories.cases import REGION, done_by


@pytest.fixture
def employer(app: Flask) -> Employer:
    return an_employer()


@pytest.fixture
def reader(employer: Employer) -> User:
    return a_user(Role.EMPLOYER, employer=employer)


def written_for(*readers: User) -> list[Mail]:
    """The digests of these readers, as they wait."""
    for reader in readers:
        choose_rhythm(reader.id, Rhythm.DAILY, today() - timedelta(days=1))
    session.commit()
    send_digests_to_employers()
    return digests()


def digests() -> list[Mail]:
    return list(session.scalars(select(Mail).where(Mail.kind == DIGEST)))


def takes_it_back(case: Case, reader: User) -> None:
    answer(case, Purpose.VISIT, is_given=False, language="en", by=SYSTEM)


def removes(case: Case, reader: User) -> None:
    remove(reader, by=an_admin(case))


def limits(case: Case, reader: User) -> None:
    limit(reader, "Botany", by=an_admin(case))


def goes_elsewhere(case: Case, reader: User) -> None:
    change_role(reader, Role.OFFICER, by=an_admin(case))


def is_made_administrator(case: Case, reader: User) -> None:
    recover_administrator(reader.email, reader.name, by=SYSTEM)


def an_admin(case: Case) -> Actor:
    return actor_of(a_user(Role.EMPLOYER_ADMIN, employer=case.employer))


@pytest.mark.parametrize("act", [takes_it_back, removes, limits, goes_elsewhere, is_made_administrator])
def test_what_may_not_be_read_any_more_does_not_go_out(
    reader: User, employer: Employer, act: Callable[[Case, User], None]
) -> None:
    case = up_to_visit(a_case(employer=employer))
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    naturalis = an_employer("Naturalis")
    a_case(employer=naturalis)
    stranger = a_user(Role.EMPLOYER, employer=naturalis)
    assert len(written_for(reader, stranger)) == 2
    act(case, reader)
    assert [mail.recipient for mail in digests()] == [stranger.email]


@pytest.mark.parametrize("act", [takes_it_back, removes, limits, goes_elsewhere])
def test_one_that_is_being_written_is_waited_for(real_app: Flask, act: Callable[[Case, User], None]) -> None:
    employer = an_employer()
    user, case = a_user(Role.EMPLOYER, employer=employer), up_to_visit(a_case(employer=employer))
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    choose_rhythm(user.id, Rhythm.DAILY, today() - timedelta(days=1))
    session.commit()
    user_id, case_id, is_written, acts = user.id, case.id, Event(), Event()
    session.remove()

    def slowly(user: User, since: date) -> Write:
        write = look(user, since, REGION, today())

        def writes(user: User) -> bool:
            found = write(user)
            session.flush()
            is_written.set()
            acts.wait(10)
            # Time to come as far as the lock; without one it would be through.
            sleep(0.5)
            return found

        return writes

    def works() -> int:
        with real_app.app_context():
            return send_due(slowly, today())

    with ThreadPoolExecutor(1) as worker:
        sent = worker.submit(works)
        assert is_written.wait(10)
        acts.set()
        begin_immediate()
        act(session.get_one(Case, case_id), session.get_one(User, user_id))
        session.commit()
        assert sent.result() == 1
    assert digests() == []


def test_a_hire_that_goes_to_another_department_is_not_told_to_the_old_one(
    reader: User, employer: Employer
) -> None:
    case = a_case(employer=employer, department="Botany")
    everybodys, reader.department = a_user(Role.EMPLOYER, employer=employer), "Botany"
    assert len(written_for(reader, everybodys)) == 2
    give_to_department(case, "Zoology", **done_by())
    assert [mail.recipient for mail in digests()] == [everybodys.email]


def test_what_went_out_is_not_taken_back(reader: User, employer: Employer) -> None:
    case = a_case(employer=employer)
    (mail,) = written_for(reader)
    mail.state = SENT
    removes(case, reader)
    assert digests() == [mail]


def test_what_went_out_says_nothing_any_more_of_a_visit_that_is_kept_to_themselves(
    reader: User, employer: Employer
) -> None:
    """Of the mails that told of this household alone; that they were sent stays known."""
    case = up_to_visit(a_case(employer=employer))
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    naturalis = an_employer("Naturalis")
    other = up_to_visit(a_case(employer=naturalis))
    answer(other, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    mails = written_for(reader, a_user(Role.EMPLOYER, employer=naturalis))
    for mail in mails:
        mail.state = SENT
    takes_it_back(case, reader)
    said = {mail.recipient == reader.email: bool(mail.text and mail.html) for mail in digests()}
    assert said == {True: False, False: True}
