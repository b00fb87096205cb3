"""What an offer of a home must hold to before anybody is shown it, and what is good to know of it.

Domain reference 5.2. A limit without a firm source, or of another year, refuses nothing: it is told.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .homes import Contract, Dwelling, Offer
from .region import Amount, Region


class OfferCheck(StrEnum):
    """What was found of an offer."""

    DEPOSIT = "deposit"
    AGENCY_FEE = "agency_fee"
    RENT = "rent"
    NO_REGISTRATION = "no_registration"
    FEWER_REGISTERED = "fewer_registered"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Ground:
    """Which law or advice a finding rests on, and on which day somebody read it there."""

    source: str
    as_of: date
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found; `limit` is in cents, `year` that of a limit. Refused, the offer cannot be kept."""

    check: OfferCheck
    is_refused: bool
    ground: Ground
    limit: int = 0
    year: int = 0


READ_ON = date(2026, 11, 1)
NO_AGENCY_FEE = Ground("Wet goed verhuurderschap; gemeente.leiden.nl, verhuurvergunning", READ_ON)
NO_END = Ground("Wet vaste huurcontracten; newaparts.com, affordable rent act", READ_ON)
REGISTRATION = Ground("Wet basisregistratie personen 2.38; expatcentreleiden.nl, registration", READ_ON)
# Their points are counted by rules of their own, or not at all.
COUNTED_OTHERWISE = frozenset({Contract.SHORT_STAY, Contract.WITH_HOST})


def findings_of(
    offer: Offer, region: Region, *, today: date, asks_agency_fee: bool = False
) -> tuple[Finding, ...]:
    """What is to be said of this offer, by the amounts of the day on which it can begin."""
    day = max(offer.starts, today)
    fee = Finding(OfferCheck.AGENCY_FEE, is_refused=True, ground=NO_AGENCY_FEE) if asks_agency_fee else None
    found = (_deposit(offer, region, day), fee, _rent(offer, region, day), _registration(offer), _term(offer))
    return tuple(one for one in found if one is not None)


def _deposit(offer: Offer, region: Region, day: date) -> Finding | None:
    months = _latest(region, "deposit_months", day)
    if months is None or offer.deposit <= offer.rent * months.value:
        return None
    limit = int(offer.rent * months.value)
    return Finding(OfferCheck.DEPOSIT, is_refused=_is_firm(months, day), ground=_ground(months), limit=limit)


def _rent(offer: Offer, region: Region, day: date) -> Finding | None:
    """Whether the bare rent is within what the points allow; a home with more points than those is let freely."""
    social, middle = (_latest(region, f"rent_points_{key}", day) for key in ("social", "middle"))
    otherwise = offer.dwelling is Dwelling.ROOM or offer.contract in COUNTED_OTHERWISE
    if otherwise or offer.points is None or social is None or middle is None or offer.points > middle.value:
        return None
    key = "rent_limit_social" if offer.points <= social.value else "rent_limit_middle"
    limit = _latest(region, key, day)
    cents = int((limit.value * 100).to_integral_value()) if limit else 0
    if limit is None or offer.rent <= cents:
        return None
    firm = _is_firm(limit, day)
    return Finding(OfferCheck.RENT, is_refused=firm, ground=_ground(limit), limit=cents, year=limit.starts.year)


def _registration(offer: Offer) -> Finding | None:
    if offer.most_registered == 0:
        return Finding(OfferCheck.NO_REGISTRATION, is_refused=False, ground=REGISTRATION)
    if offer.most_registered < offer.most_people:
        return Finding(OfferCheck.FEWER_REGISTERED, is_refused=False, ground=REGISTRATION)
    return None


def _term(offer: Offer) -> Finding | None:
    return (
        Finding(OfferCheck.TERM, is_refused=False, ground=NO_END) if offer.contract is Contract.TEMPORARY else None
    )


def _latest(region: Region, key: str, day: date) -> Amount | None:
    """The amount of that day, or the last one before: the new one of a year is not known before its time."""
    known = [amount for amount in region.amounts if amount.key == key and amount.starts <= day]
    return max(known, key=lambda amount: amount.starts, default=None)


def _is_firm(amount: Amount, day: date) -> bool:
    return amount.verified and (amount.ends is None or day <= amount.ends)


def _ground(amount: Amount) -> Ground:
    return Ground(amount.source, amount.as_of, amount.verified)
