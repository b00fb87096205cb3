"""Form tokens that say who opened the page: a form from before a sign-in may be sent again by the same person."""

import hashlib
import secrets

from flask import current_app, session
from itsdangerous import BadData, URLSafeTimedSerializer

from expatdesk.access.visitor import Visitor

# Where Flask-WTF keeps its secret, and how it signs what stands in a page.
FIELD = "csrf_token"
SALT = "wtf-csrf-token"
BYTES = 16


def give_token(visitor: Visitor) -> None:
    """Make the token of this browser, once, for whoever has just been recognised."""
    if FIELD not in session:
        session[FIELD] = f"{secrets.token_urlsafe(BYTES)}.{_print_of(visitor)}"


def is_opened_by(token: str | None, visitor: Visitor) -> bool:
    """Whether a page with this token was opened by that visitor, in whatever stay."""
    return opener_of(token) == _print_of(visitor)


def opener_of(token: str | None) -> str:
    """The print of who opened a page with this token; empty for nobody in particular, and for a forged one."""
    try:
        known: object = URLSafeTimedSerializer(current_app.secret_key or "", salt=SALT).loads(token or "")
    except BadData:
        return ""
    return str(known).partition(".")[2]


def _print_of(visitor: Visitor) -> str:
    """Tells one reader from another without naming either."""
    return hashlib.sha256(f"{visitor.user_id} {visitor.case_id} {visitor.representative_id}".encode()).hexdigest()[
        :16
    ]
