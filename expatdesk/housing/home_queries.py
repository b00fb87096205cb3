"""Reading homes: a partner's own, and all that are free, as plain values."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, tuple_
from sqlalchemy.orm import selectinload

from expatdesk.housing.home_models import Home, HomeOffer, OfferState
from expatdesk.organisations.models import Partner
from expatdesk.rules.homes import Contract, Dwelling, Furnishing, Offer
from expatdesk.shared.db import session

# So many stand on one page.
ON_A_PAGE = 50

LINE = (
    Home.id, Home.reference, Home.street, Home.postcode, Home.town, Home.dwelling, Home.rooms, Home.area,
    Home.most_registered, HomeOffer.state, HomeOffer.rent, HomeOffer.service_costs, HomeOffer.starts,
    HomeOffer.ends,
)  # fmt: skip
# In the order of what an Offer is made of; the postcode is cut to its four figures, so that no address leaves.
FREE = (
    HomeOffer.id, Home.municipality, func.substr(Home.postcode, 1, 4), Home.dwelling, HomeOffer.rent,
    HomeOffer.service_costs, HomeOffer.deposit, Home.rooms, Home.furnishing, HomeOffer.contract, HomeOffer.starts,
    HomeOffer.ends, Home.most_people, Home.most_registered, Home.area, Home.points, Home.pets, Home.step_free,
)  # fmt: skip
DWELLINGS = {str(one): one for one in Dwelling}
FURNISHINGS = {str(one): one for one in Furnishing}
CONTRACTS = {str(one): one for one in Contract}


def find_home(condition: ColumnElement[bool], home_id: uuid.UUID) -> Home | None:
    """The home with this id, if it meets the condition."""
    return session.scalars(select(Home).where(condition, Home.id == home_id)).one_or_none()


def home_with_reference(partner_id: uuid.UUID, reference: str) -> Home | None:
    """What this partner calls so."""
    own = Home.partner_id == partner_id, Home.reference == reference
    return session.scalars(select(Home).where(*own)).one_or_none()


def homes_after(condition: ColumnElement[bool], after: uuid.UUID | None, most: int) -> list[Home] | None:
    """Homes that meet the condition, by when they were entered, after this one; None where there is no such."""
    wanted = select(Home).where(condition).options(selectinload(Home.offers))
    if after is not None:
        place = session.execute(select(Home.added_at, Home.id).where(condition, Home.id == after)).one_or_none()
        if place is None:
            return None
        wanted = wanted.where(tuple_(Home.added_at, Home.id) > tuple_(*place))
    return list(session.scalars(wanted.order_by(Home.added_at, Home.id).limit(most)))


def count_by_state(condition: ColumnElement[bool]) -> dict[OfferState, int]:
    """How many homes there are in each state, of those that meet the condition."""
    counted = select(HomeOffer.state, func.count()).join(Home).where(condition, HomeOffer.is_last)
    return {OfferState(row[0]): row[1] for row in session.execute(counted.group_by(HomeOffer.state))}


def homes_on_page(condition: ColumnElement[bool], state: OfferState, page: int) -> tuple[list[Row[Any]], bool]:
    """Lines of homes in this state, by when they are free, on the page with this number; whether more follow."""
    lines = select(*LINE).join(HomeOffer).where(condition, HomeOffer.is_last, HomeOffer.state == state)
    lines = lines.order_by(HomeOffer.starts, Home.town, Home.street, Home.id)
    found: list[Any] = list(session.execute(lines.offset((page - 1) * ON_A_PAGE).limit(ON_A_PAGE + 1)))
    return found[:ON_A_PAGE], len(found) > ON_A_PAGE


def free_offers(today: date) -> list[Offer]:
    """All homes that are free now, of partners that work with the desk, as the rules read them.

    Read as columns: a list of 10,000 is made in a fraction of the time that rows as objects take.
    """
    return [_offer(row) for row in session.execute(_free(today))]


def free_offer(offer_id: uuid.UUID, today: date) -> HomeOffer | None:
    """The offer with this id as long as it is free; None from the moment on at which it is not."""
    found = _free(today).with_only_columns(HomeOffer).where(HomeOffer.id == offer_id)
    offer: HomeOffer | None = session.scalars(found).one_or_none()
    return offer


def offer_with_id(offer_id: uuid.UUID) -> HomeOffer | None:
    """The offer with this id, whatever became of it; None where there is none, or its home was never shown."""
    wanted = select(HomeOffer).where(HomeOffer.id == offer_id, HomeOffer.state != OfferState.DRAFT)
    return session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def ever_offered(homes: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these homes that were offered to households, now or before: others their partner alone has seen."""
    seen = HomeOffer.state.in_([OfferState.FREE, OfferState.TAKEN])
    return set(session.scalars(select(HomeOffer.home_id).where(HomeOffer.home_id.in_(homes), seen)))


def homes_of_offers(offers: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Of which home each of these offers is."""
    rows = session.execute(select(HomeOffer.id, HomeOffer.home_id).where(HomeOffer.id.in_(offers)))
    return {row[0]: row[1] for row in rows}


def _free(today: date) -> Select[Any]:
    works = or_(Partner.last_day.is_(None), Partner.last_day >= today)
    lasts = or_(HomeOffer.ends.is_(None), HomeOffer.ends >= today)
    free = select(*FREE).select_from(HomeOffer).join(Home).join(Partner, Partner.id == Home.partner_id)
    return free.where(HomeOffer.state == OfferState.FREE, works, Partner.offers_homes.is_(True), lasts)


def _offer(row: Row[Any]) -> Offer:
    key, town, area, dwelling, rent, costs, deposit, rooms, furnishing, contract, *rest = tuple(row)
    return Offer(
        str(key), town, area, DWELLINGS[dwelling], rent, costs, deposit, rooms, FURNISHINGS[furnishing],
        CONTRACTS[contract], *rest,
    )  # fmt: skip
