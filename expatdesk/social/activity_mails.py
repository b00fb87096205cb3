"""What households are told of activities for which they signed up, each in its language. Nothing here commits,
but for the worker's part.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, select

from expatdesk.cases.models import Case, CaseState
from expatdesk.messages.actions import queue_mail
from expatdesk.rules.region import Region
from expatdesk.rules.waiting_list import Standing
from expatdesk.shared.addresses import full_address
from expatdesk.shared.clock import end_of, local, now, start_of
from expatdesk.shared.db import begin_immediate, session
from expatdesk.social.activity_calendar import CANCEL, PUBLISH, file_of
from expatdesk.social.activity_models import Activity, ActivitySignUp, ActivityState, Occasion
from expatdesk.social.activity_queries import people_before

AT_ONCE = 100
# Nobody is woken by the desk.
EARLIEST_HOUR = 8


def tell_offered(case: Case, sign_up: ActivitySignUp, region: Region) -> None:
    """Places are held: until when, and where to say yes. It waits for no other mail, nor outlives the offer."""
    until = sign_up.offered_until
    _queue("activity_offered", case, sign_up, region, expires_at=until, until=until, urgent=True)


def tell_lapsed(case: Case, sign_up: ActivitySignUp, region: Region) -> None:
    """The places that were held are offered to somebody else."""
    _queue("activity_lapsed", case, sign_up, region)


def tell_left(case: Case, sign_up: ActivitySignUp, region: Region) -> None:
    """It does not come, as it said itself: calendars take it out."""
    calendar = file_of([(sign_up.occasion, page_of(sign_up.occasion))], case.language, CANCEL)
    _queue("activity_left", case, sign_up, region, calendar=calendar)


def tell_changed(case: Case, activity: Activity, occasions: Sequence[Occasion], region: Region) -> None:
    """Where, when or what it costs is otherwise now; of several days at once in one mail."""
    _queue_of_several("activity_changed", case, activity, occasions, region, PUBLISH)


def tell_cancelled(case: Case, activity: Activity, occasions: Sequence[Occasion], region: Region) -> None:
    """It is not held on these days."""
    _queue_of_several("activity_cancelled", case, activity, occasions, region, CANCEL)


def page_of(occasion: Occasion) -> str:
    """The full address of the page of an activity, which everybody reads."""
    return full_address("public.activity", activity_id=occasion.activity_id)


def tell_of_sign_ups(region: Region) -> int:
    """Tell households that signed up how they stand; answers how many. The worker's part; commits."""
    begin_immediate()
    untold = select(ActivitySignUp).where(
        ActivitySignUp.told.is_(False), ActivitySignUp.standing.in_([Standing.COMING, Standing.WAITING])
    )
    rows = _taken_up(untold.order_by(ActivitySignUp.signed_up_at))
    for row in rows:
        row.told = True
        is_coming = row.standing == Standing.COMING
        calendar = file_of([(row.occasion, page_of(row.occasion))], _case(row).language) if is_coming else None
        _queue(
            "activity_signed_up", _case(row), row, region, is_coming=is_coming, calendar=calendar,
            before=0 if is_coming else people_before(row),
        )  # fmt: skip
    session.commit()
    return len(rows)


def remind_of_activities(region: Region, today: date) -> int:
    """Remind households of what is tomorrow; answers how many. The worker's part; commits."""
    if local(now()).hour < EARLIEST_HOUR:
        return 0
    begin_immediate()
    tomorrow = today + timedelta(days=1)
    due = select(ActivitySignUp).join(ActivitySignUp.occasion).join(Occasion.activity).where(
        ActivitySignUp.standing == Standing.COMING, ActivitySignUp.reminded.is_(False),
        Occasion.starts_at >= start_of(tomorrow), Occasion.starts_at < end_of(tomorrow),
        Occasion.cancelled_at.is_(None), Activity.state == ActivityState.PUBLISHED,
    )  # fmt: skip
    rows = _taken_up(due.order_by(Occasion.starts_at, ActivitySignUp.number))
    for row in rows:
        row.reminded = True
        if _case(row).state != CaseState.ERASED:
            _queue("activity_reminder", _case(row), row, region)
    session.commit()
    return len(rows)


def _taken_up(due: Select[ActivitySignUp]) -> Sequence[ActivitySignUp]:
    """Some of these, none of which another worker has in hand."""
    locked = due.limit(AT_ONCE).with_for_update(of=ActivitySignUp, skip_locked=True)
    return session.scalars(locked.execution_options(populate_existing=True)).all()


def _case(sign_up: ActivitySignUp) -> Case:
    return session.get_one(Case, sign_up.case_id)


def _queue(kind: str, case: Case, sign_up: ActivitySignUp, region: Region, **more: Any) -> None:
    occasion = sign_up.occasion
    queue_mail(
        kind, recipient=case.email, language=case.language, case_id=case.id, case=case, region=region,
        **_told(occasion.activity, case), starts_at=occasion.starts_at, ends_at=occasion.ends_at,
        persons=sign_up.persons, page=full_address("expat.activity", occasion_id=occasion.id), **more,
    )  # fmt: skip


def _queue_of_several(
    kind: str, case: Case, activity: Activity, occasions: Sequence[Occasion], region: Region, method: str
) -> None:
    queue_mail(
        kind, recipient=case.email, language=case.language, case_id=case.id, case=case, region=region,
        **_told(activity, case), times=[(one.starts_at, one.ends_at) for one in occasions],
        page=full_address("expat.activities"),
        calendar=file_of([(one, page_of(one)) for one in occasions], case.language, method),
    )  # fmt: skip


def _told(activity: Activity, case: Case) -> dict[str, Any]:
    """What is told of an activity, in the words of who organises it."""
    return {
        "title": activity.title_in(case.language), "place": activity.place, "cost_cents": activity.cost_cents,
        "organiser": activity.organiser,
    }  # fmt: skip
