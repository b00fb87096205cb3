"""A mail is written in the same transaction as what it tells of, in the reader's language."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.messages.actions import queue_mail
from expatdesk.messages.models import WAITING, Mail
from expatdesk.shared.clock import back_in, now
from expatdesk.shared.db import session
from expatdesk.shared.mail import Post, compose
from tests.factories import a_case

pytestmark = pytest.mark.usefixtures("app")


def written() -> list[Mail]:
    return list(session.scalars(select(Mail)))


def test_it_comes_and_goes_with_what_it_tells_of() -> None:
    a_case()
    session.rollback()
    assert written() == []
    a_case()
    session.commit()
    assert [mail.state for mail in written()] == [WAITING]


def test_it_is_of_the_moment_in_which_it_was_written() -> None:
    """And not of the moment in which the database gets to see it."""
    yesterday = now() - timedelta(days=1)
    with back_in(yesterday):
        mail = queue_mail("password_changed", recipient="a@mail.example", language="en", user=None)
    session.flush()
    assert mail.written_at == yesterday


def test_the_subject_is_the_first_line() -> None:
    case = a_case()
    (mail,) = written()
    assert "\n" not in mail.subject
    assert mail.subject not in mail.text
    assert mail.case_id == case.id


@pytest.mark.parametrize("language", ["nl", "en"])
def test_all_of_it_is_in_the_readers_language(app: Flask, language: str) -> None:
    """Whatever the language of whoever makes it be written."""
    other = {"nl": "en", "en": "nl"}[language]
    with app.test_request_context(headers={"Accept-Language": other}):
        a_case(language=language)
        (mail,) = written()
    greeting = {"nl": "Beste", "en": "Hello"}
    assert mail.language == language
    assert greeting[language] in mail.text
    assert greeting[language] in mail.html
    assert greeting[other] not in mail.text
    assert f'lang="{language}"' in mail.html


def test_a_name_is_text_and_never_markup() -> None:
    """Plain text shows it as typed, HTML escapes it (security T24)."""
    a_case(given_names="<b>Eve</b>", family_name="& Co")
    (mail,) = written()
    assert "<b>Eve</b>" not in mail.html
    assert "&lt;b&gt;" in mail.html
    assert "&lt;" not in mail.text


def test_a_name_cannot_add_a_header(tmp_path: object) -> None:
    """The last wall: the mail is not composed at all."""
    post = Post("desk@expatdesk.example", "", tmp_path)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"linefeed|carriage|newline"):
        compose(
            post, recipient="a@mail.example", subject="x\r\nBcc: everybody@mail.example", text="x", html="x",
            language="en", message_id="<1@expatdesk>",
        )  # fmt: skip


def test_a_message_id_is_never_given_twice() -> None:
    for _ in range(3):
        queue_mail("password_changed", recipient="a@mail.example", language="en", user=None)
    assert len({mail.message_id for mail in written()}) == 3


def test_what_is_left_out_of_a_text_leaves_no_hole() -> None:
    case = a_case()
    queue_mail(
        "paper_returned", recipient=case.email, language="en", case=case, paper="Lease", person=None,
        reason="Dark.", note="", by_day=None,
    )  # fmt: skip
    (mail,) = (mail for mail in written() if mail.kind == "paper_returned")
    assert "\n\n\n" not in mail.text
    assert "Dark.\n\nWhat to do now\n\n" in mail.text
    assert "\n\nThe desk\nExpatdesk" in mail.text
