"""One mail about all hires instead of looking: chosen by each reader, never empty, sent by the worker."""

from datetime import date, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.models import CaseState
from expatdesk.employer import digest
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import SENT, Mail
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role, User
from expatdesk.shared import jobs
from expatdesk.shared.clock import back_in, now, today
from expatdesk.shared.db import session
from expatdesk.work import send_digests_to_employers
from expatdesk.worklists.digests import Rhythm, choose_rhythm, rhythm_of
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_employer, registered, up_to_visit
from tests.factories.cases import complete
from tests.visitor import Visitor

A_DAY = timedelta(days=1)


@pytest.fixture
def reader(app: Flask, employer: Employer) -> User:
    return a_user(Role.EMPLOYER, employer=employer, language="en")


def sweep() -> None:
    session.commit()
    send_digests_to_employers()


def digests() -> list[Mail]:
    return list(session.scalars(select(Mail).where(Mail.kind == "digest").order_by(Mail.written_at)))


def the_digest() -> Mail:
    (mail,) = digests()
    return mail


# -- choosing ---------------------------------------------------------------------------------------


def test_each_reader_chooses(visit: Visit, employer: Employer) -> None:
    users = [a_user(Role.EMPLOYER, employer=employer), a_user(Role.EMPLOYER_ADMIN, employer=employer)]
    hr: Visitor = visit(users[0])
    hr.opens("employer.calendar").follows("Get them by mail").sees("Mails about your hires")
    hr.presses("Keep my choice", rhythm="weekly").sees("Your choice is kept.")
    assert [rhythm_of(user.id) for user in users] == [Rhythm.WEEKLY, Rhythm.NEVER]
    hr.presses("Keep my choice", rhythm="never")
    assert rhythm_of(users[0].id) is Rhythm.NEVER


def test_something_else_is_refused(visit: Visit, employer: Employer) -> None:
    user = a_user(Role.EMPLOYER, employer=employer)
    assert visit(user).posts("employer.mails", {"rhythm": "hourly"}).status_code == 422
    assert rhythm_of(user.id) is Rhythm.NEVER


# -- when -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rhythm", "chosen", "days"),
    [
        # Monday 14 December 2026 is the day of the tests.
        (Rhythm.DAILY, date(2026, 12, 14), [15, 16, 17, 18, 21]),
        (Rhythm.WEEKLY, date(2026, 12, 14), [21]),
        (Rhythm.WEEKLY, date(2026, 12, 13), [14, 21]),
        (Rhythm.NEVER, date(2026, 12, 1), []),
    ],
)
def test_it_comes_on_its_days(
    reader: User, employer: Employer, clock: time_machine.Traveller, rhythm: Rhythm, chosen: date, days: list[int]
) -> None:
    a_case(employer=employer)
    choose_rhythm(reader.id, rhythm, chosen)
    session.commit()
    for _day in range(8):
        for _sweep in range(2):
            sweep()
        clock.shift(A_DAY)
    assert [mail.written_at.day for mail in digests()] == days


def test_nobody_is_woken(reader: User, employer: Employer, clock: time_machine.Traveller) -> None:
    a_case(employer=employer)
    choose_rhythm(reader.id, Rhythm.DAILY, today() - A_DAY)
    clock.move_to("2026-12-15T06:59:00+01:00")
    sweep()
    assert digests() == []
    clock.move_to("2026-12-15T07:00:00+01:00")
    sweep()
    assert len(digests()) == 1


def test_a_worker_that_was_down_on_monday_sends_the_weekly_one_later(
    reader: User, employer: Employer, clock: time_machine.Traveller
) -> None:
    a_case(employer=employer)
    choose_rhythm(reader.id, Rhythm.WEEKLY, today())
    clock.shift(9 * A_DAY)
    sweep()
    assert [mail.written_at.day for mail in digests()] == [23]


def test_who_was_removed_gets_none(reader: User, employer: Employer) -> None:
    a_case(employer=employer)
    choose_rhythm(reader.id, Rhythm.DAILY, today() - A_DAY)
    reader.active = False
    sweep()
    assert digests() == []


# -- what -------------------------------------------------------------------------------------------


def test_nothing_to_tell_is_no_mail(reader: User, employer: Employer) -> None:
    a_case(employer=employer, stay_months=2, nationality="FR")
    a_case(employer=an_employer("Naturalis"))
    a_case(employer=employer).state = CaseState.CLOSED
    choose_rhythm(reader.id, Rhythm.DAILY, today() - A_DAY)
    sweep()
    assert digests() == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_it_tells_what_is_to_do_which_days_come_and_who_got_further(
    reader: User, employer: Employer, language: str
) -> None:
    reader.language = language
    a_case(employer=employer, given_names="Bo", first_working_day=today() + timedelta(days=33))
    with back_in(now() - A_DAY):
        registered(a_case(employer=employer, given_names="Ada"))
    a_case(employer=an_employer("Naturalis"), given_names="Strange")
    choose_rhythm(reader.id, Rhythm.DAILY, today() - A_DAY)
    sweep()
    mail = the_digest()
    assert mail.language == language
    assert "Strange" not in mail.text + mail.html
    if language == "en":
        assert mail.subject == "Your hires on Monday 14 December 2026"
        assert "There is something for you to do for 1 hire." in mail.text
        assert "- Sat 19 Dec: Arrange their right to stay. Bo Krishnan" in mail.text
        assert "- Ada Krishnan: Papers in order, Visit booked, Registered, BSN issued" in mail.text
        assert "<bdi>Bo Krishnan</bdi>" in mail.html


def test_who_is_limited_to_a_department_reads_of_its_hires_alone(reader: User, employer: Employer) -> None:
    for name, department in (("Bo", "Botany"), ("Cy", "Chemistry"), ("Di", None)):
        case = a_case(employer=employer, given_names=name, first_working_day=today() + timedelta(days=33))
        case.department = department
    reader.department = "Botany"
    choose_rhythm(reader.id, Rhythm.DAILY, today() - A_DAY)
    sweep()
    text = the_digest().text
    assert "for 1 hire." in text
    assert "Bo Krishnan" in text
    assert "Cy Krishnan" not in text
    assert "Di Krishnan" not in text


def test_what_was_told_is_not_told_again(reader: User, employer: Employer, clock: time_machine.Traveller) -> None:
    registered(a_case(employer=employer, nationality="FR", first_working_day=None))
    choose_rhythm(reader.id, Rhythm.DAILY, today() - A_DAY)
    for _day in range(4):
        sweep()
        clock.shift(A_DAY)
    assert ["Who got further" in mail.text for mail in digests()] == [False, True, False, False]


def test_news_that_is_none_keeps_no_place_of_news(
    reader: User, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hires that stand first by name and did something of today, or nothing that HR is told, hide nobody."""
    monkeypatch.setattr(digest, "MOST_LINES", 2)
    for name in ("Ada", "Bea", "Cas"):
        complete(a_case(employer=employer, given_names=name, first_working_day=None), "intake")
    with back_in(now() - A_DAY):
        complete(a_case(employer=employer, given_names="Dot", first_working_day=None), "intake")
        registered(a_case(employer=employer, given_names="Zoe", first_working_day=None))
    choose_rhythm(reader.id, Rhythm.DAILY, today() - A_DAY)
    sweep()
    assert "- Zoe Krishnan: Papers in order" in the_digest().text
    assert "more than fits" not in the_digest().text


def test_of_more_news_than_fits_it_says_so(
    reader: User, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "MOST_LINES", 1)
    with back_in(now() - A_DAY):
        for name in ("Ada", "Bea"):
            registered(a_case(employer=employer, given_names=name, first_working_day=None))
    choose_rhythm(reader.id, Rhythm.DAILY, today() - A_DAY)
    sweep()
    mail = the_digest()
    assert mail.text.count("Krishnan: ") == 1
    for part in (mail.text, mail.html):
        assert "There is more than fits in this mail." in part


def test_days_that_passed_keep_no_place_of_a_visit(
    reader: User, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "MOST_LINES", 2)
    case = up_to_visit(a_case(employer=employer, given_names="Zoe"))
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    for name in ("Ada", "Bea", "Cas"):
        for given, starts in ((name, 20), (f"{name} Mae", 28)):
            day, submitted = today() + timedelta(days=starts), today() - timedelta(days=14)
            a_case(employer=employer, given_names=given, first_working_day=day, submitted=submitted)
    choose_rhythm(reader.id, Rhythm.DAILY, today() - A_DAY)
    sweep()
    text = the_digest().text
    assert "- Tue 15 Dec: Visit to the desk, 10:30. Zoe Krishnan" in text
    assert ("Ada Krishnan" in text, "Cas Krishnan" in text) == (True, False)
    assert ("Ada Mae" in text, "Cas Mae" in text) == (True, False)
    assert "There is more than fits in this mail." in text


def test_a_name_is_no_link_in_it(reader: User, employer: Employer) -> None:
    """Security T24."""
    day = today() + timedelta(days=33)
    a_case(employer=employer, given_names="Win www.prize.example", family_name="now", first_working_day=day)
    choose_rhythm(reader.id, Rhythm.DAILY, today() - A_DAY)
    sweep()
    assert "prize.example" not in the_digest().text + the_digest().html


def test_the_visit_only_while_the_household_allows_it(reader: User, employer: Employer) -> None:
    """Security T08."""
    case = up_to_visit(a_case(employer=employer))
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    choose_rhythm(reader.id, Rhythm.DAILY, today() - A_DAY)
    sweep()
    assert "- Tue 15 Dec: Visit to the desk, 10:30. Ananya Krishnan" in the_digest().text


# -- the real queue ---------------------------------------------------------------------------------


def test_the_worker_of_the_queue_sends_it(real_app: Flask) -> None:
    """The bell, the sweep and the post are the real ones."""
    employer = an_employer()
    user = a_user(Role.EMPLOYER, employer=employer, language="en")
    a_case(employer=employer)
    choose_rhythm(user.id, Rhythm.DAILY, today() - A_DAY)
    jobs.ring()
    session.commit()
    huey = real_app.extensions["huey"]
    while (task := huey.dequeue()) is not None:
        huey.execute(task)
    session.expire_all()
    assert the_digest().state == SENT
