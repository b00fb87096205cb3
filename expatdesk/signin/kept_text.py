"""Whoever is signed out by the clock while typing gets the text back (security reference, section 3)."""

from flask import render_template, request

from expatdesk.access.routes import ROUTES
from expatdesk.access.sessions import signed_out_by_the_clock
from expatdesk.access.visitor import current_visitor
from expatdesk.shared.db import is_unsafe

NEVER_SHOWN = frozenset({"csrf_token", "password", "present", "secret"})


def keep_what_was_typed() -> tuple[str, int] | None:
    """Answer a form that comes too late with its own text, instead of as if it had never existed."""
    signed_out = signed_out_by_the_clock()
    rule = ROUTES.get(request.endpoint or "")
    if not is_unsafe() or signed_out is None or rule is None or current_visitor().may(rule.permission):
        return None
    texts = [value for name, value in request.form.items() if name not in NEVER_SHOWN and _is_text(value)]
    return render_template("signin/kept_text.html", signed_out=signed_out, texts=texts), 403


def _is_text(value: str) -> bool:
    """Whether somebody typed this in words; ids, dates and ticks hold no space."""
    return any(letter.isspace() for letter in value.strip())
