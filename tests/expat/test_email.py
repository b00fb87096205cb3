"""Another address for a household: both mailboxes confirm it, and scanners change nothing (T12, T13, T16)."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.cases.actions import change_facts
from expatdesk.cases.models import Case, CaseState
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.people import throttle
from expatdesk.people.models import Role, SignIn
from expatdesk.people.sign_ins import start_stay
from expatdesk.rights.email_change import ask_for_change, say_yes
from expatdesk.rights.forgetting import forget_what_rests
from expatdesk.rights.models import EmailChange
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case
from tests.factories.cases import REGION
from tests.visitor import Visitor

NEW = "new@mail.example"
EXPAT = Actor(Role.EXPAT, "Ana")
YES, STOP = "Yes, this is right", "No, leave it as it was"


def asks(visit: Visit, case: Case) -> Visitor:
    return visit(case).opens("expat.email").presses("Send both links", email=NEW)


def mails(kind: str) -> list[Mail]:
    return list(session.scalars(select(Mail).where(Mail.kind == kind)))


def link(kind: str) -> str:
    """The path of the link in the newest mail of this kind."""
    found = re.search(r"https?://\S*/email/\S+", mails(kind)[-1].text)
    assert found is not None
    return urlsplit(found.group()).path


def token(kind: str) -> str:
    return link(kind).rpartition("/")[2]


def says_yes(of: str) -> bool:
    return say_yes(of, by=EXPAT, stay="", region=REGION, today=today())


def code_on(page: str) -> str:
    found = re.search(r"(\d{3}) (\d{3})", page)
    assert found is not None
    return found.group(1) + found.group(2)


def test_it_changes_once_both_have_confirmed(visit: Visit) -> None:
    case = a_case(email="old@mail.example")
    start_stay(Role.EXPAT, case_id=case.id, device="Chrome, Mac")
    expat = asks(visit, case).sees("We sent a link to both addresses.", "Not confirmed yet")
    expat.goes_to(link("email_change_old")).does_not_see("Code of 6 figures").presses(YES, refused=200)
    expat.sees("The other address has a link as well.")
    assert case.email == "old@mail.example"
    expat.goes_to(link("email_change_new")).presses(YES, refused=200).sees(f"From now on we write to {NEW}")
    session.expire_all()
    assert case.email == NEW
    assert [row.device for row in session.query(SignIn).filter_by(case_id=case.id, ended_at=None)] == [""]
    assert sorted(mail.recipient for mail in mails("email_changed")) == [NEW, "old@mail.example"]
    assert "facts_changed" in [line.verb for line in history_of(case.id)]
    assert "old@mail.example" not in str([line.details for line in history_of(case.id)])


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("kind", ["email_change_new", "email_change_old"])
def test_opening_a_link_changes_nothing(visit: Visit, nobody: Visitor, method: str, kind: str) -> None:
    case = a_case()
    asks(visit, case)
    for _ in range(3):
        assert nobody.client.open(link(kind), method=method, base_url=nobody.base_url).status_code == 200
    change = session.get_one(EmailChange, case.id)
    assert change.new_token_hash
    assert change.old_token_hash
    assert case.email != NEW


def test_another_browser_needs_the_code(visit: Visit, nobody: Visitor) -> None:
    case = a_case()
    code = code_on(asks(visit, case).page.text)
    wrong = "111111" if code != "111111" else "222222"
    nobody.goes_to(link("email_change_new")).presses(YES, refused=422, code="").sees("Fill in the code.")
    nobody.presses(YES, refused=422, code=wrong).sees("This is not the code.")
    assert session.get_one(EmailChange, case.id).new_token_hash
    nobody.presses(YES, refused=200, code=code).sees("Thank you, this address is confirmed")
    session.expire_all()
    assert session.get_one(EmailChange, case.id).new_token_hash is None


def test_the_code_is_not_guessed(visit: Visit, nobody: Visitor) -> None:
    code = code_on(asks(visit, a_case()).page.text)
    nobody.goes_to(link("email_change_new"))
    for guess in range(throttle.LINK_CODE.allowed):
        nobody.presses(YES, refused=422, code=f"{(int(code) + guess + 1) % 1_000_000:06d}")
    nobody.presses(YES, refused=422, code=code).sees("There were too many tries.")


def test_each_link_works_once(visit: Visit) -> None:
    expat = asks(visit, a_case())
    path = link("email_change_new")
    expat.goes_to(path).presses(YES, refused=200)
    assert expat.client.get(path, base_url=expat.base_url).status_code == 410


def test_of_two_presses_at_once_one_counts(visit: Visit) -> None:
    case = a_case()
    asks(visit, case)
    assert says_yes(token("email_change_new"))
    assert not says_yes(token("email_change_new"))


def test_a_yes_to_one_address_is_none_to_another(visit: Visit) -> None:
    """Asked for again between opening the link and pressing the button (security T39)."""
    case = a_case()
    asks(visit, case)
    older = token("email_change_new")
    ask_for_change(case, "other@mail.example", nonce="x", code="1", by=EXPAT)
    assert not says_yes(older)
    assert session.get_one(EmailChange, case.id).new_token_hash


def test_the_old_mailbox_stops_it_without_a_code_and_signs_others_out(visit: Visit, nobody: Visitor) -> None:
    case = a_case()
    expat = asks(visit, case)
    nobody.goes_to(link("email_change_old")).presses(STOP, refused=200, is_unwanted=True)
    nobody.sees("The address stays as it was", "All other devices are signed out.")
    assert session.get(EmailChange, case.id) is None
    expat.must_sign_in_for("expat.data")
    for kind in ("email_change_old", "email_change_new"):
        assert nobody.client.get(link(kind), base_url=nobody.base_url).status_code == 410


def test_a_scanner_that_presses_buttons_stops_nothing(visit: Visit, nobody: Visitor) -> None:
    """It ticks no box, and knows no code (security T12)."""
    case = a_case()
    asks(visit, case)
    for button in (STOP, YES):
        nobody.goes_to(link("email_change_old")).presses(button, refused=422)
    nobody.goes_to(link("email_change_old")).presses(STOP, refused=422).sees("Tick this as well")
    assert session.get_one(EmailChange, case.id).old_token_hash


def test_the_links_die_when_the_case_is_closed(visit: Visit) -> None:
    case = a_case()
    expat = asks(visit, case)
    case.state, case.closed_on = CaseState.CLOSED, today()
    session.commit()
    assert expat.client.get(link("email_change_new"), base_url=expat.base_url).status_code == 410


def test_the_new_mailbox_alone_stops_nothing(visit: Visit, nobody: Visitor) -> None:
    case = a_case()
    asks(visit, case)
    nobody.goes_to(link("email_change_new")).does_not_see(STOP)
    nobody.posts("expat.email_link", {"answer": "stop", "is_unwanted": "y"}, token=token("email_change_new"))
    assert session.get(EmailChange, case.id) is not None


def test_a_newer_wish_replaces_an_older_one(visit: Visit) -> None:
    expat = asks(visit, a_case())
    older = link("email_change_new")
    expat.presses("Leave it as it was").presses("Send both links", email="newer@mail.example")
    assert expat.client.get(older, base_url=expat.base_url).status_code == 410


def test_the_links_die_with_the_address_that_they_went_to(visit: Visit) -> None:
    case = a_case()
    expat = asks(visit, case)
    path = link("email_change_new")
    changes = {"email": "desk@mail.example"}
    change_facts(case, changes, version=case.version, by=SYSTEM, region=REGION, today=today())
    session.commit()
    assert expat.client.get(path, base_url=expat.base_url).status_code == 410


def test_they_die_after_a_day_and_are_forgotten(visit: Visit, clock: Traveller) -> None:
    case = a_case()
    expat = asks(visit, case)
    path = link("email_change_new")
    clock.move_to(now() + timedelta(hours=25))
    assert expat.client.get(path, base_url=expat.base_url).status_code == 410
    forget_what_rests()
    assert session.get(EmailChange, case.id) is None


def test_the_mailbox_of_somebody_else_is_not_flooded(visit: Visit) -> None:
    """Over the limits of the new address nothing looks different (security T16)."""
    for _ in range(throttle.MAILS_AN_HOUR.allowed):
        throttle.count(*throttle.mails_to(NEW))
    asks(visit, a_case()).sees("We sent a link to both addresses.")
    assert mails("email_change_new") == []
    assert len(mails("email_change_old")) == 1


def test_a_household_asks_three_times_a_day(visit: Visit) -> None:
    expat = visit(a_case())
    for _ in range(throttle.EMAIL_CHANGES.allowed):
        expat.opens("expat.email").presses("Send both links", email=NEW).presses("Leave it as it was")
    expat.presses("Send both links", refused=422, email=NEW).sees("You asked three times today.")


def test_what_is_no_other_address_is_refused(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.email")
    expat.presses("Send both links", refused=422, email=case.email.upper()).sees("go to this address already")
    expat.presses("Send both links", refused=422, email="nowhere").sees("This is no e-mail address.")


def test_it_needs_a_fresh_sign_in_and_an_open_case(visit: Visit, clock: Traveller) -> None:
    case = a_case()
    expat = visit(case)
    case.state, case.closed_on = CaseState.CLOSED, today()
    session.commit()
    assert expat.posts("expat.email", {"email": NEW}).status_code == 409
    clock.move_to(now() + timedelta(minutes=6))
    assert expat.asks_for("expat.email").location.startswith(expat.address("signin.confirm"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_mail_to_the_new_mailbox_names_nobody(visit: Visit, language: str) -> None:
    case = a_case(language=language, given_names="Zebulon")
    asks(visit, case)
    (mail,) = mails("email_change_new")
    assert "Zebulon" not in mail.text + mail.html
    assert case.code not in mail.text + mail.html
    assert ("Zebulon" in mails("email_change_old")[0].text, mail.language) == (True, language)
