"""How many invitations go out: an employer's account must not flood a mailbox with hires (security T16)."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.cases.hire_models import HeldInvitation
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.refusals import TooManyMails
from expatdesk.cases.sign_in import invite_again, invite_held_back
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.people import throttle
from expatdesk.people.models import Role
from expatdesk.people.throttle import INVITATIONS_OF, Limit, knock
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.employer.hiring import types
from tests.factories import a_case, a_user, an_employer, complete
from tests.page import text_of
from tests.signin.ways_in import asks_for_link, mails, the_worker_works
from tests.visitor import Visitor

CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{4}-[0-9]{2}")


def invited(case: Case) -> int:
    """How many invitations this household got."""
    return len(session.scalars(select(Mail).where(Mail.case_id == case.id, Mail.kind == "invitation")).all())


def test_the_fourth_hire_with_one_address_is_not_mailed(visit: Visit, officer: Visitor, clock: Traveller) -> None:
    hr = visit(a_user(Role.EMPLOYER, employer=an_employer()))
    pages = []
    for _ in range(4):
        types(hr, email="victim@mail.example").presses("Send")
        pages.append(CODE.sub("", text_of(hr.page.all("main")[0])))
    cases = session.scalars(select(Case)).all()
    assert sorted(invited(case) for case in cases) == [0, 1, 1, 1]
    # The employer reads nothing of it: who floods a mailbox must not see when to stop.
    assert pages[3] == pages[2]
    held_back = next(case for case in cases if not invited(case))
    assert "invitation_held_back" in [line.verb for line in history_of(held_back.id)]
    # Until the intake is done, the act of now offers the same button.
    complete(held_back, "intake")
    officer.opens("desk.case", case_id=held_back.id).sees("The household is not invited yet")
    officer.presses("Send the invitation again").sees("send it again on Mon 14 December 2026, from 11:00.")
    assert invited(held_back) == 0
    clock.shift(timedelta(hours=1))
    officer.signs_in().opens("desk.case", case_id=held_back.id).presses("Send the invitation again")
    officer.does_not_see("The household is not invited yet")
    assert invited(held_back) == 1


def test_what_was_held_back_goes_by_itself_when_it_may(app: Flask, officer: Visitor, clock: Traveller) -> None:
    cases = [a_case(email="victim@mail.example") for _ in range(7)]
    assert [invited(case) for case in cases] == [1, 1, 1, 0, 0, 0, 0]
    session.commit()
    invite_held_back()
    assert sum(map(invited, cases)) == 3
    cases[3].state = CaseState.CLOSED
    session.commit()
    clock.shift(timedelta(hours=1))
    invite_again(cases[4], by=SYSTEM)
    session.commit()
    invite_held_back()
    assert [invited(case) for case in cases] == [1, 1, 1, 0, 1, 1, 1]
    assert next(line.verb for line in history_of(cases[5].id)) == "invitation_followed"
    officer.signs_in().opens("desk.case", case_id=cases[5].id).does_not_see("The household is not invited yet")
    assert session.query(HeldInvitation).count() == 0


def test_no_request_for_a_link_holds_back_an_invitation(visit: Visit, clock: Traveller) -> None:
    """Anybody may ask for a link, to any address: it must not keep a household from being invited (T15)."""
    for _ in range(4):
        asks_for_link(visit(), "victim@mail.example")
    case = a_case(email="victim@mail.example")
    assert invited(case) == 1
    for _ in range(2):
        invite_again(case, by=SYSTEM)
    with pytest.raises(TooManyMails) as refusal:
        invite_again(case, by=SYSTEM)
    assert refusal.value.until == now() + timedelta(hours=1)
    assert invited(case) == 3


def test_invitations_count_for_links(visit: Visit, clock: Traveller) -> None:
    case = a_case(email="victim@mail.example")
    for _ in range(2):
        invite_again(case, by=SYSTEM)
    asks_for_link(visit(), "victim@mail.example")
    the_worker_works()
    assert [mail.kind for mail in mails(to="victim@mail.example")] == ["invitation"] * 3


def test_a_day_brings_an_address_eight_invitations(app: Flask, clock: Traveller) -> None:
    case = a_case(email="victim@mail.example")
    for _ in range(7):
        clock.shift(timedelta(hours=1))
        invite_again(case, by=SYSTEM)
    clock.shift(timedelta(hours=1))
    with pytest.raises(TooManyMails):
        invite_again(case, by=SYSTEM)


def test_an_employer_invites_so_many_a_day(app: Flask, clock: Traveller) -> None:
    employer, other = an_employer(), an_employer("Duinrell Optics B.V.")
    for _ in range(199):
        assert knock((INVITATIONS_OF, str(employer.id)))
    assert invited(a_case(employer=employer, email="a@mail.example")) == 1
    assert invited(a_case(employer=employer, email="b@mail.example")) == 0
    assert invited(a_case(employer=other, email="b@mail.example")) == 1
    clock.shift(timedelta(hours=25))
    assert invited(a_case(employer=employer, email="c@mail.example")) == 1


def test_where_an_employer_may_invite_nobody_more_one_is_tried_for_all(
    app: Flask, clock: Traveller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Of ten thousand each would be tried in vain in a transaction of its own, while no mail goes."""
    few = Limit("invitations-of", 2, INVITATIONS_OF.within, quiet=True)
    monkeypatch.setattr(throttle, "INVITATIONS_OF", few)
    employer, other = an_employer(), an_employer("Duinrell Optics B.V.")
    cases = [a_case(employer=employer, email=f"{number}@mail.example") for number in range(6)]
    elsewhere = [a_case(employer=other, email="victim@mail.example") for _ in range(3)]
    session.commit()
    for hours, of_one, of_other, refusals in ((0, 2, 2, 2), (1, 2, 2, 0), (23, 4, 3, 1), (24, 6, 3, 0)):
        clock.shift(timedelta(hours=hours))
        caplog.clear()
        invite_held_back()
        assert (sum(map(invited, cases)), sum(map(invited, elsewhere))) == (of_one, of_other)
        assert len([line for line in caplog.messages if "too many tries" in line]) == refusals
    assert session.query(HeldInvitation).count() == 0
