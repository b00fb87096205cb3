"""Choosing a language: one choice away on every page."""

from urllib.parse import urlsplit

from flask import current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.language import speak_from_now_on
from expatdesk.public.blueprint import blueprint
from expatdesk.shared.local_path import local_path


@blueprint.post("/language")
def choose_language() -> Response:
    """Go on with the same page in the chosen language."""
    answer = redirect(_page_at(local_path(request.form.get("next")) or url_for("public.start")), 303)
    speak_from_now_on(request.form.get("language", ""), answer)
    return answer


def _page_at(path: str) -> str:
    """This page; an address that only takes a form has its page at the nearest address above it."""
    routes = current_app.url_map.bind("")
    methods = routes.allowed_methods(urlsplit(path).path)
    while methods and "GET" not in methods:
        path = urlsplit(path).path.rpartition("/")[0] or "/"
        methods = routes.allowed_methods(path) or ["POST"]
    return path
