"""A no, a yes taken back and no answer at all look the same in all that HR follows its hires by (security T08)."""

import io
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import delete, select

from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.models import Case
from expatdesk.logbook.models import Actor
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role, User
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.work import send_digests_to_employers
from expatdesk.worklists.digests import Rhythm, choose_rhythm
from expatdesk.worklists.models import Digest
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_employer, up_to_visit, with_time_held
from tests.factories.counters import room_for
from tests.visitor import Visitor

FILTERS = (
    {"what": "residence_right"}, {"within": "month"}, {"turn": "municipality"}, {"q": "Ananya"}, {"sort": "day"},
    {"sort": "name"}, {"sort": "start"}, {"state": "closed"},
)  # fmt: skip


IN_A_WEEK = date(2026, 12, 21)


@pytest.fixture
def case() -> Case:
    return up_to_visit(a_case(employer=an_employer()))


@pytest.fixture
def employer_address(case: Case) -> Case:
    """A hire with a visit, and without a home of its own: the employer's address serves."""
    homeless = a_case(employer=case.employer, home_kind=None, home_postcode=None, address_form_signed=True)
    room_for(homeless, IN_A_WEEK, time(10))
    return with_time_held(homeless, day=IN_A_WEEK)


@pytest.fixture
def user(case: Case) -> User:
    return a_user(Role.EMPLOYER, employer=case.employer, language="en")


@pytest.fixture
def hr(visit: Visit, user: User) -> Visitor:
    return visit(user)


def says(case: Case, *, yes: bool) -> None:
    answer(case, Purpose.VISIT, is_given=yes, language="en", by=Actor(Role.EXPAT, "Ananya Krishnan"))


def the_table(hr: Visitor, _user: User) -> list[bytes]:
    return [hr.asks_for("employer.hires", **asked).data for asked in ({}, *FILTERS)]


def the_calendar(hr: Visitor, _user: User) -> list[bytes]:
    return [hr.asks_for("employer.calendar", month=month).data for month in ("2026-12", "2027-01")]


def the_file(hr: Visitor, _user: User) -> list[bytes]:
    sent = {kind: hr.posts("employer.export_hires", {"kind": kind}).data for kind in ("csv", "xlsx")}
    # A workbook is packed, and the pack holds the second in which that was done.
    with ZipFile(io.BytesIO(sent["xlsx"])) as pack:
        parts = [pack.read(name) for name in pack.namelist() if name != "docProps/core.xml"]
    return [sent["csv"], *parts, hr.asks_for("employer.export_hires").data]


def the_digest(_hr: Visitor, user: User) -> list[bytes]:
    session.execute(delete(Mail))
    session.execute(delete(Digest))
    session.expire_all()
    choose_rhythm(user.id, Rhythm.DAILY, today() - timedelta(days=1))
    session.commit()
    send_digests_to_employers()
    (mail,) = session.scalars(select(Mail).where(Mail.kind == "digest"))
    return [part.encode() for part in (mail.subject, mail.text, mail.html)]


@pytest.mark.parametrize("seen", [the_table, the_calendar, the_file, the_digest])
def test_refused_taken_back_and_never_answered_are_the_same_bytes(
    hr: Visitor, user: User, case: Case, seen: Callable[[Visitor, User], list[bytes]]
) -> None:
    # Something to tell in any case.
    a_case(employer=case.employer, given_names="Bo", first_working_day=today() + timedelta(days=33))
    hr.opens("employer.hires")
    unanswered = seen(hr, user)
    says(case, yes=False)
    refused = seen(hr, user)
    says(case, yes=True)
    given = seen(hr, user)
    says(case, yes=False)
    assert unanswered == refused == seen(hr, user)
    assert given != refused


def other_pages(hr: Visitor, case: Case) -> list[tuple[int, bytes]]:
    """Those that have nothing of a visit."""
    hire, day = {"case_id": case.id}, {"day-day": "1", "day-month": "4", "day-year": "2027"}
    pages: tuple[tuple[str, dict[str, Any]], ...] = (
        ("value", {}), ("mails", {}), ("export_hires", {}), ("withdraw", hire), ("sign_address_form", hire),
        ("paper", {**hire, "paper": "employer_address_form"}), ("start_dates", {}),
        ("start_dates", {"look": 1, "hire": case.id, **day}),
    )  # fmt: skip
    answers = [hr.asks_for(f"employer.{page}", **asked) for page, asked in pages]
    return [(answer.status_code, answer.data) for answer in answers]


def test_what_hr_does_for_a_hire_tells_nothing_of_its_yes_either(hr: Visitor, employer_address: Case) -> None:
    """Security T08."""
    hr.opens("employer.hires")
    unanswered = other_pages(hr, employer_address)
    assert {status for status, _data in unanswered} == {200}
    for yes in (False, True, False):
        says(employer_address, yes=yes)
        assert other_pages(hr, employer_address) == unanswered
