"""A region as dated data: who is covered, what a visit costs, whom to call."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from .cycling import Cycling
from .facts import PersonRole
from .letting import ContractRule, LettingPermit
from .rents import Rent


class CoverageMode(StrEnum):
    """What the desk may do for a municipality."""

    HOME = "home"
    EMPLOYER_ADDRESS = "employer_address"


@dataclass(frozen=True, slots=True)
class Text:
    """A short text in both languages, as it stands in the region file."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        """Dutch for "nl" (or "nl_NL"), otherwise English."""
        return self.nl if language.startswith("nl") else self.en


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach an office. `unverified` names the fields that lack a firm source."""

    name: Text
    address: str = ""
    room: Text = Text("", "")
    phone: str = ""
    phone_from_abroad: str = ""
    phone_english: str = ""
    website: str = ""
    website_english: str = ""
    opening_hours: Text = Text("", "")
    closed: Text = Text("", "")
    source: str = ""
    as_of: date | None = None
    unverified: frozenset[str] = frozenset()

    def sure(self, field_name: str) -> bool:
        """Whether the field is filled and has a firm source, so that it may be printed."""
        filled = getattr(self, field_name) not in ("", Text("", ""))
        return filled and field_name not in self.unverified


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality with its CBS code and the four-digit postcode areas that lie in it."""

    code: str
    name: str
    postcodes: tuple[tuple[int, int], ...]
    contact: Contact


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the desk may do for a municipality, from `starts` to `ends`, both included."""

    municipality: str
    mode: CoverageMode
    starts: date
    ends: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether this coverage is in force on that day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class Tariff:
    """Prices in cents without VAT per role, and the VAT rate in percent, until the next tariff."""

    starts: date
    cents: Mapping[PersonRole, int]
    vat_percent: int
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Billing:
    """From a day on: who sends the desk's invoices, and how they are paid; `verified`: not invented."""

    starts: date
    name: str
    street: str
    postcode: str
    town: str
    kvk_number: str
    vat_number: str
    iban: str
    days_to_pay: int
    source: str
    as_of: date
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Amount:
    """A dated figure that the law or an agreement sets, such as the 30 % percentage."""

    key: str
    value: Decimal
    unit: str
    starts: date
    ends: date | None
    source: str
    as_of: date
    verified: bool


@dataclass(frozen=True, slots=True)
class Countries:
    """Lists of countries (ISO 3166-1 alpha-2) that the rules ask for.

    `eea` and `swiss` hold those outside the EU; free movement is the three together.
    """

    eu: frozenset[str]
    eea: frozenset[str]
    swiss: frozenset[str]
    apostille: frozenset[str]
    caribbean: frozenset[str]
    source: str
    as_of: date
    verified: bool
    eu_and_eea: frozenset[str] = field(init=False)
    free_movement: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "eu_and_eea", self.eu | self.eea)
        object.__setattr__(self, "free_movement", self.eu | self.eea | self.swiss)


@dataclass(frozen=True, slots=True)
class ExemptEmployer:
    """An employer whose people pay nothing when the employer books."""

    name: str
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class ClosingDays:
    """Days of every year, both included, on which the desk is closed. They extend no term."""

    name: Text
    first: tuple[int, int]
    last: tuple[int, int]

    def hold_on(self, day: date) -> bool:
        """Whether that day is one of them; `first` and `last` are month and day."""
        return self.first <= (day.month, day.day) <= self.last


@dataclass(frozen=True, slots=True)
class VisitChanges:
    """What the region asks of a household that moves or cancels its visit, or does not come.

    Later than so many working days before, this share of the fee is withheld; `verified` is false where
    the rule is borrowed from another desk.
    """

    most_by_household: int
    cutoff_working_days: int
    withheld_percent: int
    source: str
    as_of: date
    verified: bool


@dataclass(frozen=True, slots=True)
class Retention:
    """How long what the desk knows of a household is kept. Of pages, whichever term ends first counts.

    Before an abandoned case is erased its household gets mails, so many days before; what an erased case still
    says stays for the figures, for so many months.
    """

    scans_after_acceptance_days: int
    scans_after_upload_days: int
    mail_texts_days: int
    open_questions_days: int
    invitation_unused_days: int
    volunteers_months: int
    abandoned_months: int
    abandoned_mails_days_before: tuple[int, ...]
    closed_months: int
    figures_months: int
    logbook_months: int
    invoices_years: int
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Region:
    """One region's desk with all that is particular to it."""

    key: str
    name: Text
    desk: Contact
    municipalities: tuple[Municipality, ...]
    coverage: tuple[Coverage, ...]
    tariffs: tuple[Tariff, ...]
    amounts: tuple[Amount, ...]
    countries: Countries
    accepted_languages: frozenset[str]
    contacts: Mapping[str, Contact]
    exempt_employers: tuple[ExemptEmployer, ...]
    visit_changes: VisitChanges
    retention: Retention
    extra_holidays: frozenset[date] = frozenset()
    closing_days: tuple[ClosingDays, ...] = ()
    billing: tuple[Billing, ...] = ()
    cycling: Cycling = field(default_factory=Cycling)
    rents: tuple[Rent, ...] = ()
    contract_rules: tuple[ContractRule, ...] = ()
    letting_permits: tuple[LettingPermit, ...] = ()

    def municipality_of(self, postcode: str) -> Municipality | None:
        """The municipality in which the postcode lies; None outside the region, and where no postcode is known."""
        if not postcode:
            return None
        area = int(postcode[:4])
        for municipality in self.municipalities:
            if any(first <= area <= last for first, last in municipality.postcodes):
                return municipality
        return None

    def municipality(self, code: str) -> Municipality:
        """The municipality with this CBS code; KeyError where the region has none such."""
        for municipality in self.municipalities:
            if municipality.code == code:
                return municipality
        raise KeyError(code)

    def covers(self, municipality: str, mode: CoverageMode, on: date) -> bool:
        """Whether the desk may serve the municipality (CBS code) in this mode on that day."""
        return any(
            row.municipality == municipality and row.mode is mode and row.holds_on(on) for row in self.coverage
        )

    def closed_on(self, day: date) -> Text | None:
        """Why the desk is closed on that day, beside weekends and recognised holidays."""
        for closing_days in self.closing_days:
            if closing_days.hold_on(day):
                return closing_days.name
        return None

    def tariff_on(self, day: date) -> Tariff:
        """The tariff in force on that day; before the first one, the first one."""
        in_force = [tariff for tariff in self.tariffs if tariff.starts <= day]
        return max(in_force, key=lambda tariff: tariff.starts) if in_force else self.tariffs[0]

    def billing_on(self, day: date) -> Billing:
        """Who sends invoices on that day; LookupError where nobody does."""
        in_force = [billing for billing in self.billing if billing.starts <= day]
        if not in_force:
            raise LookupError(f"nobody sends invoices on {day}")
        return max(in_force, key=lambda billing: billing.starts)

    def amount(self, key: str, on: date) -> Amount:
        """The amount in force on that day; LookupError where there is none."""
        for amount in self.amounts:
            in_force = amount.starts <= on and (amount.ends is None or on <= amount.ends)
            if amount.key == key and in_force:
                return amount
        raise LookupError(f"no amount {key} on {on}")
