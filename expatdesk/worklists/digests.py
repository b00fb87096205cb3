"""How often somebody of an employer wants one mail about all hires, and whose turn for it has come."""

import enum
import logging
import uuid
from collections.abc import Callable, Collection
from datetime import date, timedelta

from sqlalchemy import and_, or_, select

from expatdesk.people.models import EMPLOYER_SIDE, User
from expatdesk.shared.clock import local, now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.worklists.models import Digest

log = logging.getLogger("expatdesk.digests")

# Nobody is woken by the desk.
EARLIEST_HOUR = 7
SATURDAY = 5
OF_THEIR_EMPLOYER = Digest.employer_id == User.employer_id


class Rhythm(enum.StrEnum):
    """How often. Nobody gets any who did not ask for it."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


def rhythm_of(user_id: uuid.UUID | None) -> Rhythm:
    """What this user chose for the hires of the employer that they belong to now."""
    wanted = select(Digest.rhythm).join(User, User.id == Digest.user_id).where(OF_THEIR_EMPLOYER)
    kept = session.scalar(wanted.where(Digest.user_id == user_id))
    return Rhythm(kept) if kept else Rhythm.NEVER


def choose_rhythm(user_id: uuid.UUID, rhythm: Rhythm, today: date) -> None:
    """Keep how often this user wants the mail. The first one tells what happens from today on."""
    # Two clicks come one after the other, or both would write the first row.
    user = select(User.employer_id).where(User.id == user_id)
    employer_id = session.scalar(user.with_for_update(key_share=True))
    kept = session.get(Digest, user_id, populate_existing=True)
    if kept is None:
        session.add(Digest(user_id=user_id, employer_id=employer_id, rhythm=rhythm, told_until=today))
    elif (kept.rhythm, kept.employer_id) != (rhythm, employer_id):
        kept.rhythm, kept.employer_id, kept.told_until = rhythm, employer_id, today
    session.flush()


def send_due(tell: Callable[[User, date], bool], today: date) -> int:
    """Have `tell` write every digest that is due, since the day of the last one; answers how many mails.

    The worker's part; commits one by one, so that none goes out twice. Where there is nothing to tell, none goes.
    One that cannot be made keeps nobody else's back; it is tried again the next time.
    """
    if local(now()).hour < EARLIEST_HOUR or today.weekday() >= SATURDAY:
        return 0
    sent, failed = 0, set[uuid.UUID]()
    begin_immediate()
    while (due := _next_due(today, failed)) is not None:
        digest, user = due
        user_id = user.id
        try:
            is_sent = tell(user, digest.told_until)
            digest.told_until = today
            session.commit()
            sent += is_sent
        except Exception:
            session.rollback()
            failed.add(user_id)
            log.exception("a digest could not be made: %s", user_id)
        begin_immediate()
    session.rollback()
    return sent


def _next_due(today: date, failed: Collection[uuid.UUID]) -> tuple[Digest, User] | None:
    """The next one with its reader; both are locked until the commit.

    Who is removed or limited meanwhile waits for it, and then takes the mail back (security T09).

    A daily one comes on working days alone: that of Monday tells of the weekend too. A weekly one comes on Monday,
    or on the first day after it on which the worker runs.
    """
    monday = today - timedelta(days=today.weekday())
    due = or_(
        and_(Digest.rhythm == Rhythm.DAILY, Digest.told_until < today),
        and_(Digest.rhythm == Rhythm.WEEKLY, Digest.told_until < monday),
    )
    may_read = and_(User.active, User.role.in_(EMPLOYER_SIDE), OF_THEIR_EMPLOYER)
    wanted = select(Digest, User).join(User, User.id == Digest.user_id)
    chosen = wanted.where(due, may_read, Digest.user_id.not_in(failed))
    ordered = chosen.order_by(Digest.told_until, Digest.user_id).limit(1)
    locked = ordered.with_for_update(of=[Digest, User], skip_locked=True, key_share=True)
    row = session.execute(locked, execution_options={"populate_existing": True}).first()
    return (row.Digest, row.User) if row else None
