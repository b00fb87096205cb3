"""What an offer of a home must hold to before anybody is shown it, and what is good to know of it.

Domain reference 5.2. A limit without a firm source, or of another year, refuses nothing: it is told.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .homes import Contract, Dwelling, Offer
from .letting import ContractRule, rule_on
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


# Their points are counted by rules of their own, or not at all.
COUNTED_OTHERWISE = frozenset({Contract.SHORT_STAY, Contract.WITH_HOST})


def findings_of(
    offer: Offer, region: Region, *, today: date, asks_agency_fee: bool = False
) -> tuple[Finding, ...]:
    """What is to be said of this offer, by the amounts of the day on which it can begin."""
    day = max(offer.starts, today)
    fee = _by_rule(OfferCheck.AGENCY_FEE, region, day, is_refused=True) if asks_agency_fee else None
    term = _by_rule(OfferCheck.TERM, region, day) if offer.contract is Contract.TEMPORARY else None
    found = (_deposit(offer, region, day), fee, _rent(offer, region, day), _registration(offer, region, day), term)
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


def _registration(offer: Offer, region: Region, day: date) -> Finding | None:
    if offer.most_registered >= offer.most_people:
        return None
    check = OfferCheck.FEWER_REGISTERED if offer.most_registered else OfferCheck.NO_REGISTRATION
    return _by_rule(check, region, day, rule="registration")


def _by_rule(
    check: OfferCheck, region: Region, day: date, *, rule: str = "", is_refused: bool = False
) -> Finding | None:
    """A finding that rests on what contracts must hold to; none where nothing was asked on that day."""
    asked = rule_on(region.contract_rules, rule or check, day)
    return Finding(check, is_refused=is_refused, ground=_ground(asked)) if asked else None


def _latest(region: Region, key: str, day: date) -> Amount | None:
    """The amount of that day, or the last one before: the new one of a year is not known before its time."""
    known = [amount for amount in region.amounts if amount.key == key and amount.starts <= day]
    return max(known, key=lambda amount: amount.starts, default=None)


def _is_firm(amount: Amount, day: date) -> bool:
    return amount.verified and (amount.ends is None or day <= amount.ends)


def _ground(known: Amount | ContractRule) -> Ground:
    return Ground(known.source, known.as_of, known.verified)
