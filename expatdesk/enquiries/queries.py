"""Reading threads: of one household, of all that wait for the desk, and who has seen what."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, true

from expatdesk.cases.models import Case
from expatdesk.enquiries.models import Message, Side, Thread
from expatdesk.enquiries.open_models import OpenQuestion
from expatdesk.enquiries.partner_models import PartnerRequest
from expatdesk.logbook.models import LogLine
from expatdesk.people.models import OF_HOUSEHOLD
from expatdesk.shared.db import session

MOST_SHOWN, MOST_LOOKED_AT = 200, 5000
# The word of the logbook for reading a thread.
READ = "question_read"
ASKED, ASKED_LATE, ANSWER_DUE = "asked", "asked_late", "answer_due"
# Has a day at all: said so, both databases look it up in the index.
WAITS = Thread.due <= date.max


@dataclass(frozen=True, slots=True)
class Said:
    """A message, and when the other side first opened the thread after it."""

    message: Message
    seen_at: datetime | None

    @property
    def is_of_desk(self) -> bool:
        """Whether the desk wrote it."""
        return self.message.side == Side.DESK


def threads_of(case_id: uuid.UUID, visible: ColumnElement[bool] | None = None) -> Sequence[Thread]:
    """The threads of a household, or those that the condition lets through: what waits first, then the newest."""
    wanted = select(Thread).where(Thread.case_id == case_id, true() if visible is None else visible)
    ordered = wanted.order_by(Thread.due.nulls_last(), Thread.opened_at.desc(), Thread.id)
    return session.scalars(ordered.limit(MOST_SHOWN)).all()


def thread_on(
    case_id: uuid.UUID, thread_id: uuid.UUID, visible: ColumnElement[bool] | None = None
) -> Thread | None:
    """The thread with this id, of this very case, as far as the condition lets it through (security T04)."""
    wanted = select(Thread).where(
        Thread.id == thread_id, Thread.case_id == case_id, true() if visible is None else visible
    )
    return session.scalars(wanted).one_or_none()


def said_in(thread: Thread) -> list[Said]:
    """All messages of a thread in their order. Who has seen what is told by the log of reads."""
    looks = _looks_at(thread)
    return [Said(message, _first_look(message, looks)) for message in thread.messages]


def _looks_at(thread: Thread) -> list[tuple[datetime, bool]]:
    """When this thread was opened, and whether the desk did."""
    read = LogLine.case_id == thread.case_id, LogLine.reads, LogLine.verb == READ, LogLine.at >= thread.opened_at
    rows = session.execute(
        select(LogLine.at, LogLine.actor_role, LogLine.details).where(*read).order_by(LogLine.at)
    )
    return [
        (row.at, row.actor_role not in OF_HOUSEHOLD) for row in rows if row.details.get("thread") == str(thread.id)
    ]


def _first_look(message: Message, looks: list[tuple[datetime, bool]]) -> datetime | None:
    by_desk = message.side == Side.HOUSEHOLD
    return next((at for at, is_desk in looks if is_desk == by_desk and at > message.written_at), None)


def waiting_threads(visible: ColumnElement[bool]) -> list[Row[Any]]:
    """What waits for the desk, the one that is due first on top. What was asked is read in the thread alone."""
    wanted = (
        select(
            Thread.id, Thread.case_id, Thread.due, Thread.opened_at, Thread.passed_to, Case.title, Case.code,
            Case.municipality, Case.officer_name, _partner_that_answered(),
        )
        .join(Case, Case.id == Thread.case_id)
        .where(WAITS, visible)
    )  # fmt: skip
    return list(session.execute(wanted.order_by(Thread.due, Thread.id).limit(MOST_SHOWN)))


def _partner_that_answered() -> ColumnElement[Any]:
    """As a further column: which partner answered last, of whose answer the desk has made nothing yet."""
    later = select(Message.id).where(
        Message.thread_id == Thread.id,
        Message.side == Side.DESK,
        Message.written_at > PartnerRequest.answered_at,
    )
    theirs = select(PartnerRequest.partner).where(PartnerRequest.thread_id == Thread.id, ~later.exists())
    answered = theirs.where(PartnerRequest.answered_at.is_not(None)).order_by(PartnerRequest.answered_at.desc())
    return answered.limit(1).correlate(Thread).scalar_subquery().label("answered_by_partner")


def subjects_since(moment: datetime) -> list[tuple[str, str, str]]:
    """What was asked about since then: by whom, with a case or without one, and in which language they read."""
    wanted = select(Case.email, Thread.subject, Case.language).join(Case, Case.id == Thread.case_id)
    newest = wanted.where(Thread.opened_at > moment).order_by(Thread.opened_at.desc()).limit(MOST_LOOKED_AT)
    others = select(OpenQuestion.email, OpenQuestion.subject, OpenQuestion.language)
    confirmed = others.where(OpenQuestion.confirmed_at > moment).order_by(OpenQuestion.confirmed_at.desc())
    rows = [*session.execute(newest), *session.execute(confirmed.limit(MOST_LOOKED_AT))]
    return [(row.email, row.subject, row.language) for row in rows]


def answer_due(visible: ColumnElement[bool]) -> ColumnElement[Any]:
    """As a further column of a list of households: by when the first of its questions is answered."""
    first = select(func.min(Thread.due)).where(Thread.case_id == Case.id, visible).correlate(Case)
    return first.scalar_subquery().label(ANSWER_DUE)


def count_waiting(
    visible: ColumnElement[bool], today: date, *, openly: ColumnElement[bool] | None = None
) -> dict[str, ColumnElement[int]]:
    """How many of these there are, and how many of them wait longer than we promised: to be asked with others.

    Questions of people without a case are counted as well, those that the condition `openly` lets through.
    """
    counted = select(func.count(Thread.id)).join(Case, Case.id == Thread.case_id)
    waiting = counted.where(WAITS, visible)
    late = waiting.where(Thread.due < today)
    if openly is None:
        return {ASKED: waiting.scalar_subquery(), ASKED_LATE: late.scalar_subquery()}
    others = select(func.count(OpenQuestion.id)).where(OpenQuestion.due <= date.max, openly)
    others_late = others.where(OpenQuestion.due < today)
    return {
        ASKED: waiting.scalar_subquery() + others.scalar_subquery(),
        ASKED_LATE: late.scalar_subquery() + others_late.scalar_subquery(),
    }
