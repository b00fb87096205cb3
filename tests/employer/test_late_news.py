"""What is written down days after it happened stands in the digest that comes then."""

from datetime import date

import pytest
import time_machine

from expatdesk.cases.models import BsnWay, Case
from expatdesk.cases.step_actions import register_person
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role, User
from expatdesk.shared.clock import today
from expatdesk.worklists.digests import Rhythm, choose_rhythm
from tests.employer.test_digest import A_DAY, digests, sweep
from tests.factories import a_case, a_user, up_to_visit
from tests.factories.cases import complete, done_by


@pytest.fixture
def reader(employer: Employer) -> User:
    return a_user(Role.EMPLOYER, employer=employer, language="en")


def test_what_is_written_down_late_is_told_then(
    reader: User, employer: Employer, clock: time_machine.Traveller
) -> None:
    """However long ago it was; and corrected, or with the BSN that came later, no part of it is told twice."""
    case = up_to_visit(a_case(employer=employer, nationality="FR", first_working_day=None, given_names="Ada"))
    choose_rhythm(reader.id, Rhythm.DAILY, today())
    recorded: dict[int, tuple[date, BsnWay | None]] = {
        17: (date(2026, 12, 15), None), 18: (date(2026, 12, 16), BsnWay.BY_POST)
    }  # fmt: skip
    for _day in range(7):
        clock.shift(A_DAY)
        sweep()
        if words := recorded.get(today().day):
            register(case, *words)
    told = {mail.written_at.day: line for mail in digests() for line in mail.text.splitlines() if "Ada" in line}
    assert told == {
        15: "- Ada Krishnan: Papers in order, Visit booked",
        18: "- Ada Krishnan: Registered",
        21: "- Ada Krishnan: BSN issued",
    }


def test_a_step_that_is_ticked_off_late_is_told_then(
    reader: User, employer: Employer, clock: time_machine.Traveller
) -> None:
    case = a_case(employer=employer, nationality="FR", first_working_day=None)
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    choose_rhythm(reader.id, Rhythm.DAILY, today())
    for _day in range(3):
        clock.shift(A_DAY)
        sweep()
        if today().day == 16:
            complete(case, "papers_checked", on=date(2026, 12, 14))
    assert [mail.written_at.day for mail in digests() if "Papers in order" in mail.text] == [17]


def register(case: Case, on: date, bsn_way: BsnWay | None) -> None:
    register_person(case, case.principal, registered_on=on, bsn_way=bsn_way, version=case.version, **done_by())
