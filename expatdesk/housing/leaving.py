"""What becomes of a household's interests in homes when it leaves, or becomes one with another.

Nothing here commits, but for the worker's part.
"""

import uuid
from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, or_, select

from expatdesk.housing.home_models import Home, HomeOffer, OfferState
from expatdesk.housing.interest_models import HomeInterest, InterestState
from expatdesk.housing.interests import INTERESTS, WITHOUT_ORM, end_all, end_interest, give_back, hold_offer
from expatdesk.housing.partner_mails import note_news
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.models import Partner
from expatdesk.shared.db import begin_immediate, session

# Of two of one household's, the one that is further stays.
BETTER = (
    InterestState.CONFIRMED, InterestState.LET, InterestState.OPEN, InterestState.DECLINED, InterestState.REFUSED,
    InterestState.OVER, InterestState.TAKEN_BACK,
)  # fmt: skip
AT_ONCE = 50


def leave_homes(cases: Iterable[uuid.UUID]) -> None:
    """End the interests of these households; whoever waits for one at a door hears at once. Their rows stay."""
    wanted = select(HomeInterest).where(
        HomeInterest.case_id.in_(list(cases)), HomeInterest.state == InterestState.OPEN
    )
    for row in session.scalars(wanted.order_by(HomeInterest.offer_id)).all():
        offer = hold_offer(row.offer_id)
        session.refresh(row)
        if offer is not None and row.state == InterestState.OPEN:
            end_interest(row, InterestState.OVER, is_told=True)
            note_news(offer)
    session.flush()


def join_interests(kept: uuid.UUID, emptied: uuid.UUID) -> None:
    """See to it that the interests of two cases can stand in one, before `merge_cases` moves them."""
    of_kept = select(HomeInterest.offer_id).where(HomeInterest.case_id == kept)
    both = select(HomeInterest.offer_id).where(HomeInterest.case_id == emptied, HomeInterest.offer_id.in_(of_kept))
    for offer_id in sorted(session.scalars(both)):
        hold_offer(offer_id)
        wanted = select(HomeInterest).where(
            HomeInterest.offer_id == offer_id, HomeInterest.case_id.in_([kept, emptied])
        )
        rows = session.scalars(wanted.execution_options(populate_existing=True)).all()
        _stays, goes = sorted(rows, key=lambda row: (BETTER.index(InterestState(row.state)), not row.has_booked))
        if goes.viewing is not None:
            give_back(goes.viewing)
        session.execute(delete(INTERESTS).where(INTERESTS.c.id == goes.id), execution_options=WITHOUT_ORM)
        session.expunge(goes)


def end_what_is_gone(today: date) -> int:
    """End interests in homes whose partner left, or whose lease is over; answers of how many homes.

    The worker's part; commits. Homes that are let or taken out end theirs themselves.
    """
    begin_immediate()
    gone = or_(Partner.last_day < today, Partner.offers_homes.is_(False), HomeOffer.ends < today)
    wanted = (
        select(HomeOffer).join(HomeOffer.home).join(Partner, Partner.id == Home.partner_id)
        .where(HomeOffer.state == OfferState.FREE, gone)
        .where(HomeOffer.id.in_(select(HomeInterest.offer_id).where(HomeInterest.state == InterestState.OPEN)))
    )  # fmt: skip
    locked = wanted.order_by(HomeOffer.id).limit(AT_ONCE).with_for_update(of=HomeOffer, skip_locked=True)
    offers = session.scalars(locked.execution_options(populate_existing=True)).all()
    for offer in offers:
        end_all(offer, by=SYSTEM)
    session.commit()
    return len(offers)
