"""A real mail server for tests, on a free port, that answers as it is told to."""

import contextlib
import socket
from asyncio import Transport
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from ssl import SSLContext
from threading import Event

from aiosmtpd import smtp
from aiosmtpd.controller import Controller

OK = "250 taken"


class MailServer:
    """Keeps what it took. `answers` are given one after the other, the last one for ever."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.answers = [OK]
        self.reached = Event()
        self.hangs = Event()
        self.url = ""

    async def handle_DATA(self, server: smtp.SMTP, _session: object, envelope: smtp.Envelope) -> str:  # noqa: N802
        """Take a mail and answer; 'drop' hangs up without an answer, 'hang' says nothing for ever."""
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if not answer.startswith(("4", "5")):
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            self.taken.append(message_from_bytes(content, policy=SMTP))
        self.reached.set()
        if answer == "drop" and isinstance(server.transport, Transport):
            server.transport.abort()
        if answer == "hang":
            while not self.hangs.is_set():
                await server.loop.run_in_executor(None, self.hangs.wait, 0.1)
        return answer

    async def handle_RCPT(  # noqa: N802
        self, _server: smtp.SMTP, _session: object, envelope: smtp.Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse whoever is not known here."""
        if address.startswith("unknown"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return OK


@contextlib.contextmanager
def running_mail_server(scheme: str = "smtp", certified: SSLContext | None = None) -> Iterator[MailServer]:
    """A server that listens until the block ends; with a certificate for `smtps` and `smtp+starttls`."""
    server = MailServer()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    from_the_start, later = (certified, None) if scheme == "smtps" else (None, certified)
    controller = Controller(server, hostname="127.0.0.1", port=port, ssl_context=from_the_start, tls_context=later)
    controller.start()
    server.url = f"{scheme}://127.0.0.1:{port}"
    try:
        yield server
    finally:
        server.hangs.set()
        controller.stop()
