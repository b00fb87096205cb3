"""The whole of who may do what, compared with a frozen file: a change of it is seen in the review.

To freeze a change that is meant: `python -m tests.access.test_access_table > tests/access/access_table.txt`.
"""

from pathlib import Path

import pytest
from flask import Flask

from expatdesk import create_app
from expatdesk.access.guards import RouteWithoutRule, install
from expatdesk.access.permissions import PERMISSIONS, Permission, may
from expatdesk.access.routes import ROUTES
from expatdesk.people.models import Role
from tests.access.every_route import routes_of

FROZEN = Path(__file__).with_name("access_table.txt")


def access_table(app: Flask) -> str:
    """One line per route: a column per role, and what is written down when it is read."""
    head = ["route", "how", *(role.value for role in Role), "reading is logged as"]
    lines = [head]
    for route in routes_of(app):
        rule = ROUTES[route.endpoint]
        cells = ["yes" if may(role, rule.permission) else "-" for role in Role]
        last = (rule.reads or "-") + (", after a fresh sign-in" if rule.fresh else "")
        lines.append([route.endpoint, " ".join(route.methods), *cells, last])
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )


def test_it_is_as_it_was_agreed(app: Flask) -> None:
    assert access_table(app) == FROZEN.read_text()


def test_a_route_that_nobody_thought_about_does_not_start() -> None:
    """Security T03: closed unless somebody opened it."""
    app = Flask("new")
    app.add_url_rule("/new", "new", lambda: "")
    with pytest.raises(RouteWithoutRule, match="new"):
        install(app)


def test_no_rule_is_left_over(app: Flask) -> None:
    assert set(ROUTES) == {route.endpoint for route in routes_of(app)}


def test_every_role_and_every_permission_has_its_place() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert set().union(*PERMISSIONS.values()) == set(Permission)


def test_nobody_else_registers() -> None:
    """Only a civil-affairs officer of a municipality writes down a registration."""
    assert [role for role in Role if may(role, Permission.REGISTER_PERSON)] == [Role.REGISTRAR]


if __name__ == "__main__":
    print(access_table(create_app()), end="")
