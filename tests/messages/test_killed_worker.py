"""A worker that is killed in the middle of a mail loses none (security T54)."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from expatdesk.messages.models import SENT, WAITING, Mail
from expatdesk.messages.sending import send_waiting
from expatdesk.shared.db import db, session
from expatdesk.shared.mail import Post
from tests.factories import a_case
from tests.messages.mail_server import OK, MailServer

SECONDS_TO_START = 60


@pytest.fixture
def clock() -> None:
    """A process of its own lives in the real time, and its mails with it."""


@pytest.fixture
def worker(real_app: Flask, mail_server: MailServer, tmp_path: Path) -> subprocess.Popen[bytes]:
    """The worker as it is started in earnest, on the database of this test."""
    url = db.engine.url.render_as_string(hide_password=False).replace("+psycopg", "")
    environment = {
        **os.environ, "DATABASE_URL": url, "SMTP_URL": mail_server.url, "INSTANCE_DIR": str(tmp_path),
        "QUEUE_URL": real_app.config["QUEUE_URL"],
    }  # fmt: skip
    return subprocess.Popen([Path(sys.executable).with_name("expatdesk"), "worker"], env=environment)


def test_the_next_worker_sends_the_same_mail(
    real_app: Flask, mail_server: MailServer, worker: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    mail_server.answers = ["hang", OK]
    a_case()
    session.commit()
    try:
        assert mail_server.reached.wait(SECONDS_TO_START), "the worker never came"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    mail_server.hangs.set()
    (mail,) = session.scalars(select(Mail))
    assert mail.state == WAITING
    with time_machine.travel(mail.try_after + timedelta(seconds=1)):
        assert send_waiting(Post("desk@expatdesk.example", mail_server.url, tmp_path)) == 1
    assert {taken["Message-ID"] for taken in mail_server.taken} == {mail.message_id}
    session.expire_all()
    assert mail.state == SENT
