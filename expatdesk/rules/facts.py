"""What a plan depends on: one household's facts, as plain values."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from .careers import Career


class Category(StrEnum):
    """Why somebody comes to the Netherlands; decides route, papers and steps."""

    HIGHLY_SKILLED_MIGRANT = "highly_skilled_migrant"
    EU_BLUE_CARD = "eu_blue_card"
    INTRA_CORPORATE_TRANSFEREE = "intra_corporate_transferee"
    RESEARCHER = "researcher"
    DOCTOR_IN_TRAINING = "doctor_in_training"
    ENTREPRENEUR = "entrepreneur"
    ORIENTATION_YEAR = "orientation_year"
    EU_CITIZEN = "eu_citizen"
    PRIVILEGED_PERSON = "privileged_person"
    STUDENT = "student"
    TEMPORARY_PROTECTION = "temporary_protection"
    # Of somebody who has a case of their own, or none here.
    FAMILY_MEMBER = "family_member"


class HomeKind(StrEnum):
    """How a household lives at its home address."""

    RENT = "rent"
    OWN = "own"
    WITH_HOST = "with_host"
    TEMPORARY = "temporary"
    HOTEL = "hotel"


# Where nobody stays: such a home has a last day.
TEMPORARY_HOMES = frozenset({HomeKind.TEMPORARY, HomeKind.WITH_HOST, HomeKind.HOTEL})


class PersonRole(StrEnum):
    """Who somebody is within the household."""

    PRINCIPAL = "principal"
    PARTNER = "partner"
    CHILD = "child"


class MaritalStatus(StrEnum):
    """Marital status as far as it asks for a certificate."""

    SINGLE = "single"
    MARRIED = "married"
    REGISTERED_PARTNERSHIP = "registered_partnership"
    DIVORCED = "divorced"
    WIDOWED = "widowed"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of birth as the BRP knows it: the day, day and month, or all of it may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day without a month")
        if self.year is None and self.month is not None:
            raise ValueError("a month without a year")
        date(self.year or 1, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "1991-02-07", "1991-02-00", "1991-00-00" or "0000-00-00"; ValueError for anything else."""
        parts = text.split("-")
        if [len(part) for part in parts] != [4, 2, 2] or not text.isascii():
            raise ValueError(f"no date of the form YYYY-MM-DD: {text!r}")
        if not all(part.isdigit() for part in parts):
            raise ValueError(f"no date of the form YYYY-MM-DD: {text!r}")
        year, month, day = (int(part) for part in parts)
        return cls(year or None, month or None, day or None)

    def __str__(self) -> str:
        return f"{self.year or 0:04}-{self.month or 0:02}-{self.day or 0:02}"

    @property
    def earliest(self) -> date:
        """The first day that this date can mean."""
        return date(self.year or date.min.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day that this date can mean."""
        if self.year is None:
            return date.max
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def age_at_least(self, on: date) -> int:
        """Whole years that the person certainly has on that day."""
        return max(_age(self.latest, on), 0)

    def age_at_most(self, on: date) -> int:
        """Whole years that the person can have on that day; thousands where nothing is known."""
        return _age(self.earliest, on)


UNKNOWN_BIRTH = PartialDate()


def _age(born: date, on: date) -> int:
    """Whole years; who is born on 29 February grows older on 1 March of other years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate of civil status: issuing country (ISO 3166-1) and language (ISO 639-1)."""

    country: str
    language: str


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the household. Countries are ISO 3166-1 alpha-2; None is not known or none."""

    role: PersonRole
    born: PartialDate
    nationalities: tuple[str, ...]
    comes_from: str | None = None
    birth_certificate: Certificate | None = None
    marital_status: MaritalStatus | None = None
    driving_licence: str | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """An address to live at; `starts` is None while the first day is not known, `ends` where no last day is.

    A hotel may be known without its postcode, which is empty then.
    """

    postcode: str
    kind: HomeKind
    starts: date | None
    registration_allowed: bool
    ends: date | None = None

    @property
    def counts(self) -> bool:
        """Whether one may be registered there: never in a hotel."""
        return self.registration_allowed and self.kind is not HomeKind.HOTEL

    @property
    def ends_on(self) -> date | None:
        """The last day in a home that is for a time only, where it is known."""
        return self.ends if self.kind in TEMPORARY_HOMES else None


@dataclass(frozen=True, slots=True)
class Employer:
    """Where the principal works. `books`: the employer arranges the visit, not the expat.

    `address_until` is the last day at its address as the desk prolonged it; None where nobody did.
    """

    postcode: str
    recognised_sponsor: bool
    address_form_signed: bool
    fee_exempt: bool = False
    books: bool = True
    address_until: date | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the household already has from an earlier stay."""

    has_bsn: bool = False
    lived_in_nl: bool = False


@dataclass(frozen=True, slots=True)
class Wants:
    """What the household would like beyond registering."""

    housing_help: bool = False
    social: bool = False
    buddy: bool = False
    language_course: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a plan is computed from.

    `completed` and `waived` map a step id to the day: "intake", or "digid:1" for a step
    that exists per person, with the person's index in `people`. `talks_asked` maps a check-in to the
    day on which its answers asked for a talk, `careers` the index of somebody who comes along to what they told of
    work. No mapping has a hash. `reported_as_non_resident` tells that the referral that was done was to an RNI
    desk; `moved_from_home` that it was registered in another home before it moved, and not at its employer's
    address.
    """

    category: Category
    arrival: date | None
    stay_months: int
    first_working_day: date | None
    submitted: date
    earlier: Earlier
    home: Home | None
    employer: Employer | None
    wants: Wants
    people: tuple[Person, ...]
    appointment: date | None = None
    completed: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    waived: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    talks_asked: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    careers: Mapping[int, Career] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    reported_as_non_resident: bool = False
    moved_from_home: bool = False

    @property
    def principal(self) -> int:
        """Index of the principal in `people`."""
        for index, person in enumerate(self.people):
            if person.role is PersonRole.PRINCIPAL:
                return index
        raise ValueError("a household needs a principal")

    @property
    def registered_on(self) -> date | None:
        """The day on which the principal was registered, once that is done."""
        return self.completed.get(f"brp_registration:{self.principal}")

    @property
    def in_rni_since(self) -> date | None:
        """The day on which they reported at an RNI desk, as non-residents."""
        return self.completed.get("referral") if self.reported_as_non_resident else None

    @property
    def reported_elsewhere_on(self) -> date | None:
        """The day on which they reported at another town hall, as residents of its municipality."""
        return None if self.reported_as_non_resident else self.completed.get("referral")

    @property
    def moved_here_on(self) -> date | None:
        """The day on which who had reported elsewhere moved to the home that it registers at first.

        Where the home starts says when at the earliest; on the day of the report they still lived there.
        """
        reported, home = self.reported_elsewhere_on, self.home
        if reported is None or home is None or home.starts is None or not home.counts:
            return None
        return max(home.starts, reported) if self.moves_in_on is None else None

    @property
    def moves_in_on(self) -> date | None:
        """First day of a home that starts after the registration, which was thus elsewhere."""
        home, registered = self.home, self.registered_on
        if home is None or home.starts is None or registered is None or not home.counts:
            return None
        return home.starts if home.starts > registered else None
