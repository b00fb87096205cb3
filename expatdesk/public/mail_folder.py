"""Reading the folder into which mails are written where there is no mail server."""

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

# The demonstration makes hundreds; nobody reads further back.
MOST = 200


@dataclass(frozen=True, slots=True)
class WrittenMail:
    """A mail as it was written to its file."""

    name: str
    recipient: str
    subject: str
    language: str
    written_at: datetime
    text: str
    html: str


def mails_in(folder: Path) -> list[WrittenMail]:
    """The newest mails of the folder, newest first."""
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [_read(file) for file in files[:MOST]]


def _read(file: Path) -> WrittenMail:
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    return WrittenMail(
        name=file.stem,
        recipient=str(message["To"]),
        subject=str(message["Subject"]),
        language=str(message["Content-Language"]),
        written_at=message["Date"].datetime,
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part else ""
