"""The door of signing in: mail links, case code and secret, passwords, invitations, signing out."""

from flask import Flask
from flask_wtf.csrf import CSRFError

from expatdesk.access import origin, sessions
from expatdesk.signin import (
    accounts,
    case_code,
    confirm,
    kept_text,
    link,
    password,
    registration,
    sign_out,
    start,
    stay,
)
from expatdesk.signin.blueprint import blueprint

__all__ = [
    "accounts", "blueprint", "case_code", "confirm", "install", "kept_text", "link", "password",
    "registration", "sign_out", "start", "stay",
]  # fmt: skip


def install(app: Flask) -> None:
    """Find out at each request who is there. Call before the guard is put up, after the form tokens are."""
    origin.install(app)
    accounts.install(app)
    sessions.install(app)
    app.before_request(kept_text.keep_what_was_typed)
    app.register_error_handler(CSRFError, kept_text.offer_to_send_again)
