"""A mail server, and where the desk's mails go when it is used."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from expatdesk.shared.mail import Post
from tests.messages.mail_server import MailServer, running_mail_server


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A real mail server."""
    with running_mail_server() as server:
        yield server


@pytest.fixture
def post(mail_server: MailServer, tmp_path: Path) -> Post:
    """The way to it."""
    return Post("Expatdesk <desk@expatdesk.example>", mail_server.url, tmp_path)
