"""What a household reads in a rental contract before it signs, and what the rules find in that: plain values.

Amounts are euro cents; rent, service costs and limits are a month.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum


class Lets(StrEnum):
    """What is let, as far as other rules hold for it."""

    WHOLE_HOME = "whole_home"
    ROOM = "room"
    SHORT_STAY = "short_stay"
    # Also by Airbnb: a holiday home is no address to be registered at.
    HOTEL = "hotel"


class ContractCheck(StrEnum):
    """What is checked, in the order in which it is told."""

    TOWN = "town"
    REGISTRATION = "registration"
    OCCUPANCY = "occupancy"
    START = "start"
    SUBLET = "sublet"
    DEPOSIT = "deposit"
    AGENCY_FEE = "agency_fee"
    RENT = "rent"
    TERM = "term"
    LEAVING_EARLY = "leaving_early"
    WRITTEN = "written"
    INFORMATION = "information"
    PERMIT = "permit"
    SCAM_SIGNS = "scam_signs"


class Standing(StrEnum):
    """How one check stands, from good to bad."""

    OK = "ok"
    NOT_KNOWN = "not_known"
    MIND = "mind"
    WRONG = "wrong"


class ScamSign(StrEnum):
    """What a swindler asks or does."""

    PAY_BEFORE_VIEWING = "pay_before_viewing"
    LANDLORD_ABROAD = "landlord_abroad"
    PRICE_TOO_LOW = "price_too_low"
    NO_REGISTRATION = "no_registration"


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """What the contract says, and the landlord. None: nobody has told, or they do not know.

    `most_registered` is how many the landlord lets be registered there, `others` how many live there already.
    """

    postcode: str | None = None
    lets: Lets | None = None
    is_sublet: bool | None = None
    owner_consents: bool | None = None
    starts: date | None = None
    has_end: bool | None = None
    ends: date | None = None
    end_has_ground: bool | None = None
    may_leave_early: bool | None = None
    rent: int | None = None
    service_costs: int | None = None
    deposit: int | None = None
    asks_agency_fee: bool | None = None
    points: int | None = None
    registration_allowed: bool | None = None
    most_registered: int | None = None
    others: int | None = None
    is_written: bool | None = None
    is_informed: bool | None = None
    in_permit_district: bool | None = None
    has_permit: bool | None = None
    pay_before_viewing: bool | None = None
    landlord_abroad: bool | None = None
    price_too_low: bool | None = None

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "ContractFacts":
        """The facts that `as_json` made."""
        return cls(**{name: _read(name, value) for name, value in stored.items() if name in FACT_NAMES})  # type: ignore[arg-type]

    def as_json(self) -> dict[str, object]:
        """What is known of it, as it can be stored."""
        return {name: _plain(value) for name, value in asdict(self).items() if value is not None}


DAYS = frozenset({"starts", "ends"})
FACT_NAMES = tuple(one.name for one in fields(ContractFacts))


def _read(name: str, value: object) -> object:
    if name in DAYS and isinstance(value, str):
        return date.fromisoformat(value)
    return Lets(value) if name == "lets" and isinstance(value, str) else value


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True, slots=True)
class Told:
    """What a finding's sentence is filled with; each `why` knows what of it there is."""

    amount: int | None = None
    limit: int | None = None
    months: int | None = None
    day: date | None = None
    visit: date | None = None
    people: int | None = None
    most: int | None = None
    points: int | None = None
    year: int | None = None
    town: str | None = None
    signs: tuple[ScamSign, ...] = ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What a finding rests on: which law or advice, and on which day somebody read it there."""

    source: str
    as_of: date
    verified: bool = True
