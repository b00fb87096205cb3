"""What an offer of a home must hold to, and what is good to know of it (domain reference 5.2)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.rules.homes import Contract, Dwelling, Furnishing, Offer
from expatdesk.rules.offer_checks import OfferCheck, findings_of
from expatdesk.rules.region import Region

TODAY = date(2026, 12, 14)
OFFER = Offer(
    key="1", municipality="0546", postcode="2332", dwelling=Dwelling.APARTMENT, rent=165_000, service_costs=12_000,
    deposit=165_000, rooms=3, furnishing=Furnishing.FURNISHED, contract=Contract.INDEFINITE, starts=TODAY,
    ends=None, most_people=4, most_registered=4,
)  # fmt: skip


def found(region: Region, offer: Offer, *, fee: bool = False) -> dict[OfferCheck, bool]:
    """What was found, and whether it refuses the offer."""
    return {one.check: one.is_refused for one in findings_of(offer, region, today=TODAY, asks_agency_fee=fee)}


def test_of_most_offers_there_is_nothing_to_say(region: Region) -> None:
    assert found(region, OFFER) == {}


@given(rent=st.integers(1, 500_000), deposit=st.integers(0, 1_500_000))
def test_the_deposit_is_at_most_two_months_of_bare_rent(region: Region, rent: int, deposit: int) -> None:
    says = found(region, replace(OFFER, rent=rent, deposit=deposit))
    assert says.get(OfferCheck.DEPOSIT, False) is (deposit > 2 * rent)


def test_it_says_by_which_law_and_how_much(region: Region) -> None:
    (one,) = findings_of(replace(OFFER, deposit=400_000), region, today=TODAY)
    assert (one.limit, one.ground.verified) == (330_000, True)
    assert "Wet goed verhuurderschap" in one.ground.source


def test_no_fee_for_an_agency(region: Region) -> None:
    assert found(region, OFFER, fee=True) == {OfferCheck.AGENCY_FEE: True}


@pytest.mark.parametrize(
    ("points", "rent", "is_told"),
    [
        (143, 93_294, True),
        (143, 93_293, False),
        (144, 93_294, False),
        (186, 122_808, True),
        (186, 122_807, False),
        (187, 300_000, False),
        (None, 300_000, False),
    ],
)
def test_the_rent_beside_the_points(region: Region, points: int | None, rent: int, *, is_told: bool) -> None:
    """The limits of 2026 have no firm source: they are told, and refuse nothing."""
    says = found(region, replace(OFFER, points=points, rent=rent))
    assert says == ({OfferCheck.RENT: False} if is_told else {})


def test_a_firm_limit_refuses(region: Region) -> None:
    firm = tuple(replace(one, verified=True) for one in region.amounts)
    sure = replace(region, amounts=firm)
    too_high = replace(OFFER, points=150, rent=130_000)
    assert found(sure, too_high) == {OfferCheck.RENT: True}
    # Of the year that follows nobody knows the limit yet: that of this year is told.
    assert found(sure, replace(too_high, starts=date(2027, 2, 1))) == {OfferCheck.RENT: False}


def test_rooms_and_short_stays_are_counted_otherwise(region: Region) -> None:
    dear = replace(OFFER, points=100, rent=150_000)
    assert found(region, replace(dear, dwelling=Dwelling.ROOM)) == {}
    assert found(region, replace(dear, contract=Contract.SHORT_STAY)) == {}


def test_who_cannot_register_there(region: Region) -> None:
    assert found(region, replace(OFFER, most_registered=0)) == {OfferCheck.NO_REGISTRATION: False}
    assert found(region, replace(OFFER, most_registered=2)) == {OfferCheck.FEWER_REGISTERED: False}


def test_an_end_needs_a_ground(region: Region) -> None:
    assert found(region, replace(OFFER, contract=Contract.TEMPORARY)) == {OfferCheck.TERM: False}


def test_nothing_is_said_where_no_amount_is_known(region: Region) -> None:
    before = replace(region, amounts=())
    assert found(before, replace(OFFER, deposit=10**9, points=1, rent=10**6)) == {}
    assert region.amount("deposit_months", TODAY).value == Decimal(2)
