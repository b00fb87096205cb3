"""Writing mails, in the same transaction as what they tell of."""

import re
import uuid
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete

from expatdesk.messages.models import WAITING, Mail, MailAbout
from expatdesk.messages.names import plain
from expatdesk.shared import jobs
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.shared.mail import new_message_id
from expatdesk.shared.rendering import render

# What stands under a condition in a template leaves its blank lines behind.
BLANK_LINES = re.compile(r"\n{3,}")


def queue_mail(
    kind: str,
    *,
    recipient: str,
    language: str,
    case_id: uuid.UUID | None = None,
    expires_at: datetime | None = None,
    calendar: str | None = None,
    **context: object,
) -> Mail:
    """Write a mail from the templates mail/<kind>.txt and .html; the worker sends it after the commit.

    The first line of the text is the subject. A mail past `expires_at` is not sent any more: a dead
    sign-in link helps nobody (security T55). Templates show names through `plain` (security T24). What stands
    in `calendar` goes along as a file.
    """
    context["plain"] = plain
    subject, _, text = render(f"mail/{kind}.txt", language, **context).strip().partition("\n")
    text = BLANK_LINES.sub("\n\n", text).strip() + "\n"
    html = render(f"mail/{kind}.html", language, subject=subject, **context)
    mail = Mail(
        kind=kind, case_id=case_id, recipient=recipient, language=language, subject=subject.strip(),
        text=text, html=html, message_id=new_message_id(), expires_at=expires_at,
        calendar=calendar, written_at=now(),
    )  # fmt: skip
    session.add(mail)
    jobs.ring()
    return mail


def note_about(mail: Mail, cases: Iterable[uuid.UUID]) -> None:
    """Keep of which cases a mail tells that is written to none of them."""
    session.flush()
    session.add_all(MailAbout(mail_id=mail.id, case_id=case_id) for case_id in cases)


def take_back(kind: str, recipients: Collection[str]) -> None:
    """Let no mail of a kind to these go out any more that waits still: what it tells may not be read now."""
    waiting = delete(Mail).where(Mail.kind == kind, Mail.state == WAITING, Mail.recipient.in_(recipients))
    session.execute(waiting)


def take_back_from(case_id: uuid.UUID, kinds: Collection[str]) -> None:
    """The same for what waits to be sent to one household."""
    waiting = delete(Mail).where(Mail.kind.in_(kinds), Mail.state == WAITING, Mail.case_id == case_id)
    session.execute(waiting)
