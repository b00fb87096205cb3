"""Questions of anybody: asked, confirmed by mail, answered, moved into a case, erased.

Nothing here commits but the worker's parts.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import takewhile

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import as_stored_now
from expatdesk.cases.refusals import CaseClosed, HoldsBsn, StaleVersion
from expatdesk.enquiries.actions import MOST_IN_A_ROW, TooManyWaiting, answer_by
from expatdesk.enquiries.models import Message, Side, Thread
from expatdesk.enquiries.open_models import LONGEST_NAME, OpenQuestion
from expatdesk.enquiries.partners import forget_partners, move_partners
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.people.tokens import hashed, new_token
from expatdesk.rules.region import Region, Retention
from expatdesk.shared import jobs
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.clock import end_of, now
from expatdesk.shared.db import begin_immediate, session

# So long the first link works; then nothing of what was typed is left.
TO_CONFIRM = timedelta(days=3)
MOST_SHOWN = 200


def ask_openly(email: str, name: str, subject: str, text: str, *, language: str) -> None:
    """Keep a question until the worker has mailed a link to confirm; it mails the same to every address (T14).

    Sent again before it is confirmed it is the same one, with a new link (security T38).
    Raises HoldsBsn.
    """
    if any(holds_bsn(one) for one in (name, subject, text)):
        raise HoldsBsn
    if (before := _asked_before(email.lower(), subject, text)) is not None:
        before.token_hash = None
        jobs.ring()
        return
    question = OpenQuestion(
        email=email.lower(), name=name[:LONGEST_NAME], language=language, subject=subject, said=[]
    )
    _say(question, Side.HOUSEHOLD, text)
    session.add(question)
    jobs.ring()


def _asked_before(email: str, subject: str, text: str) -> OpenQuestion | None:
    """The same question, where its mailbox has still to confirm it."""
    same = OpenQuestion.email == email, OpenQuestion.subject == subject, OpenQuestion.confirmed_at.is_(None)
    alive = OpenQuestion.asked_at > now() - TO_CONFIRM
    asked = session.scalars(select(OpenQuestion).where(*same, alive).with_for_update())
    return next((one for one in asked if one.said[0]["text"] == text), None)


def mail_links_to_confirm() -> None:
    """Mail each who asked a link. The worker's part; commits one by one."""
    while True:
        begin_immediate()
        unanswered = select(OpenQuestion).where(
            OpenQuestion.token_hash.is_(None), OpenQuestion.confirmed_at.is_(None)
        )
        asked = session.scalars(unanswered.limit(1).with_for_update(skip_locked=True)).one_or_none()
        if asked is not None:
            # Nothing that was typed stands in the mail: we carry no stranger's words to others (T16, T24).
            _mail("open_question", asked, days=TO_CONFIRM.days, expires_at=asked.asked_at + TO_CONFIRM)
        session.commit()
        if asked is None:
            return


def question_behind(token: str, *, to_change: bool = False) -> OpenQuestion | None:
    """The question behind the newest link to it; None where it is too old to be confirmed. Changes nothing.

    `to_change` waits until whoever answers, moves or erases it at this moment is through.
    """
    alive = or_(OpenQuestion.confirmed_at.is_not(None), OpenQuestion.asked_at > now() - TO_CONFIRM)
    wanted = select(OpenQuestion).where(OpenQuestion.token_hash == hashed(token), alive)
    return session.scalars(wanted.with_for_update() if to_change else wanted).one_or_none()


def confirm(question: OpenQuestion, *, region: Region, today: date) -> None:
    """Whoever asked reads that mailbox: the desk sees the question from now on. Twice is once."""
    if question.confirmed_at is None:
        question.confirmed_at, question.due = now(), answer_by(region, today)
        session.flush()


def add_to(question: OpenQuestion, text: str, *, region: Region, today: date) -> None:
    """Write once more as who asked. Raises HoldsBsn, and TooManyWaiting."""
    if holds_bsn(text):
        raise HoldsBsn
    in_a_row = list(takewhile(lambda one: one["side"] == Side.HOUSEHOLD, reversed(question.said)))
    if in_a_row and in_a_row[0]["text"] == text:
        return
    if len(in_a_row) >= MOST_IN_A_ROW:
        raise TooManyWaiting
    _say(question, Side.HOUSEHOLD, text)
    question.version += 1
    question.due, question.settled_at = question.due or answer_by(region, today), None
    session.flush()


def erase_own(question: OpenQuestion) -> None:
    """Whoever asked wants nothing of it kept, nor of what partners were asked about it."""
    forget_partners(question)
    session.delete(question)
    session.flush()


def answer_openly(question: OpenQuestion, text: str, *, version: int, by: Actor) -> None:
    """Answer as the desk: a mail with a new link says that it can be read. Raises HoldsBsn, and StaleVersion."""
    if holds_bsn(text):
        raise HoldsBsn
    _claim(question, version)
    _say(question, Side.DESK, text, by)
    question.due, question.settled_at = None, now()
    _mail("open_question_answered", question)
    session.flush()
    record("open_question_answered", by=by)


def close_openly(question: OpenQuestion, *, version: int, by: Actor) -> None:
    """Put a question aside that needs no answer, or no other one. Raises StaleVersion."""
    _claim(question, version)
    question.due, question.settled_at = None, now()
    session.flush()
    record("open_question_closed", by=by)


def pass_on_openly(question: OpenQuestion, municipality: str, *, version: int, by: Actor) -> None:
    """Let the registrars of a municipality answer: they read it where it stands, and not who asks.

    Raises StaleVersion.
    """
    _claim(question, version)
    question.passed_to = municipality
    session.flush()
    record("open_question_passed_on", by=by)


def take_back_openly(question: OpenQuestion, *, version: int, by: Actor) -> None:
    """From now on the desk alone answers. Raises StaleVersion."""
    _claim(question, version)
    question.passed_to = None
    session.flush()
    record("open_question_taken_back", by=by)


def cases_of(question: OpenQuestion, visible: ColumnElement[bool]) -> Sequence[Case]:
    """The open cases whose household uses the address of this question."""
    wanted = select(Case).where(Case.email == question.email, Case.state == CaseState.OPEN, visible)
    return session.scalars(wanted.order_by(Case.code).limit(MOST_SHOWN)).all()


def move_into(case: Case, question: OpenQuestion, *, version: int, by: Actor) -> Thread:
    """Make it a question of this household, which finds it on its own page; the link to it works no more.

    Raises CaseClosed where the address is not that of this open case any more, and StaleVersion.
    """
    as_stored_now(case, to_change=True)
    if case.state != CaseState.OPEN or case.email != question.email:
        raise CaseClosed
    _claim(question, version)
    messages = [
        Message(
            position=position, side=one["side"], text=one["text"], written_at=question.moment(one),
            author_name=one.get("by", case.title)[:200],
        )
        for position, one in enumerate(question.said)
    ]  # fmt: skip
    thread = Thread(
        case_id=case.id, subject=question.subject, opened_at=question.asked_at, due=question.due,
        messages=messages,
        # No other municipality than that of the household reads what it asks.
        passed_to=question.passed_to if question.passed_to == case.municipality else None,
    )  # fmt: skip
    session.add(thread)
    session.flush()
    move_partners(question, thread)
    session.delete(question)
    session.flush()
    record("question_moved_in", by=by, case_id=case.id)
    return thread


def open_question(
    question_id: object, visible: ColumnElement[bool], *, to_change: bool = False
) -> OpenQuestion | None:
    """The question with this id, if its mailbox is confirmed; `to_change` as for `question_behind`."""
    is_asked = OpenQuestion.id == question_id, OpenQuestion.confirmed_at.is_not(None), visible
    found = select(OpenQuestion).where(*is_asked)
    return session.scalars(found.with_for_update() if to_change else found).one_or_none()


def waiting_openly(visible: ColumnElement[bool]) -> Sequence[OpenQuestion]:
    """What waits for the desk, the one that is due first on top."""
    wanted = select(OpenQuestion).where(OpenQuestion.due <= date.max, visible)
    return session.scalars(wanted.order_by(OpenQuestion.due, OpenQuestion.id).limit(MOST_SHOWN)).all()


def count_old_questions(retention: Retention, today: date) -> int:
    """How many `forget_old_questions` would erase. Changes nothing."""
    return session.scalar(select(func.count()).select_from(OpenQuestion).where(_is_over(retention, today))) or 0


def forget_old_questions(retention: Retention, today: date) -> int:
    """Erase what was answered or closed long enough ago, and what nobody confirmed. Commits; answers how many."""
    begin_immediate()
    gone = session.execute(delete(OpenQuestion).where(_is_over(retention, today)).returning(OpenQuestion.id)).all()
    session.commit()
    return len(gone)


def _is_over(retention: Retention, today: date) -> ColumnElement[bool]:
    settled = OpenQuestion.settled_at < end_of(today - timedelta(days=retention.open_questions_days))
    unconfirmed = and_(OpenQuestion.confirmed_at.is_(None), OpenQuestion.asked_at < end_of(today - TO_CONFIRM))
    return or_(settled, unconfirmed)


def _mail(kind: str, question: OpenQuestion, **more: object) -> None:
    token = new_token()
    question.token_hash = hashed(token)
    queue_mail(kind, recipient=question.email, language=question.language, token=token, **more)  # type: ignore[arg-type]


def _claim(question: OpenQuestion, version: int) -> None:
    mine = update(OpenQuestion).where(OpenQuestion.id == question.id, OpenQuestion.version == version)
    claimed = mine.values(version=version + 1).returning(OpenQuestion.id)
    if session.execute(claimed, execution_options={"synchronize_session": False}).one_or_none() is None:
        session.refresh(question)
        raise StaleVersion
    session.refresh(question)


def _say(question: OpenQuestion, side: Side, text: str, by: Actor | None = None) -> None:
    # A new list: changes within a JSON value go unnoticed.
    name = {"by": by.name[:200]} if by else {}
    question.said = [*question.said, {"side": str(side), "text": text, "at": now().isoformat(), **name}]
