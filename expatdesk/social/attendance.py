"""Who came: ticked at the door, counted for the plan, and after a while no more than a number.

Nothing here commits, but for the worker's parts.
"""

from datetime import date, timedelta

from sqlalchemy import and_, delete, func, or_, select

from expatdesk.cases.models import Case, CaseState, Outcome
from expatdesk.cases.queries import as_stored_now, held_cases, plan_of, record_of
from expatdesk.cases.step_actions import complete_steps, may_be_completed, reopen_steps
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.rules.region import Region
from expatdesk.rules.waiting_list import WITH_PLACES, Standing
from expatdesk.shared.clock import now, start_of
from expatdesk.shared.db import begin_immediate, session
from expatdesk.social.activity_models import ActivitySignUp, Occasion
from expatdesk.social.activity_queries import has_been_to_another
from expatdesk.social.activity_refusals import NotSignedUp, NotThatDay

# So long after it was held the desk knows who came; then it keeps how many.
DAYS_WITH_NAMES = 30
STEP = "first_activity"
AT_ONCE = 50


def check_in(sign_up: ActivitySignUp, *, by: Actor, region: Region, today: date) -> None:
    """Tick a household that is there; a first activity ticks the step of its plan off as well.

    Raises NotThatDay before the day or once only numbers are kept, and NotSignedUp for who has no place.
    """
    fresh = _fresh(sign_up, today)
    if fresh.standing != Standing.COMING:
        raise NotSignedUp
    if fresh.checked_in_at is None:
        fresh.checked_in_at, fresh.step_asked_on = now(), today
        record("activity_attended", by=by, case_id=fresh.case_id, on=fresh.occasion.day.isoformat())
        _count_for_plan(fresh, by=by, region=region, today=today)


def undo_check_in(sign_up: ActivitySignUp, *, by: Actor, region: Region, today: date) -> None:
    """Take a tick back that was a mistake, and what the plan made of it. Raises NotThatDay."""
    fresh = _fresh(sign_up, today)
    if fresh.checked_in_at is None:
        return
    fresh.checked_in_at, fresh.step_asked_on = None, None
    record("activity_not_attended", by=by, case_id=fresh.case_id, on=fresh.occasion.day.isoformat())
    case = as_stored_now(session.get_one(Case, fresh.case_id), to_change=True)
    past = record_of(case, STEP)
    by_this = past is not None and past.outcome == Outcome.DONE and past.on == fresh.occasion.day
    if by_this and case.state == CaseState.OPEN and not has_been_to_another(fresh):
        reopen_steps(case, [STEP], version=case.version, by=by, region=region, today=today)


def can_be_ticked(occasion: Occasion, today: date) -> bool:
    """Whether it is the day itself or later, and names are still kept."""
    return occasion.cancelled_at is None and occasion.counted_on is None and occasion.day <= today


def _fresh(sign_up: ActivitySignUp, today: date) -> ActivitySignUp:
    """As it is stored now, of two who tick at once by the second."""
    wanted = select(ActivitySignUp).where(ActivitySignUp.id == sign_up.id).with_for_update(of=ActivitySignUp)
    fresh = session.scalar(wanted.execution_options(populate_existing=True))
    if fresh is None or not can_be_ticked(fresh.occasion, today):
        raise NotThatDay
    return fresh


def _count_for_plan(sign_up: ActivitySignUp, *, by: Actor, region: Region, today: date) -> None:
    """Tick the step off, if it is that step's turn; else the worker asks again on another day."""
    case = as_stored_now(session.get_one(Case, sign_up.case_id), to_change=True)
    if case.state != CaseState.OPEN:
        sign_up.step_asked_on = None
        return
    step = next((step for step in plan_of(case, region, today).steps if step.key == STEP), None)
    if step is None or step.is_finished:
        sign_up.step_asked_on = None
    elif may_be_completed(step):
        sign_up.step_asked_on = None
        on = min(sign_up.occasion.day, today)
        complete_steps(case, [STEP], version=case.version, on=on, by=by, region=region, today=today)


def count_for_plans(region: Region, today: date) -> None:
    """Ask the plans once more, once a day, for whom it was not the step's turn yet. The worker's part; commits."""
    waiting = select(ActivitySignUp.id).where(ActivitySignUp.step_asked_on < today).limit(AT_ONCE)
    for sign_up_id in session.scalars(waiting).all():
        begin_immediate()
        wanted = select(ActivitySignUp).where(
            ActivitySignUp.id == sign_up_id, ActivitySignUp.step_asked_on < today
        )
        row = session.scalar(wanted.with_for_update(of=ActivitySignUp, skip_locked=True))
        if row is not None:
            row.step_asked_on = today
            _count_for_plan(row, by=SYSTEM, region=region, today=today)
        session.commit()
    session.rollback()


def keep_only_numbers(today: date) -> None:
    """Of what was held a month ago keep how many signed up and came, and erase who. The worker's part; commits.

    Of a case that is held nothing is erased; its sign-up goes once it is not held any more.
    """
    begin_immediate()
    before = start_of(today - timedelta(days=DAYS_WITH_NAMES))
    theirs = select(ActivitySignUp.id).where(ActivitySignUp.occasion_id == Occasion.id)
    not_held = ActivitySignUp.case_id.not_in(held_cases())
    due = or_(Occasion.counted_on.is_(None), theirs.where(not_held).exists())
    old = select(Occasion).where(Occasion.ends_at < before, due).limit(AT_ONCE)
    for occasion in session.scalars(old.with_for_update(of=Occasion, skip_locked=True)).all():
        if occasion.counted_on is None:
            _count(occasion, today)
        gone = delete(ActivitySignUp).where(and_(ActivitySignUp.occasion_id == occasion.id, not_held))
        session.execute(gone, execution_options={"synchronize_session": False})
    session.commit()


def _count(occasion: Occasion, today: date) -> None:
    people = func.coalesce(func.sum(ActivitySignUp.persons), 0)
    of_it = select(func.count(), people).where(ActivitySignUp.occasion_id == occasion.id)
    _all, expected = session.execute(of_it.where(ActivitySignUp.standing.in_(WITH_PLACES))).one()
    households, came = session.execute(of_it.where(ActivitySignUp.checked_in_at.is_not(None))).one()
    occasion.counted_on, occasion.expected = today, expected
    occasion.households_came, occasion.came = households, came
