"""Reading activities: what is coming, who signed up for what, and how far the line is."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import selectinload

from expatdesk.cases.models import Case
from expatdesk.organisations.models import Partner
from expatdesk.rules.waiting_list import IN_LINE, Standing, Window, window
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from expatdesk.social.activity_models import Activity, ActivitySignUp, ActivityState, Occasion

# A feed tells for so long that something is not held: until then calendars have asked again.
LONGEST_FEED = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader wants to see of all that is coming; empty where it does not matter."""

    municipality: str = ""
    language: str = ""
    topic: str = ""
    children: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A household in the list of an occasion."""

    sign_up: ActivitySignUp
    case: Case


def find_activity(condition: ColumnElement[bool], activity_id: uuid.UUID) -> Activity | None:
    """The activity with this id, where it meets the condition."""
    return session.scalar(select(Activity).where(condition, Activity.id == activity_id))


def find_occasion(condition: ColumnElement[bool], occasion_id: uuid.UUID) -> Occasion | None:
    """The occasion with this id, whose activity meets the condition."""
    wanted = select(Occasion).join(Activity).where(condition, Occasion.id == occasion_id)
    return session.scalar(wanted)


def find_sign_up(sign_up_id: uuid.UUID) -> ActivitySignUp | None:
    """The sign-up whose code somebody shows."""
    return session.get(ActivitySignUp, sign_up_id)


def activities_of(condition: ColumnElement[bool]) -> list[Activity]:
    """All activities that meet the condition, those that come next first, and then what is over."""
    found = session.scalars(select(Activity).where(condition).options(selectinload(Activity.occasions))).all()
    return sorted(found, key=_when)


def _when(activity: Activity) -> tuple[bool, float, str]:
    """Drafts without a time stand first; of what is over, the latest."""
    ahead, moment = coming(activity), now()
    if ahead or not activity.occasions:
        return False, ahead[0].starts_at.timestamp() if ahead else 0.0, activity.title_en
    return True, (moment - activity.occasions[-1].starts_at).total_seconds(), activity.title_en


def coming(activity: Activity) -> list[Occasion]:
    """When it is held from now on."""
    return [one for one in activity.occasions if one.cancelled_at is None and one.ends_at > now()]


def coming_of(partner_id: uuid.UUID) -> list[Activity]:
    """What this partner shows everybody and holds from now on, by when it is next."""
    shown = Activity.partner_id == partner_id, Activity.state == ActivityState.PUBLISHED
    return [one for one in activities_of(and_(*shown)) if coming(one)]


def upcoming(filters: Filters, *, before: datetime | None = None) -> list[Occasion]:
    """All that everybody may come to from now on, by time, of what the reader wants to see."""
    in_time = [] if before is None else [Occasion.starts_at < before]
    found = _shown(Occasion.cancelled_at.is_(None), Activity.state == ActivityState.PUBLISHED, *in_time)
    return [one for one in found if _fits(one.activity, filters)]


def for_feeds() -> list[Occasion]:
    """The same with what is cancelled, so that whoever has it already takes it out."""
    was_shown = Activity.state.in_([ActivityState.PUBLISHED, ActivityState.CANCELLED])
    return _shown(was_shown, Occasion.starts_at < now() + LONGEST_FEED)


def _shown(*conditions: ColumnElement[bool]) -> list[Occasion]:
    of_nobody_gone = or_(Activity.partner_id.is_(None), _works(today()))
    wanted = select(Occasion).join(Occasion.activity).where(Occasion.ends_at > now(), of_nobody_gone, *conditions)
    return list(session.scalars(wanted.order_by(Occasion.starts_at, Occasion.id)))


def _works(day: date) -> ColumnElement[bool]:
    """The condition that the partner whose activity it is works with the desk still."""
    until = or_(Partner.last_day.is_(None), Partner.last_day >= day)
    return exists().where(Partner.id == Activity.partner_id, until)


def is_offered(activity: Activity) -> bool:
    """Whether the desk still works with whose it is: what an ended partner offered is shown to nobody new."""
    return activity.partner_id is None or bool(
        session.scalar(select(_works(today())).where(Activity.id == activity.id))
    )


def is_of_employer(case: Case, activity: Activity) -> bool:
    """Whether this household's own employer organises it, as a partner of the desk: its HR sees who comes."""
    if case.employer_id is None or activity.partner_id is None:
        return False
    theirs = exists().where(Partner.id == activity.partner_id, Partner.employer_id == case.employer_id)
    return bool(session.scalar(select(theirs)))


def _fits(activity: Activity, filters: Filters) -> bool:
    is_there = filters.municipality in ("", activity.municipality)
    is_spoken = not filters.language or filters.language in activity.languages
    is_about = not filters.topic or filters.topic in activity.topics
    return is_there and is_spoken and is_about and (activity.child_friendly or not filters.children)


def window_of(occasion: Occasion, moment: datetime | None = None) -> Window:
    """Whether one can sign up for it now."""
    if not occasion.is_held:
        return Window.CLOSED
    return window(moment or now(), opens_at=occasion.activity.opens_at, closes_at=occasion.closes_at)


def places_left(occasions: Sequence[Occasion]) -> dict[uuid.UUID, int]:
    """How many places somebody who comes now could have at each; none where others wait for them."""
    waited_for = {occasion_id for occasion_id, people in waiting_people(occasions).items() if people}
    return {one.id: 0 if one.id in waited_for else one.capacity - one.taken for one in occasions}


def waiting_people(occasions: Sequence[Occasion]) -> dict[uuid.UUID, int]:
    """How many people wait for a place at each."""
    wanted = select(ActivitySignUp.occasion_id, func.sum(ActivitySignUp.persons)).where(
        ActivitySignUp.occasion_id.in_([one.id for one in occasions]),
        ActivitySignUp.standing == Standing.WAITING,
    )
    rows = session.execute(wanted.group_by(ActivitySignUp.occasion_id))
    waiting = {occasion_id: int(people) for occasion_id, people in rows}
    return {one.id: waiting.get(one.id, 0) for one in occasions}


def people_before(sign_up: ActivitySignUp) -> int:
    """How many households wait that signed up before this one."""
    wanted = select(func.count()).where(
        ActivitySignUp.occasion_id == sign_up.occasion_id, ActivitySignUp.standing == Standing.WAITING,
        ActivitySignUp.number < sign_up.number,
    )  # fmt: skip
    return session.scalar(wanted) or 0


def sign_up_of(case_id: uuid.UUID, occasion_id: uuid.UUID) -> ActivitySignUp | None:
    """How this household stands with an occasion; None where it never signed up."""
    wanted = select(ActivitySignUp).where(
        ActivitySignUp.occasion_id == occasion_id, ActivitySignUp.case_id == case_id
    )
    return session.scalar(wanted)


def sign_ups_of(case_id: uuid.UUID) -> list[ActivitySignUp]:
    """Everything for which this household signed up, by time."""
    wanted = select(ActivitySignUp).join(ActivitySignUp.occasion).where(ActivitySignUp.case_id == case_id)
    return list(session.scalars(wanted.order_by(Occasion.starts_at, ActivitySignUp.number)))


def ahead_of(case_id: uuid.UUID) -> list[ActivitySignUp]:
    """That of it which is still to come, and to which it comes or waits to come."""
    return [
        one for one in sign_ups_of(case_id)
        if one.standing in IN_LINE and one.occasion.is_held and one.occasion.ends_at > now()
    ]  # fmt: skip


def list_of(occasion: Occasion) -> list[Listed]:
    """Who comes, is offered a place and waits, each in the order of signing up."""
    wanted = select(ActivitySignUp, Case).join(Case, Case.id == ActivitySignUp.case_id)
    rows = session.execute(
        wanted.where(ActivitySignUp.occasion_id == occasion.id, ActivitySignUp.standing.in_(IN_LINE)).order_by(
            ActivitySignUp.number
        )
    )
    return [Listed(sign_up, case) for sign_up, case in rows]


def people_who_came(occasion: Occasion) -> tuple[int, int]:
    """How many households were ticked, and how many people that was."""
    if occasion.counted_on is not None:
        return occasion.households_came or 0, occasion.came or 0
    ticked = select(func.count(), func.coalesce(func.sum(ActivitySignUp.persons), 0)).where(
        ActivitySignUp.occasion_id == occasion.id, ActivitySignUp.checked_in_at.is_not(None)
    )
    households, people = session.execute(ticked).one()
    return households, people


def has_been_to_another(sign_up: ActivitySignUp) -> bool:
    """Whether the household was ticked at some other occasion as well."""
    other = exists().where(
        ActivitySignUp.case_id == sign_up.case_id, ActivitySignUp.id != sign_up.id,
        ActivitySignUp.checked_in_at.is_not(None),
    )  # fmt: skip
    return bool(session.scalar(select(other)))


def occasions_of(condition: ColumnElement[bool]) -> Sequence[Occasion]:
    """Occasions that meet the condition, by time."""
    return session.scalars(select(Occasion).where(condition).order_by(Occasion.starts_at)).all()
