"""Keys of systems of employers and partners."""

from collections.abc import Iterable
from datetime import timedelta

from expatdesk.cases.models import ChangeKind
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer, Partner
from expatdesk.people.models import Role
from expatdesk.systems.hooks import hooks, make_hook
from expatdesk.systems.keys import keys, make_key
from expatdesk.systems.models import OF_EMPLOYERS, ApiKey, Hook, Scope
from tests.factories.people import a_user, actor_of


def a_key(
    employer: Employer,
    *,
    scopes: Iterable[Scope] = OF_EMPLOYERS,
    lasts: timedelta = timedelta(days=90),
    networks: Iterable[str] = (),
) -> tuple[ApiKey, str]:
    """A key of an admin of this employer, and what its system shows; it has a name of its own."""
    by, others = _an_admin(employer), len(keys(ApiKey.employer_id == employer.id))
    name = f"Workday {others + 1}" if others else "Workday"
    return make_key(name, scopes, lasts=lasts, owner=employer, by=by, networks=networks)


def a_home_key(partner: Partner, name: str = "Woningsysteem") -> tuple[ApiKey, str]:
    """A key of somebody of this partner, and what its system shows."""
    by = actor_of(a_user(Role.PARTNER, partner=partner, name="Pien Verhuur"))
    return make_key(name, [Scope.HOMES], lasts=timedelta(days=90), owner=partner, by=by)


def a_hook(
    employer: Employer, url: str = "https://hr.example/hook", kinds: Iterable[ChangeKind] = ChangeKind
) -> tuple[Hook, str]:
    """A webhook of an admin of this employer, and its secret; it has a name of its own."""
    by, others = _an_admin(employer), len(hooks(Hook.employer_id == employer.id))
    return make_hook(f"Workday {others + 1}" if others else "Workday", url, kinds, employer=employer, by=by)


def _an_admin(employer: Employer) -> Actor:
    admin = a_user(Role.EMPLOYER_ADMIN, employer=employer, name="Hanna Admin")
    return Actor(Role.EMPLOYER_ADMIN, admin.name, admin.id, employer.name)
