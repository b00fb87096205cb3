"""The days of a household for its calendar: by an address that names nobody, and stops at once."""

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from sqlalchemy import select
from time_machine import Traveller
from werkzeug.test import TestResponse

from expatdesk.cases.actions import change_facts
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import plan_of
from expatdesk.documents.actions import remove_member
from expatdesk.housing.viewings import cancel
from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.people import throttle
from expatdesk.rights.models import CalendarFeed
from expatdesk.rules.plan import Party
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.expat.test_email import asks, says_yes, token
from tests.factories import a_case, a_home, up_to_visit, with_family
from tests.factories.cases import REGION
from tests.factories.viewings import a_booked
from tests.visitor import Visitor


def makes(visit: Visit, case: Case) -> str:
    """The path of a new address."""
    expat = visit(case).opens("expat.calendar")
    button = "Make a new address" if session.get(CalendarFeed, case.id) else "Make an address"
    expat.presses(button, refused=200).sees("Your private address")
    found = re.search(r"https?://\S+\.ics", expat.page.text)
    assert found is not None
    return urlsplit(found.group()).path


def reads(nobody: Visitor, path: str, **headers: str) -> TestResponse:
    session.commit()
    return nobody.client.get(
        path, base_url=nobody.base_url, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def test_a_home_that_they_see_stands_in_it_without_its_address(visit: Visit, nobody: Visitor) -> None:
    case, home = a_case(), a_home()
    path = makes(visit, case)
    row = a_booked(case, home)
    answer = reads(nobody, path)
    events = {str(event["summary"]): event for event in Calendar.from_ical(answer.text).walk("VEVENT")}
    assert row.viewing is not None
    assert events["See a home in Leiden"].decoded("dtstart") == row.viewing.starts_at
    assert "Morsweg" not in answer.text
    cancel(case, home.offer.id, by=SYSTEM)
    assert "See a home" not in reads(nobody, path).text


def test_it_holds_the_visit_and_the_last_days(visit: Visit, nobody: Visitor) -> None:
    case = up_to_visit(with_family(a_case(language="nl")))
    answer = reads(nobody, makes(visit, case))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    events = {str(event["summary"]): event for event in Calendar.from_ical(answer.text).walk("VEVENT")}
    starts = [event.decoded("dtstart") for event in events.values()]
    assert case.visit_at in [start for start in starts if type(start) is not date]
    dues = {
        step.due for step in plan_of(case, REGION, today()).open_steps if step.party is Party.EXPAT and step.due
    }
    assert dues <= set(starts)
    assert any(name.startswith("Uiterlijk vandaag: ") for name in events)
    for person in case.people:
        assert person.family_name not in answer.text
    assert case.email not in answer.text
    assert case.code not in answer.text


def test_only_a_hash_is_kept_and_it_is_shown_once(visit: Visit) -> None:
    case = a_case()
    token = makes(visit, case).split("/")[-1].removesuffix(".ics")
    assert token not in str(vars(session.get_one(CalendarFeed, case.id)))
    visit(case).opens("expat.calendar").does_not_see(token).sees("We cannot show it once more.")


def test_a_calendar_that_has_it_reads_nothing_anew(visit: Visit, nobody: Visitor) -> None:
    case = up_to_visit(a_case())
    path = makes(visit, case)
    first = reads(nobody, path)
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert reads(nobody, path, If_None_Match=first.headers["ETag"]).status_code == 304
    case.language = "nl"
    assert reads(nobody, path, If_None_Match=first.headers["ETag"]).status_code == 200


def test_a_new_address_voids_the_old_one_and_it_is_stopped(visit: Visit, nobody: Visitor) -> None:
    case = a_case()
    old = makes(visit, case)
    new = makes(visit, case)
    assert (reads(nobody, old).status_code, reads(nobody, new).status_code) == (404, 200)
    visit(case).opens("expat.calendar").presses("Stop the address").sees("The address does not work any more.")
    assert reads(nobody, new).status_code == 404


def test_it_leads_nowhere_once_the_case_is_closed(visit: Visit, nobody: Visitor) -> None:
    case = a_case()
    path = makes(visit, case)
    case.state, case.closed_on = CaseState.CLOSED, today()
    assert reads(nobody, path).status_code == 404


def test_who_left_the_household_reads_nothing_any_more(visit: Visit, nobody: Visitor, clock: Traveller) -> None:
    case = with_family(a_case())
    path = makes(visit, case)
    clock.move_to(now() + timedelta(minutes=1))
    how = {"by": SYSTEM, "region": REGION, "today": today()}
    remove_member(case, case.people[1], version=case.version, **how)  # type: ignore[arg-type]
    assert reads(nobody, path).status_code == 404


def test_it_dies_with_an_address_that_was_wrong(visit: Visit, nobody: Visitor) -> None:
    case = a_case()
    path = makes(visit, case)
    change = {"email": "right@mail.example"}
    change_facts(case, change, version=case.version, by=SYSTEM, region=REGION, today=today())
    assert reads(nobody, path).status_code == 404


def test_what_died_with_a_wrong_address_is_not_revived_by_a_later_change(visit: Visit, nobody: Visitor) -> None:
    """Who made it never was of the household, which gives itself another address afterwards."""
    case = a_case()
    path = makes(visit, case)
    change = {"email": "right@mail.example"}
    change_facts(case, change, version=case.version, by=SYSTEM, region=REGION, today=today())
    session.commit()
    asks(visit, case)
    assert says_yes(token("email_change_old"))
    assert says_yes(token("email_change_new"))
    assert reads(nobody, path).status_code == 404


def test_a_household_keeps_its_address_with_another_mailbox(visit: Visit, nobody: Visitor) -> None:
    case = a_case()
    path = makes(visit, case)
    asks(visit, case)
    assert says_yes(token("email_change_old"))
    assert says_yes(token("email_change_new"))
    assert reads(nobody, path).status_code == 200


def test_no_look_is_written_down_and_it_is_limited(visit: Visit, nobody: Visitor) -> None:
    path = makes(visit, a_case())
    before = session.scalars(select(LogLine)).all()
    for _ in range(throttle.CALENDARS.allowed):
        assert reads(nobody, path).status_code == 200
    assert reads(nobody, path).status_code == 429
    assert session.scalars(select(LogLine)).all() == before


@pytest.mark.parametrize("path", ["/calendar/x.ics", "/calendar/.ics", "/calendar/%00.ics"])
def test_an_address_that_nobody_made_leads_nowhere(nobody: Visitor, path: str) -> None:
    assert reads(nobody, path).status_code == 404
