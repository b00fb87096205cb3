"""A household signs up for an activity, takes the place it was offered, or does not come after all.

Nothing here commits.
"""

import uuid
from datetime import timedelta

from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.rules.region import Region
from expatdesk.rules.waiting_list import IN_LINE, Standing, Window, standing_of_newcomer, window
from expatdesk.shared import jobs
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from expatdesk.social.activity_mails import tell_left
from expatdesk.social.activity_models import ActivitySignUp, Occasion
from expatdesk.social.activity_queries import is_offered
from expatdesk.social.activity_refusals import (
    NotOpenYet,
    NotSignedUp,
    OfferOver,
    SignedUpAlready,
    SignUpOver,
    TooManyPeople,
)
from expatdesk.social.waiting_list import leave_line, locked, move_up, somebody_waits


def most_people(case: Case) -> int:
    """With how many a household may come: those it has, or is to have."""
    return max(len(case.people), case.people_expected)


def sign_up(case: Case, occasion_id: uuid.UUID, persons: int, *, by: Actor) -> ActivitySignUp:
    """Sign a household up for so many places: it comes, or waits where there are too few or others wait.

    The mail about it is written by the worker: while many sign up at once, each holds the line for a moment only.
    Raises SignUpOver, NotOpenYet, SignedUpAlready, and TooManyPeople.
    """
    occasion = _open(occasion_id)
    if not 0 < persons <= min(most_people(case), occasion.capacity):
        raise TooManyPeople
    row = _row(case, occasion_id)
    if row is not None and row.standing in IN_LINE:
        raise SignedUpAlready
    standing = standing_of_newcomer(
        persons, capacity=occasion.capacity, taken=occasion.taken, somebody_waits=somebody_waits(occasion)
    )
    if row is None:
        row = ActivitySignUp(occasion=occasion, case_id=case.id)
        session.add(row)
    occasion.last_number += 1
    row.number, row.persons, row.standing, row.signed_up_at = occasion.last_number, persons, standing, now()
    row.told, row.reminded = False, _is_near(occasion)
    if standing is Standing.COMING:
        occasion.taken += persons
    record("activity_signed_up", by=by, case_id=row.case_id, on=row.occasion.day.isoformat())
    jobs.ring()
    session.flush()
    return row


def accept(case: Case, occasion_id: uuid.UUID, *, by: Actor) -> ActivitySignUp:
    """Take the places that are held. Whoever has them already keeps them.

    Raises OfferOver where they are held no longer, and NotSignedUp.
    """
    row = _mine(case, occasion_id)
    if row.standing == Standing.COMING:
        return row
    if row.standing != Standing.OFFERED or row.offered_until is None or row.offered_until <= now():
        raise OfferOver
    row.standing, row.offered_until, row.told = Standing.COMING, None, False
    row.reminded = _is_near(row.occasion)
    record("activity_accepted", by=by, case_id=row.case_id, on=row.occasion.day.isoformat())
    jobs.ring()
    session.flush()
    return row


def leave(case: Case, occasion_id: uuid.UUID, *, by: Actor, region: Region) -> None:
    """Not come after all: the places go to whoever is next, at once.

    Raises NotSignedUp, and SignUpOver once it has begun or they were ticked at the door.
    """
    row = _mine(case, occasion_id)
    if row.occasion.starts_at <= now() or row.checked_in_at is not None:
        raise SignUpOver
    was_coming = row.standing == Standing.COMING
    leave_line(row, Standing.CANCELLED)
    row.told = True
    record("activity_left", by=by, case_id=row.case_id, on=row.occasion.day.isoformat())
    if was_coming:
        tell_left(case, row, region)
    move_up(row.occasion, region)


def come_with_fewer(case: Case, occasion_id: uuid.UUID, persons: int, *, by: Actor, region: Region) -> None:
    """Give some places back, or wait for fewer, and keep the turn in the line. More would go past others.

    Raises NotSignedUp, SignUpOver once it has begun, and TooManyPeople where these are not fewer.
    """
    row = _mine(case, occasion_id)
    if row.occasion.starts_at <= now():
        raise SignUpOver
    if not 0 < persons < row.persons:
        raise TooManyPeople
    if row.standing in (Standing.COMING, Standing.OFFERED):
        row.occasion.taken -= row.persons - persons
    row.persons = persons
    record("activity_fewer", by=by, case_id=row.case_id, on=row.occasion.day.isoformat())
    move_up(row.occasion, region)


def _open(occasion_id: uuid.UUID) -> Occasion:
    """The occasion, locked, where one can sign up for it now."""
    occasion = locked(occasion_id)
    if occasion is None or not occasion.is_held or not is_offered(occasion.activity):
        raise SignUpOver
    match window(now(), opens_at=occasion.activity.opens_at, closes_at=occasion.closes_at):
        case Window.NOT_YET:
            raise NotOpenYet
        case Window.CLOSED:
            raise SignUpOver
    return occasion


def _row(case: Case, occasion_id: uuid.UUID) -> ActivitySignUp | None:
    wanted = select(ActivitySignUp).where(
        ActivitySignUp.occasion_id == occasion_id, ActivitySignUp.case_id == case.id
    )
    return session.scalar(wanted.execution_options(populate_existing=True))


def _mine(case: Case, occasion_id: uuid.UUID) -> ActivitySignUp:
    """The place of this household in the line, which is locked."""
    row = _row(case, occasion_id) if locked(occasion_id) else None
    if row is None or row.standing not in IN_LINE:
        raise NotSignedUp
    return row


def _is_near(occasion: Occasion) -> bool:
    """Whether what it is told now makes do as the reminder of the day before."""
    return occasion.day <= today() + timedelta(days=1)
