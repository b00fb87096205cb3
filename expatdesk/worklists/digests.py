"""How often somebody of an employer wants one mail about all hires, and whose turn for it has come."""

import enum
import logging
import uuid
from collections.abc import Callable
from datetime import date, timedelta

from sqlalchemy import Select, and_, case, exists, or_, select

from expatdesk.messages.models import Mail
from expatdesk.people.models import EMPLOYER_SIDE, User
from expatdesk.shared.clock import local, now
from expatdesk.shared.db import begin_immediate, let_others_write, session
from expatdesk.worklists.models import Digest

log = logging.getLogger("expatdesk.digests")

# Nobody is woken by the desk.
EARLIEST_HOUR = 7
SATURDAY = 5
OF_THEIR_EMPLOYER = Digest.employer_id == User.employer_id
# What may not be told any more went with the whole mail: the rest of it is news still.
IS_TAKEN_BACK = and_(Digest.mail_id.is_not(None), ~exists().where(Mail.id == Digest.mail_id))
SINCE = case((IS_TAKEN_BACK, Digest.told_before), else_=Digest.told_until)
# Looks up for a reader what takes long; answers what then writes the mail, or None where there is nothing to tell.
Look = Callable[[User, date], Callable[[User], Mail | None]]


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
        kept.rhythm, kept.employer_id, kept.told_until, kept.mail_id = rhythm, employer_id, today, None
    session.flush()


def send_due(look: Look, today: date) -> int:
    """Write every digest that is due, since the day of the last one; answers how many mails.

    The worker's part; commits one by one, so that none goes out twice. Where there is nothing to tell, none goes.
    One that cannot be made keeps nobody else's back; it is tried again the next time.
    """
    if local(now()).hour < EARLIEST_HOUR or today.weekday() >= SATURDAY:
        return 0
    let_others_write()
    sent = 0
    for user_id in session.scalars(_due(today).with_only_columns(Digest.user_id)).all():
        try:
            sent += _send(user_id, look, today)
        except Exception:
            session.rollback()
            log.exception("a digest could not be made: %s", user_id)
    return sent


def _send(user_id: uuid.UUID, look: Look, today: date) -> bool:
    """Write one, if it is due still when all is looked up and its reader sees the same hires as before.

    Looking takes a while, and holds up nobody. Digest and reader are locked only for what is written: who is
    removed or limited meanwhile waits for it, and then takes the mail back (security T09).
    """
    let_others_write()
    mine = _due(today).where(Digest.user_id == user_id)
    if (row := session.execute(mine).first()) is None:
        return False
    before = _what_for(*row)
    write = look(row.User, row.since)
    begin_immediate()
    locked = mine.with_for_update(of=[Digest, User], skip_locked=True, key_share=True)
    row = session.execute(locked, execution_options={"populate_existing": True}).first()
    if row is None or _what_for(*row) != before:
        session.rollback()
        return False
    mail = write(row.User)
    session.flush()
    row.Digest.mail_id = mail.id if mail else None
    row.Digest.told_before, row.Digest.told_until = row.since, today
    session.commit()
    return mail is not None


def _what_for(_digest: Digest, user: User, since: date) -> tuple[object, ...]:
    """What decides of which hires a reader is told, and since when."""
    return since, user.role, user.employer_id, user.department


def _due(today: date) -> Select[Digest, User, date]:
    """Those that are due, each with its reader, and since when it tells.

    A daily one comes on working days alone: that of Monday tells of the weekend too. A weekly one comes on Monday,
    or on the first day after it on which the worker runs. One that was taken back comes again at once.
    """
    monday = today - timedelta(days=today.weekday())
    due = or_(
        and_(Digest.rhythm == Rhythm.DAILY, Digest.told_until < today),
        and_(Digest.rhythm == Rhythm.WEEKLY, Digest.told_until < monday),
        IS_TAKEN_BACK,
    )
    may_read = and_(User.active, User.role.in_(EMPLOYER_SIDE), OF_THEIR_EMPLOYER)
    chosen = select(Digest, User, SINCE.label("since")).join(User, User.id == Digest.user_id).where(due, may_read)
    return chosen.order_by(Digest.told_until, Digest.user_id)
