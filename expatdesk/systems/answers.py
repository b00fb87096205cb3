"""Answers that HR systems got, for as long as they may ask the same again. Nothing here commits but the sweep."""

import uuid
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session, table_of
from expatdesk.systems.models import KeptAnswer

KEPT_FOR = timedelta(hours=24)
# Both databases know this word, each in its dialect: the second of two at one moment waits for the first.
UNLESS_THERE = {
    dialect: words.insert(table_of(KeptAnswer)).on_conflict_do_nothing()
    for dialect, words in (("postgresql", postgresql), ("sqlite", sqlite))
}


class AskedOtherwise(Exception):
    """The same idempotency key came with another request before."""


def answer_to(api_key_id: uuid.UUID, idempotency_key: str, request_hash: str) -> KeptAnswer:
    """What this request was answered before; without a status it is new, and whoever asks answers it.

    What fails is rolled back together with the request, so it may be tried again. Raises AskedOtherwise.
    """
    mine = KeptAnswer.api_key_id == api_key_id, KeptAnswer.idempotency_key == idempotency_key
    session.execute(delete(KeptAnswer).where(*mine, KeptAnswer.asked_at <= now() - KEPT_FOR))
    row = {"api_key_id": api_key_id, "idempotency_key": idempotency_key, "request_hash": request_hash}
    session.execute(UNLESS_THERE[session.get_bind().dialect.name], [{**row, "asked_at": now()}])
    answer = session.scalars(select(KeptAnswer).where(*mine)).one()
    if answer.request_hash != request_hash:
        raise AskedOtherwise(idempotency_key)
    return answer


def given_answer(api_key_id: uuid.UUID, idempotency_key: str) -> KeptAnswer | None:
    """What was answered under this key within a day; only looked at."""
    mine = KeptAnswer.api_key_id == api_key_id, KeptAnswer.idempotency_key == idempotency_key
    young = KeptAnswer.asked_at > now() - KEPT_FOR, KeptAnswer.status.is_not(None)
    return session.scalars(select(KeptAnswer).where(*mine, *young)).one_or_none()


def forget_old_answers() -> None:
    """Erase the answers of the day before: they hold what was told of hires. The worker's part; commits."""
    begin_immediate()
    session.execute(delete(KeptAnswer).where(KeptAnswer.asked_at <= now() - KEPT_FOR))
    session.commit()
