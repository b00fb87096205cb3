"""A digest that waits for a mail server: what may not be read any more does not go out (security T08, T09)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event
from time import sleep

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

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
from expatdesk.shared.clock import back_in, now, today
from expatdesk.shared.db import begin_immediate, session
from expatdesk.work import send_digests_to_employers
from expatdesk.worklists.digests import Rhythm, choose_rhythm, send_due
from tests.factories import a_case, a_user, actor_of, an_employer, registered, up_to_visit
from tests.factories.cases import REGION, done_by


@pytest.fixture
def reader(employer: Employer) -> User:
    return a_user(Role.EMPLOYER, employer=employer)


def sweep() -> None:
    session.commit()
    send_digests_to_employers()


def written_for(*readers: User) -> list[Mail]:
    """The digests of these readers, as they wait."""
    for reader in readers:
        choose_rhythm(reader.id, Rhythm.DAILY, today() - timedelta(days=1))
    sweep()
    return digests()


def digests() -> list[Mail]:
    return list(session.scalars(select(Mail).where(Mail.kind == DIGEST).order_by(Mail.written_at)))


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

        def writes(user: User) -> Mail | None:
            mail = write(user)
            session.flush()
            is_written.set()
            acts.wait(10)
            # Time to come as far as the lock; without one it would be through.
            sleep(0.5)
            return mail

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


def test_what_was_taken_back_is_written_anew_without_what_had_to_go(
    reader: User, employer: Employer, clock: time_machine.Traveller
) -> None:
    """What happened to other hires is told; and once it went out, it is not told again."""
    with back_in(now() - timedelta(days=1)):
        registered(a_case(employer=employer, given_names="Ada", nationality="FR", first_working_day=None))
    case = up_to_visit(a_case(employer=employer, given_names="Bo"))
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    assert [("Ada" in mail.text, "Bo" in mail.text) for mail in written_for(reader)] == [(True, True)]
    takes_it_back(case, reader)
    for _sweep in range(2):
        sweep()
    (mail,) = digests()
    assert ("Ada" in mail.text, "Bo" in mail.text) == (True, False)
    mail.state = SENT
    clock.shift(timedelta(days=1))
    sweep()
    assert ["Ada" in mail.text for mail in digests()] == [True, False]


def test_of_what_was_taken_back_the_weekly_one_does_not_wait_a_week(
    reader: User, employer: Employer, clock: time_machine.Traveller
) -> None:
    a_case(employer=employer, department="Botany")
    choose_rhythm(reader.id, Rhythm.WEEKLY, today() - timedelta(days=7))
    sweep()
    clock.shift(timedelta(days=1))
    limits(session.query(Case).one(), reader)
    assert digests() == []
    sweep()
    assert len(digests()) == 1


def test_what_went_out_and_was_forgotten_is_not_told_again(reader: User, employer: Employer) -> None:
    case = up_to_visit(a_case(employer=employer))
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    (mail,) = written_for(reader)
    mail.state = SENT
    takes_it_back(case, reader)
    sweep()
    assert digests() == [mail]


@pytest.mark.parametrize("rhythm", [Rhythm.NEVER, Rhythm.WEEKLY])
def test_who_chooses_otherwise_is_told_from_then_on(reader: User, employer: Employer, rhythm: Rhythm) -> None:
    a_case(employer=employer)
    case = up_to_visit(a_case(employer=employer))
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    written_for(reader)
    takes_it_back(case, reader)
    choose_rhythm(reader.id, rhythm, today())
    sweep()
    assert digests() == []
