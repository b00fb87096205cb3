"""A round of proposals: an officer asks for it, the worker makes it. Nothing here commits."""

from collections.abc import Sequence

from sqlalchemy import select

from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.shared import jobs
from expatdesk.shared.db import session
from expatdesk.social.buddy_models import TAKES_PLACE, BuddyLeft, BuddyPair, BuddyRound

MOST_SHOWN = 300


def ask_for_round(*, by: Actor) -> None:
    """Let the worker propose pairs; what is asked twice before it comes to it is one round."""
    if open_round() is None:
        session.add(BuddyRound(asked_by=by.name))
        session.flush()
        record("buddies_proposed", by=by)
    jobs.ring()


def open_round() -> BuddyRound | None:
    """The round that the worker has still to make."""
    return session.scalars(select(BuddyRound).where(BuddyRound.made_at.is_(None)).limit(1)).one_or_none()


def last_round() -> BuddyRound | None:
    """The newest round that was made."""
    made = select(BuddyRound).where(BuddyRound.made_at.is_not(None)).order_by(BuddyRound.made_at.desc())
    return session.scalars(made.limit(1)).one_or_none()


def living_pairs() -> Sequence[BuddyPair]:
    """All pairs that wait for an answer or are matched, the newest first."""
    wanted = select(BuddyPair).where(BuddyPair.state.in_(TAKES_PLACE))
    return session.scalars(wanted.order_by(BuddyPair.proposed_on.desc(), BuddyPair.id).limit(MOST_SHOWN)).all()


def left_in(made: BuddyRound) -> Sequence[BuddyLeft]:
    """Who got nobody in this round, or lost again whom they were proposed."""
    left = select(BuddyLeft).where(BuddyLeft.round_id == made.id).order_by(BuddyLeft.why, BuddyLeft.id)
    return session.scalars(left.limit(MOST_SHOWN)).all()
