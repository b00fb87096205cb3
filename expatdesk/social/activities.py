"""Making, publishing, changing and cancelling activities, by the desk or a partner. Nothing here commits."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm.attributes import set_committed_value

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.refusals import StaleVersion
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.rules.region import Region
from expatdesk.rules.waiting_list import IN_LINE, Standing
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.social.activity_mails import tell_cancelled, tell_changed
from expatdesk.social.activity_models import Activity, ActivitySignUp, ActivityState, Occasion
from expatdesk.social.activity_queries import coming, coming_of
from expatdesk.social.activity_refusals import NothingToShow, TimeIsOver, TimeTwice, TooFewPlaces
from expatdesk.social.waiting_list import leave_line, locked, move_up

# Of these who comes is told; words that are put better bother nobody.
WORTH_TELLING = ("place", "municipality", "cost_cents")
# What is cancelled stays as it is.
TO_HOLD = (ActivityState.DRAFT, ActivityState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """What is told of an activity, whenever it is held."""

    title_nl: str
    title_en: str
    text_nl: str
    text_en: str
    municipality: str
    place: str
    languages: list[str]
    topics: list[str]
    child_friendly: bool
    cost_cents: int
    capacity: int
    organiser: str | None
    opens_at: datetime | None
    closes_hours: int


Times = tuple[datetime, datetime]


def add_activity(
    facts: ActivityFacts, times: Iterable[Times], *, by: Actor, partner_id: UUID | None = None
) -> Activity:
    """Keep a draft, which only its organiser sees. Raises as `add_times` does."""
    activity = Activity(**asdict(facts), partner_id=partner_id)
    session.add(activity)
    session.flush()
    _add_times(activity, times)
    record("activity_made", by=by, activity=str(activity.id))
    return activity


def change_activity(activity: Activity, facts: ActivityFacts, *, version: int, by: Actor, region: Region) -> None:
    """Change what is told of it, and tell who comes what matters to them.

    More places go to who waits, at once. Raises StaleVersion, and TooFewPlaces with how many come already.
    """
    _take_version(activity, version, *TO_HOLD)
    occasions = [one for one in map(locked, (one.id for one in coming(activity))) if one is not None]
    if (most := max((one.taken for one in occasions), default=0)) > facts.capacity:
        raise TooFewPlaces(most)
    before = {name: getattr(activity, name) for name in WORTH_TELLING}
    for name, value in asdict(facts).items():
        setattr(activity, name, value)
    activity.changed_at = now()
    for occasion in occasions:
        occasion.capacity = facts.capacity
        occasion.sequence += 1
    session.flush()
    record("activity_changed", by=by, activity=str(activity.id))
    if before != {name: getattr(activity, name) for name in WORTH_TELLING}:
        for case, theirs in _households(occasions, {Standing.COMING, Standing.OFFERED}):
            tell_changed(case, activity, theirs, region)
    for occasion in occasions:
        move_up(occasion, region)


def publish(activity: Activity, *, version: int, by: Actor) -> None:
    """Show a draft to everybody. Raises StaleVersion, and NothingToShow where no time lies ahead."""
    if not coming(activity):
        raise NothingToShow
    _take_version(activity, version, ActivityState.DRAFT)
    activity.state, activity.changed_at = ActivityState.PUBLISHED, now()
    record("activity_published", by=by, activity=str(activity.id))


def remove_draft(activity: Activity, *, version: int, by: Actor) -> None:
    """Throw a draft away, which nobody has seen. Raises StaleVersion."""
    _take_version(activity, version, ActivityState.DRAFT)
    record("activity_thrown_away", by=by, activity=str(activity.id))
    session.delete(activity)


def cancel_activity(activity: Activity, *, version: int, by: Actor, region: Region) -> None:
    """Not hold any of it that lies ahead, and tell everybody who signed up. Raises StaleVersion.

    Of a draft nobody knows, and nobody is told: feeds show what was cancelled.
    """
    _take_version(activity, version, ActivityState.PUBLISHED)
    ahead = [one for one in map(locked, (one.id for one in coming(activity))) if one is not None]
    activity.state, activity.changed_at = ActivityState.CANCELLED, now()
    record("activity_cancelled", by=by, activity=str(activity.id))
    _end(activity, ahead, region)


def cancel_activities_of(partner_id: UUID, *, by: Actor, region: Region) -> None:
    """Not hold what this partner had still to come, for it works with the desk no more, and tell who signed up."""
    for activity in coming_of(partner_id):
        cancel_activity(activity, version=activity.version, by=by, region=region)


def cancel_occasion(occasion: Occasion, *, by: Actor, region: Region) -> None:
    """Not hold it this once, and tell everybody who signed up. What is over or cancelled stays as it is."""
    fresh = locked(occasion.id)
    if fresh is None or fresh.cancelled_at is not None or fresh.starts_at <= now():
        raise TimeIsOver
    record("activity_cancelled", by=by, activity=str(fresh.activity_id), visit=fresh.starts_at.isoformat())
    _end(fresh.activity, [fresh], region)


def add_times(activity: Activity, times: Iterable[Times], *, version: int, by: Actor) -> None:
    """Hold it at these times as well. Raises StaleVersion, TimeTwice and TimeIsOver; of all of them or none."""
    _take_version(activity, version, *TO_HOLD)
    _add_times(activity, times)
    record("activity_changed", by=by, activity=str(activity.id))


def move_occasion(occasion: Occasion, times: Times, *, seen: int, by: Actor, region: Region) -> None:
    """Hold it at another time, and tell who comes. Raises TimeTwice and TimeIsOver.

    Raises StaleVersion too, where `seen` is not its newest sequence: somebody changed it meanwhile.
    """
    fresh = locked(occasion.id)
    if fresh is None or fresh.cancelled_at is not None or fresh.starts_at <= now():
        raise TimeIsOver
    if fresh.sequence != seen:
        raise StaleVersion
    _check_times(fresh.activity, [times], but=fresh)
    if times == (fresh.starts_at, fresh.ends_at):
        return
    fresh.starts_at, fresh.ends_at = times
    fresh.sequence += 1
    fresh.activity.changed_at = now()
    for sign_up in _line(fresh):
        # The day before is another one now.
        sign_up.reminded = False
        if sign_up.offered_until is not None:
            sign_up.offered_until = min(sign_up.offered_until, fresh.starts_at)
    session.flush()
    record("activity_changed", by=by, activity=str(fresh.activity_id), visit=fresh.starts_at.isoformat())
    for case, theirs in _households([fresh], IN_LINE):
        tell_changed(case, fresh.activity, theirs, region)
    move_up(fresh, region)


def _end(activity: Activity, occasions: Sequence[Occasion], region: Region) -> None:
    told = _households(occasions, IN_LINE)
    for occasion in occasions:
        occasion.cancelled_at = now()
        occasion.sequence += 1
        for sign_up in _line(occasion):
            leave_line(sign_up, Standing.CANCELLED)
            sign_up.told = True
    activity.changed_at = now()
    session.flush()
    for case, theirs in told:
        tell_cancelled(case, activity, theirs, region)


def _line(occasion: Occasion) -> Sequence[ActivitySignUp]:
    wanted = select(ActivitySignUp).where(
        ActivitySignUp.occasion_id == occasion.id, ActivitySignUp.standing.in_(IN_LINE)
    )
    return session.scalars(wanted).all()


def _households(occasions: Sequence[Occasion], standings: Iterable[Standing]) -> list[tuple[Case, list[Occasion]]]:
    """Every household with such a standing at any of these, and at which: each is told once."""
    wanted = select(ActivitySignUp.case_id, ActivitySignUp.occasion_id).where(
        ActivitySignUp.occasion_id.in_([one.id for one in occasions]), ActivitySignUp.standing.in_(standings)
    )
    theirs: dict[UUID, set[UUID]] = {}
    for case_id, occasion_id in session.execute(wanted):
        theirs.setdefault(case_id, set()).add(occasion_id)
    cases = session.scalars(select(Case).where(Case.id.in_(theirs), Case.state != CaseState.ERASED))
    return [(case, [one for one in occasions if one.id in theirs[case.id]]) for case in cases]


def _add_times(activity: Activity, times: Iterable[Times]) -> None:
    wanted = list(times)
    _check_times(activity, wanted)
    for starts_at, ends_at in wanted:
        activity.occasions.append(Occasion(starts_at=starts_at, ends_at=ends_at, capacity=activity.capacity))
    activity.changed_at = now()
    session.flush()


def _check_times(activity: Activity, times: Sequence[Times], but: Occasion | None = None) -> None:
    taken = {one.starts_at for one in activity.occasions if one is not but}
    starts = [starts_at for starts_at, _ends_at in times]
    if any(starts_at <= now() for starts_at in starts):
        raise TimeIsOver
    if taken.intersection(starts) or len(set(starts)) < len(starts):
        raise TimeTwice


def _take_version(activity: Activity, version: int, *states: ActivityState) -> None:
    """One UPDATE decides: of two who change it at the same moment the database lets one through (T39).

    In another state it was changed as well since the page was made, which has no such button.
    """
    mine = update(Activity).where(
        Activity.id == activity.id, Activity.version == version, Activity.state.in_(states)
    )
    taken = session.execute(
        mine.values(version=version + 1).returning(Activity.id), execution_options={"synchronize_session": False}
    )
    if taken.one_or_none() is None:
        raise StaleVersion
    set_committed_value(activity, "version", version + 1)
