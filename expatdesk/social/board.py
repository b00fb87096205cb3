"""The households that want to meet people and are here, each with whom it has met so far.

A few questions for all of them together, however many they are. What somebody likes is read nowhere: only that
they told. A wish for a buddy is known by the file, and whether one may be looked for by each adult's own yes.
"""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from expatdesk.cases.consents import Purpose, person_lets
from expatdesk.cases.models import Case, CaseState, Registration
from expatdesk.cases.queries import days_of_steps
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Person
from expatdesk.rules.buddies import MEETING
from expatdesk.rules.check_ins import CALLS
from expatdesk.rules.social_contact import SocialLife, SocialStanding, social_standing
from expatdesk.rules.waiting_list import IN_LINE, Standing
from expatdesk.shared.clock import local, now
from expatdesk.shared.db import session
from expatdesk.social.activity_models import ActivitySignUp, Occasion
from expatdesk.social.buddy_models import BuddyPair, PairState

# No region has more; of more than these the board shows those that the desk knows longest.
MOST_READ = 5000
CAME, CALLED = "first_activity", "settled_talk"
STEPS = (CAME, MEETING, CALLED, *CALLS)
COLUMNS: tuple[Any, ...] = (
    Case.id, Case.code, Case.title, Case.people_expected, Case.municipality, Case.officer_id, Case.officer_name,
    Case.employer_id, Employer.name.label("employer"), Case.submitted_on, Case.arrival, Case.interests_told_on,
    Case.wants_buddy,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What a household said at a check-in of how it goes with people."""

    on: date
    goes_badly: bool


@dataclass(slots=True)
class Activities:
    """For what a household signed up: the days of what it came to, has a place at, and waits for."""

    came_on: date | None = None
    place_at: date | None = None
    place_since: date | None = None
    waits_since: date | None = None


@dataclass(slots=True)
class Buddies:
    """How far it is with a buddy: matched or met once, proposed now, and whether somebody may be looked for."""

    matched_on: date | None = None
    proposed_on: date | None = None
    may_be_sought: bool = False


@dataclass(slots=True)
class Newcomers:
    """A household on the board, with what is behind its standing."""

    case: Any
    standing: SocialStanding
    activities: Activities
    buddies: Buddies
    called_on: date | None


@dataclass(slots=True)
class _Found:
    """What was read, by case."""

    registered: dict[uuid.UUID, date] = field(default_factory=dict)
    done: dict[uuid.UUID, dict[str, date]] = field(default_factory=dict)
    activities: dict[uuid.UUID, Activities] = field(default_factory=dict)
    buddies: dict[uuid.UUID, Buddies] = field(default_factory=dict)


def wants_people(visible: ColumnElement[bool], today: date) -> ColumnElement[bool]:
    """Who stands on the board: open cases that did not say no to meeting people, once they are here."""
    is_registered = exists().where(Registration.case_id == Case.id)
    is_here = or_(Case.arrival <= today, is_registered)
    return and_(visible, Case.state == CaseState.OPEN, Case.wants_social, is_here)


def newcomers(visible: ColumnElement[bool], told: Mapping[uuid.UUID, Told], today: date) -> list[Newcomers]:
    """All of them in the order of the board; of more than MOST_READ one more. `told` is what check-ins say."""
    wanted = wants_people(visible, today)
    rows = session.execute(
        select(*COLUMNS)
        .outerjoin(Employer)
        .where(wanted)
        .order_by(Case.submitted_on, Case.id)
        .limit(MOST_READ + 1)
    ).all()
    ids = select(Case.id).where(wanted)
    found = _Found(_registered(ids), days_of_steps(ids, STEPS), _activities(ids, today), _buddies(ids))
    all_of_them = [_newcomers(row, found, told.get(row.id), today) for row in rows]
    return sorted(all_of_them, key=lambda one: (*one.standing.order, one.case.title, one.case.id))


def _newcomers(row: Any, found: _Found, told: Told | None, today: date) -> Newcomers:
    done = found.done.get(row.id, {})
    activities = found.activities.get(row.id, Activities())
    buddies = found.buddies.get(row.id, Buddies())
    came = _last(activities.came_on, done.get(CAME))
    called = _last(*(done.get(step) for step in (CALLED, *CALLS)))
    life = SocialLife(
        here_since=_here_since(row, found.registered.get(row.id), today),
        place_on=activities.place_since, came_on=came, matched_on=_last(buddies.matched_on, done.get(MEETING)),
        called_on=called, answered_on=told.on if told else None, goes_badly=told is not None and told.goes_badly,
        asked_on=_asked_on(row, activities, buddies),
    )  # fmt: skip
    activities.came_on = came
    return Newcomers(row, social_standing(life, today), activities, buddies, called)


def _here_since(row: Any, registered_on: date | None, today: date) -> date:
    arrival: date | None = row.arrival
    submitted: date = row.submitted_on
    if arrival is not None and arrival <= today:
        return max(arrival, submitted)
    return registered_on or today


def _asked_on(row: Any, activities: Activities, buddies: Buddies) -> date | None:
    """Since when they wait: for a place, or for a buddy, whom they wish from the day on which they told more."""
    since = [activities.waits_since, buddies.proposed_on]
    if row.wants_buddy:
        since.append(row.interests_told_on or row.submitted_on)
    return min((day for day in since if day is not None), default=None)


def _last(*days: date | None) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _registered(ids: Select[uuid.UUID]) -> dict[uuid.UUID, date]:
    first = select(Registration.case_id, func.min(Registration.registered_on)).group_by(Registration.case_id)
    rows = session.execute(first.where(Registration.case_id.in_(ids)))
    return {case_id: registered_on for case_id, registered_on in rows}  # noqa: C416


def _activities(ids: Select[uuid.UUID], today: date) -> dict[uuid.UUID, Activities]:
    """Of what is over only whether they came; who had a place and was not ticked did not."""
    wanted = (
        select(
            ActivitySignUp.case_id, ActivitySignUp.standing, ActivitySignUp.signed_up_at,
            ActivitySignUp.checked_in_at, Occasion.starts_at,
        )
        .join(Occasion, Occasion.id == ActivitySignUp.occasion_id)
        .where(
            ActivitySignUp.case_id.in_(ids), ActivitySignUp.standing.in_(IN_LINE),
            Occasion.cancelled_at.is_(None),
            or_(ActivitySignUp.checked_in_at.is_not(None), Occasion.ends_at > now()),
        )
        .order_by(Occasion.starts_at)
    )  # fmt: skip
    found: dict[uuid.UUID, Activities] = defaultdict(Activities)
    for row in session.execute(wanted):
        _count(found[row.case_id], row, today)
    return found


def _count(mine: Activities, row: Any, today: date) -> None:
    held_on, since = local(row.starts_at).date(), local(row.signed_up_at).date()
    if row.checked_in_at is not None:
        mine.came_on = min(held_on, today)
    elif row.standing == Standing.COMING:
        mine.place_at, mine.place_since = mine.place_at or held_on, mine.place_since or since
    else:
        mine.waits_since = min(mine.waits_since or since, since)


def _buddies(ids: Select[uuid.UUID]) -> dict[uuid.UUID, Buddies]:
    found: dict[uuid.UUID, Buddies] = defaultdict(Buddies)
    wanted = select(BuddyPair.case_id, BuddyPair.state, BuddyPair.proposed_on, BuddyPair.matched_on)
    for row in session.execute(wanted.where(BuddyPair.case_id.in_(ids)).order_by(BuddyPair.proposed_on)):
        mine = found[row.case_id]
        mine.matched_on = _last(mine.matched_on, row.matched_on)
        if row.state == PairState.PROPOSED:
            mine.proposed_on = row.proposed_on
    lets = select(Person.case_id).where(Person.case_id.in_(ids), person_lets(Purpose.BUDDY))
    for case_id in session.scalars(lets.distinct()):
        found[case_id].may_be_sought = True
    return found
