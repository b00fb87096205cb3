"""The worker sends what waits: at least once, in time, and never for ever (security T54, T55)."""

import re
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.messages.actions import queue_mail
from expatdesk.messages.models import FAILED, SENT, WAITING, Mail
from expatdesk.messages.queries import failed_count, oldest_waiting
from expatdesk.messages.sending import LEASE, send_waiting
from expatdesk.people.models import Role
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.shared.mail import MARK, Post, new_message_id
from tests.factories import a_user
from tests.messages.mail_server import OK, MailServer

pytestmark = pytest.mark.usefixtures("app")


def a_mail(recipient: str = "ananya@mail.example", **columns: object) -> uuid.UUID:
    mail = Mail(
        kind="visit_booked", recipient=recipient, language="nl", subject="Uw afspraak: vrijdag om 10.30 uur",
        text="Beste Ananya,\nTot vrijdag – in Leiden.\n", html="<p>Beste Ananya</p>", message_id=new_message_id(),
        **columns,
    )  # fmt: skip
    session.add(mail)
    session.commit()
    return mail.id


def the_mail(mail_id: uuid.UUID) -> Mail:
    session.expire_all()
    return session.get_one(Mail, mail_id)


def test_a_mail_goes_out_in_two_parts_and_its_own_language(mail_server: MailServer, post: Post) -> None:
    mail_id = a_mail()
    assert send_waiting(post) == 1
    (taken,) = mail_server.taken
    assert taken["To"] == "ananya@mail.example"
    assert taken["Subject"] == "Uw afspraak: vrijdag om 10.30 uur"
    assert taken["Content-Language"] == "nl"
    assert taken["Auto-Submitted"] == "auto-generated"
    assert taken["Message-ID"] == the_mail(mail_id).message_id
    plain, html = taken.get_body(("plain",)), taken.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "Tot vrijdag – in Leiden." in plain.get_content()
    assert "<p>Beste Ananya</p>" in html.get_content()
    assert the_mail(mail_id).state == SENT
    assert the_mail(mail_id).sent_at == now()


def test_the_mark_goes_along_and_nothing_is_loaded_from_us(mail_server: MailServer, post: Post) -> None:
    officer = a_user(Role.OFFICER)
    queue_mail("password_changed", recipient=officer.email, language="en", user=officer)
    session.commit()
    assert send_waiting(post) == 1
    (taken,) = mail_server.taken
    plain, html = taken.get_body(("plain",)), taken.get_body(("html",))
    assert plain is not None
    assert html is not None
    (mark,) = (part for part in taken.walk() if part.get_content_type() == "image/png")
    assert mark.get_content() == MARK.read_bytes()
    assert f"cid:{mark['Content-ID'].strip('<>')}" in html.get_content()
    assert mark.get_content_disposition() == "inline"
    assert not re.search(r"(src|url\()\W*https?:", html.get_content())
    assert "cid:" not in plain.get_content()


def test_what_went_out_does_not_go_again(mail_server: MailServer, post: Post) -> None:
    a_mail()
    assert send_waiting(post) == 1
    assert send_waiting(post) == 0
    assert len(mail_server.taken) == 1


def test_a_mail_that_cannot_go_now_does_not_hold_up_the_others(mail_server: MailServer, post: Post) -> None:
    a_mail(recipient="unknown@mail.example")
    a_mail()
    assert send_waiting(post) == 1
    assert [taken["To"] for taken in mail_server.taken] == ["ananya@mail.example"]


def test_a_busy_server_is_tried_again_ever_more_slowly(
    mail_server: MailServer, post: Post, clock: Traveller
) -> None:
    mail_server.answers = ["451 come back later"]
    mail_id = a_mail()
    pauses = []
    for _ in range(10):
        assert send_waiting(post) == 0
        assert the_mail(mail_id).state == WAITING
        pauses.append(the_mail(mail_id).try_after - now())
        clock.move_to(the_mail(mail_id).try_after + timedelta(seconds=1))
    assert timedelta(seconds=45) < pauses[0] < timedelta(seconds=75)
    assert pauses[0] < pauses[3] < pauses[6]
    assert max(pauses) <= timedelta(hours=2.4)
    mail_server.answers = [OK]
    assert send_waiting(post) == 1


def test_after_a_day_it_is_given_up_and_seen(mail_server: MailServer, post: Post, clock: Traveller) -> None:
    mail_server.answers = ["451 come back later"]
    mail_id = a_mail()
    clock.shift(timedelta(hours=25))
    send_waiting(post)
    assert the_mail(mail_id).state == FAILED
    assert "451" in (the_mail(mail_id).last_error or "")
    assert failed_count() == 1


@pytest.mark.parametrize("recipient", ["unknown@mail.example", "ananya@mail.example"])
def test_a_refusal_for_good_ends_it_at_once(mail_server: MailServer, post: Post, recipient: str) -> None:
    mail_server.answers = ["554 we do not want this"]
    mail_id = a_mail(recipient=recipient)
    send_waiting(post)
    assert the_mail(mail_id).state == FAILED


def test_a_server_that_hangs_up_gets_the_same_mail_again(
    mail_server: MailServer, post: Post, clock: Traveller
) -> None:
    """It may have kept the first one: a second one with the same identity is shown once by mail programs."""
    mail_server.answers = ["drop", OK]
    mail_id = a_mail()
    assert send_waiting(post) == 0
    clock.move_to(the_mail(mail_id).try_after + timedelta(seconds=1))
    assert send_waiting(post) == 1
    first, second = mail_server.taken
    assert first["Message-ID"] == second["Message-ID"]


def test_no_server_at_all_is_no_loss(post: Post, mail_server: MailServer, tmp_path: Path) -> None:
    mail_id = a_mail()
    nobody_listens = Post(post.sender, "smtp://127.0.0.1:9", tmp_path)
    assert send_waiting(nobody_listens) == 0
    assert the_mail(mail_id).state == WAITING
    assert oldest_waiting() == the_mail(mail_id).written_at
    assert mail_server.taken == []


def test_a_dead_link_is_not_sent(mail_server: MailServer, post: Post, clock: Traveller) -> None:
    mail_id = a_mail(expires_at=now() + timedelta(minutes=30))
    clock.shift(timedelta(minutes=31))
    assert send_waiting(post) == 0
    assert mail_server.taken == []
    assert the_mail(mail_id).state == FAILED


def test_what_one_worker_holds_another_leaves_until_its_time_is_over(
    mail_server: MailServer, post: Post, clock: Traveller
) -> None:
    a_mail(try_after=now() + LEASE, tries=1)
    assert send_waiting(post) == 0
    clock.shift(LEASE + timedelta(seconds=1))
    assert send_waiting(post) == 1
    assert len(mail_server.taken) == 1


def test_without_a_server_a_mail_is_a_whole_file(tmp_path: Path) -> None:
    mail_id = a_mail()
    assert send_waiting(Post("desk@expatdesk.example", "", tmp_path / "mail")) == 1
    (file,) = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    assert the_mail(mail_id).message_id.encode() in file.read_bytes()


def test_the_order_is_that_of_writing(mail_server: MailServer, post: Post, clock: Traveller) -> None:
    for name in ("first", "second", "third"):
        a_mail(recipient=f"{name}@mail.example")
        clock.shift(timedelta(seconds=1))
    send_waiting(post)
    assert [mail["To"].split("@")[0] for mail in mail_server.taken] == ["first", "second", "third"]


def test_nothing_else_is_read(app: Flask) -> None:
    """A worker looks at mails that wait, not at all there ever were."""
    a_mail(state=SENT, sent_at=now())
    assert session.scalars(select(Mail).where(Mail.state == WAITING)).all() == []
    assert oldest_waiting() is None


def test_a_mail_that_cannot_be_made_keeps_no_other_waiting(mail_server: MailServer, post: Post) -> None:
    """An encoded word in the address hides the end of a header; forms refuse it, and here it does no harm."""
    spoilt = a_mail("=?utf-8?q?x=0aBcc=3a_v=40evil.example?=@mail.example")
    a_mail("behind@mail.example")
    assert send_waiting(post) == 1
    assert [mail["To"] for mail in mail_server.taken] == ["behind@mail.example"]
    assert the_mail(spoilt).state == FAILED
    assert "ValueError" in str(the_mail(spoilt).last_error)
