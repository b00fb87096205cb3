"""Writing a mail for several households, and sending it. Nothing here commits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select, update

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.refusals import HoldsBsn, Refusal, StaleVersion
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.actions import queue_mail
from expatdesk.people.throttle import Limit, knock
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.db import session
from expatdesk.worklists.letters import filled_in, unknown_placeholders
from expatdesk.worklists.models import Letter

# Security T16: nobody's mailbox is flooded by us, and one press too many sends nothing twice.
LETTERS_OF = Limit("letters-of", 200, timedelta(hours=24), quiet=True)
SAME_LETTER_TO = Limit("same-letter-to", 1, timedelta(hours=24), quiet=True)


class LetterNameTaken(Refusal):
    """A mail of that name stands ready already."""


class UnknownPlaceholder(Refusal):
    """The text names something in braces that no file knows."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a mail says, in both languages."""

    name: str
    subject_nl: str
    text_nl: str
    subject_en: str
    text_en: str


@dataclass(slots=True)
class Sent:
    """What became of each household, by its name."""

    sent: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    not_known: list[str] = field(default_factory=list)
    too_often: list[str] = field(default_factory=list)


def write_letter(words: Words, *, by: Actor) -> Letter:
    """Put a new mail ready. Raises LetterNameTaken, UnknownPlaceholder and HoldsBsn."""
    _check(words)
    letter = Letter(**_columns(words))
    session.add(letter)
    session.flush()
    record("letter_written", by=by, letter=letter.name)
    return letter


def change_letter(letter: Letter, words: Words, *, version: int, by: Actor) -> None:
    """Change its words. Raises StaleVersion where somebody was first, and as `write_letter` does."""
    _check(words, but=letter)
    mine = update(Letter).where(Letter.id == letter.id, Letter.version == version)
    changed = mine.values(version=version + 1, **_columns(words)).returning(Letter.id)
    if session.execute(changed, execution_options={"synchronize_session": False}).one_or_none() is None:
        raise StaleVersion
    session.refresh(letter)
    record("letter_changed", by=by, letter=letter.name)


def remove_letter(letter: Letter, *, by: Actor) -> None:
    """Put it away; what was sent stays sent."""
    record("letter_removed", by=by, letter=letter.name)
    session.delete(letter)
    session.flush()


def send_letter(letter: Letter, cases: Iterable[Case], *, version: int, by: Actor) -> Sent:
    """Send it to each household in its own language. Raises StaleVersion where it changed since the preview."""
    if letter.version != version:
        raise StaleVersion
    outcome = Sent()
    for case in cases:
        if case.state != CaseState.OPEN:
            outcome.closed.append(case.title)
        elif (mail := filled_in(letter, case)).missing:
            outcome.not_known.append(case.title)
        elif not knock((LETTERS_OF, str(by.user_id)), (SAME_LETTER_TO, f"{letter.id} {case.id}")):
            outcome.too_often.append(case.title)
        else:
            queue_mail(
                "letter", recipient=case.email, language=case.language, case_id=case.id, case=case, mail=mail,
                signed_by=by.name,
            )  # fmt: skip
            record("letter_sent", by=by, case_id=case.id, letter=letter.name)
            outcome.sent.append(case.title)
    return outcome


def _check(words: Words, but: Letter | None = None) -> None:
    same = select(Letter.id).where(Letter.name == words.name)
    if session.scalar(same.where(Letter.id != but.id) if but else same) is not None:
        raise LetterNameTaken
    texts = list(_columns(words).values())
    if any(unknown_placeholders(text) for text in texts[1:]):
        raise UnknownPlaceholder
    if any(holds_bsn(text) for text in texts):
        raise HoldsBsn


def _columns(words: Words) -> dict[str, str]:
    return {name: getattr(words, name) for name in words.__slots__}
