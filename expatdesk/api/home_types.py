"""What systems of partners send and get of homes, as types."""

import uuid
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from expatdesk.housing.home_models import LONGEST_TEXT, OfferState
from expatdesk.rules.homes import Contract, Dwelling, Furnishing

Text = Annotated[str, Meta(max_length=200)]
Reference = Annotated[
    str, Meta(min_length=1, max_length=50, description="As you call it: by this we know it again.")
]
Words = Annotated[str, Meta(max_length=LONGEST_TEXT)]
Cents = Annotated[int, Meta(ge=0, le=100_000_000, description="In cents: 165000 is €1,650.00.")]
Label = Literal["A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G"]


class NewHome(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A home as you hand it over. What it must be like is the same as on the page and in the sheet."""

    reference: Reference
    street: Text
    postcode: Text
    town: Text
    dwelling: Dwelling
    rooms: Annotated[int, Meta(ge=1, le=20)]
    area: Annotated[int | None, Meta(description="In square metres.")] = None
    furnishing: Furnishing
    step_free: bool = False
    pets: bool = False
    points: int | None = None
    energy_label: Label | None = None
    most_people: Annotated[int, Meta(ge=1, le=20)]
    most_registered: Annotated[int, Meta(ge=0, le=20)]
    rent: Cents
    service_costs: Cents
    deposit: Cents
    agency_fee: bool = False
    contract: Contract
    starts: date
    ends: date | None = None
    text_nl: Words = ""
    text_en: Words = ""
    offer: Annotated[bool, Meta(description="Offer it at once; else it is a draft until you do.")] = False


class NewState(Struct, frozen=True, forbid_unknown_fields=True):
    """What becomes of a home: `free` offers a draft, `draft` begins anew with one that is taken or withdrawn."""

    state: OfferState


class Home(Struct, frozen=True, kw_only=True):
    """One of your homes as it stands."""

    id: uuid.UUID
    reference: str | None
    state: OfferState
    street: str
    postcode: str
    town: str
    dwelling: Dwelling
    rooms: int
    area: int | None
    furnishing: Furnishing
    step_free: bool
    pets: bool
    points: int | None
    energy_label: str | None
    most_people: int
    most_registered: int
    rent: Cents
    service_costs: Cents
    deposit: Cents
    contract: Contract
    starts: date
    ends: date | None
    text_nl: str
    text_en: str
    advice: Annotated[list[str], Meta(description="What is good to know of it, in the language that you ask for.")]


class HomePage(Struct, frozen=True):
    """A page of your homes, the one that was entered first in front."""

    homes: list[Home]
    next: Annotated[str | None, Meta(description="Send it as `after` for the next page; null on the last one.")]
