"""Making, changing and cancelling activities; who is told of it, and what becomes of the line."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.cases.refusals import StaleVersion
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.shared.db import session
from expatdesk.social.activities import (
    add_times,
    cancel_activity,
    cancel_occasion,
    change_activity,
    move_occasion,
    publish,
    remove_draft,
)
from expatdesk.social.activity_models import Activity, ActivityState
from expatdesk.social.activity_queries import Filters, for_feeds, upcoming
from expatdesk.social.activity_refusals import NothingToShow, TimeIsOver, TimeTwice, TooFewPlaces
from expatdesk.social.sign_ups import sign_up
from tests.factories.activities import (
    a_draft,
    a_household,
    activity_facts,
    an_activity,
    an_occasion,
    in_days,
    signed_up,
)
from tests.factories.cases import REGION
from tests.factories.organisations import KATWIJK

pytestmark = pytest.mark.usefixtures("app")


def mails(kind: str) -> list[Mail]:
    session.flush()
    return list(session.scalars(select(Mail).where(Mail.kind == kind)))


def change(activity: Activity, **changes: object) -> None:
    facts = activity_facts(**changes)
    change_activity(activity, facts, version=activity.version, by=SYSTEM, region=REGION)


def test_a_draft_is_seen_by_nobody_and_can_be_thrown_away() -> None:
    draft = a_draft()
    assert upcoming(Filters()) == for_feeds() == []
    remove_draft(draft, version=draft.version, by=SYSTEM)
    session.flush()
    assert session.scalars(select(Activity)).all() == []


def test_without_a_time_to_come_nothing_is_published(clock: Traveller) -> None:
    draft = a_draft(1)
    clock.shift(timedelta(days=2))
    with pytest.raises(NothingToShow):
        publish(draft, version=draft.version, by=SYSTEM)


def test_of_two_who_change_it_one_is_told() -> None:
    activity = an_activity()
    with pytest.raises(StaleVersion):
        change_activity(activity, activity_facts(), version=1, by=SYSTEM, region=REGION)


def test_more_places_go_to_who_waits_in_order() -> None:
    rows = signed_up(an_occasion(capacity=2), 2, 2, 1, 1)
    change(rows[0].occasion.activity, capacity=5)
    assert [row.standing for row in rows] == ["coming", "offered", "offered", "waiting"]
    assert rows[0].occasion.taken == 5


def test_there_are_no_fewer_places_than_people_who_come() -> None:
    occasion = an_occasion(capacity=4)
    signed_up(occasion, 3)
    with pytest.raises(TooFewPlaces) as refused:
        change(occasion.activity, capacity=2)
    assert refused.value.args == (3,)


def test_who_comes_is_told_of_another_place_and_of_better_words_not() -> None:
    coming, waiting = signed_up(an_occasion(capacity=1), 1, 1)
    change(coming.occasion.activity, capacity=1, title_en="Dutch for starters")
    assert mails("activity_changed") == []
    change(coming.occasion.activity, capacity=1, place="Town hall, Stationsweg 46")
    assert [mail.case_id for mail in mails("activity_changed")] == [coming.case_id]
    assert "Stationsweg 46" in mails("activity_changed")[0].text
    assert waiting.standing == "waiting"


def test_another_time_is_told_to_who_waits_too_and_reminded_of_anew() -> None:
    coming, _waiting = signed_up(an_occasion(capacity=1), 1, 1)
    coming.reminded = True
    times = in_days(9)
    move_occasion(coming.occasion, times, seen=0, by=SYSTEM, region=REGION)
    assert (coming.occasion.starts_at, coming.reminded) == (times[0], False)
    assert len(mails("activity_changed")) == 2
    with pytest.raises(TimeIsOver):
        move_occasion(coming.occasion, in_days(-1), seen=1, by=SYSTEM, region=REGION)


def test_cancelled_each_household_is_told_once_and_nobody_comes() -> None:
    activity = an_activity(7, 14)
    case = a_household()
    rows = [sign_up(case, one.id, 1, by=SYSTEM) for one in activity.occasions]
    cancel_activity(activity, version=activity.version, by=SYSTEM, region=REGION)
    (mail,) = mails("activity_cancelled")
    assert mail.calendar is not None
    assert mail.calendar.count("STATUS:CANCELLED") == 2
    assert {row.standing for row in rows} == {"cancelled"}
    assert [one.taken for one in activity.occasions] == [0, 0]
    assert activity.state == ActivityState.CANCELLED
    assert upcoming(Filters()) == []
    assert len(for_feeds()) == 2


def test_one_time_can_be_cancelled_alone() -> None:
    activity = an_activity(7, 14)
    cancel_occasion(activity.occasions[0], by=SYSTEM, region=REGION)
    assert [one.id for one in upcoming(Filters())] == [activity.occasions[1].id]
    with pytest.raises(TimeIsOver):
        cancel_occasion(activity.occasions[0], by=SYSTEM, region=REGION)


def test_times_are_added_that_are_ahead_and_new() -> None:
    activity = an_activity(7)
    add_times(activity, [in_days(8)], version=activity.version, by=SYSTEM)
    assert len(activity.occasions) == 2
    for times, refusal in ((in_days(8), TimeTwice), (in_days(-1), TimeIsOver)):
        with pytest.raises(refusal):
            add_times(activity, [times], version=activity.version, by=SYSTEM)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), {"here", "there"}),
        (Filters(municipality=KATWIJK), {"there"}),
        (Filters(language="tr"), {"there"}),
        (Filters(children=True), {"here"}),
        (Filters(municipality=KATWIJK, children=True), set()),
    ],
)
def test_what_is_coming_is_found(filters: Filters, found: set[str]) -> None:
    an_activity(title_en="here")
    an_activity(title_en="there", municipality=KATWIJK, languages=["tr"], child_friendly=False)
    assert {one.activity.title_en for one in upcoming(filters)} == found


def test_what_is_over_is_not_shown(clock: Traveller) -> None:
    occasion = an_occasion(1)
    clock.move_to(occasion.ends_at, tick=False)
    assert upcoming(Filters()) == []


def test_a_draft_is_not_cancelled_so_that_no_feed_tells_of_it() -> None:
    activity = a_draft(7)
    with pytest.raises(StaleVersion):
        cancel_activity(activity, version=activity.version, by=SYSTEM, region=REGION)
    assert for_feeds() == []


def test_what_is_cancelled_stays_cancelled() -> None:
    activity = an_activity(7)
    cancel_activity(activity, version=activity.version, by=SYSTEM, region=REGION)
    version = activity.version
    with pytest.raises(StaleVersion):
        add_times(activity, [in_days(8)], version=version, by=SYSTEM)
    with pytest.raises(StaleVersion):
        change_activity(activity, activity_facts(), version=version, by=SYSTEM, region=REGION)
    assert (activity.state, activity.version) == (ActivityState.CANCELLED, version)
