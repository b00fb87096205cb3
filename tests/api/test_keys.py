"""Who comes with a key, and who does not (security T09, T11, T17, T19)."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from expatdesk.access.routes import ROUTES
from expatdesk.access.visitor import current_visitor
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.shared.problems import FOR_SYSTEMS
from expatdesk.systems.keys import PER_MINUTE, revoke_key
from expatdesk.systems.models import Scope
from tests.access.every_route import routes_of
from tests.api.system import System
from tests.conftest import Visit
from tests.factories import a_case, a_key, a_user, actor_of

ROLES = {200: Role.EMPLOYER_SYSTEM, 401: Role.VISITOR}


@pytest.mark.parametrize("token", [None, "", "exd_ABCDEFGH_x", "é"])
def test_without_a_key(app: Flask, token: str | None) -> None:
    """Not even what is missing is told from what is there."""
    stranger = System(app, token)
    for path in ("hires", f"hires/{a_case().id}", "nowhere"):
        answer = stranger.gets(path)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer realm=expatdesk")
        assert "RateLimit" not in answer.headers


def test_a_key_counts_in_its_header_alone(app: Flask, employer: Employer) -> None:
    _key, token = a_key(employer)
    stranger = System(app, None)
    assert stranger.gets("hires", access_token=token, key=token).status_code == 401
    assert stranger.gets("hires", {"Authorization": f"Basic {token}"}).status_code == 401
    assert stranger.gets("hires", {"X-Api-Key": token}).status_code == 401
    assert stranger.gets("hires", {"Authorization": f"Bearer {token}"}).status_code == 200


def test_a_cookie_is_no_key(app: Flask, visit: Visit, employer: Employer) -> None:
    """HR that is signed in reads pages; its browser cannot be made to ask as its system."""
    admin = visit(a_user(Role.EMPLOYER_ADMIN, employer=employer)).opens("employer.hires")
    _key, token = a_key(employer)
    for headers, status in (({}, 401), ({"Authorization": f"Bearer {token}"}, 200)):
        with app.app_context():
            answer = admin.client.get("/api/v1/hires", headers=headers, base_url=admin.base_url)
            assert (answer.status_code, current_visitor().role) == (status, ROLES[status])


def test_a_key_opens_no_page(app: Flask, employer: Employer) -> None:
    _key, token = a_key(employer)
    with app.app_context():
        answer = app.test_client().get(
            "/employer/", headers={"Authorization": f"Bearer {token}"}, base_url=app.config["BASE_URL"]
        )
    assert answer.status_code == 303


def test_a_key_that_was_taken_back(system: System, app: Flask, employer: Employer) -> None:
    key, token = a_key(employer)
    other = System(app, token)
    assert other.gets("hires").status_code == 200
    revoke_key(key, by=actor_of(key.maker))
    assert other.gets("hires").status_code == 401
    assert system.gets("hires").status_code == 200


def test_what_a_key_is_not_good_for_is_missing(app: Flask, employer: Employer) -> None:
    """A hire that is there, one that is not, and an address that never was: one and the same answer."""
    other = System(app, a_key(employer, scopes=[Scope.PAPERS])[1])
    answers = [other.gets(path) for path in ("hires", f"hires/{a_case(employer=employer).id}", "nowhere")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1


def test_every_route_asks_for_a_key(app: Flask) -> None:
    ours = [route for route in routes_of(app) if route.path.startswith(FOR_SYSTEMS)]
    assert ours
    assert all(ROUTES[route.endpoint].permission.startswith("by-key:") for route in ours)


def test_how_often_it_may_ask(system: System, clock: time_machine.Traveller) -> None:
    answer = system.gets("hires")
    assert answer.headers["RateLimit-Policy"] == f'"minute";q={PER_MINUTE};w=60'
    assert answer.headers["RateLimit"] == f'"minute";r={PER_MINUTE - 1};t=60'
    clock.shift(timedelta(seconds=20))
    for _request in range(PER_MINUTE - 1):
        assert system.gets("nowhere").status_code == 404
    refused = system.gets("hires")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "40")
    assert refused.headers["RateLimit"] == '"minute";r=0;t=40'
    clock.shift(timedelta(seconds=40))
    assert system.gets("hires").status_code == 200


def test_others_ask_as_often(app: Flask, system: System, employer: Employer) -> None:
    """Each key has its own count."""
    other = System(app, a_key(employer)[1])
    for _request in range(2):
        system.gets("hires")
    assert other.gets("hires").headers["RateLimit"] == f'"minute";r={PER_MINUTE - 1};t=60'


def test_problems_are_told_in_the_callers_language(app: Flask, employer: Employer) -> None:
    _key, token = a_key(employer)
    english, dutch = (System(app, token, language=language).gets("nowhere") for language in ("en", "nl"))
    assert (english.headers["Content-Language"], dutch.headers["Content-Language"]) == ("en", "nl")
    assert english.json == {
        "type": "about:blank", "title": "There is nothing here", "status": 404,
        "detail": "Look at the address, at the id in it, and at what your key is good for.",
    }  # fmt: skip
    assert dutch.json is not None
    assert all(dutch.json[name] != english.json[name] for name in ("title", "detail"))


def test_another_way_of_asking(system: System) -> None:
    answer = system.posts("hires/00000000-0000-0000-0000-000000000000", {})
    assert (answer.status_code, "GET" in answer.headers["Allow"]) == (405, True)
