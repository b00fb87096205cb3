"""A second wall beside the form token: what changes something must come from a page of ours (security T19)."""

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, request

from expatdesk.shared.db import is_unsafe

# "none" is a person's own doing, such as reloading the answer to a form.
OWN_SITES = frozenset({"same-origin", "none"})


def install(app: Flask) -> None:
    """Refuse foreign requests before any view."""
    app.before_request(refuse_foreign_requests)


def refuse_foreign_requests() -> None:
    """Refuse what another site made a browser send, by what the browser itself says of it."""
    if is_unsafe() and not (_is_own_site() and _is_own_origin()):
        abort(400)


def is_surely_ours() -> bool:
    """Whether the browser itself says that a page of ours sent this; silence is not enough."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin" and _is_own_origin()


def _is_own_site() -> bool:
    return request.headers.get("Sec-Fetch-Site", "none") in OWN_SITES


def _is_own_origin() -> bool:
    """Whether the origin is ours, or unsaid: our own Referrer-Policy makes browsers say 'null' of our forms."""
    origin = request.headers.get("Origin", "null")
    return origin in ("null", request.host_url.rstrip("/"), _base_origin())


def _base_origin() -> str:
    base = urlsplit(current_app.config["BASE_URL"])
    return f"{base.scheme}://{base.netloc}"
