"""Asking a partner: a question in words that tell nobody who asks, by a link that takes one answer.

No message and no file of the household is copied. Nothing here commits.
"""

import re
import uuid
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import select, update

from expatdesk.cases.models import Case
from expatdesk.cases.refusals import HoldsBsn, Refusal
from expatdesk.enquiries.models import Side, Thread
from expatdesk.enquiries.partner_models import PartnerRequest
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail, take_back_link
from expatdesk.people.models import Role
from expatdesk.people.tokens import hashed, new_token
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.clock import end_of, now
from expatdesk.shared.db import session

# So long the link takes an answer.
LASTS = timedelta(days=14)
# What nobody needs to read to answer: addresses of mail, postcodes, dates, long numbers.
PRIVATE = re.compile(
    r"\S+@\S+|\b\d{4}\s?[A-Z]{2}\b|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|\+?\d(?:[\s-]?\d){6,}", re.IGNORECASE
)
LEFT_OUT = "…"
# A shorter name is as often a common word, and so are these.
SHORTEST_NAME = 3
COMMON = frozenset({"van", "von", "der", "den", "des", "del", "los", "las", "bin", "may", "can", "will"})


class TellsWho(Refusal):
    """The words for a partner tell who asks; the argument is what gives it away."""


class TooLate(Refusal):
    """The link takes no answer any more."""


def to_begin_with(case: Case, thread: Thread) -> str:
    """What the household asked last, without what tells who it is: for the officer to write anew."""
    asked = next((one.text for one in reversed(thread.messages) if one.side == Side.HOUSEHOLD), "")
    for word in _tell_tales(case):
        asked = re.sub(_as_word(word), LEFT_OUT, asked, flags=re.IGNORECASE)
    return PRIVATE.sub(LEFT_OUT, asked)


def gives_away(case: Case, text: str) -> str | None:
    """The first thing in these words that tells who the household is; None where there is none."""
    named = next((word for word in _tell_tales(case) if re.search(_as_word(word), text, re.IGNORECASE)), None)
    found = PRIVATE.search(text)
    return named or (found.group() if found else None)


def ask_partner(
    case: Case, thread: Thread, partner: str, email: str, text: str, *, language: str, by: Actor, today: date
) -> PartnerRequest:
    """Send a partner a link to these words; twice is once (T38). Raises HoldsBsn, and TellsWho."""
    if holds_bsn(text):
        raise HoldsBsn
    if found := gives_away(case, text):
        raise TellsWho(found)
    session.refresh(thread, with_for_update=True)
    for before in partners_asked(thread.id):
        if before.is_open and (before.email, before.text) == (email, text):
            return before
    token = new_token()
    asked = PartnerRequest(
        case_id=case.id, thread_id=thread.id, partner=partner, email=email, language=language, text=text,
        token_hash=hashed(token), last_day=today + LASTS,
    )  # fmt: skip
    session.add(asked)
    session.flush()
    record("question_to_partner", by=by, case_id=case.id, partner=partner)
    queue_mail(
        "partner_asked", recipient=email, language=language, partner=partner, token=token, last_day=asked.last_day,
        expires_at=end_of(asked.last_day),
    )  # fmt: skip
    return asked


def request_behind(token: str) -> PartnerRequest | None:
    """What the link leads to, as long as it takes an answer. Changes nothing."""
    asked = session.scalars(select(PartnerRequest).where(PartnerRequest.token_hash == hashed(token))).one_or_none()
    return asked if asked and asked.is_open else None


def answer_as_partner(asked: PartnerRequest, text: str, name: str) -> None:
    """Keep the one answer. Raises HoldsBsn, and TooLate where somebody was first or the desk took it back."""
    if holds_bsn(text):
        raise HoldsBsn
    mine = update(PartnerRequest).where(
        PartnerRequest.id == asked.id, PartnerRequest.answered_at.is_(None), PartnerRequest.taken_back_at.is_(None)
    )
    kept = mine.values(answer=text, answered_by=name, answered_at=now()).returning(PartnerRequest.id)
    if session.execute(kept, execution_options={"synchronize_session": False}).one_or_none() is None:
        raise TooLate
    session.refresh(asked)
    by = Actor(role=Role.PARTNER, name=name, organisation=asked.partner)
    record("partner_answered", by=by, case_id=asked.case_id)


def take_back_from_partner(asked: PartnerRequest, *, by: Actor) -> None:
    """From now on the link opens nothing; the mail that holds it does not go out any more."""
    if asked.taken_back_at is None and asked.answered_at is None:
        asked.taken_back_at = now()
        take_back_link("partner_asked", asked.email, lambda token: hashed(token) == asked.token_hash)
        session.flush()
        record("question_back_from_partner", by=by, case_id=asked.case_id, partner=asked.partner)


def partners_asked(thread_id: uuid.UUID) -> Sequence[PartnerRequest]:
    """The partners that were asked about a question, in their order."""
    wanted = select(PartnerRequest).where(PartnerRequest.thread_id == thread_id)
    return session.scalars(wanted.order_by(PartnerRequest.sent_at, PartnerRequest.id)).all()


def partner_asked(thread: Thread, request_id: uuid.UUID) -> PartnerRequest | None:
    """The one with this id, where it is about this very question (security T04)."""
    return next((one for one in partners_asked(thread.id) if one.id == request_id), None)


def _tell_tales(case: Case) -> Iterator[str]:
    """Names, streets and codes of the household, the longest words first."""
    whole = [person.full_name for person in case.people]
    # Of a name of two short ones only the whole is told from common words.
    names = [*whole, *(word for name in whole for word in re.split(r"[\s-]+", name))]
    street = re.sub(r"\s*\d.*", "", case.home_street or "")
    told = {*names, case.email or "", street, case.home_postcode or "", case.code}
    words = {word for word in told if len(word) >= SHORTEST_NAME and word.lower() not in COMMON}
    yield from sorted(words, key=len, reverse=True)


def _as_word(word: str) -> str:
    return rf"(?<!\w){re.escape(word)}(?!\w)"
