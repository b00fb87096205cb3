"""An employer asks to be let in: a mail to confirm, and one answer to everybody (security T12, T14, T16)."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from time_machine import Traveller

from expatdesk.messages.models import Mail
from expatdesk.organisations.models import EmployerApplication
from expatdesk.people.applications import answer_applications, confirm, confirmed_applications, refuse
from expatdesk.people.forgetting import forget_old_ways_in
from expatdesk.people.models import Role, User
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_user, actor_of, an_employer
from tests.signin.ways_in import mails
from tests.visitor import Visitor

CONFIRM = re.compile(r"https://expatdesk\.example(/sign-in/employers/confirm/\S+)")
TYPED = {
    "name": "Naturalis", "kvk_number": "2736 6422", "street": "Darwinweg 2", "postcode": "2333cr",
    "town": "Leiden", "applicant": "Esra Koç", "email": "Esra@Naturalis.example",
}  # fmt: skip


def asks(visitor: Visitor, **typed: str) -> Visitor:
    """Fill the form in and send it; the worker answers."""
    visitor.opens("signin.register").presses("Ask for an account", **{**TYPED, **typed})
    answer_applications()
    return visitor


def link_in(mail: Mail) -> str:
    """The path of the link in this mail."""
    (path,) = CONFIRM.findall(mail.text)
    return str(path)


def waiting() -> int:
    """How many applications there are, confirmed or not."""
    return session.scalar(select(func.count()).select_from(EmployerApplication)) or 0


def test_asked_confirmed_and_seen(nobody: Visitor, coordinator: Visitor) -> None:
    nobody.opens("public.start").follows("New here? Ask for an account")
    asks(nobody).sees("Look in your mailbox")
    coordinator.opens("desk.employers").does_not_see("Naturalis")
    (mail,) = mails()
    assert (mail.kind, mail.recipient, mail.language) == ("employer_application", "esra@naturalis.example", "en")
    # A mail scanner opens it: nothing happens.
    nobody.goes_to(link_in(mail)).sees("Esra Koç asks for an account of Naturalis")
    assert confirmed_applications() == []
    nobody.presses("Yes, that was me").sees("Your mailbox is confirmed")
    (application,) = confirmed_applications()
    assert (application.kvk_number, application.postcode) == ("27366422", "2333 CR")
    coordinator.opens("desk.employers").sees("Waiting for your approval", "Naturalis", "Esra Koç")
    assert isinstance(coordinator.who, User)
    (told,) = mails("employer_applied")
    assert (told.recipient, "Naturalis" in told.text) == (coordinator.who.email, True)
    assert nobody.asks_for("signin.confirm_registration", token=link_in(mail).rsplit("/", 1)[1]).status_code == 410


def test_known_or_not_looks_the_same(visit: Visit) -> None:
    """Security T14: the page, its address, and that a mail comes; of which kind, the mailbox alone tells."""
    known = a_user(Role.OFFICER)
    pages = [asks(visit(), email=email) for email in (known.email, "new@naturalis.example")]
    assert pages[0].page.text == pages[1].page.text
    assert pages[0].page.url == pages[1].page.url
    assert {mail.recipient: mail.kind for mail in mails()} == {
        known.email: "employer_known", "new@naturalis.example": "employer_application",
    }  # fmt: skip
    assert waiting() == 1


def test_an_organisation_that_is_known_already_looks_the_same(visit: Visit) -> None:
    """The coordinator finds out, and nobody else."""
    an_employer("Naturalis", kvk_number="27366422")
    asks(visit()).sees("Look in your mailbox")
    assert [mail.kind for mail in mails()] == ["employer_application"]


def test_nobodys_mailbox_is_flooded(visit: Visit, clock: Traveller) -> None:
    """Security T16: three a day to one address, and the page looks the same."""
    for _again in range(5):
        asks(visit()).sees("Look in your mailbox")
    assert len(mails("employer_application")) == 3
    asks(visit(), email="esra@ｎaturalis.example")
    assert len(mails()) == 3
    clock.shift(timedelta(hours=25))
    asks(visit())
    assert len(mails("employer_application")) == 4


def test_one_place_asks_ten_times_an_hour(visit: Visit) -> None:
    for number in range(12):
        asks(visit(), email=f"hr{number}@naturalis.example").sees("Look in your mailbox")
    assert len(mails()) == 10


def test_the_mail_carries_no_strangers_words(visit: Visit) -> None:
    """Or anybody could send anybody else a letter of theirs, from us (security T16, T24)."""
    asks(visit(), name="You won a prize", street="Call 0900", town="Now", applicant="Prize Office")
    (mail,) = mails("employer_application")
    for part in (mail.subject, mail.text, mail.html):
        assert not re.search("prize|0900", part, re.IGNORECASE)


def test_the_coordinators_mailbox_is_not_flooded(coordinator: Visitor) -> None:
    """Security T16: ten mails a day; who asks besides stands on the page."""
    for number in range(12):
        session.add(EmployerApplication(**asked_by(f"Firm {number}")))
    session.flush()
    assert all(confirm(one) for one in session.scalars(select(EmployerApplication)).all())
    assert len(mails("employer_applied")) == 10
    coordinator.opens("desk.employers").sees("Firm 0", "Firm 11")


def test_what_nobody_decides_is_not_kept_for_ever(app: Flask, clock: Traveller) -> None:
    """After 60 days whoever asked hears so, and nothing of what they typed is left."""
    session.add(EmployerApplication(**asked_by("Naturalis"), confirmed_at=now()))
    session.commit()
    clock.shift(timedelta(days=59))
    forget_old_ways_in()
    assert (waiting(), mails()) == (1, [])
    clock.shift(timedelta(days=2))
    forget_old_ways_in()
    (mail,) = mails("employer_refused")
    assert (waiting(), mail.recipient) == (0, "esra@naturalis.example")
    assert "Nobody at the desk decided within 60 days." in mail.text


def asked_by(name: str) -> dict[str, str]:
    """What somebody of this organisation typed, whose link was mailed."""
    typed = {**TYPED, "name": name, "kvk_number": "27366422", "email": "esra@naturalis.example"}
    return {**typed, "language": "en", "token_hash": f"{name:x<64}"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_mail_is_complete(visit: Visit, language: str) -> None:
    known, boss = a_user(Role.OFFICER), a_user(Role.COORDINATOR)
    for email in (known.email, "new@naturalis.example"):
        visitor = visit(language=language)
        visitor.opens("signin.register").presses(visitor.says("Ask for an account"), **{**TYPED, "email": email})
    answer_applications()
    boss.language = language
    application = session.scalars(select(EmployerApplication)).one()
    assert confirm(application)
    refuse(application, "The register does not know you.", by=actor_of(boss))
    written = {mail.kind: mail for mail in mails()}
    assert set(written) == {"employer_known", "employer_application", "employer_applied", "employer_refused"}
    for mail in written.values():
        assert (mail.language, f'<html lang="{language}">' in mail.html) == (language, True)
        for leftover in ("{{", "{%", "None", "%(", "<p>"):
            assert leftover not in mail.text
    assert "The register does not know you." in written["employer_refused"].text


def test_what_nobody_confirms_is_forgotten(visit: Visit, clock: Traveller) -> None:
    asks(visit())
    path = link_in(mails("employer_application")[0])
    clock.shift(timedelta(hours=25))
    assert visit()._get(path).status_code == 410
    forget_old_ways_in()
    assert waiting() == 0


def test_what_is_confirmed_waits_for_the_coordinator(visit: Visit, clock: Traveller) -> None:
    asks(visit())
    visit().goes_to(link_in(mails()[0])).presses("Yes, that was me")
    clock.shift(timedelta(days=30))
    forget_old_ways_in()
    assert waiting() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"kvk_number": "123"}, "This is no KvK number."),
        ({"kvk_number": ""}, "Fill in the KvK number."),
        ({"email": "esra"}, "This is no e-mail address."),
        ({"applicant": "www.evil.example"}, "This is no name."),
        ({"postcode": "99"}, "This is no Dutch postcode."),
        ({"name": "BSN 111222333"}, "This looks like a BSN"),
    ],
)
def test_what_is_wrong_is_said(nobody: Visitor, typed: dict[str, str], said: str) -> None:
    nobody.opens("signin.register").presses("Ask for an account", refused=422, **{**TYPED, **typed}).sees(said)
    assert waiting() == 0


def test_fields_that_the_form_has_not_are_not_stored(nobody: Visitor) -> None:
    """Security T06: nobody confirms for themselves, nor brings a token along."""
    sent = {**TYPED, "confirmed_at": "2026-01-01", "token_hash": "x", "role": "coordinator", "is_admin": "y"}
    assert nobody.posts("signin.register", sent).status_code == 303
    application = session.scalars(select(EmployerApplication)).one()
    assert (application.confirmed_at, application.token_hash) == (None, None)


def test_nobody_gets_an_account_by_asking(visit: Visit, app: Flask) -> None:
    asks(visit())
    visit().goes_to(link_in(mails()[0])).presses("Yes, that was me")
    assert session.scalars(select(User)).all() == []
