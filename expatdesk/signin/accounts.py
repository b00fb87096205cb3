"""Flask-Security, made to fit: it hashes passwords and signs users in; who may do what is decided in access/.

Its pages stay off. A second factor and OpenID Connect will come through its `login_user` too, and so through
`_begin_stay`: every way in gets a stay of its own in the database.
"""

from typing import Any

from flask import Flask
from flask_security import Security, SQLAlchemyUserDatastore, user_authenticated

from expatdesk.access.sessions import sign_user_in
from expatdesk.people.models import User
from expatdesk.people.passwords import GOOD_ENOUGH, SHORTEST
from expatdesk.people.tokens import ARGON2_COSTS
from expatdesk.shared.db import db

SETTINGS: dict[str, object] = {
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    # Argon2 salts by itself; hashing twice would only add a setting that may get lost.
    "SECURITY_PASSWORD_SINGLE_HASH": {"argon2"},
    "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {f"argon2__{name}": cost for name, cost in ARGON2_COSTS.items()},
    "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST,
    "SECURITY_PASSWORD_COMPLEXITY_CHECKER": "zxcvbn",
    "SECURITY_ZXCVBN_MINIMUM_SCORE": GOOD_ENOUGH,
    "SECURITY_JOIN_USER_ROLES": False,
    "SECURITY_CLI_USERS_NAME": None,
    "SECURITY_CLI_ROLES_NAME": None,
}


def install(app: Flask) -> None:
    """Bind Flask-Security to the app."""
    for name, value in SETTINGS.items():
        app.config.setdefault(name, value)
    security = Security()
    # Without a model of roles: a role is a column of the user.
    users = SQLAlchemyUserDatastore(db, User, None)  # type: ignore[arg-type]
    security.init_app(app, users, register_blueprint=False)
    # Flask-Login knows nobody: whose stay this is, `access/visitor.py` tells. It would ask the database for its
    # own user at every page, the page on a database that is away included.
    security.login_manager.user_loader(_nobody)
    security.login_manager.request_loader(_nobody)
    # Flask-Principal would load that user at every request, for permissions that we do not use.
    security.principal.identity_loaders.clear()
    user_authenticated.connect(_begin_stay, app)


def _nobody(_asked_by: object) -> None:
    return None


def _begin_stay(_app: Flask, user: User, **_how: Any) -> None:
    sign_user_in(user)
