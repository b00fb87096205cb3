"""The mails of signing in: complete in both languages, as text and as HTML, safe with any name."""

from datetime import timedelta

import pytest
from flask import Flask

from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.sending import send_waiting
from expatdesk.people.actions import choose_password, invite_user
from expatdesk.people.links import ask_for_link
from expatdesk.people.models import Purpose, Role
from expatdesk.people.queries import user_by_email
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.shared.mail import post
from tests.factories import PASSWORD, a_case, an_employer
from tests.signin.ways_in import LINK, mails, the_worker_works

KINDS = ["invitation", "sign_in_link", "user_invitation", "new_password", "password_changed"]


def write_all(language: str) -> None:
    """One mail of every kind."""
    a_case(email="expat@mail.example", language=language, employer=an_employer("Duinzicht Labs B.V."))
    ask_for_link(Purpose.SIGN_IN, "expat@mail.example")
    invite_user("staff@desk.example", "Noor Kuipers", Role.OFFICER, by=SYSTEM, language=language)
    ask_for_link(Purpose.NEW_PASSWORD, "staff@desk.example")
    session.commit()
    the_worker_works()
    staff = user_by_email("staff@desk.example")
    assert staff is not None
    choose_password(staff, PASSWORD)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_both_parts_say_the_same_in_the_readers_language(app: Flask, language: str) -> None:
    write_all(language)
    written = {mail.kind: mail for mail in mails()}
    assert sorted(written) == sorted(KINDS)
    for mail in written.values():
        assert mail.language == language
        assert f'<html lang="{language}">' in mail.html
        assert mail.subject.partition(" (")[0] in mail.html
        assert set(LINK.findall(mail.text)) == set(LINK.findall(mail.html.replace('"', " ")))
        assert ("Beste" if language == "nl" else "Hello") in mail.text
        for leftover in ("{{", "{%", "None", "%(", "<p>"):
            assert leftover not in mail.text


def test_the_invitation_says_who_what_and_by_when(app: Flask) -> None:
    case = a_case(employer=an_employer("Duinzicht Labs B.V."))
    (mail,) = mails("invitation")
    for part in (mail.text, mail.html):
        assert "Duinzicht Labs B.V. told us" in part
        assert case.code in part
        assert "Answer the questions" in part or "/sign-in/link/" in part
        assert "+31" in part


def test_the_invitation_promises_a_registration_only_where_the_desk_may(app: Flask) -> None:
    arrives = today() + timedelta(days=20)
    a_case(email="here@mail.example", arrival=arrives)
    a_case(email="elsewhere@mail.example", arrival=arrives, lived_in_nl=True)
    (here,), (elsewhere,) = mails(to="here@mail.example"), mails(to="elsewhere@mail.example")
    for part in (here.text, here.html):
        assert "We help you with your registration, with finding a home" in part
        assert "You do that at your visit to us" in part
    for part in (elsewhere.text, elsewhere.html):
        assert "We help you with finding a home" in part
        assert "By law you report your arrival by" in part
        assert "Where you do that, your page says." in part
        assert "your registration" not in part
        assert "visit" not in part


def test_no_name_becomes_a_link_or_markup(app: Flask) -> None:
    employer = an_employer("Win at http://evil.example <b>now</b>")
    a_case(employer=employer, given_names="<script>x</script> evil.example", family_name="www.evil.example")
    (mail,) = mails("invitation")
    assert "http://evil.example" not in mail.text + mail.html
    assert "<script>x" not in mail.html
    assert "<b>now" not in mail.html
    assert "evil.example" not in mail.text + mail.html


def test_after_sending_no_link_is_kept(app: Flask) -> None:
    write_all("en")
    session.commit()
    send_waiting(post())
    session.expire_all()
    for mail in mails():
        assert mail.state == "sent"
        assert "/sign-in/link/" not in mail.text + mail.html
        assert "/sign-in/new-password/" not in mail.text + mail.html
    folder = app.config["INSTANCE_DIR"] / "mail"
    assert any(b"/sign-in/link/" in file.read_bytes() for file in folder.glob("*.eml"))
