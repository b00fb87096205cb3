"""Signing in without a form: a test of the worklist is not one of passwords."""

from flask import g, request
from flask.testing import FlaskClient

from expatdesk.access.visitor import Visitor as Known
from expatdesk.cases.models import Case
from expatdesk.people.models import Role, User


def sign_in(client: FlaskClient, who: User | Case) -> None:
    """From now on this browser's requests are those of the user, or of the household of the case."""
    client.environ_base["tests.visitor"] = visitor_of(who)  # type: ignore[assignment]


def take_their_word() -> None:
    """The part in the application under test: believe what `sign_in` said."""
    if known := request.environ.get("tests.visitor"):
        g.visitor = known


def visitor_of(who: User | Case) -> Known:
    """Who the application takes them for."""
    if isinstance(who, Case):
        return Known(Role.EXPAT, who.title, language=who.language, case_id=who.id)
    return Known(Role(who.role), who.name, who.id, who.language, who.municipality, who.employer_id)
