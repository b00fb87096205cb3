"""Several mails to one household become one: never two within an hour where one would do.

A mail that can be joined waits a little for others, and for longer where one went out a moment ago. What is joined
is one new row, written in the transaction in which the others become its parts: a worker that is killed on its way
loses none of them, and sends none twice.
"""

import re
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, null, or_, select, update

from expatdesk.messages.forgetting import NOTHING
from expatdesk.messages.kinds import JOINED_KINDS, TOGETHER, Joins
from expatdesk.messages.models import JOINED, WAITING, Mail
from expatdesk.messages.writing import write
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.mail import new_message_id

# An officer who sends several papers back is done by then.
GATHERED_WITHIN = timedelta(minutes=15)
APART = timedelta(hours=1)
# What the column holds.
LONGEST_SUBJECT = 200
# By this calendars know which visit they are told of.
IDENTITY = re.compile("^UID:(.+)", re.MULTILINE)


def when_to_join(case_id: uuid.UUID, recipient: str, how: Joins) -> datetime:
    """When a mail that is written now goes out at the earliest."""
    kinds = [*JOINED_KINDS, TOGETHER]
    theirs = Mail.case_id == case_id, Mail.recipient == recipient
    lately = select(func.max(Mail.sent_at)).where(*theirs, Mail.kind.in_(kinds), Mail.sent_at > now() - APART)
    last = session.scalar(lately)
    gathered = now() + GATHERED_WITHIN
    if how is Joins.FOLLOWS:
        return gathered if last or session.scalar(select(exists().where(*theirs, _is_ready()))) else now()
    return max(gathered, last + APART) if last else gathered


def _is_ready() -> ColumnElement[bool]:
    """What can become a part of another mail. What came to nothing meanwhile does not go out (security T55)."""
    lives = or_(Mail.expires_at.is_(None), Mail.expires_at > now())
    return and_(Mail.state == WAITING, Mail.tries == 0, Mail.part.is_not(null()), lives)


def join_waiting() -> None:
    """Make one mail of those that wait for the same reader, once the first of them is due. The worker's part."""
    for reader in _readers_of_several():
        _join(reader)


def _readers_of_several() -> Sequence[ColumnElement[bool]]:
    """Whose mails, as conditions: several wait, and one of them does not wait any longer."""
    reader = Mail.case_id, Mail.recipient, Mail.language
    several = select(*reader).where(_is_ready()).group_by(*reader)
    due = several.having(func.count() > 1, func.min(Mail.try_after) <= now())
    found = session.execute(due).all()
    session.rollback()
    return [
        and_(Mail.case_id == row.case_id, Mail.recipient == row.recipient, Mail.language == row.language)
        for row in found
    ]


def _join(reader: ColumnElement[bool]) -> None:
    """Join them, if there are several still: another worker may have been first. Commits."""
    begin_immediate()
    theirs = select(Mail).where(_is_ready(), reader).order_by(Mail.written_at, Mail.id)
    mails = session.scalars(theirs.with_for_update(skip_locked=True)).all()
    if len(mails) > 1:
        session.add(_joined(mails))
        parts = update(Mail).where(Mail.id.in_([mail.id for mail in mails]))
        session.execute(parts.values(state=JOINED, **NOTHING), execution_options={"synchronize_session": False})
    session.commit()


def _joined(mails: Sequence[Mail]) -> Mail:
    """The mail that holds all of these, in the order in which they were written."""
    first = mails[0]
    parts: list[Any] = [mail.part for mail in mails]
    shown = {"parts": parts, "name": parts[0]["name"], "case_code": parts[0]["code"], "may_choose": True}
    shown["reader"] = parts[0].get("reader", "")
    written = write(TOGETHER, first.language, **shown)
    return Mail(
        kind=TOGETHER, case_id=first.case_id, recipient=first.recipient, language=first.language,
        subject=written.subject[:LONGEST_SUBJECT], text=written.text, html=written.html,
        calendar=_calendars(mails), message_id=new_message_id(), written_at=now(),
    )  # fmt: skip


def _calendars(mails: Sequence[Mail]) -> str | None:
    """What goes into calendars: each visit as it was told last."""
    newest = {IDENTITY.findall(mail.calendar)[0]: mail.calendar for mail in mails if mail.calendar}
    return "".join(newest.values()) or None
