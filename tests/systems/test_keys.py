"""Keys of HR systems: what is kept of them, and when they open nothing any more (security T09, T11)."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import delete, select

from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.organisations.models import Employer
from expatdesk.people.actions import disable_user
from expatdesk.people.colleagues import NotAdminAnyMore, make_hr
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.systems.keys import KeyRefused, count_request, key_of, make_key, network, revoke_key, works
from expatdesk.systems.models import OF_EMPLOYERS, ApiKey
from tests.factories import a_key, actor_of, an_employer

pytestmark = pytest.mark.usefixtures("app")
THERE = "203.0.113.7"


@pytest.fixture
def employer() -> Employer:
    return an_employer()


def test_what_is_kept_opens_nothing(employer: Employer) -> None:
    key, token = a_key(employer)
    kept = {getattr(key, column) for column in ("name", "prefix", "token_hash")}
    assert token not in kept
    assert all(key_of(str(text), THERE) is None for text in kept)
    assert key_of(token, THERE) is key


def test_another_end_of_the_key(employer: Employer) -> None:
    _key, token = a_key(employer)
    assert key_of(f"{token[:-1]}{'a' if token[-1] != 'a' else 'b'}", THERE) is None


@pytest.mark.parametrize("token", ["", "exd", "exd__", "exd_ABCDEFGH_x", "_", "x" * 5000, "éxd_é_é"])
def test_what_is_no_key(token: str) -> None:
    assert key_of(token, THERE) is None


def test_it_ends(employer: Employer, clock: time_machine.Traveller) -> None:
    key, token = a_key(employer, lasts=timedelta(days=30))
    clock.shift(timedelta(days=30) - timedelta(seconds=1))
    assert key_of(token, THERE) is key
    clock.shift(timedelta(seconds=1))
    assert key_of(token, THERE) is None


def test_it_lasts_a_year_at_most(employer: Employer) -> None:
    with pytest.raises(KeyRefused):
        a_key(employer, lasts=timedelta(days=367))
    with pytest.raises(KeyRefused):
        a_key(employer, lasts=timedelta())


def test_it_is_good_for_something_and_somebodys(employer: Employer) -> None:
    with pytest.raises(KeyRefused):
        a_key(employer, scopes=())
    with pytest.raises(NotAdminAnyMore):
        make_key("Workday", OF_EMPLOYERS, lasts=timedelta(days=1), owner=employer, by=SYSTEM)


def test_it_is_of_nobody_who_was_removed_a_moment_ago(employer: Employer) -> None:
    """Whoever lost the right while they waited for their turn leaves no key behind (security T09)."""
    admin, colleague = (a_key(employer)[0].maker for _one in range(2))
    disable_user(admin, by=actor_of(colleague))
    with pytest.raises(NotAdminAnyMore):
        make_key("Workday", OF_EMPLOYERS, lasts=timedelta(days=1), owner=employer, by=actor_of(admin))


def test_taken_back(employer: Employer) -> None:
    """At once, and written down once however often the button is pressed."""
    key, token = a_key(employer)
    for _press in range(2):
        revoke_key(key, by=actor_of(key.maker))
    session.refresh(key)
    assert key_of(token, THERE) is None
    lines = list(session.scalars(select(LogLine.verb).where(LogLine.verb.startswith("key_")).order_by(LogLine.id)))
    assert lines == ["key_made", "key_revoked"]


def test_the_logbook_does_not_hold_it(employer: Employer) -> None:
    _key, token = a_key(employer)
    line = session.scalars(select(LogLine).where(LogLine.verb == "key_made")).one()
    assert token.split("_", 2)[2] not in str(line.details)
    assert line.details["scopes"] == ["read", "submit", "papers", "book"]


def test_it_ends_with_the_access_of_who_made_it(employer: Employer) -> None:
    """Security T09: whoever leaves takes no key along."""
    key, token = a_key(employer)
    colleague, other = a_key(employer)
    disable_user(key.maker, by=actor_of(colleague.maker))
    assert key_of(token, THERE) is None
    assert key_of(other, THERE) is colleague


def test_it_ends_when_they_are_no_admin_any_more(employer: Employer) -> None:
    key, token = a_key(employer)
    colleague, _other = a_key(employer)
    make_hr(key.maker, by=actor_of(colleague.maker))
    assert key_of(token, THERE) is None
    assert not works(key)


def test_it_is_not_taken_along_to_another_employer(employer: Employer) -> None:
    key, token = a_key(employer)
    key.maker.employer_id = an_employer("Rijnmond Robotics B.V.").id
    assert key_of(token, THERE) is None


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("203.0.113.7", True),
        ("::ffff:203.0.113.7", True),
        ("203.0.114.7", False),
        ("2001:db8::7", True),
        ("", False),
    ],
)
def test_from_some_addresses_alone(employer: Employer, address: str, may: bool) -> None:
    _key, token = a_key(employer, networks=[network("203.0.113.0/24"), network("2001:db8::/32")])
    assert (key_of(token, address) is not None) is may


def test_an_older_address_written_as_a_newer_one(employer: Employer) -> None:
    assert network("::ffff:203.0.113.0/120") == "203.0.113.0/24"
    _key, token = a_key(employer, networks=[network(f"::ffff:{THERE}")])
    assert key_of(token, THERE) is not None


def test_its_requests_are_counted_by_the_minute(employer: Employer, clock: time_machine.Traveller) -> None:
    key, _token = a_key(employer)
    assert key.last_used_at is None
    assert [count_request(key.id), count_request(key.id)] == [1, 2]
    session.refresh(key)
    assert key.last_used_at == now()
    clock.shift(timedelta(seconds=59))
    assert count_request(key.id) == 3
    clock.shift(timedelta(seconds=1))
    assert count_request(key.id) == 1


def test_one_that_is_gone_is_not_counted(employer: Employer) -> None:
    """Whoever waited for the turn to write finds no row any more."""
    key, _token = a_key(employer)
    key_id = key.id
    session.execute(delete(ApiKey))
    assert count_request(key_id) is None
