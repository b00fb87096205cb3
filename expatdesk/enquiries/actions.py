"""Asking and answering. What is said stands in the thread alone, never in the logbook. Nothing here commits."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from sqlalchemy import update

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import as_stored_now
from expatdesk.cases.refusals import CaseClosed, HoldsBsn, Refusal, StaleVersion
from expatdesk.documents.models import Attachment
from expatdesk.enquiries.models import Message, Side, Thread
from expatdesk.enquiries.queries import threads_of
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail, take_back_from
from expatdesk.rules.region import Region
from expatdesk.rules.terms import add_working_days
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.clock import now
from expatdesk.shared.db import session

# Of one household: more at once are not read any sooner.
MOST_WAITING = 10
# Without a word of the other side in between.
MOST_IN_A_ROW = 20


class TooManyWaiting(Refusal):
    """So many questions or messages of this household wait for an answer that no more are taken."""


class NoMunicipality(Refusal):
    """No municipality registers this household, so that none can answer."""


def days_to_answer(region: Region, today: date) -> int:
    """Within how many working days we promise an answer."""
    return int(region.amount("answer_working_days", today).value)


def answer_by(region: Region, today: date) -> date:
    """The day by which we answer what is asked today."""
    return add_working_days(today, days_to_answer(region, today), region.extra_holidays)


def ask(
    case: Case,
    subject: str,
    text: str,
    *,
    by: Actor,
    region: Region,
    today: date,
    files: Sequence[Attachment] = (),
) -> Thread:
    """Open a thread with a question. Sent twice, it is asked once (security T38).

    Raises CaseClosed, HoldsBsn and TooManyWaiting.
    """
    _check(case, subject, text)
    # Two presses at once come one after the other, and who closes the case before or after them.
    if as_stored_now(case, to_change=True).state != CaseState.OPEN:
        raise CaseClosed
    waiting = [thread for thread in threads_of(case.id) if thread.due]
    for thread in waiting:
        if thread.subject == subject and len(thread.messages) == 1 and _says(thread.messages[0], text, files):
            return thread
    if len(waiting) >= MOST_WAITING:
        raise TooManyWaiting
    thread = Thread(case_id=case.id, subject=subject, due=answer_by(region, today), messages=[])
    session.add(thread)
    _say(thread, Side.HOUSEHOLD, text, by, files)
    record("question_asked", by=by, case_id=case.id)
    return thread


def follow_up(
    case: Case,
    thread: Thread,
    text: str,
    *,
    by: Actor,
    region: Region,
    today: date,
    files: Sequence[Attachment] = (),
) -> None:
    """Add to a thread as its household; it waits for the desk, and keeps the day on which that is due already.

    Raises as `ask` does.
    """
    _check(case, text)
    # Nobody else writes here meanwhile: what a household adds is never refused because the desk wrote as well.
    session.refresh(thread, with_for_update=True)
    in_a_row = list(takewhile(lambda message: message.side == Side.HOUSEHOLD, reversed(thread.messages)))
    if in_a_row and _says(in_a_row[0], text, files):
        return
    if len(in_a_row) >= MOST_IN_A_ROW:
        raise TooManyWaiting
    thread.version += 1
    thread.due, thread.closed_at = thread.due or answer_by(region, today), None
    _say(thread, Side.HOUSEHOLD, text, by, files)
    record("question_asked_further", by=by, case_id=case.id)


def answer(
    case: Case,
    thread: Thread,
    text: str,
    *,
    version: int,
    by: Actor,
    region: Region,
    files: Sequence[Attachment] = (),
) -> None:
    """Answer as the desk; the household gets a mail that says so, and reads the answer on its own page.

    Raises HoldsBsn, and StaleVersion where somebody wrote meanwhile.
    """
    if holds_bsn(text):
        raise HoldsBsn
    _claim(thread, version)
    thread.due, thread.closed_at = None, None
    _say(thread, Side.DESK, text, by, files)
    record("question_answered", by=by, case_id=case.id)
    # One mail is enough for whatever was answered before it went.
    take_back_from(case.id, ("question_answered",))
    queue_mail(
        "question_answered", recipient=case.email, language=case.language, case_id=case.id, case=case,
        region=region, thread=thread,
    )  # fmt: skip


def close_thread(case: Case, thread: Thread, *, version: int, by: Actor) -> None:
    """Put a thread aside that needs no answer, or no other one. Raises StaleVersion."""
    _claim(thread, version)
    thread.due, thread.closed_at = None, now()
    session.flush()
    record("question_closed", by=by, case_id=case.id)


def reopen_thread(case: Case, thread: Thread, *, version: int, by: Actor, region: Region, today: date) -> None:
    """Take a thread up again, with a new day by which it is answered. Raises StaleVersion."""
    _claim(thread, version)
    thread.due, thread.closed_at = answer_by(region, today), None
    session.flush()
    record("question_opened_again", by=by, case_id=case.id)


def pass_on(case: Case, thread: Thread, *, version: int, by: Actor) -> None:
    """Let the registrars of the household's municipality answer; nothing is copied, they read it where it stands.

    Raises StaleVersion, and NoMunicipality where no municipality has the case.
    """
    if case.municipality is None:
        raise NoMunicipality
    _claim(thread, version)
    thread.passed_to = case.municipality
    session.flush()
    record("question_passed_on", by=by, case_id=case.id)


def take_back(case: Case, thread: Thread, *, version: int, by: Actor) -> None:
    """From now on the desk alone answers. Raises StaleVersion."""
    _claim(thread, version)
    thread.passed_to = None
    session.flush()
    record("question_taken_back", by=by, case_id=case.id)


def _check(case: Case, *texts: str) -> None:
    if case.state != CaseState.OPEN:
        raise CaseClosed
    if any(holds_bsn(text) for text in texts):
        raise HoldsBsn


def _claim(thread: Thread, version: int) -> None:
    mine = update(Thread).where(Thread.id == thread.id, Thread.version == version)
    claimed = mine.values(version=version + 1).returning(Thread.id)
    if session.execute(claimed, execution_options={"synchronize_session": False}).one_or_none() is None:
        session.refresh(thread)
        raise StaleVersion
    session.refresh(thread)


def _says(message: Message, text: str, files: Sequence[Attachment]) -> bool:
    """Whether this message is what was sent once more: the same text, and no file that it has not."""
    there = {file.print_of_sent for file in message.files}
    return message.text == text and all(file.print_of_sent in there for file in files)


def _say(thread: Thread, side: Side, text: str, by: Actor, files: Sequence[Attachment]) -> None:
    author = {"author_id": by.user_id, "author_name": by.name[:200]}
    said = Message(position=len(thread.messages), side=side, text=text, files=list(files), **author)
    thread.messages.append(said)
    session.flush()
