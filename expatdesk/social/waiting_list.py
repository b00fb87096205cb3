"""The line for an occasion: locked while anybody moves in it, and moved up by itself. Nothing here commits, but
for the worker's part.

Whoever signs up, leaves or moves the line holds the row of the occasion until their commit. So numbers are given
in the order in which households are answered, and of two at once the second sees what the first has done.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import exists, select

from expatdesk.cases.models import Case
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.region import Region
from expatdesk.rules.waiting_list import Claim, Standing, held_until, next_offers
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.social.activity_mails import tell_lapsed, tell_offered
from expatdesk.social.activity_models import Activity, ActivitySignUp, Occasion

AT_ONCE = 50


def locked(occasion_id: uuid.UUID) -> Occasion | None:
    """The occasion as it is stored now, for whoever is about to change who comes; None where there is none."""
    wanted = select(Occasion).where(Occasion.id == occasion_id).with_for_update(of=Occasion)
    occasion = session.scalar(wanted.execution_options(populate_existing=True))
    if occasion is not None:
        # It may have been cancelled while we waited.
        session.refresh(occasion.activity, ["state", "closes_hours", "opens_at"])
    return occasion


def somebody_waits(occasion: Occasion) -> bool:
    """Whether any household waits for places."""
    waits = exists().where(ActivitySignUp.occasion_id == occasion.id, ActivitySignUp.standing == Standing.WAITING)
    return bool(session.scalar(select(waits)))


def leave_line(sign_up: ActivitySignUp, standing: Standing) -> None:
    """Take a household out, and give its places back. The occasion is locked; the caller moves the line up."""
    if sign_up.standing in (Standing.COMING, Standing.OFFERED):
        sign_up.occasion.taken -= sign_up.persons
    sign_up.standing, sign_up.offered_until = standing, None


def move_up(occasion: Occasion, region: Region) -> None:
    """End the offers whose time is over, and offer what is free to whoever is next. The occasion is locked.

    Once it has begun, or is not held, nobody is offered anything any more.
    """
    session.flush()
    for sign_up in _in(occasion, Standing.OFFERED):
        if sign_up.offered_until is not None and sign_up.offered_until <= now():
            _lapse(sign_up, region)
    if occasion.is_held and occasion.starts_at > now():
        waiting = {one.number: one for one in _in(occasion, Standing.WAITING)}
        claims = [Claim(one.number, one.persons) for one in waiting.values()]
        for claim in next_offers(claims, capacity=occasion.capacity, taken=occasion.taken):
            _offer(waiting[claim.number], region)
    occasion.to_move_up = False
    session.flush()


def _in(occasion: Occasion, standing: Standing) -> Sequence[ActivitySignUp]:
    wanted = select(ActivitySignUp).where(
        ActivitySignUp.occasion_id == occasion.id, ActivitySignUp.standing == standing
    )
    return session.scalars(wanted.order_by(ActivitySignUp.number)).all()


def _offer(sign_up: ActivitySignUp, region: Region) -> None:
    occasion = sign_up.occasion
    sign_up.standing, sign_up.offered_until = Standing.OFFERED, held_until(now(), occasion.starts_at)
    occasion.taken += sign_up.persons
    # What it was told of waiting is over.
    sign_up.told = True
    record("activity_offered", by=SYSTEM, case_id=sign_up.case_id, on=sign_up.occasion.day.isoformat())
    tell_offered(session.get_one(Case, sign_up.case_id), sign_up, region)


def _lapse(sign_up: ActivitySignUp, region: Region) -> None:
    leave_line(sign_up, Standing.LAPSED)
    record("activity_lapsed", by=SYSTEM, case_id=sign_up.case_id, on=sign_up.occasion.day.isoformat())
    if sign_up.occasion.starts_at > now():
        tell_lapsed(session.get_one(Case, sign_up.case_id), sign_up, region)


def move_lines(region: Region) -> int:
    """Where an offer is over or places came back, offer them to the next; answers at how many occasions.

    The worker's part. Commits each time. What another worker holds, that one does.
    """
    over = select(ActivitySignUp.occasion_id).where(
        ActivitySignUp.standing == Standing.OFFERED, ActivitySignUp.offered_until <= now()
    )
    free = select(Occasion.id).where(Occasion.to_move_up)
    due = {*session.scalars(over.distinct().limit(AT_ONCE)), *session.scalars(free.limit(AT_ONCE))}
    moved = sum(_move(occasion_id, region) for occasion_id in due)
    session.rollback()
    return moved


def _move(occasion_id: uuid.UUID, region: Region) -> bool:
    begin_immediate()
    wanted = select(Occasion).join(Activity).where(Occasion.id == occasion_id)
    occasion = session.scalar(wanted.with_for_update(of=Occasion, skip_locked=True))
    if occasion is not None:
        move_up(occasion, region)
    session.commit()
    return occasion is not None
