"""A newcomer and a volunteer: both say yes before either learns more than a first name. Nothing here commits."""

import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, timedelta

from sqlalchemy import delete, select

from expatdesk.cases.consents import OF_PEOPLE, person_lets
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import as_stored_now, plan_of
from expatdesk.cases.refusals import Refusal
from expatdesk.cases.step_actions import complete_steps
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail, take_back, take_back_from
from expatdesk.people.models import Person
from expatdesk.rules.buddies import MEETING
from expatdesk.rules.region import Region
from expatdesk.shared.db import begin_immediate, session
from expatdesk.social.buddy_models import (
    TAKES_PLACE,
    BuddyLeft,
    BuddyPair,
    LeftWhy,
    PairState,
    Volunteer,
    VolunteerState,
)
from expatdesk.social.links import new_link

# So long after the end of a pair both can tell the desk of a problem.
TO_TELL = timedelta(days=30)
UNANSWERED = (PairState.DECLINED, PairState.LAPSED)
TO_HOUSEHOLD = ("buddy_proposed", "buddy_found")
TO_VOLUNTEER = ("newcomer_proposed", "newcomer_found")
# So long both can say yes or no; then the next round may pair them with others.
DAYS_TO_ANSWER = 7


class PairOver(Refusal):
    """Nothing is asked of this pair any more: it was answered, withdrawn, or its last day is over."""


def pairs_of(case: Case) -> Sequence[BuddyPair]:
    """The pairs that this household sees now: proposed and not answered by it, waiting, or matched."""
    seen = TAKES_PLACE if case.state == CaseState.OPEN else (PairState.MATCHED,)
    wanted = select(BuddyPair).where(BuddyPair.case_id == case.id, BuddyPair.state.in_(seen))
    return session.scalars(wanted.order_by(BuddyPair.proposed_on, BuddyPair.id)).all()


def pairs_of_volunteer(volunteer: Volunteer) -> Sequence[BuddyPair]:
    """The same for a volunteer; none whose newcomer has taken the yes back, or whose case is closed."""
    return [
        pair for pair in volunteer.pairs
        if pair.state == PairState.MATCHED or (pair.is_open and _still_lets(pair.person))
    ]  # fmt: skip


def ended_lately(of: Case | Volunteer, today: date) -> Sequence[BuddyPair]:
    """The pairs that ended after both had said yes, as long as either may still tell the desk of a problem."""
    mine = BuddyPair.case_id == of.id if isinstance(of, Case) else BuddyPair.volunteer_id == of.id
    ended = BuddyPair.state == PairState.ENDED, BuddyPair.matched_on.is_not(None)
    wanted = select(BuddyPair).where(mine, *ended, BuddyPair.ended_on >= today - TO_TELL)
    return session.scalars(wanted.order_by(BuddyPair.ended_on, BuddyPair.id)).all()


def pair_of(
    pair_id: uuid.UUID, *, case: Case | None = None, volunteer: Volunteer | None = None
) -> BuddyPair | None:
    """The pair with this id of this household or volunteer, where there is still something to it (T04)."""
    pairs = pairs_of(case) if case else pairs_of_volunteer(volunteer) if volunteer else ()
    return next((pair for pair in pairs if pair.id == pair_id), None)


def pair_to_tell_of(pair_id: uuid.UUID, of: Case | Volunteer, today: date) -> BuddyPair | None:
    """The same where a problem may be told of it: whoever ends it keeps nobody from telling."""
    pairs = pairs_of(of) if isinstance(of, Case) else pairs_of_volunteer(of)
    return next((pair for pair in (*pairs, *ended_lately(of, today)) if pair.id == pair_id), None)


def _still_lets(person: Person) -> bool:
    lets = select(Person.id).join(Case, Case.id == Person.case_id)
    lets = lets.where(Person.id == person.id, Case.state == CaseState.OPEN, person_lets(*OF_PEOPLE))
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
    lock(pair)
    if not pair.is_open or pair.last_day < today or not _still_lets(pair.person):
        raise PairOver


def lock(pair: BuddyPair) -> None:
    """Keep the pair from others, and read it anew: the case before it, as whoever takes a yes back does.

    Raises PairOver where it was erased meanwhile.
    """
    pair_id, case_id = pair.id, pair.case_id
    session.execute(select(Case.id).where(Case.id == case_id).with_for_update())
    found = session.execute(select(BuddyPair.id).where(BuddyPair.id == pair_id).with_for_update())
    if found.one_or_none() is None:
        session.expunge(pair)
        raise PairOver
    session.refresh(pair)


def _after_answer(pair: BuddyPair, today: date) -> None:
    if False in (pair.newcomer_says, pair.volunteer_says):
        _over(pair, PairState.DECLINED, today)
    elif pair.newcomer_says and pair.volunteer_says:
        pair.state, pair.matched_on = PairState.MATCHED, today
        _had_a_chance(pair)
        _tell_both(pair)
    session.flush()


def _over(pair: BuddyPair, state: PairState, today: date) -> None:
    """What the two have in common is nobody's any more, and mails that wait to tell of them do not go out."""
    _left_again(pair, state)
    pair.state, pair.ended_on, pair.reasons, pair.shares_email = state, today, [], False
    session.flush()
    others = BuddyPair.state.in_(TAKES_PLACE)
    if session.scalar(select(BuddyPair.id).where(others, BuddyPair.case_id == pair.case_id).limit(1)) is None:
        take_back_from(pair.case_id, TO_HOUSEHOLD)
    mine = select(BuddyPair.id).where(others, BuddyPair.volunteer_id == pair.volunteer_id)
    if session.scalar(mine.limit(1)) is None:
        for kind in TO_VOLUNTEER:
            take_back(kind, [pair.volunteer.email])


def _left_again(pair: BuddyPair, state: PairState) -> None:
    """Whom the volunteer did not want, or did not answer, goes first in the next round."""
    if state not in UNANSWERED:
        return
    if pair.newcomer_says is False or pair.volunteer_says:
        _had_a_chance(pair)
        return
    mine = BuddyLeft.round_id == pair.round_id, BuddyLeft.person_id == pair.person_id
    if session.scalar(select(BuddyLeft.id).where(*mine)) is None:
        why = LeftWhy.NO_ANSWER
        session.add(BuddyLeft(case_id=pair.case_id, person_id=pair.person_id, round_id=pair.round_id, why=why))


def _had_a_chance(pair: BuddyPair) -> None:
    session.execute(delete(BuddyLeft).where(BuddyLeft.person_id == pair.person_id))


def _tell_both(pair: BuddyPair) -> None:
    """Neither mail holds an address, nor that to the volunteer any name: these stand on the page, and can go."""
    case, volunteer = pair.case, pair.volunteer
    queue_mail(
        "buddy_found", recipient=case.email, language=case.language, case_id=case.id, case=case,
        person=pair.person, buddy=volunteer.first_name,
    )  # fmt: skip
    queue_mail(
        "newcomer_found", recipient=volunteer.email, language=volunteer.language, volunteer=volunteer,
        token=new_link(volunteer, pair.matched_on or pair.proposed_on),
    )  # fmt: skip


def say_met(pair: BuddyPair, *, by: Actor, region: Region, today: date) -> None:
    """The two have met: the plan's step is done by it. Raises PairOver."""
    lock(pair)
    if pair.state != PairState.MATCHED:
        raise PairOver
    pair.met_on = pair.met_on or today
    session.flush()
    case = as_stored_now(pair.case)
    open_steps = [step.id for step in plan_of(case, region, today).open_steps if step.key == MEETING]
    if open_steps and case.state == CaseState.OPEN:
        complete_steps(case, open_steps, version=case.version, by=by, region=region, today=today)


def share_email(pair: BuddyPair, *, shares: bool) -> None:
    """Let the volunteer see the household's address, or see it no more. Raises PairOver."""
    lock(pair)
    if pair.state != PairState.MATCHED:
        raise PairOver
    pair.shares_email = shares
    session.flush()


def end_pair(pair: BuddyPair, *, by: Actor, today: date) -> None:
    """One of the two wants to stop; the other one gets no reason. The same once more changes nothing."""
    lock(pair)
    if pair.state == PairState.MATCHED:
        _over(pair, PairState.ENDED, today)
        record("buddy_ended", by=by, case_id=pair.case_id)


def withdraw(people: Iterable[Person], *, today: date, matched_too: bool) -> None:
    """A newcomer took a yes back, or does not come: what was proposed to them is gone, for the volunteer too.

    `matched_too` says that whom they met may not see them any more either.
    """
    states = TAKES_PLACE if matched_too else (PairState.PROPOSED,)
    ids = [person.id for person in people]
    mine = BuddyPair.person_id.in_(ids), BuddyPair.state.in_(states)
    wanted = select(BuddyPair).where(*mine).order_by(BuddyPair.id).with_for_update()
    for pair in session.scalars(wanted.execution_options(populate_existing=True)).all():
        _over(pair, PairState.ENDED if pair.matched_on else PairState.WITHDRAWN, today)


def leave_all(volunteer: Volunteer, *, by: Actor, today: date) -> None:
    """The volunteer stops: all proposals and pairs of theirs end."""
    taken = select(BuddyPair).where(BuddyPair.volunteer_id == volunteer.id, BuddyPair.state.in_(TAKES_PLACE))
    for pair in session.scalars(taken.order_by(BuddyPair.case_id, BuddyPair.id)).all():
        with suppress(PairOver):
            lock(pair)
            if pair.is_open:
                _over(pair, PairState.LAPSED, today)
            end_pair(pair, by=by, today=today)


def lapse_unanswered(today: date) -> None:
    """Free whoever waited for an answer in vain. The worker's part; commits."""
    begin_immediate()
    old = BuddyPair.state == PairState.PROPOSED, BuddyPair.last_day < today
    for pair in session.scalars(select(BuddyPair).where(*old).order_by(BuddyPair.case_id, BuddyPair.id)).all():
        with suppress(PairOver):
            lock(pair)
            if pair.is_open:
                _over(pair, PairState.LAPSED, today)
    session.commit()


def last_day_of_proposal(today: date) -> date:
    """Until when both can answer what is proposed today."""
    return today + timedelta(days=DAYS_TO_ANSWER)


def free_places(volunteer: Volunteer, today: date) -> int:
    """How many newcomers a volunteer can still take, on that day."""
    stays = volunteer.last_day is None or volunteer.last_day > last_day_of_proposal(today)
    taken = sum(pair.state in TAKES_PLACE for pair in volunteer.pairs)
    return max(volunteer.most - taken, 0) if volunteer.state == VolunteerState.ACTIVE and stays else 0
