"""Whoever may not do something finds that it does not exist (security T01, T02, T04)."""

import uuid

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from expatdesk.access.permissions import may
from expatdesk.access.routes import ROUTES
from expatdesk.cases.models import Case
from expatdesk.cases.representative_models import Representative
from expatdesk.people.models import SYSTEMS, Role, User
from expatdesk.shared.problems import FOR_SYSTEMS
from tests.access.every_route import arguments_for, asked, filled, routes_of
from tests.conftest import Visit
from tests.factories import KATWIJK, LEIDEN, a_case, a_partner, a_representative, a_user, an_employer
from tests.visitor import Visitor


@pytest.fixture
def case() -> Case:
    """A case of Leiden and of one employer."""
    return a_case(employer=an_employer())


@pytest.fixture
def own_hr(case: Case) -> User:
    """Somebody of that employer."""
    return a_user(Role.EMPLOYER, employer=case.employer)


def _somebody(role: Role, case: Case) -> User | Case | Representative | None:
    """Somebody of this role who could see the case, if their role could."""
    match role:
        case Role.VISITOR:
            return None
        case Role.EXPAT:
            return case
        case Role.REPRESENTATIVE:
            return a_representative(case, may_act=True)
        case Role.EMPLOYER | Role.EMPLOYER_ADMIN:
            return a_user(role, employer=case.employer)
        case Role.REGISTRAR:
            return a_user(role, municipality=LEIDEN)
        case Role.PARTNER:
            return a_user(role, partner=a_partner())
        case _:
            return a_user(role)


# What belongs to an employer beside its hires.
OF_AN_EMPLOYER = (
    "place_id",
    "stay_id",
    "user_id",
    "key_id",
    "hook_id",
    "sheet_id",
    "invoice_id",
    "address_id",
    "home_id",
    "photo_id",
)
# A system shows its key at each request: tests/api says what it is refused.
WITH_PAGES = [role for role in Role if role not in SYSTEMS]


@pytest.mark.parametrize("role", WITH_PAGES)
def test_a_role_without_the_permission(app: Flask, visit: Visit, case: Case, own_hr: User, role: Role) -> None:
    """All routes that the role may not use, asked for in every way, with ids that exist."""
    visitor, arguments = visit(_somebody(role, case)), arguments_for(case, own_hr)
    wrong = []
    for route, method in asked(routes_of(app), "GET", "POST"):
        # Without a key there is nothing for systems to be had: tests/api says so.
        if may(role, ROUTES[route.endpoint].permission) or route.path.startswith(FOR_SYSTEMS):
            continue
        answer = _ask(visitor, method, route.endpoint, filled(route, arguments))
        expected = 303 if role is Role.VISITOR and method == "GET" else 404
        if answer.status_code != expected:
            wrong.append(f"{method} {route.endpoint}: {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize(
    "stranger", ["other_registrar", "other_hr", "other_admin", "other_department", "other_partner", "other_expat"]
)
def test_another_ones_rows(app: Flask, visit: Visit, case: Case, own_hr: User, stranger: str) -> None:
    """Their own role may do it, but not with this case: the answer is that of an id that never existed."""
    visitor, arguments = visit(_stranger(stranger, case)), arguments_for(case, own_hr)
    role = Role(visitor.who.role) if isinstance(visitor.who, User) else Role.EXPAT
    nowhere = {**arguments, "case_id": uuid.uuid4(), "draft_id": uuid.uuid4(), "person_id": uuid.uuid4()}
    nowhere |= {name: uuid.uuid4() for name in OF_AN_EMPLOYER}
    visitor.asks_for("public.start")
    tried = 0
    for route, method in asked(routes_of(app), "GET", "POST"):
        if (
            may(role, ROUTES[route.endpoint].permission)
            and {"case_id", "draft_id", *OF_AN_EMPLOYER} & route.arguments
        ):
            theirs = _ask(visitor, method, route.endpoint, filled(route, arguments))
            missing = _ask(visitor, method, route.endpoint, filled(route, nowhere))
            # What is sent for a draft that is gone is a new one: nothing that was typed is lost.
            expected = 422 if (method, route.endpoint) == ("POST", "employer.change_draft") else 404
            assert theirs.status_code == expected, f"{method} {route.endpoint}"
            assert theirs.text == missing.text
            assert dict(theirs.headers) == dict(missing.headers)
            tried += 1
    assert tried or stranger == "other_expat"


def test_a_person_of_another_case(officer: Visitor, case: Case) -> None:
    """Parent and child are looked up together (T04)."""
    other = a_case()
    officer.cannot_open("desk.person", case_id=case.id, person_id=other.people[0].id)
    answer = officer.posts("desk.person", {"version": "1"}, case_id=case.id, person_id=other.people[0].id)
    assert answer.status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COORDINATOR, Role.REGISTRAR])
def test_staff_see_their_cases_in_lists_too(visit: Visit, case: Case, role: Role) -> None:
    own = visit(_somebody(role, case))
    own.opens("desk.worklist").sees("Krishnan")


def test_another_municipality_finds_nothing(other_registrar: Visitor, case: Case) -> None:
    """Neither in the list, nor by searching, nor in its counts (T05)."""
    other_registrar.opens("desk.worklist").does_not_see("Krishnan", case.code)
    other_registrar.opens("desk.worklist", q="Krishnan").does_not_see(case.code)
    other_registrar.opens("desk.worklist", search="Krishnan").does_not_see(case.code)


def _stranger(who: str, case: Case) -> User | Case:
    if who == "other_registrar":
        return a_user(Role.REGISTRAR, municipality=KATWIJK)
    if who == "other_department":
        return a_user(Role.EMPLOYER, employer=case.employer, department="Research")
    if who == "other_partner":
        return a_user(Role.PARTNER, partner=a_partner())
    if who in ("other_hr", "other_admin"):
        role = Role.EMPLOYER_ADMIN if who == "other_admin" else Role.EMPLOYER
        employer = an_employer("Rijnmond Robotics B.V.")
        # With homes of its own: it may ask for those of others.
        a_partner("Rijnmond Homes", employer_id=employer.id)
        return a_user(role, employer=employer)
    return a_case(family_name="Vasquez")


def _ask(visitor: Visitor, method: str, endpoint: str, arguments: dict[str, object]) -> TestResponse:
    if method == "GET":
        return visitor.asks_for(endpoint, **arguments)
    return visitor.posts(endpoint, {}, **arguments)
