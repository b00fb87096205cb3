"""Keys of employers' HR systems."""

from collections.abc import Iterable
from datetime import timedelta

from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.systems.keys import keys, make_key
from expatdesk.systems.models import ApiKey, Scope
from tests.factories.people import a_user


def a_key(
    employer: Employer,
    *,
    scopes: Iterable[Scope] = Scope,
    lasts: timedelta = timedelta(days=90),
    networks: Iterable[str] = (),
) -> tuple[ApiKey, str]:
    """A key of an admin of this employer, and what its system shows; it has a name of its own."""
    admin = a_user(Role.EMPLOYER_ADMIN, employer=employer, name="Hanna Admin")
    by = Actor(Role.EMPLOYER_ADMIN, admin.name, admin.id, employer.name)
    others = len(keys(ApiKey.employer_id == employer.id))
    name = f"Workday {others + 1}" if others else "Workday"
    return make_key(name, scopes, lasts=lasts, employer=employer, by=by, networks=networks)
