"""The security headers of every answer: pages, errors, redirects and static files (docs/security.md)."""

from pathlib import Path

from flask import Flask, Response, current_app, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from expatdesk.shared.rendering import content_hash

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
        "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "object-src 'none'",
        "frame-ancestors 'none'", "manifest-src 'self'",
    )
)  # fmt: skip
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
FEATURES = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "microphone", "payment", "usb",
)  # fmt: skip
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
CALENDAR = "expat.calendar_feed"
# Data that everybody may read, and other sites of the region show: no cookie says whose these are.
OPEN_DATA = frozenset({"public.activities_json", "public.activities_calendar"})
FOR_OTHER_SITES = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
FOREVER = "public, max-age=31536000, immutable"


def harden(response: Response) -> Response:
    """Put the headers on one answer."""
    for name, value in ALWAYS.items():
        response.headers[name] = value
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    if is_open := _is_open_data(response):
        response.headers.update(FOR_OTHER_SITES)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    response.headers["Cache-Control"] = FOREVER if _is_asset(response) else _kept_by_its_reader(is_open=is_open)
    # A page that is missing says the same whether its address exists or not.
    found_by_all = request.blueprint == "public" and response.status_code < 400 and request.path[:6] != "/demo/"
    # What a link in a mail opens is its reader's alone.
    found_by_all = found_by_all and "token" not in (request.view_args or {})
    if not (found_by_all or request.endpoint == "static"):
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


class SessionCookies(SecureCookieSessionInterface):
    """The cookie of a browser goes with every answer but those that a cache gives to others as well."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie along, where it is nobody else's answer."""
        if not _is_open_data(response):
            super().save_session(app, session, response)


def _is_open_data(response: Response) -> bool:
    return request.endpoint in OPEN_DATA and response.status_code < 400


def _kept_by_its_reader(*, is_open: bool) -> str:
    """A calendar keeps what it read and asks whether it still holds; of pages nothing is kept."""
    if is_open:
        return "public, max-age=300"
    return "private, no-cache" if request.endpoint == CALENDAR else "no-store"


def _is_asset(response: Response) -> bool:
    """Whether this is a static file of ours under the hash of its present content, which never changes."""
    name = (request.view_args or {}).get("filename", "")
    found = request.endpoint == "static" and response.status_code in (200, 304)
    return found and request.args.get("v") == content_hash(Path(current_app.static_folder or "") / name)


def install(app: Flask) -> None:
    """Harden every answer of the app."""
    app.session_interface = SessionCookies()
    app.after_request(harden)
