"""Signing in without a form: a test of the worklist is not one of passwords."""

from flask import Flask
from flask.testing import FlaskClient

from expatdesk.access.sessions import TOKEN
from expatdesk.cases.models import Case
from expatdesk.people.models import Role, User
from expatdesk.people.sign_ins import start_stay
from expatdesk.shared.db import session


def sign_in(app: Flask, client: FlaskClient, who: User | Case) -> None:
    """From now on this browser's requests are those of the user, or of the household of the case."""
    if isinstance(who, Case):
        token = start_stay(Role.EXPAT, case_id=who.id)
    else:
        token = start_stay(Role(who.role), user_id=who.id)
    session.commit()
    with app.app_context(), client.session_transaction(base_url=app.config["BASE_URL"]) as cookie:
        cookie[TOKEN] = token
