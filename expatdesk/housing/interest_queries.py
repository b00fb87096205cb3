"""Reading who is interested in which home, and when they see it."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import selectinload

from expatdesk.housing.home_models import Home, HomeOffer
from expatdesk.housing.interest_models import ALIVE, HomeInterest, HomeViewing, InterestState
from expatdesk.shared.clock import local, now
from expatdesk.shared.db import session


@dataclass(frozen=True, slots=True)
class Journey:
    """How far a household is with homes of partners: since when it is interested, and its next or last viewing."""

    interested_on: date | None = None
    viewing_on: date | None = None


def interest_of(case_id: uuid.UUID, offer_id: uuid.UUID) -> HomeInterest | None:
    """The interest of this household in this offer, as it is stored now."""
    theirs = HomeInterest.case_id == case_id, HomeInterest.offer_id == offer_id
    return session.scalars(_as_stored(*theirs)).one_or_none()


def interests_of(case_id: uuid.UUID) -> Sequence[HomeInterest]:
    """All that this household was ever interested in, the newest first."""
    theirs = _as_stored(HomeInterest.case_id == case_id)
    whole = selectinload(HomeInterest.offer).selectinload(HomeOffer.home), selectinload(HomeInterest.viewing)
    return session.scalars(theirs.order_by(HomeInterest.said_at.desc(), HomeInterest.id).options(*whole)).all()


def interests_alive(case_id: uuid.UUID) -> list[HomeInterest]:
    """Those with which it has something to do now: its own home first, then what it sees, and when."""
    alive = [one for one in interests_of(case_id) if one.state in ALIVE]
    return sorted(alive, key=lambda one: (one.state == InterestState.OPEN, not one.has_booked))


def interested_in(offer_id: uuid.UUID) -> Sequence[HomeInterest]:
    """Who has something to do with this offer, in the order in which they said so."""
    alive = _as_stored(HomeInterest.offer_id == offer_id, HomeInterest.state.in_(ALIVE))
    whole = selectinload(HomeInterest.case), selectinload(HomeInterest.viewing)
    return session.scalars(alive.order_by(HomeInterest.said_at, HomeInterest.id).options(*whole)).all()


def find_interest(
    condition: ColumnElement[bool], home_id: uuid.UUID, interest_id: uuid.UUID
) -> HomeInterest | None:
    """The interest with this id in this home, over or not, if the home meets the condition (T04)."""
    wanted = _as_stored(HomeInterest.id == interest_id).join(HomeInterest.offer).join(HomeOffer.home)
    return session.scalars(wanted.where(Home.id == home_id, condition)).one_or_none()


def find_viewing(condition: ColumnElement[bool], home_id: uuid.UUID, viewing_id: uuid.UUID) -> HomeViewing | None:
    """The same for a time."""
    wanted = select(HomeViewing).join(HomeViewing.offer).join(HomeOffer.home)
    wanted = wanted.where(HomeViewing.id == viewing_id, Home.id == home_id, condition)
    return session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def viewings_of(offer_id: uuid.UUID) -> Sequence[HomeViewing]:
    """All times of an offer, in their order."""
    wanted = select(HomeViewing).where(HomeViewing.offer_id == offer_id).order_by(HomeViewing.starts_at)
    return session.scalars(wanted.execution_options(populate_existing=True)).all()


def free_times(offer_id: uuid.UUID) -> list[HomeViewing]:
    """Those that lie ahead and nobody has."""
    moment = now()
    return [one for one in viewings_of(offer_id) if one.interest_id is None and one.starts_at > moment]


def count_interested(condition: ColumnElement[bool]) -> dict[uuid.UUID, int]:
    """How many households are interested in the present offers of homes that meet the condition, by home."""
    counted = select(HomeOffer.home_id, func.count()).join(HomeInterest, HomeInterest.offer_id == HomeOffer.id)
    counted = counted.join(Home).where(condition, HomeOffer.is_last, HomeInterest.state == InterestState.OPEN)
    return {row[0]: row[1] for row in session.execute(counted.group_by(HomeOffer.home_id))}


def booked_ahead(case_id: uuid.UUID) -> Sequence[HomeViewing]:
    """The viewings of this household that lie ahead, in their order."""
    wanted = select(HomeViewing).join(HomeViewing.interest).where(
        HomeInterest.case_id == case_id, HomeInterest.state == InterestState.OPEN, HomeViewing.starts_at > now()
    )  # fmt: skip
    return session.scalars(wanted.order_by(HomeViewing.starts_at)).all()


def journeys(cases: Collection[uuid.UUID]) -> dict[uuid.UUID, Journey]:
    """How far each of these households is, by case; who was never interested is not among them."""
    found: dict[uuid.UUID, Journey] = {}
    wanted = (
        select(HomeInterest.case_id, HomeInterest.said_at, HomeViewing.starts_at)
        .outerjoin(HomeViewing, HomeViewing.interest_id == HomeInterest.id)
        .where(HomeInterest.case_id.in_(cases), HomeInterest.state.in_(ALIVE))
        .order_by(HomeInterest.said_at)
    )
    for case_id, said_at, starts_at in session.execute(wanted):
        had = found.get(case_id, Journey(local(said_at).date()))
        seen = local(starts_at).date() if starts_at else None
        found[case_id] = Journey(had.interested_on, _nearer(had.viewing_on, seen, local(now()).date()))
    return found


def _nearer(one: date | None, other: date | None, today: date) -> date | None:
    """The next of two days; of two that are over, the last."""
    days = [day for day in (one, other) if day is not None]
    ahead = [day for day in days if day >= today]
    return min(ahead) if ahead else max(days, default=None)


def _as_stored(*conditions: ColumnElement[bool]) -> Select[HomeInterest]:
    return select(HomeInterest).where(*conditions).execution_options(populate_existing=True)
