"""Who else reads the mails to a household, and of what."""

import uuid
from collections.abc import Collection
from datetime import date

from sqlalchemy import delete

from expatdesk.messages.kinds import Matter
from expatdesk.messages.models import WAITING, Mail, MailReader
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.shared.mail import may_others_read


def let_read(
    case_id: uuid.UUID,
    recipient: str,
    *,
    name: str,
    language: str,
    matters: Collection[Matter],
    is_instead: bool,
    last_day: date,
) -> None:
    """From now until this day they get the mails to this household that are of these matters."""
    session.merge(
        MailReader(
            case_id=case_id, recipient=recipient, name=name, language=language, matters=sorted(matters),
            is_instead=is_instead, last_day=last_day,
        )
    )  # fmt: skip
    session.flush()


def let_read_no_more(case_id: uuid.UUID, recipient: str) -> None:
    """They get no mails about this household any more, nor those that wait: an invitation among them."""
    theirs = Mail.case_id == case_id, Mail.recipient == recipient, Mail.state == WAITING
    session.execute(delete(Mail).where(*theirs))
    if (reader := session.get(MailReader, case_id)) is not None:
        session.delete(reader)
        session.flush()


def reader_of(case_id: uuid.UUID | None, matter: Matter | None) -> MailReader | None:
    """Who else gets a mail of this matter to this household today; None where nobody does."""
    if case_id is None or matter is None:
        return None
    reader = session.get(MailReader, case_id)
    if reader is None or matter not in reader.matters or today() > reader.last_day:
        return None
    return reader if may_others_read(case_id) else None
