"""The desk makes activities, shows them to everybody, and ticks who is there."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.cases.models import Case
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.shared.clock import local
from expatdesk.shared.db import session
from expatdesk.social.activity_models import Activity, ActivitySignUp, ActivityState
from tests.conftest import Visit
from tests.factories import a_user, an_employer
from tests.factories.activities import TYPED, a_draft, an_activity, an_occasion, signed_up
from tests.visitor import Visitor


def the_activity() -> Activity:
    session.expire_all()
    return session.scalars(select(Activity)).one()


def moment_of(row: ActivitySignUp) -> datetime | None:
    session.refresh(row)
    return row.checked_in_at


def test_an_officer_makes_a_series_and_publishes_it(officer: Visitor) -> None:
    page = officer.opens("desk.activities").sees("No activities yet").opens("desk.new_activity")
    page.presses("Keep as a draft", **TYPED, topics=["food"]).sees("Soup", "Draft", "Food and cooking")
    page.sees("Friday 8 January 2027, 19:00 to 21:30")
    made = the_activity()
    assert (made.state, made.cost_cents, made.languages) == (ActivityState.DRAFT, 750, ["nl", "en"])
    assert made.topics == ["food"]
    assert [str(local(one.starts_at).date()) for one in made.occasions] == [
        "2027-01-08", "2027-02-12", "2027-03-12",
    ]  # fmt: skip
    page.presses("Publish").sees("Everybody sees it now.", "Published")
    officer.opens("public.activities").sees("Soup")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"ends": "18:00"}, "It ends before it begins. Check both times."),
        ({"starts": "late"}, "Type a time such as 19:30."),
        ({"cost_cents": "much"}, "Type an amount such as 7.50."),
        ({"first_day-year": "2025"}, "This time is over. Fill in one that is still to come."),
        ({"title_nl": ""}, "Fill in a title."),
        ({"opens_at": "12:00"}, "Fill in the day as well, or leave both open."),
        ({"text_en": "Mail 123456782 to come"}, "This looks like a BSN"),
    ],
)
def test_what_is_wrong_stands_at_its_field(officer: Visitor, typed: dict[str, str], told: str) -> None:
    officer.opens("desk.new_activity").presses("Keep as a draft", refused=422, **(TYPED | typed)).sees(told)
    assert session.scalars(select(Activity)).all() == []


def test_of_two_who_change_it_the_second_sees_what_the_first_did(visit: Visit) -> None:
    activity = an_activity()
    one, other = (visit(a_user(Role.OFFICER)) for _ in range(2))
    for page in (one, other):
        page.opens("desk.change_activity", activity_id=activity.id)
    one.presses("Save", title_en="Dutch for all")
    other.presses("Save", refused=409, title_en="Dutch at noon").sees("Dutch for all")
    other.presses("Save", title_en="Dutch at noon").sees("Dutch at noon")


def test_fewer_places_than_people_who_come_are_refused_with_their_number(officer: Visitor) -> None:
    occasion = an_occasion(capacity=4)
    signed_up(occasion, 3)
    page = officer.opens("desk.change_activity", activity_id=occasion.activity_id)
    page.presses("Save", refused=422, capacity="2").sees("3 people come already")


def test_times_are_added_moved_and_cancelled(officer: Visitor) -> None:
    occasion = an_occasion()
    row = signed_up(occasion, 1)[0]
    page = officer.opens("desk.activity", activity_id=occasion.activity_id)
    when = {key: TYPED[key] for key in ("first_day-day", "first_day-month", "first_day-year", "starts", "ends")}
    page.presses("Add", **when).sees("The times are added.", "Friday 8 January 2027")
    page.presses("Add", refused=422, **when).sees("It is held at that time already.")
    page.opens("desk.move_occasion", occasion_id=occasion.id).presses("Save", starts="12:30", ends="14:00")
    page.sees("12:30 to 14:00")
    page.opens("desk.cancel_occasion", occasion_id=occasion.id).presses("Cancel it").sees("Cancelled")
    kinds = session.scalars(select(Mail.kind).where(Mail.case_id == row.case_id)).all()
    assert {"activity_changed", "activity_cancelled"} <= set(kinds)


def test_cancelling_is_asked_once_more_and_told(officer: Visitor) -> None:
    occasion = an_occasion()
    signed_up(occasion, 1)
    page = officer.opens("desk.cancel_activity", activity_id=occasion.activity_id).sees("1 person comes")
    assert the_activity().state == ActivityState.PUBLISHED
    page.presses("Cancel it").sees("It is cancelled. Whoever signed up gets a mail.")
    officer.opens("public.activity", activity_id=occasion.activity_id).sees("This activity is cancelled.")


def test_a_draft_is_thrown_away(officer: Visitor) -> None:
    officer.opens("desk.activity", activity_id=a_draft().id).presses("Throw the draft away")
    assert session.scalars(select(Activity)).all() == []


def test_who_comes_is_ticked_on_the_list(visit: Visit, clock: Traveller) -> None:
    occasion = an_occasion(1, capacity=2)
    first, _waiting = signed_up(occasion, 2, 1)
    before = visit(a_user(Role.OFFICER)).opens("desk.occasion", occasion_id=occasion.id)
    before.sees("2 of 2 places taken", "Waiting list").does_not_see("Is there")
    clock.move_to(occasion.starts_at, tick=False)
    page = visit(a_user(Role.OFFICER))
    name = session.get_one(Case, first.case_id).title
    page.opens("desk.occasion", occasion_id=occasion.id).presses(f"Is there {name}").sees("2 people are there")
    page.presses(f"Undo {name}").sees("0 people are there")


def test_the_code_of_a_household_leads_to_it_and_looking_ticks_nothing(
    visit: Visit, nobody: Visitor, clock: Traveller
) -> None:
    occasion = an_occasion(1)
    row = signed_up(occasion, 1)[0]
    early = visit(a_user(Role.OFFICER)).opens("desk.check_in", sign_up_id=row.id)
    early.sees("They can be ticked from the day of the activity on.")
    clock.move_to(occasion.starts_at, tick=False)
    officer = visit(a_user(Role.OFFICER))
    officer.opens("desk.check_in", sign_up_id=row.id).sees("Ananya Krishnan", "1 person")
    assert moment_of(row) is None
    officer.presses("They are there").sees("There since")
    assert moment_of(row) is not None
    nobody.must_sign_in_for("desk.check_in", sign_up_id=row.id)
    visit(a_user(Role.EMPLOYER, employer=an_employer())).cannot_open("desk.check_in", sign_up_id=row.id)


def test_a_month_after_the_list_is_a_number(visit: Visit, clock: Traveller) -> None:
    occasion = an_occasion(1)
    occasion.counted_on, occasion.expected, occasion.came, occasion.households_came = occasion.day, 5, 3, 2
    clock.move_to(occasion.ends_at + timedelta(days=31), tick=False)
    officer = visit(a_user(Role.OFFICER))
    officer.opens("desk.occasion", occasion_id=occasion.id).sees("3 people came, of 5 who had a place.")


def test_registrars_and_employers_have_no_activities(registrar: Visitor, hr: Visitor) -> None:
    for visitor in (registrar, hr):
        visitor.cannot_open("desk.activities")


@pytest.mark.parametrize("version", ["3000000000", "9" * 25, "-1", "one"])
@pytest.mark.parametrize("route", ["publish_activity", "cancel_activity", "change_activity", "add_times"])
def test_a_version_that_no_page_showed_does_nothing(officer: Visitor, route: str, version: str) -> None:
    activity = a_draft()
    answer = officer.posts(f"desk.{route}", {**TYPED, "version": version}, activity_id=activity.id)
    assert answer.status_code in (200, 422)
    assert the_activity().state == ActivityState.DRAFT


def test_who_moves_what_a_colleague_moved_is_told(officer: Visitor, visit: Visit) -> None:
    occasion = an_occasion()
    colleague = visit(a_user(Role.OFFICER)).opens("desk.move_occasion", occasion_id=occasion.id)
    officer.opens("desk.move_occasion", occasion_id=occasion.id).presses("Save", starts="19:00", ends="21:00")
    colleague.presses("Save", starts="15:00", ends="17:00").sees("A colleague changed this meanwhile")
    session.refresh(occasion)
    assert local(occasion.starts_at).hour == 19
    colleague.presses("Save", starts="15:00", ends="17:00").sees("The time is changed.")
