"""Forgetting what mails said, once it was read or may not be known: that they were sent stays (docs/security.md).

Whoever asks says of which cases everything is kept, as this knows no cases.
"""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, or_, select, update

from expatdesk.messages.kinds import Reader, kinds_for
from expatdesk.messages.models import OF_NO_CASE, WAITING, Mail, MailAbout
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session

# To those of whom nothing else is kept, in the end: nobody would find their address in these later.
OF_NOBODY = (*OF_NO_CASE, *(kind.name for kind in kinds_for(Reader.OUTSIDER)))
# What is left of the words of a mail.
NOTHING = {"text": "", "html": "", "calendar": None, "part": None}


def forget_old_texts(days: int, *, held: Select[uuid.UUID]) -> None:
    """Empty the mails that were sent so many days ago, or given up; not those of held cases, or that wait still.

    Those that name no case go as a whole, but for what goes to an account.
    The worker's part; commits.
    """
    begin_immediate()
    session.execute(update(Mail).where(_is_old(days, now(), held)).values(NOTHING))
    # Asked of each row that is left, of which there are few: of the mails there are many.
    is_empty = exists().where(Mail.id == MailAbout.mail_id, Mail.text == "")
    session.execute(delete(MailAbout).where(is_empty))
    session.execute(delete(Mail).where(Mail.kind.in_(OF_NOBODY), Mail.case_id.is_(None), *_is_over(days, now())))
    session.commit()


def forget_what_tells_of(case_id: uuid.UUID) -> None:
    """Leave no words in mails that tell of this case among others; one that waits still does not go out."""
    about = select(MailAbout.mail_id).where(MailAbout.case_id == case_id)
    session.execute(delete(Mail).where(Mail.id.in_(about), Mail.state == WAITING))
    session.execute(update(Mail).where(Mail.id.in_(about)).values(NOTHING))


def count_old_texts(days: int, at: datetime, *, held: Select[uuid.UUID]) -> int:
    """How many mails would be emptied at that moment, of those there are now."""
    return session.scalar(select(func.count()).select_from(Mail).where(_is_old(days, at, held))) or 0


def _is_old(days: int, at: datetime, held: Select[uuid.UUID]) -> ColumnElement[bool]:
    may_go = or_(Mail.case_id.is_(None), Mail.case_id.not_in(held))
    return and_(*_is_over(days, at), Mail.text != "", may_go)


def _is_over(days: int, at: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Where the worker stood still for long, some wait from before: they go out late, and never empty."""
    return Mail.try_after < at - timedelta(days=days), Mail.state != WAITING
