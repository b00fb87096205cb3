"""Composing a mail and handing it over: to an SMTP server, or without one to a file in a folder."""

import re
import smtplib
import ssl
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import Flask, current_app

from expatdesk.shared.clock import now

TIMEOUT_SECONDS = 20
# The mark goes along with the mail, under this name: nothing is loaded from us that tells who reads it when.
MARK = Path(__file__).with_name("static") / "mark.png"
# Of a mail that tells of several visits each has its own, with its method (RFC 5545, section 3.4).
CALENDARS = re.compile(r"BEGIN:VCALENDAR.+?END:VCALENDAR\r\n", re.DOTALL)
MARK_ID = "mark@expatdesk"


@dataclass(frozen=True, slots=True)
class Post:
    """Where mails go: an SMTP address (smtp://user:password@host:port, smtps://…), else a folder."""

    sender: str
    smtp_url: str
    folder: Path

    def deliver(self, message: EmailMessage) -> None:
        """Hand the mail over; raises OSError or SMTPException when that fails."""
        if self.smtp_url:
            self._send(message)
        else:
            self._write(message)

    def greet(self) -> None:
        """Connect to the server and sign in, without sending; raises OSError or SMTPException."""
        with self._connect() as server:
            server.noop()

    def _send(self, message: EmailMessage) -> None:
        with self._connect() as server:
            server.send_message(message)

    def _connect(self) -> smtplib.SMTP:
        url = urlsplit(self.smtp_url)
        host, port = url.hostname or "localhost", url.port or 0
        # By itself smtplib encrypts with whoever answers; this asks for a certificate of that very server.
        certified = ssl.create_default_context()
        server: smtplib.SMTP
        if url.scheme == "smtps":
            server = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=certified)
        else:
            server = smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
        try:
            if url.scheme == "smtp+starttls":
                server.starttls(context=certified)
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
        except BaseException:
            server.close()
            raise
        return server

    def _write(self, message: EmailMessage) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").split("@")[0]
        # Written beside and renamed, so that nobody ever reads half a mail.
        half = self.folder / f".{name}"
        half.write_bytes(message.as_bytes(policy=SMTP))
        half.rename(self.folder / f"{name}.eml")


def new_message_id() -> str:
    """An identity for a mail; every further try to send it carries the same one."""
    return make_msgid(domain="expatdesk")


def compose(
    post: Post,
    *,
    recipient: str,
    subject: str,
    text: str,
    html: str,
    language: str,
    message_id: str,
    calendar: str | None = None,
) -> EmailMessage:
    """A mail with a plain and an HTML part that say the same, and what goes into a calendar as a file."""
    message = EmailMessage(policy=SMTP)
    message["From"] = post.sender
    message["To"] = recipient
    message["Subject"] = subject
    message["Date"] = format_datetime(now())
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    if f"cid:{MARK_ID}" in html:
        _enclose_mark(message)
    for one in CALENDARS.findall(calendar or ""):
        _attach(message, one)
    # Setting the content throws away whatever header starts like this one.
    message["Content-Language"] = language
    return message


def _enclose_mark(message: EmailMessage) -> None:
    if (html := message.get_body(("html",))) is not None:
        picture = MARK.read_bytes()
        html.add_related(picture, "image", "png", cid=f"<{MARK_ID}>", filename=MARK.name, disposition="inline")


def _attach(message: EmailMessage, calendar: str) -> None:
    """Mail programs ask by the method whether to put it in or to take it out."""
    method = calendar.partition("METHOD:")[2].split()[0]
    message.add_attachment(
        calendar.encode(), maintype="text", subtype="calendar", filename="visit.ics",
        params={"method": method, "charset": "utf-8"},
    )  # fmt: skip


def install(app: Flask, may_others_read: Callable[[uuid.UUID], bool]) -> None:
    """Let this decide, at each mail to a household, whether somebody else may read it: mails know no cases."""
    app.extensions["may_others_read"] = may_others_read


def may_others_read(case_id: uuid.UUID) -> bool:
    """Whether somebody beside this household may read what is written to it now."""
    return bool(current_app.extensions["may_others_read"](case_id))


def post() -> Post:
    """Where this installation's mails go, by its settings."""
    config = current_app.config
    return Post(config["MAIL_FROM"], config["SMTP_URL"], config["INSTANCE_DIR"] / "mail")
