"""Choosing a language: one choice away on every page."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.language import speak_from_now_on
from expatdesk.public.blueprint import blueprint
from expatdesk.shared.local_path import local_path


@blueprint.post("/language")
def choose_language() -> Response:
    """Go on with the same page in the chosen language."""
    answer = redirect(local_path(request.form.get("next")) or url_for("public.start"), 303)
    speak_from_now_on(request.form.get("language", ""), answer)
    return answer
