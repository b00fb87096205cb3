"""Keys that are made at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask

from expatdesk.organisations.models import Employer, Partner
from expatdesk.people.models import Role, User
from expatdesk.shared.db import begin_immediate, session
from expatdesk.systems.keys import NameTaken, make_key
from expatdesk.systems.models import OF_EMPLOYERS, OF_PARTNERS
from tests.factories import a_partner, a_user, actor_of, an_employer


@pytest.mark.parametrize("kind", [Employer, Partner])
def test_one_key_of_a_name(real_app: Flask, kind: type[Employer] | type[Partner]) -> None:
    """Also where two admins, or two people of a partner, make it: the second waits, and finds the first one's."""
    owner = an_employer() if kind is Employer else a_partner()
    scopes = OF_EMPLOYERS if kind is Employer else OF_PARTNERS
    makers = [actor_of(_maker(owner)) for _one in range(2)]
    session.commit()
    owner_id, together = owner.id, Barrier(2)

    def make(number: int) -> bool:
        with real_app.app_context():
            is_partner = kind is Partner
            there = session.get_one(Partner, owner_id) if is_partner else session.get_one(Employer, owner_id)
            together.wait(timeout=20)
            begin_immediate()
            try:
                make_key("Workday", scopes, lasts=timedelta(days=1), owner=there, by=makers[number])
            except NameTaken:
                return False
            session.commit()
            return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(make, range(2))) == [False, True]


def _maker(owner: Employer | Partner) -> User:
    """Somebody who may make a key for them."""
    if isinstance(owner, Partner):
        return a_user(Role.PARTNER, partner=owner)
    return a_user(Role.EMPLOYER_ADMIN, employer=owner)
