"""The worker pairs all who wait, at once and fairly: those first who were left before."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select

from expatdesk.cases.consents import OF_PEOPLE, person_lets
from expatdesk.cases.models import Case, CaseState
from expatdesk.messages.actions import queue_mail
from expatdesk.people.models import Person
from expatdesk.rules.buddies import Profile, Reason, reasons_for
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, let_others_write, session
from expatdesk.social.assigning import assign
from expatdesk.social.buddy_models import (
    TAKES_PLACE,
    BuddyLeft,
    BuddyPair,
    BuddyRound,
    LeftWhy,
    PairState,
    Volunteer,
    VolunteerState,
)
from expatdesk.social.interest_models import PersonInterests
from expatdesk.social.interests import profile_of
from expatdesk.social.links import new_link
from expatdesk.social.pairs import free_places, last_day_of_proposal
from expatdesk.social.rounds import open_round
from expatdesk.social.volunteers import profile_of_volunteer

# Whom one of the two turned down, and whom somebody had before.
NEVER_AGAIN = (PairState.DECLINED, PairState.ENDED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """All who wait on a day, by their ids: volunteers with their free places."""

    newcomers: Mapping[uuid.UUID, Profile]
    volunteers: Mapping[uuid.UUID, tuple[Profile, int]]
    left_before: Mapping[uuid.UUID, int]
    never: frozenset[tuple[uuid.UUID, uuid.UUID]]


def make_asked_rounds(today: date) -> None:
    """Make the rounds that officers asked for. Commits round by round.

    A round is thought out while others may write; what changed meanwhile is left to the next one.
    """
    while (asked := open_round()) is not None:
        round_id, waiting = asked.id, who_waits(today)
        let_others_write()
        pairs = assign(waiting.newcomers, waiting.volunteers, left_before=waiting.left_before, never=waiting.never)
        begin_immediate()
        mine = select(BuddyRound).where(BuddyRound.id == round_id, BuddyRound.made_at.is_(None))
        taken = session.scalars(mine.with_for_update()).one_or_none()
        if taken is not None:
            _keep(taken, pairs, waiting, today)
        session.commit()


def who_waits(today: date) -> Waiting:
    """The newcomers who let the desk look for a buddy and have none, and the volunteers with a free place."""
    told = select(PersonInterests, Case).join(Case, Case.id == PersonInterests.case_id)
    told = told.join(Person, Person.id == PersonInterests.person_id)
    has_one = exists().where(BuddyPair.person_id == Person.id, BuddyPair.state.in_(TAKES_PLACE))
    waits = told.where(Case.state == CaseState.OPEN, person_lets(*OF_PEOPLE), ~has_one)
    rows = session.execute(waits.order_by(PersonInterests.told_on, PersonInterests.person_id)).all()
    active = select(Volunteer).where(Volunteer.state == VolunteerState.ACTIVE)
    there = session.scalars(active.order_by(Volunteer.asked_at, Volunteer.id))
    left = select(BuddyLeft.person_id, func.count()).group_by(BuddyLeft.person_id)
    over = select(BuddyPair.person_id, BuddyPair.volunteer_id).where(BuddyPair.state.in_(NEVER_AGAIN))
    return Waiting(
        {row.person_id: profile_of(row, case, today) for row, case in rows},
        {one.id: (profile_of_volunteer(one), places) for one in there if (places := free_places(one, today))},
        {person: times for person, times in session.execute(left).all()},  # noqa: C416
        frozenset((person, volunteer) for person, volunteer in session.execute(over).all()),
    )


def _keep(made: BuddyRound, pairs: Mapping[uuid.UUID, uuid.UUID], waiting: Waiting, today: date) -> None:
    """Store the pairs that still hold: rounds come one after the other, as each holds all volunteers first.

    And then the cases: who takes a yes back at this moment does so before or after, and is not asked in between.
    """
    wanted = select(Volunteer).where(Volunteer.id.in_(waiting.volunteers)).order_by(Volunteer.id)
    volunteers = {one.id: one for one in session.scalars(wanted.with_for_update(key_share=True))}
    cases = select(Case.id).join(Person, Person.case_id == Case.id).where(Person.id.in_(waiting.newcomers))
    session.execute(cases.order_by(Case.id).with_for_update(of=Case))
    still = who_waits(today)
    free = {volunteer: places for volunteer, (_profile, places) in still.volunteers.items()}
    for person_id in (one for one in waiting.newcomers if one in still.newcomers):
        volunteer_id = pairs.get(person_id)
        if volunteer_id is None or not free.get(volunteer_id):
            _leave(made, person_id, waiting)
            continue
        free[volunteer_id] -= 1
        made.pairs += 1
        reasons = reasons_for(still.newcomers[person_id], still.volunteers[volunteer_id][0])
        propose(made, person_id, volunteers[volunteer_id], reasons, today)
    made.made_at = now()
    session.flush()


def propose(
    made: BuddyRound, person_id: uuid.UUID, volunteer: Volunteer, reasons: tuple[Reason, ...], today: date
) -> None:
    """Ask both."""
    person = session.get_one(Person, person_id)
    case = session.get_one(Case, person.case_id)
    last_day = last_day_of_proposal(today)
    pair = BuddyPair(
        case_id=case.id, person_id=person_id, volunteer=volunteer, round_id=made.id, proposed_on=today,
        last_day=last_day, reasons=[{"kind": str(one.kind), "what": one.what} for one in reasons],
    )  # fmt: skip
    session.add(pair)
    queue_mail(
        "buddy_proposed", recipient=case.email, language=case.language, case_id=case.id, case=case,
        person=person, buddy=volunteer.first_name, last_day=last_day,
    )  # fmt: skip
    queue_mail(
        "newcomer_proposed", recipient=volunteer.email, language=volunteer.language, volunteer=volunteer,
        last_day=last_day, token=new_link(volunteer, today),
    )  # fmt: skip


def _leave(made: BuddyRound, person_id: uuid.UUID, waiting: Waiting) -> None:
    person = session.get_one(Person, person_id)
    why = _why_left(person_id, waiting)
    session.add(BuddyLeft(case_id=person.case_id, person_id=person_id, round_id=made.id, why=why))


def _why_left(person_id: uuid.UUID, waiting: Waiting) -> LeftWhy:
    suits = [
        volunteer for volunteer, (profile, _places) in waiting.volunteers.items()
        if reasons_for(waiting.newcomers[person_id], profile)
    ]  # fmt: skip
    if waiting.volunteers and not suits:
        return LeftWhy.NO_LANGUAGE
    if suits and all((person_id, volunteer) in waiting.never for volunteer in suits):
        return LeftWhy.SAID_NO
    return LeftWhy.NO_PLACE
