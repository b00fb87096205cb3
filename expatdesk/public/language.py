"""Choosing a language: one choice away on every page, kept in the browser and, when signed in, for mails."""

from datetime import timedelta

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.guards import own_case
from expatdesk.access.visitor import Visitor, current_visitor
from expatdesk.cases.language import write_to_household_in, write_to_user_in
from expatdesk.people.queries import user
from expatdesk.public.blueprint import blueprint
from expatdesk.shared.i18n import COOKIE, LANGUAGES
from expatdesk.shared.local_path import local_path

KEPT_FOR = timedelta(days=365)


@blueprint.post("/language")
def choose_language() -> Response:
    """Go on with the same page in the chosen language; a language we do not speak changes nothing (T34)."""
    answer = redirect(local_path(request.form.get("next")) or url_for("public.start"), 303)
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        _keep_for_mails(current_visitor(), chosen)
        answer.set_cookie(
            COOKIE, chosen, max_age=KEPT_FOR, httponly=True, samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )  # fmt: skip
    return answer


def _keep_for_mails(visitor: Visitor, chosen: str) -> None:
    if visitor.user_id is not None:
        write_to_user_in(user(visitor.user_id), chosen)
    elif visitor.case_id is not None:
        write_to_household_in(own_case(), chosen, by=visitor.actor)
