"""A question to the desk: asked, answered, closed, taken up again; and what becomes of it with its case."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import ColumnElement, func, select, true

from expatdesk.cases.merging import Choice, merge_cases, undo_merge
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.own_case import OwnCase, leave_into_own_case
from expatdesk.cases.refusals import CaseClosed, HoldsBsn, StaleVersion
from expatdesk.cases.worklist import count_each
from expatdesk.enquiries.actions import (
    MOST_IN_A_ROW,
    MOST_WAITING,
    TooManyWaiting,
    answer,
    answer_by,
    ask,
    close_thread,
    follow_up,
    reopen_thread,
)
from expatdesk.enquiries.models import Message, Thread, ThreadState
from expatdesk.enquiries.queries import count_waiting, said_in, thread_on, threads_of, waiting_threads
from expatdesk.logbook.actions import record_reading
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import begin_immediate, session
from tests.at_once import beside
from tests.factories import a_case, an_employer, with_family
from tests.factories.cases import REGION

EXPAT = Actor(role=Role.EXPAT, name="Ananya Krishnan")
NOOR = Actor(role=Role.OFFICER, name="Noor Haddad")


@pytest.fixture
def case(app: Flask) -> Case:
    """Whose questions they are."""
    return a_case()


def as_household() -> Any:
    """Who asks, where and when."""
    return {"by": EXPAT, "region": REGION, "today": today()}


def asked(case: Case, text: str = "May I drive here?", subject: str = "Driving") -> Thread:
    return ask(case, subject, text, **as_household())


def answered(case: Case, thread: Thread, text: str = "For 185 days.") -> None:
    answer(case, thread, text, version=thread.version, by=NOOR, region=REGION)


def counted(visible: ColumnElement[bool], day: date) -> list[int]:
    """How many wait, and how many of them too long."""
    return list(count_each(visible, {}, count_waiting(visible, day)).values())


def mails() -> list[Mail]:
    return list(session.scalars(select(Mail).where(Mail.kind == "question_answered")))


@pytest.mark.parametrize(
    ("day", "by"),
    [
        (date(2026, 12, 7), date(2026, 12, 14)),
        # Christmas, Boxing Day and New Year's Day are no working days.
        (date(2026, 12, 23), date(2026, 12, 31)),
        (date(2026, 12, 30), date(2027, 1, 7)),
    ],
)
def test_the_promise_is_five_working_days(day: date, by: date) -> None:
    assert answer_by(REGION, day) == by


def test_an_answer_ends_the_waiting_and_a_mail_tells_of_it(case: Case) -> None:
    thread = asked(case)
    assert (thread.state, thread.due) == (ThreadState.WAITING, answer_by(REGION, today()))
    answered(case, thread)
    assert (thread.state, thread.due) == (ThreadState.ANSWERED, None)
    [mail] = mails()
    assert (mail.recipient, mail.language, mail.case_id) == (case.email, case.language, case.id)
    assert str(thread.id) in mail.text
    assert not any(word in mail.text + mail.html for word in ("For 185 days", "Driving", "drive here"))


def test_two_answers_are_one_mail(case: Case) -> None:
    for subject in ("Driving", "Insurance"):
        answered(case, asked(case, subject=subject))
    assert len(mails()) == 1


def test_asking_further_keeps_the_day_that_was_promised(case: Case, clock: time_machine.Traveller) -> None:
    thread = asked(case)
    promised = thread.due
    clock.move_to(now() + timedelta(days=3))
    follow_up(case, thread, "With an Indian licence.", **as_household())
    assert thread.due == promised
    answered(case, thread)
    follow_up(case, thread, "And after that?", **as_household())
    assert thread.due == answer_by(REGION, today())


def test_closed_and_taken_up_again(case: Case) -> None:
    thread = asked(case)
    close_thread(case, thread, version=1, by=NOOR)
    assert (thread.state, thread.due) == (ThreadState.CLOSED, None)
    reopen_thread(case, thread, version=2, by=NOOR, region=REGION, today=today())
    assert thread.state == ThreadState.WAITING
    close_thread(case, thread, version=3, by=NOOR)
    follow_up(case, thread, "One more thing", **as_household())
    assert thread.state == ThreadState.WAITING


def test_sent_twice_it_is_asked_once(case: Case) -> None:
    """Security T38."""
    assert asked(case) is asked(case)
    thread = asked(case)
    for _press in range(2):
        follow_up(case, thread, "Please hurry", **as_household())
    assert [message.text for message in thread.messages] == ["May I drive here?", "Please hurry"]


def test_who_comes_second_learns_of_the_first(case: Case) -> None:
    """Security T39."""
    thread = asked(case)
    follow_up(case, thread, "With an Indian licence.", **as_household())
    with pytest.raises(StaleVersion):
        answer(case, thread, "No", version=1, by=NOOR, region=REGION)
    with pytest.raises(StaleVersion):
        close_thread(case, thread, version=1, by=NOOR)
    with pytest.raises(StaleVersion):
        reopen_thread(case, thread, version=1, by=NOOR, region=REGION, today=today())
    assert len(thread.messages) == 2
    assert thread.state == ThreadState.WAITING


def test_a_bsn_is_kept_nowhere(case: Case) -> None:
    """Security T43."""
    thread = asked(case)
    with pytest.raises(HoldsBsn):
        asked(case, text="It is 111222333")
    with pytest.raises(HoldsBsn):
        asked(case, subject="111 222 333")
    with pytest.raises(HoldsBsn):
        follow_up(case, thread, "111222333", **as_household())
    with pytest.raises(HoldsBsn):
        answered(case, thread, "Yours is 111.222.333")
    assert session.scalar(select(func.count()).select_from(Message)) == 1


def test_nobody_floods_the_desk(case: Case) -> None:
    for number in range(MOST_WAITING):
        asked(case, subject=f"Question {number}")
    with pytest.raises(TooManyWaiting):
        asked(case)
    thread = threads_of(case.id)[0]
    for number in range(MOST_IN_A_ROW - 1):
        follow_up(case, thread, f"Line {number}", **as_household())
    with pytest.raises(TooManyWaiting):
        follow_up(case, thread, "Last", **as_household())
    answered(case, thread)
    follow_up(case, thread, "Thank you", **as_household())


def test_of_a_closed_case_nothing_more_is_asked(case: Case) -> None:
    thread = asked(case)
    case.state = CaseState.CLOSED
    with pytest.raises(CaseClosed):
        asked(case, subject="Another")
    with pytest.raises(CaseClosed):
        follow_up(case, thread, "More", **as_household())
    answered(case, thread)
    assert thread.state == ThreadState.ANSWERED


def test_the_history_says_that_and_not_what(case: Case) -> None:
    thread = asked(case)
    answered(case, thread)
    close_thread(case, thread, version=thread.version, by=NOOR)
    lines = history_of(case.id)[:3]
    assert [line.verb for line in lines] == ["question_closed", "question_answered", "question_asked"]
    assert [line.details for line in lines] == [{}, {}, {}]


def test_what_waits_longest_comes_first(case: Case, clock: time_machine.Traveller) -> None:
    other = a_case(email="other@mail.example")
    first = asked(case)
    clock.move_to(now() + timedelta(days=2))
    second = asked(other)
    answered(other, asked(other, subject="Answered"))
    assert [row.id for row in waiting_threads(true())] == [first.id, second.id]
    assert [row.id for row in waiting_threads(Case.id == other.id)] == [second.id]
    assert first.due is not None
    assert counted(true(), first.due) == [2, 0]
    assert counted(true(), first.due + timedelta(days=1)) == [2, 1]
    assert counted(Case.id == other.id, first.due + timedelta(days=1)) == [1, 0]


def test_the_log_of_reads_tells_who_has_seen_it(case: Case, clock: time_machine.Traveller) -> None:
    thread, other = asked(case), asked(case, subject="Other")
    clock.move_to(now() + timedelta(hours=1))
    record_reading("question_read", by=EXPAT, case_id=case.id, thread=str(thread.id))
    record_reading("question_read", by=NOOR, case_id=case.id, thread=str(other.id))
    assert [one.seen_at for one in said_in(thread)] == [None]
    seen = now() + timedelta(hours=1)
    clock.move_to(seen)
    record_reading("question_read", by=NOOR, case_id=case.id, thread=str(thread.id))
    clock.move_to(seen + timedelta(hours=1))
    answered(case, thread)
    assert [one.seen_at for one in said_in(thread)] == [seen, None]


def test_a_thread_is_of_its_own_case_alone(case: Case) -> None:
    """Security T04."""
    thread = asked(case)
    assert thread_on(case.id, thread.id) is thread
    assert thread_on(a_case(email="other@mail.example").id, thread.id) is None


def test_it_is_erased_with_its_case(case: Case) -> None:
    answered(case, asked(case))
    erase_case(case, Why.CLOSED, countries=REGION.countries, today=today())
    for table in (Thread, Message):
        assert session.scalar(select(func.count()).select_from(table)) == 0


def test_it_goes_along_when_two_cases_become_one(case: Case) -> None:
    other = a_case(employer=case.employer, email="other@mail.example")
    thread = asked(other)
    how: Any = {"by": SYSTEM, "region": REGION, "today": today()}
    choice = Choice(same={other.principal.id: case.principal.id})
    merge_cases(case, other, choice, version=case.version, other_version=other.version, **how)
    assert [one.id for one in threads_of(case.id)] == [thread.id]
    undo_merge(case, version=case.version, **how)
    assert [one.id for one in threads_of(other.id)] == [thread.id]


@pytest.mark.usefixtures("app")
def test_it_stays_with_the_household_when_somebody_leaves() -> None:
    """They asked together; who leaves can ask anew."""
    case = with_family(a_case(employer=an_employer()))
    thread, leaving = asked(case), case.people[1]
    told = OwnCase(email="own@mail.example", language="en", category="highly_skilled_migrant", same_home=True)
    own = leave_into_own_case(case, [leaving], told, version=case.version, **{**as_household(), "by": NOOR})
    assert [one.id for one in threads_of(case.id)] == [thread.id]
    assert threads_of(own.id) == []


def test_two_presses_at_once_ask_once(real_app: Flask) -> None:
    """Security T38."""
    case_id = a_case().id
    session.commit()

    def press() -> None:
        begin_immediate()
        asked(session.get_one(Case, case_id))
        session.commit()

    begin_immediate()
    asked(session.get_one(Case, case_id))
    with beside(real_app, press):
        session.commit()
    session.expire_all()
    assert len(threads_of(case_id)) == 1


def test_what_a_household_adds_is_kept_while_the_desk_answers(real_app: Flask) -> None:
    case = a_case()
    thread_id, case_id = asked(case).id, case.id
    session.commit()

    def add() -> None:
        begin_immediate()
        follow_up(session.get_one(Case, case_id), session.get_one(Thread, thread_id), "More", **as_household())
        session.commit()

    begin_immediate()
    answered(session.get_one(Case, case_id), session.get_one(Thread, thread_id))
    with beside(real_app, add):
        session.commit()
    session.expire_all()
    thread = session.get_one(Thread, thread_id)
    assert [(one.position, one.text) for one in thread.messages][1:] == [(1, "For 185 days."), (2, "More")]
    assert thread.state == ThreadState.WAITING
