"""Homes are entered, changed, offered and taken out of the offer. Nothing here commits."""

import enum
import uuid
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from expatdesk.cases.refusals import Refusal, StaleVersion
from expatdesk.housing.home_models import OPEN, Home, HomeOffer, OfferState
from expatdesk.housing.home_queries import home_with_reference
from expatdesk.housing.interests import end_all
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Partner
from expatdesk.rules.homes import Contract, Dwelling, Furnishing
from expatdesk.rules.offer_checks import Finding, findings_of
from expatdesk.rules.region import Region
from expatdesk.shared.db import session


class OutsideRegion(Refusal):
    """The postcode lies in no municipality of the region."""


class ReferenceKnown(Refusal):
    """Another home of this partner is called so."""


class OfferNotOpen(Refusal):
    """The home is taken, or taken out of the offer: it has to be offered again first."""


class TermsRefused(Refusal):
    """What the law does not allow; `findings` say what."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(findings)
        self.findings = findings


class Taken(enum.StrEnum):
    """What became of a home of a sheet. Those that are taken, or out of the offer, are left as they are."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What a home is."""

    street: str
    postcode: str
    town: str
    dwelling: Dwelling
    rooms: int
    furnishing: Furnishing
    most_people: int
    most_registered: int
    reference: str | None = None
    area: int | None = None
    step_free: bool = False
    pets: bool = False
    points: int | None = None
    energy_label: str | None = None
    text_nl: str = ""
    text_en: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """For what and when it is let: cents a month, cents once."""

    rent: int
    service_costs: int
    deposit: int
    contract: Contract
    starts: date
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class HomeSaid:
    """All that a partner says of a home. Whether the tenant is to pay an agency is asked, and never kept."""

    facts: HomeFacts
    terms: Terms
    asks_agency_fee: bool = False


def add_home(partner: Partner, said: HomeSaid, *, by: Actor, region: Region, today: date) -> Home:
    """Keep a home as a draft. Raises OutsideRegion, ReferenceKnown and TermsRefused."""
    home = Home(partner_id=partner.id, municipality=_municipality(said, region), **asdict(said.facts))
    home.offers = [HomeOffer(state=OfferState.DRAFT, is_last=True, **asdict(said.terms))]
    _check_terms(home, said, region, today)
    _check_reference(partner.id, said.facts.reference, None)
    _store(home)
    record("home_added", by=by, home=str(home.id))
    return home


def take_over(partner: Partner, said: HomeSaid, *, by: Actor, region: Region, today: date) -> tuple[Taken, Home]:
    """Keep a home of a sheet: one that is known by its reference is changed, so that it comes only once.

    Raises OutsideRegion and TermsRefused.
    """
    known = home_with_reference(partner.id, said.facts.reference) if said.facts.reference else None
    if known is None:
        return Taken.ADDED, add_home(partner, said, by=by, region=region, today=today)
    if known.offer.state not in OPEN:
        return Taken.LEFT, known
    if _said_of(known) == (said.facts, said.terms):
        return Taken.SAME, known
    change_home(known, said, version=known.version, by=by, region=region, today=today)
    return Taken.CHANGED, known


def _said_of(home: Home) -> tuple[HomeFacts, Terms]:
    """What is stored, as a partner would say it."""
    facts = HomeFacts(**{name: getattr(home, name) for name in HomeFacts.__slots__})
    return facts, Terms(**{name: getattr(home.offer, name) for name in Terms.__slots__})


def change_home(home: Home, said: HomeSaid, *, version: int, by: Actor, region: Region, today: date) -> None:
    """Change what is said of a home that is open.

    Raises StaleVersion where somebody was first, OfferNotOpen, and what `add_home` raises.
    """
    hold_home(home)
    if home.version != version:
        raise StaleVersion
    if home.offer.state not in OPEN:
        raise OfferNotOpen
    _check_reference(home.partner_id, said.facts.reference, home)
    _set(home, {"municipality": _municipality(said, region), **asdict(said.facts)})
    _set(home.offer, asdict(said.terms))
    _check_terms(home, said, region, today)
    home.version += 1
    _store(home)
    record("home_changed", by=by, home=str(home.id))


def offer_home(home: Home, *, by: Actor, today: date) -> None:
    """Show a draft to households from now on; one that is shown already stays so."""
    _move(home, OfferState.DRAFT, OfferState.FREE, today, "home_offered", by)


def withdraw_home(home: Home, *, by: Actor, today: date) -> None:
    """Take a home out of the offer, and end who is interested; one that is over already stays as it is."""
    for before in OPEN:
        _move(home, before, OfferState.WITHDRAWN, today, "home_withdrawn", by)


def mark_taken(home: Home, *, by: Actor, today: date) -> None:
    """Say that a free home is let, and end interests in it. One UPDATE decides: who is second changes nothing."""
    _move(home, OfferState.FREE, OfferState.TAKEN, today, "home_taken", by)


def offer_again(home: Home, *, by: Actor) -> None:
    """Begin another offer of a home that is taken or taken out, as a draft on the same terms."""
    hold_home(home)
    last = home.offer
    if last.state in OPEN:
        return
    last.is_last = False
    session.flush()
    terms = {name: getattr(last, name) for name in Terms.__slots__}
    home.offers.append(HomeOffer(state=OfferState.DRAFT, is_last=True, **terms))
    home.version += 1
    session.flush()
    record("home_offered_again", by=by, home=str(home.id))


def hold_home(home: Home) -> None:
    """The row is ours until the transaction ends: who changes it at the same moment comes after."""
    session.refresh(home, with_for_update=True)
    _read_anew(home)


def findings_for(home: Home, region: Region, today: date) -> tuple[Finding, ...]:
    """What is to be said of the offer of this home as it stands."""
    return findings_of(home.offer.as_offer(), region, today=today)


def _move(home: Home, before: OfferState, after: OfferState, today: date, verb: str, by: Actor) -> None:
    mine = update(HomeOffer).where(HomeOffer.home_id == home.id, HomeOffer.is_last, HomeOffer.state == before)
    over = None if after in OPEN else today
    moved = mine.values(state=after, over_on=over).returning(HomeOffer.id)
    if session.execute(moved, execution_options={"synchronize_session": False}).one_or_none() is not None:
        _read_anew(home)
        record(verb, by=by, home=str(home.id))
        if after not in OPEN:
            end_all(home.offer, by=by)


def _read_anew(home: Home) -> None:
    """What was read of its offers before may be older than what is stored."""
    for offer in home.offers:
        session.refresh(offer)
    session.expire(home, ["offers"])


def _set(row: Home | HomeOffer, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _municipality(said: HomeSaid, region: Region) -> str:
    found = region.municipality_of(said.facts.postcode)
    if found is None:
        raise OutsideRegion
    return found.code


def _store(home: Home) -> None:
    try:
        with session.begin_nested():
            session.add(home)
            session.flush()
    except IntegrityError:
        # Somebody entered one that is called so at the same moment.
        raise ReferenceKnown from None


def _check_reference(partner_id: uuid.UUID, reference: str | None, but: Home | None) -> None:
    if reference and home_with_reference(partner_id, reference) not in (None, but):
        raise ReferenceKnown


def _check_terms(home: Home, said: HomeSaid, region: Region, today: date) -> None:
    found = findings_of(home.offer.as_offer(), region, today=today, asks_agency_fee=said.asks_agency_fee)
    if refused := tuple(one for one in found if one.is_refused):
        raise TermsRefused(refused)
