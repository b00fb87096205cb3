"""At every address that names an id of an employer's, another employer's is as one made up (security T01, T04).

A new address is asked as well, without a line here: its ids are those that its path takes.
"""

import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from expatdesk.cases.models import Case
from expatdesk.people.models import Role
from tests.access.every_route import Route, arguments_for, asked, filled, routes_of
from tests.api.system import System
from tests.conftest import Visit
from tests.factories import a_case, a_key, a_partner, a_user, an_employer
from tests.visitor import Visitor

# Parts of a path that name no row: what is done, which paper or step, what kind of file.
WORDS = {"act", "extension", "key", "kind", "paper"}
# What is sent for a draft that is gone is a new one: nothing that was typed is lost.
KEPT = ("POST", "employer.change_draft")
LIVE = {"day-day": "11", "day-month": "1", "day-year": "2027"}


@pytest.fixture
def theirs(app: Flask) -> dict[str, Any]:
    """What another employer has, by the names that paths have for it."""
    case = a_case(employer=an_employer())
    return arguments_for(case, a_user(Role.EMPLOYER, employer=case.employer))


@pytest.fixture
def own_case(theirs: dict[str, Any]) -> Case:
    """A hire of the employer that asks."""
    return a_case(employer=an_employer("Rijnmond Robotics B.V."), home_kind=None, home_postcode=None)


def ids_of(route: Route) -> list[str]:
    return re.findall(r"<uuid:(\w+)>", route.path)


def swapped(route: Route, own: dict[str, Any], theirs: dict[str, Any]) -> Iterator[tuple[dict[str, Any], ...]]:
    """For each id of a path: all is one's own but this one, which is another's, and then made up."""
    for name in ids_of(route):
        yield filled(route, {**own, name: theirs[name]}), filled(route, {**own, name: uuid.uuid4()})


def at_the_door(app: Flask, door: str) -> list[Route]:
    found = [route for route in routes_of(app) if route.endpoint.startswith(door)]
    unknown = {name for route in found for name in route.arguments - {*ids_of(route)} - WORDS}
    assert unknown == set(), "are these ids of something that belongs to an employer?"
    return [route for route in found if ids_of(route)]


def told(answer: TestResponse) -> tuple[int, bytes, dict[str, str]]:
    """All of an answer but how many requests are left, which counts down."""
    return answer.status_code, answer.data, {name: said for name, said in answer.headers if name != "RateLimit"}


@pytest.mark.parametrize("role", [Role.EMPLOYER_ADMIN, Role.PARTNER])
def test_at_the_pages_of_partners(
    app: Flask, visit: Visit, own_case: Case, theirs: dict[str, Any], role: Role
) -> None:
    """A home of another partner, and HR's of an employer that is one."""
    assert own_case.employer is not None
    is_hr = role is not Role.PARTNER
    partner = a_partner(employer_id=own_case.employer.id if is_hr else None)
    user = a_user(role, employer=own_case.employer if is_hr else None, partner=None if is_hr else partner)
    own, visitor = arguments_for(own_case, user), visit(user)
    visitor.opens("partner.homes")
    for route, method in asked(at_the_door(app, "partner."), "GET", "POST"):
        for another, made_up in swapped(route, own, theirs):
            found, missing = (_ask(visitor, method, route.endpoint, one) for one in (another, made_up))
            assert told(found) == told(missing), f"{method} {route.endpoint}"
            assert found.status_code == 404, route.endpoint


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.EMPLOYER_ADMIN])
def test_at_the_pages(app: Flask, visit: Visit, own_case: Case, theirs: dict[str, Any], role: Role) -> None:
    user = a_user(role, employer=own_case.employer)
    own, hr = arguments_for(own_case, user), visit(user)
    hr.opens("employer.hires")
    for route, method in asked(at_the_door(app, "employer."), "GET", "POST"):
        for another, made_up in swapped(route, own, theirs):
            found, missing = (_ask(hr, method, route.endpoint, one) for one in (another, made_up))
            assert told(found) == told(missing), f"{method} {route.endpoint}"
            assert found.status_code == (422 if (method, route.endpoint) == KEPT else 404), route.endpoint


def test_at_the_api(app: Flask, own_case: Case, theirs: dict[str, Any]) -> None:
    assert own_case.employer is not None
    user = a_user(Role.EMPLOYER, employer=own_case.employer)
    own, system = arguments_for(own_case, user), System(app, a_key(own_case.employer)[1])
    for route, method in asked(at_the_door(app, "api."), "GET", "POST", "PUT", "DELETE"):
        for another, made_up in swapped(route, own, theirs):
            found, missing = (_send(app, system, method, route, one) for one in (another, made_up))
            assert told(found) == told(missing), f"{method} {route.endpoint}"
            assert found.status_code == 404, f"{method} {route.endpoint}"


@pytest.mark.parametrize(
    ("method", "endpoint", "sent"),
    [
        ("GET", "employer.start_dates", {**LIVE, "look": "1", "hire": "{id}"}),
        ("POST", "employer.change_start_dates", {**LIVE, "seen": "{id}~"}),
        ("GET", "employer.sign_address_form", {"at": "{id}"}),
    ],
)
def test_in_what_is_asked_or_sent(
    visit: Visit, own_case: Case, theirs: dict[str, Any], method: str, endpoint: str, sent: dict[str, str]
) -> None:
    """The page may say back what was asked, and nothing more."""
    hr = visit(a_user(Role.EMPLOYER, employer=own_case.employer)).opens("employer.hires")
    which = theirs["address_id" if "at" in sent else "case_id"]
    path = {"case_id": own_case.id} if "at" in sent else {}
    said = []
    for one in (which, uuid.uuid4()):
        values = {name: text.format(id=one) for name, text in sent.items()}
        answer = hr.asks_for(endpoint, **path, **values) if method == "GET" else hr.posts(endpoint, values, **path)
        said.append((answer.status_code, answer.text.replace(str(one), "")))
    assert said[0] == said[1]


def _ask(hr: Visitor, method: str, endpoint: str, arguments: dict[str, Any]) -> TestResponse:
    return hr.asks_for(endpoint, **arguments) if method == "GET" else hr.posts(endpoint, {}, **arguments)


def _send(app: Flask, system: System, method: str, route: Route, arguments: dict[str, Any]) -> TestResponse:
    """With a body that would do, were the hire their own."""
    path = app.url_map.bind("").build(route.endpoint, arguments).removeprefix("/api/v1/")
    at = datetime(2026, 12, 16, 10, tzinfo=UTC).isoformat()
    match method:
        case "GET":
            return system.gets(path)
        case "POST":
            return system.hands_in(path, b"%PDF-1.7", uuid.uuid4().hex)
        case "PUT":
            return system.puts(path, {"at": at, "instead_of": None})
        case _:
            return system.deletes(path, at=at)
