"""Signing in without a form: a test of the worklist is not one of passwords."""

from flask import Flask
from flask.testing import FlaskClient

from expatdesk.access.sessions import TOKEN
from expatdesk.cases.models import Case
from expatdesk.cases.representative_models import Representative
from expatdesk.people.models import Role, User
from expatdesk.people.sign_ins import start_stay
from expatdesk.shared.db import session

Somebody = User | Case | Representative


def sign_in(app: Flask, client: FlaskClient, who: Somebody) -> None:
    """From now on this browser's requests are those of the user, of the household, or of who represents it."""
    if isinstance(who, Representative):
        token = start_stay(Role.REPRESENTATIVE, case_id=who.case_id, representative_id=who.id)
    elif isinstance(who, Case):
        token = start_stay(Role.EXPAT, case_id=who.id)
    else:
        token = start_stay(Role(who.role), user_id=who.id)
    session.commit()
    with app.app_context(), client.session_transaction(base_url=app.config["BASE_URL"]) as cookie:
        cookie[TOKEN] = token
