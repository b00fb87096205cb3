"""Signing out."""

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access import sessions
from expatdesk.access.language import speak_from_now_on
from expatdesk.access.visitor import current_visitor
from expatdesk.shared.i18n import LANGUAGES, language, speaking
from expatdesk.shared.local_path import local_path
from expatdesk.signin.blueprint import blueprint


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End the stay here, and have the browser forget whatever it kept of us."""
    sessions.sign_out()
    # The choice of language goes with the other cookies, so the next page is told.
    last_page = url_for("signin.signed_out", language=language())
    answer = redirect(local_path(request.form.get("next")) or last_page, 303)
    answer.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return answer


@blueprint.get("/signed-out")
def signed_out() -> Response:
    """Say that it is done, and go on in the same language."""
    asked = request.args.get("language", "")
    chosen = asked if asked in LANGUAGES else language()
    with speaking(chosen):
        answer = make_response(render_template("signin/signed_out.html"))
    if asked and not current_visitor().is_signed_in:
        speak_from_now_on(chosen, answer)
    return answer
