"""Who is who in a household, as pages speak of it."""

from datetime import date
from unicodedata import bidirectional

from expatdesk.cases.models import Case
from expatdesk.people.models import Person
from expatdesk.rules.facts import MaritalStatus, PartialDate, PersonRole
from expatdesk.rules.household import ADULT_AGE
from expatdesk.shared.i18n import gettext as _

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
JOINED = frozenset({MaritalStatus.MARRIED, MaritalStatus.REGISTERED_PARTNERSHIP})


def partner_of(case: Case) -> Person | None:
    """The partner who comes along, if there is one."""
    return next((person for person in case.people if person.role == PersonRole.PARTNER), None)


def children_of(case: Case) -> list[Person]:
    """The children who come along."""
    return [person for person in case.people if person.role == PersonRole.CHILD]


def couple_of(case: Case) -> list[Person]:
    """The principal, and the partner if there is one."""
    return [person for person in case.people if person.role != PersonRole.CHILD]


def are_joined(case: Case) -> bool:
    """Whether the couple said that it is married or has a registered partnership."""
    partner, status = partner_of(case), case.principal.marital_status
    return partner is not None and status in JOINED and partner.marital_status == status


def adults(case: Case, today: date) -> list[Person]:
    """Everybody who is 18 or may be; who did not tell an age yet counts."""
    return [
        person
        for person in case.people
        if not person.born or PartialDate.parse(person.born).age_at_most(today) >= ADULT_AGE
    ]


def awaited(case: Case) -> list[str]:
    """Who is not registered yet, as pages call them."""
    registered = {registration.person_id for registration in case.registrations}
    return [called(person) for person in case.people if person.id not in registered]


def called(person: Person) -> str:
    """How pages call a member of the household: the calling name or, while we know none, the role."""
    if person.calling_name:
        return isolated(person.calling_name)
    roles = {PersonRole.PARTNER: _("Your partner"), PersonRole.CHILD: _("Your child")}
    return roles.get(PersonRole(person.role), _("You"))


def isolated(name: str) -> str:
    """A name that runs from right to left, kept apart from the sentence around it (security T33)."""
    runs_left = any(bidirectional(letter) in ("R", "AL") for letter in name)
    return f"{FIRST_STRONG_ISOLATE}{name}{POP_ISOLATE}" if runs_left else name
