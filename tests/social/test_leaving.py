"""Households that are erased, do not come or become one with another: no place is lost, or taken twice."""

import json

import pytest
from icalendar import Calendar
from sqlalchemy import select

from expatdesk.access.fields import hire_for_employer
from expatdesk.cases.merging import Choice, merge_cases
from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_for_employer
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.models import Role
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.rights.calendar_feed import days_for_calendar
from expatdesk.rights.contents import contents_of
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.social.activity_models import ActivitySignUp
from expatdesk.social.leaving import join_sign_ups
from expatdesk.social.sign_ups import leave, sign_up
from expatdesk.social.waiting_list import move_lines
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_employer, done_by
from tests.factories.activities import an_occasion, signed_up
from tests.factories.cases import REGION

pytestmark = pytest.mark.usefixtures("app")


def rows() -> list[ActivitySignUp]:
    session.expire_all()
    return list(session.scalars(select(ActivitySignUp).order_by(ActivitySignUp.number)))


def test_the_place_of_an_erased_household_goes_to_the_next() -> None:
    first, second = signed_up(an_occasion(capacity=1), 1, 1)
    gone, waits = session.get_one(Case, first.case_id), second.case_id
    erase_case(gone, Why.ASKED, countries=REGION.countries, today=today())
    session.commit()
    move_lines(REGION)
    (left,) = rows()
    assert (left.case_id, left.standing, left.occasion.taken) == (waits, "offered", 1)


def test_two_cases_that_become_one_have_one_place() -> None:
    occasion, other = an_occasion(capacity=1), an_occasion(8)
    employer = an_employer()
    kept, emptied = a_case(employer=employer), a_case(employer=employer)
    waiting_of_kept = signed_up(occasion, 1)[0]
    goes = session.get_one(Case, waiting_of_kept.case_id)
    for case in (emptied, kept):
        sign_up(case, occasion.id, 1, by=SYSTEM)
    leave(goes, occasion.id, by=SYSTEM, region=REGION)
    sign_up(emptied, other.id, 1, by=SYSTEM)
    join_sign_ups(kept.id, emptied.id)
    same = Choice(same={emptied.principal.id: kept.principal.id})
    merge_cases(kept, emptied, same, version=kept.version, other_version=emptied.version, **done_by())
    session.commit()
    move_lines(REGION)
    theirs = [(row.occasion_id, row.standing) for row in rows() if row.case_id == kept.id]
    assert sorted(theirs) == sorted([(occasion.id, "offered"), (other.id, "coming")])
    assert [row for row in rows() if row.case_id == emptied.id] == []


def test_a_withdrawn_hire_gives_its_place_back(visit: Visit) -> None:
    employer = an_employer()
    case = a_case(employer=employer)
    row = sign_up(case, an_occasion().id, 1, by=SYSTEM)
    hr = visit(a_user(Role.EMPLOYER, employer=employer))
    hr.opens("employer.withdraw", case_id=case.id).presses("Withdraw this hire", reason="not_coming")
    assert (row.standing, row.occasion.taken) == ("cancelled", 0)


def test_the_employer_learns_nothing_of_it() -> None:
    case = a_case(employer=an_employer())

    def seen() -> object:
        plan = plan_for_employer(case, REGION, today())
        return hire_for_employer(case, plan), case.hire_print, case.hire_changed_at

    before = seen()
    sign_up(case, an_occasion().id, 1, by=SYSTEM)
    session.commit()
    assert seen() == before


def test_the_household_takes_it_along_and_reads_it_in_its_calendar() -> None:
    case = a_case(language="nl")
    coming, waiting = an_occasion(title_nl="Nederlandse tafel"), an_occasion(capacity=1)
    signed_up(waiting, 1)
    for occasion in (coming, waiting):
        sign_up(case, occasion.id, 1, by=SYSTEM)
    told = contents_of(case, REGION)["activities"]
    assert [(one["standing"], one["persons"]) for one in told] == [("coming", 1), ("waiting", 1)]
    assert json.dumps(told)
    feed = Calendar.from_ical(days_for_calendar(case, REGION, today(), "https://desk.example/my/"))
    events = {str(event["uid"]): str(event["summary"]) for event in feed.walk("VEVENT")}
    assert events[f"{coming.id}@expatdesk"] == "Nederlandse tafel"
    assert f"{waiting.id}@expatdesk" not in events
