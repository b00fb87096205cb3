"""A household is interested in a home, or not any more; the partner invites it, or says no. Nothing here commits.

Whoever changes anything around an offer holds its row until their commit: of two at one moment the second sees
what the first has done.
"""

import uuid
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select, update

from expatdesk.cases.models import Case
from expatdesk.cases.refusals import Refusal
from expatdesk.housing.home_mails import take_back_waiting, tell_declined, tell_gone, tell_invited
from expatdesk.housing.home_models import HomeOffer, OfferState
from expatdesk.housing.interest_models import HomeInterest, HomeViewing, InterestState
from expatdesk.housing.interest_queries import interest_of, interested_in, viewings_of
from expatdesk.housing.partner_mails import note_news, tell_called_off
from expatdesk.housing.suiting import suits_now
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now
from expatdesk.shared.db import session, table_of

INTERESTS, VIEWINGS = table_of(HomeInterest), table_of(HomeViewing)
WITHOUT_ORM = {"synchronize_session": False}


class HomeGone(Refusal):
    """The home is let, out of the offer, or does not suit this household any more."""


class NotInterested(Refusal):
    """The household took its interest back, or the partner said no."""


class NoTimeFree(Refusal):
    """There is no time to choose from: without one an invitation helps nobody."""


def hold_offer(offer_id: uuid.UUID) -> HomeOffer | None:
    """The offer as it is stored now, for whoever changes who sees or gets it; None where there is none."""
    wanted = select(HomeOffer).where(HomeOffer.id == offer_id).with_for_update(of=HomeOffer)
    return session.scalar(wanted.execution_options(populate_existing=True))


def free_or_gone(offer_id: uuid.UUID) -> HomeOffer:
    """The same of a home that is free. Raises HomeGone."""
    offer = hold_offer(offer_id)
    if offer is None or offer.state != OfferState.FREE:
        raise HomeGone
    return offer


def say_interest(case: Case, offer_id: uuid.UUID, *, by: Actor, region: Region, today: date) -> HomeInterest:
    """Tell the partner that this household is interested: pressed twice, it is told once.

    Raises HomeGone, and NotInterested where the partner said no before.
    """
    offer, row = free_or_gone(offer_id), interest_of(case.id, offer_id)
    if row is not None and row.state == InterestState.OPEN:
        return row
    if row is not None and row.state == InterestState.DECLINED:
        raise NotInterested
    if not suits_now(case, offer_id, region, today):
        raise HomeGone
    if row is None:
        row = HomeInterest(offer_id=offer_id, case_id=case.id)
        session.add(row)
    row.state, row.said_at = InterestState.OPEN, now()
    row.invited_at = row.shares_at = row.phone = row.over_at = None
    note_news(offer)
    record("home_interest_said", by=by, case_id=case.id)
    session.flush()
    return row


def take_back_interest(case: Case, offer_id: uuid.UUID, *, by: Actor) -> None:
    """Be interested no more, also without a viewing that was booked. Of what is over already nothing changes."""
    offer, row = hold_offer(offer_id), interest_of(case.id, offer_id)
    if offer is None or row is None or row.state != InterestState.OPEN:
        return
    end_interest(row, InterestState.TAKEN_BACK, is_told=True)
    note_news(offer)
    record("home_interest_taken_back", by=by, case_id=case.id)


def decline(interest: HomeInterest, *, by: Actor) -> None:
    """Say no to a household, which is told. Raises NotInterested where it is interested no more."""
    hold_offer(interest.offer_id)
    session.refresh(interest)
    if interest.state != InterestState.OPEN:
        raise NotInterested
    end_interest(interest, InterestState.DECLINED)
    record("home_interest_declined", by=by, case_id=interest.case_id)
    tell_declined(interest)


def invite(interests: Iterable[HomeInterest], *, by: Actor) -> int:
    """Let these households, all of one home, choose a time; answers how many are invited now and were not before.

    Raises HomeGone, and NoTimeFree.
    """
    wanted = [one for one in interests if one.state == InterestState.OPEN and one.invited_at is None]
    if not wanted:
        return 0
    offer = free_or_gone(wanted[0].offer_id)
    if not any(one.interest_id is None and one.starts_at > now() for one in viewings_of(offer.id)):
        raise NoTimeFree
    new = [one for one in wanted if _is_uninvited(one)]
    for one in new:
        one.invited_at = now()
        record("viewing_invited", by=by, case_id=one.case_id)
        tell_invited(one)
    session.flush()
    return len(new)


def _is_uninvited(interest: HomeInterest) -> bool:
    session.refresh(interest)
    return interest.state == InterestState.OPEN and interest.invited_at is None


def end_interest(interest: HomeInterest, state: InterestState, *, is_told: bool = False) -> None:
    """End it, and give a time that lies ahead to others. The offer is held.

    `is_told`: the partner hears at once of a viewing that is off; else whoever ends it is the partner itself.
    """
    viewing = interest.viewing
    if viewing is not None and viewing.starts_at > now():
        if is_told:
            tell_called_off(interest.offer, viewing.starts_at)
        give_back(viewing)
    interest.state, interest.over_at = state, now()
    session.flush()


def give_back(viewing: HomeViewing) -> None:
    """Let others have this time."""
    mine = (
        update(VIEWINGS)
        .where(VIEWINGS.c.id == viewing.id)
        .values(interest_id=None, booked_at=None, reminded=False)
    )
    interest = viewing.interest
    session.execute(mine)
    session.refresh(viewing)
    if interest is not None:
        take_back_waiting(interest)
        session.expire(interest, ["viewing"])


def end_all(offer: HomeOffer, *, by: Actor) -> None:
    """End every interest in a home that is free no more, each told once, and take its times away. It is held."""
    for row in interested_in(offer.id):
        if row.state == InterestState.OPEN:
            was = row.viewing.starts_at if row.viewing and row.viewing.starts_at > now() else None
            end_interest(row, InterestState.OVER)
            record("home_interest_over", by=by, case_id=row.case_id)
            tell_gone(row, was)
    for viewing in viewings_of(offer.id):
        if viewing.starts_at > now() and viewing.interest_id is None:
            session.delete(viewing)
    offer.news_since = None
    session.flush()
