"""A home is let to a household that saw it, and the household says whether that is so. Nothing here commits."""

import uuid
from datetime import date

from sqlalchemy import update

from expatdesk.cases.models import Case
from expatdesk.cases.refusals import Refusal
from expatdesk.housing.home_mails import tell_let
from expatdesk.housing.home_models import HomeOffer, OfferState
from expatdesk.housing.homes import mark_taken
from expatdesk.housing.interest_models import THEIRS, HomeInterest, InterestState
from expatdesk.housing.interest_queries import interest_of, interests_of
from expatdesk.housing.interests import WITHOUT_ORM, NotInterested, free_or_gone, hold_offer
from expatdesk.housing.leaving import leave_homes
from expatdesk.housing.partner_mails import note_news, tell_not_taken
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.rules.homes import Contract, Dwelling
from expatdesk.shared.clock import now
from expatdesk.shared.db import session, table_of

OFFERS = table_of(HomeOffer)
LETS = {Contract.SHORT_STAY: "short_stay", Contract.WITH_HOST: "room"}


class NotSeenYet(Refusal):
    """Nobody rents what they have not seen: there was no viewing yet."""


class NotLet(Refusal):
    """The partner does not say that it lets the home to this household."""


def let_to(interest: HomeInterest, *, by: Actor, today: date) -> None:
    """Say that the home is this household's: all others are told that it is gone, and it is nobody else's to see.

    Of two at one moment the second finds it let. Raises HomeGone, NotInterested, and NotSeenYet.
    """
    offer = free_or_gone(interest.offer_id)
    session.refresh(interest)
    if interest.state != InterestState.OPEN:
        raise NotInterested
    if interest.viewing is None or interest.viewing.starts_at > now():
        raise NotSeenYet
    interest.state = InterestState.LET
    session.flush()
    record("home_let", by=by, case_id=interest.case_id)
    mark_taken(offer.home, by=by, today=today)
    tell_let(interest)


def confirm(case: Case, offer_id: uuid.UUID, *, by: Actor) -> None:
    """The household takes the home, and looks at no others where it lasts. Said twice, it is said once.

    Raises NotLet.
    """
    offer, interest = _let(case, offer_id)
    if interest.state == InterestState.CONFIRMED:
        return
    interest.state = InterestState.CONFIRMED
    note_news(offer)
    record("home_confirmed", by=by, case_id=case.id)
    session.flush()
    # Whoever stays somewhere for a short time looks on.
    if offer.contract != Contract.SHORT_STAY:
        leave_homes([case.id])


def refuse(case: Case, offer_id: uuid.UUID, *, by: Actor) -> None:
    """The household did not take it: it is free again, and its partner hears at once. Raises NotLet."""
    offer, interest = _let(case, offer_id)
    if interest.state != InterestState.LET:
        raise NotLet
    interest.state, interest.over_at = InterestState.REFUSED, now()
    taken = update(OFFERS).where(OFFERS.c.id == offer.id, OFFERS.c.is_last, OFFERS.c.state == OfferState.TAKEN)
    session.execute(taken.values(state=OfferState.FREE, over_on=None), execution_options=WITHOUT_ORM)
    session.flush()
    session.refresh(offer)
    record("home_not_taken", by=by, case_id=case.id)
    tell_not_taken(offer)


def _let(case: Case, offer_id: uuid.UUID) -> tuple[HomeOffer, HomeInterest]:
    offer, interest = hold_offer(offer_id), interest_of(case.id, offer_id)
    if offer is None or interest is None or interest.state not in THEIRS:
        raise NotLet
    return offer, interest


def own_home(case_id: uuid.UUID) -> HomeInterest | None:
    """The home that this household took last; None where it took none."""
    return next((one for one in interests_of(case_id) if one.state == InterestState.CONFIRMED), None)


def known_of_contract(case_id: uuid.UUID) -> tuple[str, dict[str, object]]:
    """The street, and what is known already of the contract of the home that is let to them; else nothing.

    Also before they say that they take it: whoever is wise has the contract read first.
    """
    interest = next((one for one in interests_of(case_id) if one.state in THEIRS), None)
    if interest is None:
        return "", {}
    offer, home = interest.offer, interest.offer.home
    lets = LETS.get(Contract(offer.contract), "room" if home.dwelling == Dwelling.ROOM else "whole_home")
    known = {
        "postcode": home.postcode, "lets": lets, "starts": offer.starts.isoformat(),
        "has_end": offer.ends is not None, "ends": offer.ends.isoformat() if offer.ends else None,
        "rent": offer.rent, "service_costs": offer.service_costs, "deposit": offer.deposit, "points": home.points,
        "registration_allowed": home.most_registered > 0, "most_registered": home.most_registered,
    }  # fmt: skip
    return home.street, {name: value for name, value in known.items() if value is not None}
