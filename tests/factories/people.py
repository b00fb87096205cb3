"""Users of every role."""

import itertools

from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer, Partner
from expatdesk.people.models import Role, User
from expatdesk.shared.db import session

# Staff members of the tests, one after the other.
NAMES = itertools.cycle(["Sanne Bakker", "Wout de Graaf", "Ilse Vermeer", "Yusuf Demir", "Marieke Blom"])
NUMBERS = itertools.count(1)
PASSWORD = "kraanvogel-oever-tulp-78"


def a_user(
    role: Role,
    *,
    name: str = "",
    municipality: str | None = None,
    employer: Employer | None = None,
    partner: Partner | None = None,
    language: str = "en",
    **columns: object,
) -> User:
    """A user of that role who can sign in with PASSWORD."""
    name = name or next(NAMES)
    user = User(
        email=f"{name.split()[0].lower()}{next(NUMBERS)}@desk.example", name=name, role=role, language=language,
        municipality=municipality, employer_id=employer.id if employer else None,
        partner_id=partner.id if partner else None, **columns,
    )  # fmt: skip
    session.add(user)
    session.flush()
    return user


def actor_of(user: User) -> Actor:
    """The user as the logbook names them."""
    return Actor(role=user.role, name=user.name, user_id=user.id)
