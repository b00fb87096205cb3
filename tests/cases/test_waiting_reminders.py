"""A reminder that waits to be joined tells nobody of what is done, has moved, or is not wanted any more."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from expatdesk.cases.actions import change_facts
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.reminder_models import StepReminder
from expatdesk.cases.representative_models import Mails
from expatdesk.cases.step_reminders import remind_of_steps
from expatdesk.cases.waiting_reminders import renew_waiting
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.actions import queue_mail
from expatdesk.messages.choices import keep_choice
from expatdesk.messages.joining import GATHERED_WITHIN
from expatdesk.messages.kinds import Choice
from expatdesk.messages.models import Mail
from expatdesk.rules.plan import Party
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local, today
from expatdesk.shared.db import session
from tests.factories import a_case, a_representative, complete, registered, the_plan, with_family

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def case(clock: time_machine.Traveller, region: Region) -> Case:
    """A family with several things to do, which a mail that waits reminds it of."""
    case = registered(with_family(a_case()))
    session.commit()
    last = max(step.due for step in the_plan(case).open_steps if step.party is Party.EXPAT and step.due)
    clock.move_to(f"{last.isoformat()}T09:00:00+01:00")
    assert remind_of_steps(region, last) == 1
    return case


def waiting() -> list[Mail]:
    session.expire_all()
    return list(session.scalars(select(Mail).where(Mail.kind == "steps_due")))


def told() -> set[str]:
    return {row.step for row in session.scalars(select(StepReminder))}


def about_to_go(clock: time_machine.Traveller, region: Region) -> list[Mail]:
    clock.shift(GATHERED_WITHIN)
    renew_waiting(region, today())
    return waiting()


def test_what_is_still_to_be_done_stays_as_it_was_written(
    clock: time_machine.Traveller, region: Region, case: Case
) -> None:
    (before,) = (mail.id for mail in waiting())
    (mail,) = about_to_go(clock, region)
    assert mail.id == before


def test_one_that_was_held_up_until_another_day_says_tomorrow_of_that_day(
    clock: time_machine.Traveller, region: Region, case: Case
) -> None:
    (before,) = (mail.text for mail in waiting())
    clock.shift(timedelta(days=1))
    (mail,) = about_to_go(clock, region)
    assert mail.text != before
    assert local(mail.written_at).date() == today()


def test_what_was_done_meanwhile_is_not_told(clock: time_machine.Traveller, region: Region, case: Case) -> None:
    steps = sorted(told())
    complete(case, steps[0])
    session.commit()
    (mail,) = about_to_go(clock, region)
    assert told() == set(steps[1:])
    assert mail.text.count("\n- ") == len(steps) - 1
    renew_waiting(region, today())
    assert [one.id for one in waiting()] == [mail.id]


def returned(case: Case) -> Mail:
    """A paper goes back to the household: a mail that takes the reminder along."""
    return queue_mail(
        "paper_returned", recipient=case.email, language=case.language, case_id=case.id, case=case, paper="Lease",
        person=None, reason="It is dark.", note="", by_day=None,
    )  # fmt: skip


def all_done(case: Case) -> None:
    for step in told():
        complete(case, step)


def closed(case: Case) -> None:
    case.state, case.closed_on = CaseState.CLOSED, today()


def chosen_away(case: Case) -> None:
    keep_choice(case.id, [Choice.REMINDERS])


@pytest.mark.parametrize("meanwhile", [all_done, closed, chosen_away])
def test_none_goes_out_of_which_nothing_is_left(
    clock: time_machine.Traveller, region: Region, case: Case, meanwhile: Callable[[Case], None]
) -> None:
    meanwhile(case)
    session.commit()
    assert about_to_go(clock, region) == []
    assert told() == set()


def test_it_is_looked_at_before_another_mail_takes_it_along(
    clock: time_machine.Traveller, region: Region, case: Case
) -> None:
    mail = returned(case)
    (reminder,) = waiting()
    reminder.try_after += timedelta(hours=1)
    all_done(case)
    session.commit()
    assert about_to_go(clock, region) == []
    assert session.get(Mail, mail.id)


def test_one_that_a_worker_is_sending_is_left_alone(
    clock: time_machine.Traveller, region: Region, case: Case
) -> None:
    returned(case)
    (mail,) = waiting()
    mail.tries, mail.try_after = 1, mail.try_after + timedelta(hours=1)
    all_done(case)
    session.commit()
    assert len(about_to_go(clock, region)) == 1


def test_what_waits_goes_to_the_address_that_was_put_right(region: Region, case: Case) -> None:
    """The old one may be a stranger's."""
    day: date = today()
    change_facts(case, {"email": "right@mail.example"}, version=case.version, by=SYSTEM, region=region, today=day)
    assert [mail.recipient for mail in waiting()] == ["right@mail.example"]


def test_who_reads_it_beside_the_household_gets_the_new_one_too(
    clock: time_machine.Traveller, region: Region
) -> None:
    case = registered(with_family(a_case()))
    a_representative(case, mails=Mails.TOO, days=360)
    session.commit()
    last = max(step.due for step in the_plan(case).open_steps if step.party is Party.EXPAT and step.due)
    clock.move_to(f"{last.isoformat()}T09:00:00+01:00")
    remind_of_steps(region, last)
    assert len(waiting()) == 2
    complete(case, sorted(told())[0])
    session.commit()
    mails = about_to_go(clock, region)
    assert {mail.recipient for mail in mails} == {case.email, "joost@agent.example"}
    assert len(mails) == 2
    assert len({mail.text.count("\n- ") for mail in mails}) == 1
