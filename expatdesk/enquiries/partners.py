"""Asking a partner: a question in words that tell nobody who asks, by a link that takes one answer.

No message and no file of who asks is copied. Nothing here commits.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select, update

from expatdesk.cases.refusals import HoldsBsn, Refusal
from expatdesk.enquiries.models import Side, Thread
from expatdesk.enquiries.open_models import OpenQuestion
from expatdesk.enquiries.partner_models import PartnerRequest
from expatdesk.enquiries.partner_words import Asked, gives_away
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


class TellsWho(Refusal):
    """The words for a partner tell who asks; the argument is what gives it away."""


class TooLate(Refusal):
    """The link takes no answer any more."""


def ask_partner(
    about: Asked, partner: str, email: str, text: str, *, language: str, by: Actor, today: date
) -> PartnerRequest:
    """Send a partner a link to these words; twice is once (T38). Raises HoldsBsn, and TellsWho."""
    if holds_bsn(text):
        raise HoldsBsn
    if found := gives_away(about, text):
        raise TellsWho(found)
    question = about.question
    session.refresh(question, with_for_update=True)
    for before in partners_asked(question):
        if before.is_open and (before.email, before.text) == (email, text):
            return before
    token = new_token()
    asked = PartnerRequest(
        partner=partner,
        email=email,
        language=language,
        text=text,
        token_hash=hashed(token),
        last_day=today + LASTS,
    )
    _put_under(asked, question)
    session.add(asked)
    session.flush()
    record("question_to_partner", by=by, case_id=asked.case_id, partner=partner)
    queue_mail(
        "partner_asked", recipient=email, language=language, partner=partner, token=token, last_day=asked.last_day,
        expires_at=end_of(asked.last_day),
    )  # fmt: skip
    return asked


def _put_under(asked: PartnerRequest, question: Thread | OpenQuestion) -> None:
    """The constraint of the database: about one question, and with the case that this belongs to."""
    if isinstance(question, Thread):
        asked.case_id, asked.thread_id, asked.open_question_id = question.case_id, question.id, None
    else:
        asked.case_id, asked.thread_id, asked.open_question_id = None, None, question.id


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
        _take_mail_back(asked)
        session.flush()
        record("question_back_from_partner", by=by, case_id=asked.case_id, partner=asked.partner)


def move_partners(question: OpenQuestion, thread: Thread) -> None:
    """Who was asked about a question that becomes one of a household is asked about that from now on."""
    for asked in partners_asked(question):
        _put_under(asked, thread)
    session.flush()


def forget_partners(question: OpenQuestion) -> None:
    """Before a question is erased: no mail to a partner goes out that leads to nothing."""
    for asked in partners_asked(question):
        _take_mail_back(asked)


def _take_mail_back(asked: PartnerRequest) -> None:
    take_back_link("partner_asked", asked.email, lambda token: hashed(token) == asked.token_hash)


def partners_asked(question: Thread | OpenQuestion) -> Sequence[PartnerRequest]:
    """The partners that were asked about a question, in their order."""
    wanted = select(PartnerRequest).where(_is_about(question))
    return session.scalars(wanted.order_by(PartnerRequest.sent_at, PartnerRequest.id)).all()


def _is_about(question: Thread | OpenQuestion) -> ColumnElement[bool]:
    if isinstance(question, Thread):
        return PartnerRequest.thread_id == question.id
    return PartnerRequest.open_question_id == question.id


def partner_asked(question: Thread | OpenQuestion, request_id: uuid.UUID) -> PartnerRequest | None:
    """The one with this id, where it is about this very question (security T04)."""
    return next((one for one in partners_asked(question) if one.id == request_id), None)


def answered_openly(questions: Collection[OpenQuestion]) -> dict[uuid.UUID, str]:
    """Which partner answered last about each of these, of whose answer the desk has made nothing yet."""
    wanted = select(PartnerRequest).where(
        PartnerRequest.open_question_id.in_(one.id for one in questions), PartnerRequest.answered_at.is_not(None)
    )
    newest = {one.open_question_id: one for one in session.scalars(wanted.order_by(PartnerRequest.answered_at))}
    return {
        question.id: newest[question.id].partner
        for question in questions
        if question.id in newest and not _is_used(question, newest[question.id])
    }


def _is_used(question: OpenQuestion, asked: PartnerRequest) -> bool:
    by_desk = [question.moment(one) for one in question.said if one["side"] == Side.DESK]
    return asked.answered_at is not None and any(moment >= asked.answered_at for moment in by_desk)
