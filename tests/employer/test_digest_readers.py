"""Who gets digests: who chose them, for the employer they chose them at, whatever becomes of other readers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from time import sleep

import pytest
from flask import Flask

from expatdesk.employer import digest
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.models import Employer
from expatdesk.people.actions import change_role
from expatdesk.people.models import Role, User
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from expatdesk.worklists.digests import Rhythm, choose_rhythm, rhythm_of, send_due
from tests.employer.test_digest import A_DAY, digests, sweep
from tests.factories import a_case, a_user, an_employer
from tests.factories.cases import REGION


@pytest.fixture
def reader(employer: Employer) -> User:
    return a_user(Role.EMPLOYER, employer=employer, language="en")


def test_two_clicks_are_one_choice(real_app: Flask) -> None:
    user_id, together = a_user(Role.EMPLOYER, employer=an_employer()).id, Barrier(4)
    session.commit()
    session.remove()

    def clicks(_number: int) -> None:
        with real_app.app_context():
            together.wait(10)
            begin_immediate()
            choose_rhythm(user_id, Rhythm.DAILY, today())
            # Time for the others to look for a row that is not there yet.
            sleep(0.2)
            session.commit()

    with ThreadPoolExecutor(4) as browsers:
        list(browsers.map(clicks, range(4)))
    assert rhythm_of(user_id) is Rhythm.DAILY


def test_one_that_cannot_be_made_keeps_nobody_elses_back(
    reader: User, employer: Employer, caplog: pytest.LogCaptureFixture
) -> None:
    a_case(employer=employer)
    colleague = a_user(Role.EMPLOYER, employer=employer)
    for user, days in ((reader, 2), (colleague, 1)):
        choose_rhythm(user.id, Rhythm.DAILY, today() - days * A_DAY)
    session.commit()
    reader_id, address = reader.id, colleague.email

    def looks(user: User, since: date) -> digest.Write:
        if user.id == reader_id:
            raise ValueError(user.id)
        return digest.look(user, since, REGION, today())

    assert send_due(looks, today()) == 1
    assert [mail.recipient for mail in digests()] == [address]
    assert f"a digest could not be made: {reader_id}" in caplog.text
    sweep()
    assert len(digests()) == 2


def test_who_goes_to_another_employer_chooses_anew(reader: User, employer: Employer) -> None:
    naturalis = an_employer("Naturalis")
    a_case(employer=naturalis)
    choose_rhythm(reader.id, Rhythm.DAILY, today() - A_DAY)
    change_role(reader, Role.EMPLOYER, by=SYSTEM, employer=naturalis)
    sweep()
    assert (digests(), rhythm_of(reader.id)) == ([], Rhythm.NEVER)
    choose_rhythm(reader.id, Rhythm.DAILY, today() - A_DAY)
    sweep()
    assert (len(digests()), rhythm_of(reader.id)) == (1, Rhythm.DAILY)
