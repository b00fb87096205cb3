"""The worker's part: send the mails that wait. Killed half-way, the next sweep sends them again."""

import logging
import random
import smtplib
import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, select, update

from expatdesk.messages.joining import join_waiting
from expatdesk.messages.models import FAILED, SENT, WAITING, Mail
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.mail import Post, compose

log = logging.getLogger("expatdesk.mail")

# Whoever takes a mail has this long; then it is taken for dead, and the mail for unsent.
LEASE = timedelta(minutes=5)
GIVE_UP_AFTER = timedelta(hours=24)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=2)


def send_waiting(post: Post) -> int:
    """Send every mail whose time has come, several as one; answers how many went out. Commits mail by mail."""
    join_waiting()
    sent = 0
    while (mail := _take_one()) is not None:
        outcome = _try_to_send(mail, post)
        _store(mail.id, outcome)
        sent += outcome["state"] == SENT
    return sent


def _take_one() -> Row[Any] | None:
    """Lease the mail that waits longest; two workers never hold the same one."""
    begin_immediate()
    waiting = select(Mail.id).where(Mail.state == WAITING, Mail.try_after <= now())
    longest = waiting.order_by(Mail.try_after).limit(1).with_for_update(skip_locked=True)
    leased = update(Mail).where(Mail.id == longest.scalar_subquery())
    leased = leased.values(try_after=now() + LEASE, tries=Mail.tries + 1)
    mail = session.execute(leased.returning(*Mail.__table__.c)).one_or_none()
    session.commit()
    return mail


def _store(mail_id: uuid.UUID, outcome: dict[str, Any]) -> None:
    begin_immediate()
    session.execute(update(Mail).where(Mail.id == mail_id).values(**outcome))
    session.commit()


def _try_to_send(mail: Row[Any], post: Post) -> dict[str, Any]:
    """What became of it. No transaction is open meanwhile: a slow server must not hold up the desk."""
    if mail.expires_at is not None and mail.expires_at < now():
        return {"state": FAILED, "last_error": "expired before it could be sent", **_without_link(mail)}
    try:
        message = compose(
            post, recipient=mail.recipient, subject=mail.subject, text=mail.text, html=mail.html,
            language=mail.language, message_id=mail.message_id, calendar=mail.calendar,
        )  # fmt: skip
        post.deliver(message)
    except (OSError, smtplib.SMTPException) as error:
        return _put_back(mail, error)
    except Exception as error:
        # A mail that cannot be made must not keep all those behind it waiting.
        log.exception("mail %s could not be made", mail.id)
        return {"state": FAILED, "last_error": _in_short(error), **_without_link(mail)}
    return {"state": SENT, "sent_at": now(), "last_error": None, **_without_link(mail)}


def _without_link(mail: Row[Any]) -> dict[str, str]:
    """A mail that expires holds a link that lets somebody in: of that we keep no more than a hash."""
    return {"text": "", "html": ""} if mail.expires_at is not None else {}


def _put_back(mail: Row[Any], error: Exception) -> dict[str, Any]:
    """Try again later, ever more slowly; a refusal for good, or a day of trying, ends it."""
    what = _in_short(error)
    if _is_final(error) or now() - mail.written_at > GIVE_UP_AFTER:
        return {"state": FAILED, "last_error": what, **_without_link(mail)}
    pause = min(FIRST_PAUSE * 2 ** (mail.tries - 1), LONGEST_PAUSE)
    # A little chance keeps a thousand mails from knocking again in the same second.
    try_after = now() + pause * random.uniform(0.8, 1.2)  # noqa: S311
    return {"state": WAITING, "try_after": try_after, "last_error": what}


def _in_short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _is_final(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500
