"""What a pack needs to know of a household beside the facts of its plan: names, and what the visit brought."""

from dataclasses import dataclass
from datetime import date, datetime

from expatdesk.cases.models import BsnWay
from expatdesk.rules.facts import PersonRole


@dataclass(frozen=True, slots=True)
class PackPerson:
    """A member of the household. Either name may be the only one there is."""

    role: PersonRole
    full_name: str
    calling_name: str
    registered_on: date | None = None
    bsn: BsnWay | None = None
    originals_seen: bool = False


@dataclass(frozen=True, slots=True)
class PackHousehold:
    """Whose pack this is. `people` stand in the order of `Facts.people`."""

    case_code: str
    people: tuple[PackPerson, ...]
    status_url: str
    employer_name: str | None = None
    visit_at: datetime | None = None
    visit_place: str | None = None

    @property
    def is_of_one(self) -> bool:
        """Whether nobody else comes along."""
        return len(self.people) == 1

    @property
    def registered_on(self) -> date | None:
        """The last day on which somebody was registered, or None while nobody is."""
        return max((person.registered_on for person in self.people if person.registered_on), default=None)

    @property
    def first_registered_on(self) -> date | None:
        """The first day on which somebody was registered, or None while nobody is."""
        return min((person.registered_on for person in self.people if person.registered_on), default=None)

    @property
    def registered(self) -> tuple[int, ...]:
        """The indexes of those who are registered."""
        return tuple(index for index in self.everyone if self.people[index].registered_on)

    @property
    def everyone(self) -> tuple[int, ...]:
        """The indexes of all members."""
        return tuple(range(len(self.people)))

    @property
    def adults(self) -> tuple[int, ...]:
        """The indexes of principal and partner."""
        return tuple(index for index in self.everyone if self.people[index].role is not PersonRole.CHILD)

    @property
    def children(self) -> tuple[PackPerson, ...]:
        """The children."""
        return tuple(person for person in self.people if person.role is PersonRole.CHILD)

    @property
    def partner(self) -> PackPerson | None:
        """The partner, where there is one."""
        return next((person for person in self.people if person.role is PersonRole.PARTNER), None)
