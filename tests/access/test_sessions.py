"""Who is signed in: looked up at every request, ended by the clock, by others, by oneself (T09, T17, T18)."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, delete, event, select, update
from time_machine import Traveller

from expatdesk.cases.models import Case, CaseState
from expatdesk.people.forgetting import forget_old_ways_in
from expatdesk.people.models import Role, SignIn, User
from expatdesk.people.passwords import set_password
from expatdesk.people.sign_ins import STAYS
from expatdesk.people.tokens import hashed, new_token
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import LEIDEN, PASSWORD, a_case, a_user, an_employer
from tests.signin.ways_in import is_signed_in
from tests.visitor import Visitor

MINUTE = timedelta(minutes=1)


def somebody(visit: Visit, role: Role) -> Visitor:
    """A signed-in visitor of that role."""
    if role is Role.EXPAT:
        return visit(a_case())
    employer = an_employer("Employer of somebody") if role is Role.EMPLOYER else None
    return visit(a_user(role, employer=employer, municipality=LEIDEN if role is Role.REGISTRAR else None))


# -- the clock -----------------------------------------------------------------------------------


def test_the_times_are_those_of_the_reference() -> None:
    figures = {str(role): (stay.idle_minutes, stay.longest_hours) for role, stay in STAYS.items()}
    assert figures == {
        "expat": (20, 2), "representative": (20, 2), "employer": (30, 8), "employer_admin": (30, 8),
        "partner": (30, 8), "officer": (30, 9), "registrar": (30, 9), "coordinator": (15, 8),
        "administrator": (15, 4),
    }  # fmt: skip


@pytest.mark.parametrize("role", list(STAYS))
def test_a_stay_ends_without_use(visit: Visit, clock: Traveller, role: Role) -> None:
    visitor = somebody(visit, role)
    clock.shift(STAYS[role].idle - timedelta(seconds=1))
    assert is_signed_in(visitor)
    clock.shift(STAYS[role].idle)
    assert not is_signed_in(visitor)


@pytest.mark.parametrize("role", list(STAYS))
def test_a_stay_ends_however_busy_it_is(visit: Visit, clock: Traveller, role: Role) -> None:
    visitor, passed = somebody(visit, role), timedelta(0)
    while passed + 10 * MINUTE < STAYS[role].longest:
        clock.shift(10 * MINUTE)
        passed += 10 * MINUTE
        assert is_signed_in(visitor)
    clock.shift(10 * MINUTE)
    assert not is_signed_in(visitor)


def test_pages_that_ask_by_themselves_keep_nobody_signed_in(officer: Visitor, clock: Traveller) -> None:
    for _ in range(29):
        clock.shift(MINUTE)
        _in_the_background(officer)
    clock.shift(2 * MINUTE)
    assert not is_signed_in(officer)


def test_a_person_keeps_themselves_signed_in(officer: Visitor, clock: Traveller) -> None:
    for _ in range(4):
        clock.shift(29 * MINUTE)
        assert is_signed_in(officer)


def test_seen_is_written_at_most_once_a_minute(officer: Visitor, clock: Traveller) -> None:
    first = session.scalars(select(SignIn.seen_at)).one()
    clock.shift(59)
    is_signed_in(officer)
    assert session.scalars(select(SignIn.seen_at)).one() == first
    clock.shift(1)
    is_signed_in(officer)
    assert session.scalars(select(SignIn.seen_at)).one() == first + MINUTE


def test_whoever_comes_back_is_told_why(officer: Visitor, clock: Traveller) -> None:
    clock.shift(31 * MINUTE)
    answer = officer.asks_for("desk.worklist")
    assert answer.status_code == 303
    officer.goes_to(answer.location).sees("You were signed out after 30 minutes without use.")
    officer.opens("signin.start").does_not_see("You were signed out")


def test_the_sign_in_page_names_the_minutes(visit: Visit, clock: Traveller) -> None:
    expat = somebody(visit, Role.EXPAT)
    clock.shift(21 * MINUTE)
    expat.opens("signin.start").sees("You were signed out after 20 minutes without use.")


def test_the_sign_in_page_names_the_hours(visit: Visit, clock: Traveller) -> None:
    expat = somebody(visit, Role.EXPAT)
    for _ in range(7):
        clock.shift(15 * MINUTE)
        is_signed_in(expat)
    clock.shift(15 * MINUTE)
    expat.opens("signin.start").sees("nobody stays signed in for more than 2 hours")


def test_what_was_typed_too_late_is_given_back(officer: Visitor, clock: Traveller) -> None:
    officer.opens("desk.worklist")
    clock.shift(31 * MINUTE)
    answer = officer.posts("desk.take_next", {"note": "The landlord calls back on Friday.", "version": "3"})
    assert answer.status_code == 403
    assert "The landlord calls back on Friday." in answer.text
    assert "after 30 minutes without use" in answer.text


# -- others --------------------------------------------------------------------------------------


def test_a_disabled_user_is_out_at_the_next_request(officer: Visitor) -> None:
    session.execute(update(User).values(active=False))
    assert not is_signed_in(officer)


def test_a_changed_role_is_out_at_the_next_request(officer: Visitor) -> None:
    session.execute(update(User).values(role=Role.COORDINATOR))
    assert not is_signed_in(officer)


def test_a_removed_user_is_out_at_the_next_request(officer: Visitor) -> None:
    session.execute(delete(User))
    assert not is_signed_in(officer)


def test_an_erased_case_signs_its_household_out_and_a_closed_one_does_not(expat: Visitor) -> None:
    session.execute(update(Case).values(state=CaseState.CLOSED))
    assert is_signed_in(expat)
    session.execute(update(Case).values(state=CaseState.ERASED))
    assert not is_signed_in(expat)


# -- tokens --------------------------------------------------------------------------------------


def test_signing_in_changes_the_token_and_the_secret_of_forms(visit: Visit) -> None:
    user = a_user(Role.OFFICER)
    set_password(user, PASSWORD)
    email, visitor = user.email, visit()
    visitor.opens("signin.login")
    before = dict(_session(visitor))
    visitor.posts("signin.login", {"email": email, "password": PASSWORD})
    after = dict(_session(visitor))
    assert before["csrf_token"] != after.get("csrf_token")
    assert set(after) <= {"sign_in", "csrf_token", "_flashes"}


def test_a_token_known_beforehand_is_worth_nothing(visit: Visit) -> None:
    """Somebody plants their own cookie in a browser, and waits for its owner to sign in with it."""
    user = a_user(Role.OFFICER)
    set_password(user, PASSWORD)
    email, visitor = user.email, visit()
    planted = new_token()
    with visitor.app.app_context(), visitor.client.session_transaction(base_url=visitor.base_url) as cookie:
        cookie["sign_in"] = planted
    visitor.posts("signin.login", {"email": email, "password": PASSWORD})
    assert is_signed_in(visitor)
    assert _session(visitor)["sign_in"] != planted
    assert session.scalars(select(SignIn).where(SignIn.token_hash == hashed(planted))).all() == []


def test_signing_out_ends_the_stay_on_the_server(officer: Visitor) -> None:
    stolen = _cookie(officer)
    answer = officer.posts("signin.sign_out")
    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    thief = officer.app.test_client()
    thief.set_cookie("__Host-expatdesk", stolen, domain="expatdesk.example", secure=True)
    assert thief.get("/sign-in", base_url=officer.base_url).status_code == 200
    assert not is_signed_in(officer)


def test_the_database_holds_no_token(officer: Visitor) -> None:
    token = _session(officer)["sign_in"]
    kept = session.scalars(select(SignIn.token_hash)).all()
    assert kept == [hashed(token)]


def test_the_cookie_is_bound_to_this_host(nobody: Visitor) -> None:
    cookies = nobody.opens("signin.start").response.headers.getlist("Set-Cookie")
    (ours,) = [cookie for cookie in cookies if cookie.startswith("__Host-expatdesk=")]
    for rule in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert rule in ours.split("; ")
    assert "Domain" not in ours


def test_recognising_takes_one_query(officer: Visitor) -> None:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        officer.client.get("/sign-in", base_url=officer.base_url)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    queries = [statement for statement in seen if statement.startswith("SELECT")]
    assert len(queries) == 1


def test_old_stays_are_forgotten(officer: Visitor, clock: Traveller) -> None:
    clock.shift(timedelta(hours=25))
    forget_old_ways_in()
    assert session.scalars(select(SignIn)).all() == []


def _in_the_background(visitor: Visitor) -> None:
    visitor.client.get("/sign-in", base_url=visitor.base_url, headers={"X-Background": "1"})


def _session(visitor: Visitor) -> dict[str, str]:
    with visitor.app.app_context(), visitor.client.session_transaction(base_url=visitor.base_url) as cookie:
        return dict(cookie)


def _cookie(visitor: Visitor) -> str:
    kept = visitor.client.get_cookie("__Host-expatdesk", domain="expatdesk.example")
    assert kept is not None
    return kept.value
