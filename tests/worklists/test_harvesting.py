"""Who opens far more files than the work asks for is noticed, and must show again who they are (security T51)."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.logbook.actions import record_readings
from expatdesk.logbook.models import Actor
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role, User
from expatdesk.shared.db import session
from expatdesk.worklists.harvesting import MANY_FILES, notice_harvesting
from tests.conftest import Visit
from tests.factories import a_user

pytestmark = pytest.mark.usefixtures("app")


def opens(user: User, files: int, what: str = "case_read") -> list[uuid.UUID]:
    """This user opened so many different files just now."""
    cases = [uuid.uuid4() for _ in range(files)]
    record_readings(what, by=Actor(user.role, user.name, user.id), case_ids=cases)
    session.commit()
    return cases


def mails() -> list[Mail]:
    """What the coordinators got."""
    return list(session.scalars(select(Mail).where(Mail.kind == "many_files_read")))


def test_too_many_end_the_stay_and_are_told(visit: Visit) -> None:
    boss, me, colleague = a_user(Role.COORDINATOR, language="nl"), a_user(Role.OFFICER), a_user(Role.OFFICER)
    greedy, busy = visit(me).opens("desk.worklist"), visit(colleague).opens("desk.worklist")
    opens(me, MANY_FILES + 1)
    opens(colleague, MANY_FILES)
    notice_harvesting()
    greedy.must_sign_in_for("desk.worklist")
    busy.opens("desk.worklist")
    (mail,) = mails()
    assert mail.recipient == boss.email
    assert me.name in mail.text
    assert str(MANY_FILES + 1) in mail.text


def test_it_is_told_once(clock: Traveller) -> None:
    a_user(Role.COORDINATOR)
    me = a_user(Role.OFFICER)
    opens(me, MANY_FILES + 1)
    for _round in range(2):
        notice_harvesting()
        clock.shift(timedelta(minutes=1))
    assert len(mails()) == 1
    opens(me, MANY_FILES + 1)
    notice_harvesting()
    assert len(mails()) == 2


def test_a_day_of_work_is_no_harvest(clock: Traveller) -> None:
    a_user(Role.COORDINATOR)
    me, hr = a_user(Role.OFFICER), a_user(Role.EMPLOYER)
    for _hour in range(8):
        opens(me, MANY_FILES // 2)
        clock.shift(timedelta(hours=1))
    again = opens(me, 1)
    record_readings("case_read", by=Actor(me.role, me.name, me.id), case_ids=again * MANY_FILES)
    opens(me, MANY_FILES + 1, "list_exported")
    opens(hr, MANY_FILES + 1, "hire_read")
    notice_harvesting()
    assert mails() == []
