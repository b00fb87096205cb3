"""Signing out."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access import sessions
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
def signed_out() -> str:
    """Say that it is done."""
    chosen = request.args.get("language", "")
    with speaking(chosen if chosen in LANGUAGES else language()):
        return render_template("signin/signed_out.html")
