"""Times at which a home can be seen: put up by its partner, booked by households, one at a time.

Nothing here commits, but for the worker's part. Whoever changes a time holds the offer (`interests.py`); that a
time has one household, and a household one time, the database says as well.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update

from expatdesk.cases.models import Case
from expatdesk.cases.refusals import HoldsBsn, Refusal
from expatdesk.housing.home_mails import tell_booked, tell_cancelled, tell_tomorrow
from expatdesk.housing.interest_models import HomeInterest, HomeViewing, InterestState
from expatdesk.housing.interest_queries import interest_of, viewings_of
from expatdesk.housing.interests import VIEWINGS, free_or_gone, give_back, hold_offer
from expatdesk.housing.partner_mails import note_news, tell_called_off
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Partner
from expatdesk.people.throttle import VIEWINGS_BOOKED, knock
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.clock import end_of, local, now, start_of, today
from expatdesk.shared.db import begin_immediate, session

MOST_AT_ONCE = 20
MOST_AHEAD = 60
AT_ONCE = 100
# Nobody is woken by the desk.
EARLIEST_HOUR = 8
A_DAY = timedelta(days=1)


class TimeIsOver(Refusal):
    """A viewing cannot be in the past."""


class AfterLease(Refusal):
    """The lease is over by then."""


class Overlaps(Refusal):
    """The home is shown to others at that time; the argument is when."""


class TooManyTimes(Refusal):
    """More times lie ahead than anybody would choose from."""


class TimeTaken(Refusal):
    """Another household was first, or the partner took the time away."""


class NotInvited(Refusal):
    """The partner has not invited this household, or not any more."""


class TooManyBooked(Refusal):
    """It booked so often today that its partner would be flooded with mails (security T16)."""


class NotAgreed(Refusal):
    """Without a yes to knowing each other nothing is booked."""


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when."""

    starts_at: datetime
    ends_at: datetime


def spans(first: datetime, minutes: int, count: int) -> list[Span]:
    """So many times one after the other, each so long."""
    length = timedelta(minutes=minutes)
    return [Span(first + number * length, first + (number + 1) * length) for number in range(count)]


def put_up(offer_id: uuid.UUID, wanted: Sequence[Span], *, by: Actor) -> int:
    """Offer these times, all of them or none; answers how many.

    Raises HomeGone, TimeIsOver, AfterLease, Overlaps, and TooManyTimes.
    """
    offer = free_or_gone(offer_id)
    known = [Span(one.starts_at, one.ends_at) for one in viewings_of(offer_id)]
    if len(wanted) > MOST_AT_ONCE or len(wanted) + sum(one.starts_at > now() for one in known) > MOST_AHEAD:
        raise TooManyTimes
    for one in wanted:
        if one.starts_at <= now():
            raise TimeIsOver
        if offer.ends is not None and local(one.starts_at).date() > offer.ends:
            raise AfterLease
        if any(one.starts_at < other.ends_at and other.starts_at < one.ends_at for other in known):
            raise Overlaps(one.starts_at)
    session.add_all(HomeViewing(offer_id=offer_id, starts_at=one.starts_at, ends_at=one.ends_at) for one in wanted)
    session.flush()
    record("viewing_times_added", by=by, home=str(offer.home_id), times=len(wanted))
    return len(wanted)


def take_away(viewing: HomeViewing, *, by: Actor) -> None:
    """Take a time away; who booked it is told, and can choose another one. What is over stays."""
    hold_offer(viewing.offer_id)
    session.refresh(viewing)
    if viewing.starts_at <= now():
        raise TimeIsOver
    interest, was, home_id = viewing.interest, viewing.starts_at, viewing.offer.home_id
    session.delete(viewing)
    session.flush()
    record("viewing_time_removed", by=by, home=str(home_id))
    if interest is not None:
        session.expire(interest, ["viewing"])
        record("viewing_called_off", by=by, case_id=interest.case_id, on=local(was).date().isoformat())
        tell_cancelled(interest, was)


def book(
    case: Case, offer_id: uuid.UUID, viewing_id: uuid.UUID, *, agrees: bool, phone: str = "", by: Actor
) -> HomeViewing:
    """Take this time, instead of one that the household has already. Their yes is written down with it.

    Raises HomeGone, NotInvited, NotAgreed, HoldsBsn, TimeIsOver, TimeTaken, and TooManyBooked.
    """
    offer = free_or_gone(offer_id)
    interest = invited(case, offer_id)
    if not agrees:
        raise NotAgreed
    if holds_bsn(phone):
        raise HoldsBsn
    had = interest.viewing
    if had is not None and had.id == viewing_id:
        return had
    if had is not None and had.starts_at <= now():
        raise TimeIsOver
    viewing = _free_time(interest, viewing_id)
    was = had.starts_at if had is not None else None
    if had is not None:
        give_back(had)
    _claim(viewing, interest)
    _agree(interest, phone, by)
    day = local(viewing.starts_at).date().isoformat()
    tell_booked(interest, viewing, is_changed=was is not None)
    if was is not None:
        record("viewing_changed", by=by, case_id=case.id, on=day)
        tell_called_off(offer, was, viewing.starts_at)
    else:
        record("viewing_booked", by=by, case_id=case.id, on=day)
        note_news(offer)
    return viewing


def _free_time(interest: HomeInterest, viewing_id: uuid.UUID) -> HomeViewing:
    viewing = session.get(HomeViewing, viewing_id, populate_existing=True)
    is_here = viewing is not None and viewing.offer_id == interest.offer_id
    if viewing is None or not is_here or viewing.starts_at <= now() or viewing.interest_id:
        raise TimeTaken
    if not knock((VIEWINGS_BOOKED, str(interest.case_id))):
        raise TooManyBooked
    return viewing


def invited(case: Case, offer_id: uuid.UUID) -> HomeInterest:
    """The interest of a household that may choose a time. Raises NotInvited."""
    interest = interest_of(case.id, offer_id)
    if interest is None or interest.state != InterestState.OPEN or interest.invited_at is None:
        raise NotInvited
    return interest


def _claim(viewing: HomeViewing, interest: HomeInterest) -> None:
    """One UPDATE decides who has it."""
    near = local(viewing.starts_at).date() <= today() + A_DAY
    free = update(VIEWINGS).where(VIEWINGS.c.id == viewing.id, VIEWINGS.c.interest_id.is_(None))
    mine = free.values(interest_id=interest.id, booked_at=now(), reminded=near).returning(VIEWINGS.c.id)
    if session.execute(mine).one_or_none() is None:
        raise TimeTaken
    session.refresh(viewing)
    session.expire(interest, ["viewing"])


def _agree(interest: HomeInterest, phone: str, by: Actor) -> None:
    """Keep that they said yes, and when: it is what lets the partner see who they are."""
    interest.phone = phone or None
    if interest.shares_at is None:
        interest.shares_at = now()
        record("home_details_shared", by=by, case_id=interest.case_id, partner=_partner_name(interest))
    session.flush()


def _partner_name(interest: HomeInterest) -> str:
    return session.get_one(Partner, interest.offer.home.partner_id).name


def cancel(case: Case, offer_id: uuid.UUID, *, by: Actor) -> None:
    """Not come at the time that was booked; the household stays interested. Raises NotInvited, and TimeIsOver."""
    offer, interest = hold_offer(offer_id), invited(case, offer_id)
    viewing = interest.viewing
    if offer is None or viewing is None:
        return
    if viewing.starts_at <= now():
        raise TimeIsOver
    was = viewing.starts_at
    give_back(viewing)
    record("viewing_cancelled", by=by, case_id=case.id, on=local(was).date().isoformat())
    tell_called_off(offer, was)


def remind_of_viewings(on: date) -> int:
    """Remind households of the viewing of tomorrow; answers how many. The worker's part; commits."""
    if local(now()).hour < EARLIEST_HOUR:
        return 0
    begin_immediate()
    tomorrow = on + A_DAY
    due = select(HomeViewing).join(HomeViewing.interest).where(
        HomeViewing.reminded.is_(False), HomeInterest.state == InterestState.OPEN,
        HomeViewing.starts_at >= start_of(tomorrow), HomeViewing.starts_at < end_of(tomorrow),
    )  # fmt: skip
    locked = due.order_by(HomeViewing.starts_at).limit(AT_ONCE).with_for_update(of=HomeViewing, skip_locked=True)
    rows = session.scalars(locked.execution_options(populate_existing=True)).all()
    for viewing in rows:
        viewing.reminded = True
        if viewing.interest is not None:
            tell_tomorrow(viewing.interest, viewing)
    session.commit()
    return len(rows)
