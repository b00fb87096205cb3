"""Writing mails, in the same transaction as what they tell of."""

import re
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import delete, null, select, update

from expatdesk.messages.choices import unwanted_by
from expatdesk.messages.joining import when_to_join
from expatdesk.messages.kinds import KINDS, MATTERS, Matter
from expatdesk.messages.models import WAITING, Mail, MailAbout, MailReader
from expatdesk.messages.readers import reader_of
from expatdesk.messages.writing import write, write_part
from expatdesk.shared import jobs
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.shared.mail import new_message_id

# What may be the token of a link.
TOKENS = re.compile(r"[\w-]{20,}")
# What a mail about a visit says of papers: who brings which.
WITHOUT_PAPERS: dict[str, object] = {"bring": ()}


def queue_mail(
    kind: str,
    *,
    recipient: str,
    language: str,
    case_id: uuid.UUID | None = None,
    expires_at: datetime | None = None,
    calendar: str | None = None,
    urgent: bool = False,
    **context: object,
) -> Mail:
    """Write a mail from its templates; the worker sends it after the commit, unless its reader does without such.

    A mail past `expires_at` is not sent any more: a dead sign-in link helps nobody (security T55). What stands in
    `calendar` goes along as a file. A mail that may be joined with others waits for them, unless it is `urgent`.
    Whoever else reads the mails to this household gets it beside it, or instead of it.
    """
    text = Text(kind, context, case_id, expires_at, calendar, urgent)
    other = reader_of(case_id, MATTERS.get(kind))
    if other is not None:
        theirs = _for_other(other, text, language)
        copy = _queue(theirs, other.recipient, other.language)
        if other.is_instead:
            return copy
    return _queue(text, recipient, language)


def _for_other(other: MailReader, text: "Text", language: str) -> "Text":
    """The same as somebody else reads it: without the papers, in the mail and its file, who does not see those."""
    sees_papers = Matter.PAPERS in other.matters
    # What goes into a calendar is in the language of the household, and names papers too.
    calendar = text.calendar if other.language == language and sees_papers else None
    context = text.context | {"reader": other.name} | ({} if sees_papers else WITHOUT_PAPERS)
    return replace(text, context=context, calendar=calendar)


@dataclass(frozen=True, slots=True)
class Text:
    """What is written, whoever reads it and in which language."""

    kind: str
    context: dict[str, object]
    case_id: uuid.UUID | None
    expires_at: datetime | None
    calendar: str | None
    urgent: bool


def _queue(text: Text, recipient: str, language: str) -> Mail:
    kind, case_id, context = text.kind, text.case_id, text.context
    written = write(kind, language, **context)
    mail = Mail(
        kind=kind, case_id=case_id, recipient=recipient, language=language, subject=written.subject,
        text=written.text, html=written.html, message_id=new_message_id(), expires_at=text.expires_at,
        calendar=text.calendar, written_at=now(), try_after=now(),
    )  # fmt: skip
    if case_id is not None and KINDS[kind].choice in unwanted_by(case_id):
        return mail
    if case_id is not None and (how := KINDS[kind].joins) and not text.urgent:
        mail.part = write_part(kind, language, **context)
        mail.try_after = when_to_join(case_id, recipient, how)
    if mail.try_after <= now():
        jobs.ring()
    session.add(mail)
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


def take_back_about(case_id: uuid.UUID, kinds: Collection[str], page: str) -> None:
    """The same for what leads to one page: something newer is told of it."""
    waiting = delete(Mail).where(Mail.kind.in_(kinds), Mail.state == WAITING, Mail.case_id == case_id)
    session.execute(waiting.where(Mail.text.contains(page, autoescape=True)))


def take_back_link(kind: str, recipient: str, is_void: Callable[[str], bool]) -> None:
    """The same for the mails that hold a link which opens nothing any more: `is_void` knows its token."""
    waiting = select(Mail).where(Mail.kind == kind, Mail.state == WAITING, Mail.recipient == recipient)
    for mail in session.scalars(waiting):
        if any(is_void(word) for word in TOKENS.findall(mail.text)):
            session.delete(mail)
    session.flush()


def readdress(case_id: uuid.UUID, old: str, new: str) -> None:
    """Let what waits to be joined go to a household's new address: the old one may be a stranger's."""
    waiting = update(Mail).where(Mail.case_id == case_id, Mail.recipient == old, Mail.state == WAITING)
    session.execute(waiting.where(Mail.part.is_not(null())).values(recipient=new))
