"""Keys that are made at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from flask import Flask

from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.shared.db import begin_immediate, session
from expatdesk.systems.keys import NameTaken, make_key
from expatdesk.systems.models import OF_EMPLOYERS
from tests.factories import a_user, actor_of, an_employer


def test_one_key_of_a_name(real_app: Flask) -> None:
    """Also where two admins make it: the second waits, and finds the first one's."""
    employer = an_employer()
    admins = [actor_of(a_user(Role.EMPLOYER_ADMIN, employer=employer)) for _one in range(2)]
    session.commit()
    employer_id, together = employer.id, Barrier(2)

    def make(number: int) -> bool:
        with real_app.app_context():
            there = session.get_one(Employer, employer_id)
            together.wait(timeout=20)
            begin_immediate()
            try:
                make_key("Workday", OF_EMPLOYERS, lasts=timedelta(days=1), owner=there, by=admins[number])
            except NameTaken:
                return False
            session.commit()
            return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(make, range(2))) == [False, True]
