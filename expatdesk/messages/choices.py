"""Which mails a household does without."""

import uuid
from collections.abc import Collection

from expatdesk.messages.kinds import Choice
from expatdesk.messages.models import MailChoice
from expatdesk.shared.db import session


def unwanted_by(case_id: uuid.UUID) -> frozenset[Choice]:
    """What this household chose away."""
    kept = session.get(MailChoice, case_id)
    return frozenset(Choice(choice) for choice in kept.unwanted) if kept else frozenset()


def keep_choice(case_id: uuid.UUID, unwanted: Collection[Choice]) -> None:
    """From now on this household does without these; what waits to be sent already goes out."""
    session.merge(MailChoice(case_id=case_id, unwanted=sorted(unwanted)))
    session.flush()
