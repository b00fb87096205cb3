"""How somebody who represents a household gets in: invited by the worker, and by mail ever after."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.cases.models import Case
from expatdesk.cases.representative_models import Grant, Representative
from expatdesk.cases.representatives import end_representation, forget_ended, send_invitations
from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.messages.models import Mail
from expatdesk.people.models import Link, Purpose, Role, SignIn
from expatdesk.people.sign_ins import stays_of_case
from expatdesk.rights.queries import mails_to
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.expat.test_representative import names
from tests.factories import a_case, a_representative, a_user
from tests.signin.ways_in import LINK, asks_for_link, gets_link, is_signed_in, mails, the_worker_works, token_in
from tests.visitor import Visitor

AGENT = "joost@agent.example"


def invited(case: Case, **named: Any) -> str:
    """The path of the link in the invitation."""
    a_representative(case, has_accepted=False, **named)
    session.commit()
    send_invitations()
    (mail,) = [mail for mail in mails("representative_invited") if mail.case_id == case.id]
    return str(LINK.findall(mail.text)[0])


def test_from_the_invitation_to_the_page(nobody: Visitor) -> None:
    case = a_case()
    path = invited(case, sees=[Grant.PLAN], may_act=True)
    nobody.goes_to(path).sees("Ananya Krishnan asks you to represent", "Book, move and cancel visits")
    nobody.presses("Accept and sign in", code="LE-0000-00", refused=422)
    assert session.scalars(select(Representative.accepted_at)).one() is None
    nobody.presses("Accept and sign in", code=case.code.lower())
    nobody.sees("For Ananya Krishnan", "You represent this household until")
    line = session.scalars(select(LogLine).where(LogLine.verb == "representative_accepted")).one()
    assert (line.actor_role, line.actor_name) == (Role.REPRESENTATIVE, "Joost Visser")


def test_the_invitation_is_in_their_own_language(app: Flask) -> None:
    invited(a_case(language="en"), language="nl")
    (mail,) = mails("representative_invited")
    assert (mail.language, mail.recipient) == ("nl", AGENT)
    assert "Beste Joost Visser" in mail.text or "Hallo Joost Visser" in mail.text


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_opening_the_invitation_changes_nothing(nobody: Visitor, method: str) -> None:
    """Security T12."""
    path = invited(a_case())
    assert nobody.client.open(path, method=method, base_url=nobody.base_url).status_code == 200
    assert session.scalars(select(Representative.accepted_at)).one() is None
    assert session.scalars(select(SignIn)).all() == []


def test_later_they_sign_in_with_their_own_address(nobody: Visitor) -> None:
    case = a_case()
    one = a_representative(case, language="nl")
    path, _code = gets_link(nobody, AGENT)
    nobody.goes_to(path).presses("Sign in").sees("For Ananya Krishnan")
    assert one.language == "nl", "what was chosen in this browser is for its pages"
    (mail,) = mails("sign_in_link")
    assert "Joost Visser" in mail.text
    assert "Ananya" not in mail.text
    assert stays_of_case(case.id) == [], "the household's list of devices is its own"


def test_before_accepting_their_address_opens_nothing(nobody: Visitor) -> None:
    a_representative(a_case(), has_accepted=False)
    asks_for_link(nobody, AGENT)
    the_worker_works()
    assert mails("sign_in_link") == []


def test_an_agent_of_several_households_chooses(nobody: Visitor) -> None:
    first, second = a_case(), a_case(family_name="Vasquez", email="other@mail.example")
    own = a_case(family_name="Visser", email=AGENT)
    a_representative(first)
    one = a_representative(second)
    path, _code = gets_link(nobody, AGENT)
    nobody.goes_to(path).sees(f"{first.code}, which you represent", f"{own.code}, since")
    nobody.presses("Sign in", case=str(one.id)).sees("For Ananya Vasquez")
    nobody.cannot_open("expat.mails")


def test_two_invitations_to_one_address_are_both_good(nobody: Visitor, visit: Visit) -> None:
    first, second = a_case(), a_case(family_name="Vasquez", email="other@mail.example")
    one, other = invited(first), invited(second)
    assert one != other
    nobody.goes_to(one).presses("Accept and sign in", code=first.code).sees("For Ananya Krishnan")
    visit().goes_to(other).presses("Accept and sign in", code=second.code).sees("For Ananya Vasquez")


@pytest.mark.parametrize("accepted", [True, False])
def test_once_it_ended_no_link_and_no_stay_opens_it(nobody: Visitor, visit: Visit, *, accepted: bool) -> None:
    case = a_case()
    path = invited(case)
    if accepted:
        nobody.goes_to(path).presses("Accept and sign in", code=case.code)
        other = visit()
        path, _code = gets_link(other, AGENT)
    end_representation(case, by=SYSTEM)
    session.commit()
    assert visit().asks_for("signin.link", token=token_in(path)).status_code == 410
    nobody.must_sign_in_for("expat.status")
    assert not is_signed_in(nobody)
    assert session.scalars(select(Link).where(Link.purpose == Purpose.REPRESENTATION)).all() == []


def test_who_works_for_the_employer_is_told_nothing_and_nor_is_the_household(visit: Visit) -> None:
    """Security T07 and T14: the page, the mails and what is kept are the same for any address."""
    seen = []
    for is_hr in (False, True):
        case = a_case(email=f"expat{is_hr:d}@mail.example")
        address = f"joost{is_hr:d}@agent.example"
        if is_hr:
            hr = a_user(Role.EMPLOYER, employer=case.employer)
            hr.email = address
        expat = names(visit(case), email=address)
        said = expat.page.text
        send_invitations()
        assert bool(mails("representative_invited", address)) is not is_hr
        expat.opens("expat.representative").sees("Has not accepted yet")
        kept = [(mail.kind, mail.recipient == case.email) for mail in mails_to(case.id)]
        seen.append((said.replace(address, ""), sorted(kept)))
    assert seen[0] == seen[1]


def test_of_another_employer_anybody_may(app: Flask) -> None:
    a_user(Role.EMPLOYER, employer=a_case().employer).email = AGENT
    assert invited(a_case())


def test_one_signed_in_as_the_household_does_not_become_another(visit: Visit) -> None:
    """Security T13."""
    case = a_case()
    path = invited(case)
    answer = visit(case).goes_to(path)
    answer.sees("This link is for another person")
    assert answer.posts("signin.link", {"code": case.code}, token=token_in(path)).status_code == 409


def test_to_confirm_they_get_a_link_at_their_own_address(visit: Visit, clock: Traveller) -> None:
    """The secret of the household would make them the household itself."""
    case = a_case()
    case.secret_hash = "kept"
    agent = visit(a_representative(case)).opens("signin.confirm").does_not_see("Secret")
    assert agent.posts("signin.confirm", {"secret": "K7QM-3F2A-9XHB-T6WD"}).status_code == 200
    agent.presses("Send me a link")
    the_worker_works()
    assert [mail.recipient for mail in mails("sign_in_link")] == [AGENT]


def test_nobody_fills_a_mailbox_with_invitations(app: Flask) -> None:
    """Security T16."""
    for number in range(7):
        a_representative(a_case(email=f"e{number}@mail.example"), has_accepted=False)
    session.commit()
    send_invitations()
    assert len(mails("representative_invited")) == 5


@pytest.mark.parametrize(("accepted", "days", "stays"), [(True, 31, False), (True, 29, True), (False, 15, False)])
def test_what_is_over_is_erased(clock: Traveller, app: Flask, *, accepted: bool, days: int, stays: bool) -> None:
    case = a_case()
    a_representative(case, days=30, has_accepted=accepted)
    session.commit()
    clock.shift(timedelta(days=days))
    forget_ended()
    assert bool(session.scalars(select(Representative)).all()) is stays
    assert session.scalars(select(Mail).where(Mail.kind == "representative_ended")).all() == []
