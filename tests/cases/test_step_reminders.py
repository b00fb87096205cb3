"""Households are reminded of what is theirs to do: as the plan says, once, and nobody for nothing."""

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from expatdesk.cases import step_reminders
from expatdesk.cases.merging import Choice as Choices
from expatdesk.cases.merging import merge_cases, undo_merge
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.reminder_models import StepReminder
from expatdesk.cases.step_reminders import remind_of_steps
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.messages.choices import keep_choice, unwanted_by
from expatdesk.messages.kinds import Choice
from expatdesk.messages.models import Mail, MailChoice
from expatdesk.people.models import Role
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.rules.plan import Party
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case, an_employer, complete, registered, the_plan, with_family

Clock = time_machine.Traveller

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def case() -> Case:
    """A household that answered its questions and arrives in two months: its first day is far off."""
    case = a_case(arrival=today() + timedelta(days=60), language="nl")
    complete(case, "intake")
    session.commit()
    return case


def first_day(case: Case) -> date:
    """The first day by which it has to do something."""
    return min(step.due for step in the_plan(case).open_steps if step.party is Party.EXPAT and step.due)


def mails(case: Case) -> list[Mail]:
    sent = select(Mail).where(Mail.case_id == case.id, Mail.kind == "steps_due")
    return list(session.scalars(sent.order_by(Mail.written_at)))


def looked_on(day: date, region: Region, clock: Clock, hour: int = 9) -> int:
    clock.move_to(f"{day.isoformat()}T{hour:02}:00:00+01:00")
    return remind_of_steps(region, day)


def test_it_is_told_by_the_ladder_and_once_a_day(case: Case, region: Region, clock: Clock) -> None:
    due = first_day(case)
    assert looked_on(due - timedelta(days=15), region, clock) == 0
    assert looked_on(due - timedelta(days=14), region, clock) == 1
    for hour in (10, 11, 23):
        assert looked_on(due - timedelta(days=14), region, clock, hour) == 0
    assert looked_on(due - timedelta(days=13), region, clock) == 0
    assert len(mails(case)) == 1
    assert f"({case.code})" in mails(case)[0].subject
    assert "uiterlijk op" in mails(case)[0].subject


def test_all_that_is_due_is_one_mail(region: Region, clock: Clock) -> None:
    """With each member of the household by name where the step is of each."""
    case = registered(with_family(a_case()))
    session.commit()
    days = [step.due for step in the_plan(case).open_steps if step.party is Party.EXPAT and step.due]
    assert looked_on(max(days), region, clock) == 1
    (mail,) = mails(case)
    told = session.scalars(select(StepReminder).where(StepReminder.mail_id == mail.id)).all()
    assert len(told) > 1
    assert mail.subject.startswith(f"{len(told)} things to do, the first by")
    assert mail.text.count("\n- ") == len(told)
    assert "(Luc Moreau)" in mail.text


def test_a_worker_that_stood_still_sends_no_heap(
    case: Case, region: Region, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """The newest rung alone is told of, and not again on the next day, whose rung is the same."""
    due = first_day(case)
    assert looked_on(due - timedelta(days=1), region, clock) == 1
    assert looked_on(due, region, clock) == 0
    assert caplog.messages == []
    assert [row.rung for row in session.scalars(select(StepReminder).where(StepReminder.due == due))] == [1]
    assert looked_on(due + timedelta(days=1), region, clock) == 1
    assert len(mails(case)) == 2
    assert "de dag was" in mails(case)[-1].subject


def test_it_stops_when_the_step_is_done(case: Case, region: Region, clock: Clock) -> None:
    due = first_day(case)
    looked_on(due - timedelta(days=14), region, clock)
    told = {row.step for row in session.scalars(select(StepReminder))}
    for step in told:
        complete(case, step)
    session.commit()
    looked_on(due - timedelta(days=7), region, clock)
    again = session.scalars(select(StepReminder).where(StepReminder.rung < 14, StepReminder.step.in_(told)))
    assert again.all() == []


def test_it_goes_on_where_it_was(region: Region, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look is a short one, so that no mail waits behind all households of the desk."""
    monkeypatch.setattr(step_reminders, "BATCH", 2)
    monkeypatch.setattr(step_reminders, "BATCHES_AT_ONCE", 1)
    cases = [a_case(arrival=today() + timedelta(days=60)) for _household in range(5)]
    for case in cases:
        complete(case, "intake")
    session.commit()
    day = first_day(cases[0]) - timedelta(days=14)
    assert [looked_on(day, region, clock) for _look in range(5)] == [2, 2, 1, 0, 0]
    assert [len(mails(case)) for case in cases] == [1] * 5
    assert looked_on(day + timedelta(days=7), region, clock) == 2


def test_nobody_is_woken(case: Case, region: Region, clock: Clock) -> None:
    day = first_day(case) - timedelta(days=7)
    assert looked_on(day, region, clock, hour=7) == 0
    assert looked_on(day, region, clock, hour=8) == 1


@pytest.mark.parametrize("why", ["closed", "no address", "chosen away"])
def test_some_are_not_reminded(case: Case, region: Region, clock: Clock, why: str) -> None:
    day = first_day(case) - timedelta(days=7)
    match why:
        case "closed":
            case.state, case.closed_on = CaseState.CLOSED, today()
        case "no address":
            case.email = ""
        case _:
            keep_choice(case.id, [Choice.REMINDERS])
    session.commit()
    assert looked_on(day, region, clock) == 0
    assert mails(case) == []


def test_who_never_came_is_invited_and_not_reminded(region: Region, clock: Clock) -> None:
    """A student goes to the town hall, by a day that is there from the start."""
    case = a_case(category="student")
    session.commit()
    day = first_day(case)
    assert looked_on(day, region, clock) == 0
    record("language_changed", by=Actor(Role.EXPAT, "Ananya Krishnan"), case_id=case.id)
    session.commit()
    assert looked_on(day + timedelta(days=1), region, clock) == 1


def test_of_an_erased_household_nothing_is_left(case: Case, region: Region, clock: Clock) -> None:
    looked_on(first_day(case) - timedelta(days=7), region, clock)
    keep_choice(case.id, [Choice.NEWS])
    assert session.scalars(select(StepReminder)).all()
    erase_case(case, Why.CLOSED, countries=region.countries, today=today())
    assert session.scalars(select(StepReminder)).all() == []
    assert session.scalars(select(MailChoice)).all() == []


def test_of_two_cases_that_become_one_each_keeps_its_own(region: Region) -> None:
    """What one of them was reminded of, and what it chose, is not the other's."""
    employer = an_employer()
    kept, emptied = (a_case(employer=employer, nationality="FR") for _ in range(2))
    for case, choice in ((kept, Choice.NEWS), (emptied, Choice.REMINDERS)):
        session.add(StepReminder(case_id=case.id, step="gp", due=today(), rung=7))
        keep_choice(case.id, [choice])
    versions = {"version": kept.version, "other_version": emptied.version}
    same = {emptied.principal.id: kept.principal.id}
    merge_cases(kept, emptied, Choices(same=same), **versions, by=SYSTEM, region=region, today=today())
    assert unwanted_by(kept.id) == {Choice.NEWS}
    assert {row.case_id for row in session.scalars(select(StepReminder))} == {kept.id, emptied.id}
    undo_merge(kept, version=kept.version, by=SYSTEM, region=region, today=today())
    assert unwanted_by(emptied.id) == {Choice.REMINDERS}
