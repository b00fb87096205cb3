"""A newcomer and a volunteer: both say yes before either learns more than a first name. Nothing here commits."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select

from expatdesk.cases.consents import OF_PEOPLE, person_lets
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import plan_of
from expatdesk.cases.refusals import HoldsBsn, Refusal
from expatdesk.cases.step_actions import complete_steps
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.people.models import Person
from expatdesk.rules.buddies import MEETING
from expatdesk.rules.plan import StepState
from expatdesk.rules.region import Region
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.db import begin_immediate, session
from expatdesk.social.buddy_models import (
    TAKES_PLACE,
    BuddyIncident,
    BuddyLeft,
    BuddyPair,
    LeftWhy,
    PairState,
    Volunteer,
    VolunteerState,
)
from expatdesk.social.links import new_link

# So long both can say yes or no; then the next round may pair them with others.
DAYS_TO_ANSWER = 7


class PairOver(Refusal):
    """Nothing is asked of this pair any more: it was answered, withdrawn, or its last day is over."""


def pairs_of(case: Case) -> Sequence[BuddyPair]:
    """The pairs that this household sees now: proposed and not answered by it, waiting, or matched."""
    wanted = select(BuddyPair).where(BuddyPair.case_id == case.id, BuddyPair.state.in_(TAKES_PLACE))
    return session.scalars(wanted.order_by(BuddyPair.proposed_on, BuddyPair.id)).all()


def pairs_of_volunteer(volunteer: Volunteer) -> Sequence[BuddyPair]:
    """The same for a volunteer; none whose newcomer has taken the yes back."""
    return [
        pair for pair in volunteer.pairs
        if pair.state == PairState.MATCHED or (pair.is_open and _still_lets(pair.person))
    ]  # fmt: skip


def pair_of(
    pair_id: uuid.UUID, *, case: Case | None = None, volunteer: Volunteer | None = None
) -> BuddyPair | None:
    """The pair with this id of this household or volunteer, where there is still something to it (T04)."""
    pairs = pairs_of(case) if case else pairs_of_volunteer(volunteer) if volunteer else ()
    return next((pair for pair in pairs if pair.id == pair_id), None)


def _still_lets(person: Person) -> bool:
    lets = select(Person.id).where(Person.id == person.id, person_lets(*OF_PEOPLE))
    return session.scalar(lets) is not None


def newcomer_answers(pair: BuddyPair, *, says: bool, shares_email: bool = False, by: Actor, today: date) -> None:
    """What the newcomer says; the address goes to the volunteer only by a tick at this yes. Raises PairOver."""
    _hold(pair, today)
    pair.newcomer_says, pair.shares_email = says, says and shares_email
    record("buddy_yes" if says else "buddy_no", by=by, case_id=pair.case_id)
    _after_answer(pair, today)


def volunteer_answers(pair: BuddyPair, *, says: bool, today: date) -> None:
    """What the volunteer says. Raises PairOver."""
    _hold(pair, today)
    pair.volunteer_says = says
    _after_answer(pair, today)


def _hold(pair: BuddyPair, today: date) -> None:
    """Let two answers at one moment come one after the other; what is over takes none."""
    session.execute(select(BuddyPair.id).where(BuddyPair.id == pair.id).with_for_update())
    session.refresh(pair)
    if not pair.is_open or pair.last_day < today or not _still_lets(pair.person):
        raise PairOver


def _after_answer(pair: BuddyPair, today: date) -> None:
    if False in (pair.newcomer_says, pair.volunteer_says):
        pair.state, pair.ended_on = PairState.DECLINED, today
        _left_again(pair)
    elif pair.newcomer_says and pair.volunteer_says:
        pair.state, pair.matched_on = PairState.MATCHED, today
        _tell_both(pair)
    session.flush()


def _left_again(pair: BuddyPair) -> None:
    """Whom the volunteer did not want, or did not answer, goes first in the next round."""
    if pair.newcomer_says is not False and not pair.volunteer_says:
        session.add(
            BuddyLeft(
                case_id=pair.case_id, person_id=pair.person_id, round_id=pair.round_id, why=LeftWhy.NO_ANSWER
            )
        )


def _tell_both(pair: BuddyPair) -> None:
    """Neither mail holds an address, nor that to the volunteer any name: these stand on the page, and can go."""
    case, volunteer = pair.case, pair.volunteer
    queue_mail(
        "buddy_found", recipient=case.email, language=case.language, case_id=case.id, case=case,
        buddy=volunteer.first_name,
    )  # fmt: skip
    queue_mail(
        "newcomer_found", recipient=volunteer.email, language=volunteer.language, volunteer=volunteer,
        token=new_link(volunteer, pair.matched_on or pair.proposed_on),
    )  # fmt: skip


def say_met(pair: BuddyPair, *, by: Actor, region: Region, today: date) -> None:
    """The two have met: the plan's step is done by it. Raises PairOver."""
    if pair.state != PairState.MATCHED:
        raise PairOver
    pair.met_on = pair.met_on or today
    session.flush()
    case = pair.case
    open_steps = [step.id for step in plan_of(case, region, today).steps if step.key == MEETING]
    open_steps = [step for step in open_steps if plan_of(case, region, today).step(step).state is StepState.OPEN]
    if open_steps and case.state == CaseState.OPEN:
        complete_steps(case, open_steps, version=case.version, by=by, region=region, today=today)


def end_pair(pair: BuddyPair, *, by: Actor, today: date) -> None:
    """One of the two wants to stop; the other one gets no reason. The same once more changes nothing."""
    if pair.state in TAKES_PLACE:
        pair.state, pair.ended_on = PairState.ENDED, today
        session.flush()
        record("buddy_ended", by=by, case_id=pair.case_id)


def withdraw_proposals(person: Person) -> None:
    """The newcomer took a yes back: what was proposed to them is gone, for the volunteer too."""
    mine = BuddyPair.person_id == person.id, BuddyPair.state == PairState.PROPOSED
    for pair in session.scalars(select(BuddyPair).where(*mine).with_for_update()):
        pair.state = PairState.WITHDRAWN
    session.flush()


def leave_all(volunteer: Volunteer, *, by: Actor, today: date) -> None:
    """The volunteer stops: all proposals and pairs of theirs end."""
    for pair in volunteer.pairs:
        if pair.is_open:
            pair.state = PairState.LAPSED
            _left_again(pair)
        end_pair(pair, by=by, today=today)


def tell_incident(pair: BuddyPair, text: str, *, by_volunteer: bool, by: Actor) -> BuddyIncident:
    """Tell the desk, and nobody else, of something that went wrong. Raises HoldsBsn."""
    if holds_bsn(text):
        raise HoldsBsn
    told = BuddyIncident(case_id=pair.case_id, pair_id=pair.id, by_volunteer=by_volunteer, text=text)
    session.add(told)
    session.flush()
    # The history of the household is read by the household: what a volunteer tells stands in no line of it.
    record("incident_told", by=by, case_id=None if by_volunteer else pair.case_id, incident=str(told.id))
    return told


def settle_incident(incident: BuddyIncident, outcome: str, *, by: Actor, today: date) -> None:
    """Write down what the desk did about it."""
    incident.settled_on, incident.settled_by, incident.outcome = today, by.name, outcome
    session.flush()
    record("incident_settled", by=by, incident=str(incident.id))


def incidents() -> Sequence[BuddyIncident]:
    """What was told to the desk, what is not settled first."""
    wanted = select(BuddyIncident).order_by(BuddyIncident.settled_on.is_not(None), BuddyIncident.told_at.desc())
    return session.scalars(wanted.limit(200)).all()


def incident_by(incident_id: uuid.UUID) -> BuddyIncident | None:
    """One of them."""
    return session.get(BuddyIncident, incident_id)


def lapse_unanswered(today: date) -> None:
    """Free whoever waited for an answer in vain. The worker's part; commits."""
    begin_immediate()
    old = BuddyPair.state == PairState.PROPOSED, BuddyPair.last_day < today
    for pair in session.scalars(select(BuddyPair).where(*old).with_for_update(skip_locked=True)):
        pair.state = PairState.LAPSED
        _left_again(pair)
    session.commit()


def last_day_of_proposal(today: date) -> date:
    """Until when both can answer what is proposed today."""
    return today + timedelta(days=DAYS_TO_ANSWER)


def free_places(volunteer: Volunteer, today: date) -> int:
    """How many newcomers a volunteer can still take, on that day."""
    stays = volunteer.last_day is None or volunteer.last_day > last_day_of_proposal(today)
    taken = sum(pair.state in TAKES_PLACE for pair in volunteer.pairs)
    return max(volunteer.most - taken, 0) if volunteer.state == VolunteerState.ACTIVE and stays else 0
