"""The language that a visitor chose: kept in the browser for pages and, when signed in, for mails."""

from datetime import timedelta

from flask import current_app
from werkzeug.wrappers import Response

from expatdesk.access.guards import own_case
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.language import write_to_household_in, write_to_user_in
from expatdesk.people.queries import user
from expatdesk.shared.i18n import COOKIE, LANGUAGES

KEPT_FOR = timedelta(days=365)


def speak_from_now_on(chosen: str, answer: Response) -> None:
    """Keep the visitor's choice with this answer; a language that we do not speak changes nothing (T34)."""
    if chosen not in LANGUAGES:
        return
    visitor = current_visitor()
    if visitor.user_id is not None:
        write_to_user_in(user(visitor.user_id), chosen)
    elif visitor.case_id is not None:
        write_to_household_in(own_case(), chosen, by=visitor.actor)
    answer.set_cookie(
        COOKIE, chosen, max_age=KEPT_FOR, httponly=True, samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )  # fmt: skip
