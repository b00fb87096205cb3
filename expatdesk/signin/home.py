"""Where somebody lands after signing in."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from expatdesk.access.visitor import current_visitor
from expatdesk.people.models import Role
from expatdesk.shared.local_path import local_path

HOMES = {
    Role.EXPAT: "expat.status",
    Role.REPRESENTATIVE: "expat.status",
    Role.EMPLOYER: "employer.hires",
    Role.EMPLOYER_ADMIN: "employer.hires",
    Role.PARTNER: "partner.home",
    Role.OFFICER: "desk.dashboard",
    Role.REGISTRAR: "desk.registrations",
    Role.COORDINATOR: "desk.dashboard",
}


def home_path() -> str:
    """The first page of whoever this is."""
    return url_for(HOMES.get(current_visitor().role, "public.start"))


def go_home() -> Response:
    """To the first page of whoever this is."""
    return redirect(home_path(), 303)


def go_on(wanted: str | None) -> Response:
    """To the page that was wanted when signing in came between; without one, home."""
    path = local_path(wanted)
    return redirect(path, 303) if path else go_home()
