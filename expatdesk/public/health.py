"""Is it alive, is it ready: for whatever watches over this process. And the files that machines look for."""

from datetime import timedelta
from email.utils import parseaddr

from flask import Response, current_app

from expatdesk.public.blueprint import blueprint
from expatdesk.shared.addresses import full_address
from expatdesk.shared.clock import now
from expatdesk.shared.readiness import is_ready

# RFC 9116 asks for a day after which the contact must not be trusted any more, within a year.
CONTACT_HOLDS_FOR = timedelta(days=180)


@blueprint.get("/health/live")
def live() -> Response:
    """The process answers."""
    return _plain("alive")


@blueprint.get("/health/ready")
def ready() -> Response:
    """The process can do its work: the database answers and is as new as the release."""
    return _plain("ready") if is_ready() else _plain("not ready", 503)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Search engines may show the public pages and nothing else."""
    rules = [
        "User-agent: *",
        "Allow: /$",
        "Allow: /accessibility$",
        "Allow: /privacy$",
        "Allow: /answers",
        "Allow: /guide",
        "Allow: /activities",
        "Disallow: /",
    ]
    return _plain("\n".join(rules))


@blueprint.get("/.well-known/security.txt")
def security() -> Response:
    """Where somebody who found a hole can tell us (RFC 9116)."""
    _, address = parseaddr(current_app.config["MAIL_FROM"])
    lines = [
        f"Contact: mailto:{address}",
        f"Expires: {(now() + CONTACT_HOLDS_FOR).replace(microsecond=0).isoformat()}",
        "Preferred-Languages: nl, en",
        f"Canonical: {full_address('public.security')}",
    ]
    return _plain("\n".join(lines))


def _plain(text: str, status: int = 200) -> Response:
    return Response(f"{text}\n", status, mimetype="text/plain")
