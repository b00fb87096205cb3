"""What in a text tells who asks: names, streets and codes, of a household or of somebody without a case."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from expatdesk.cases.models import Case
from expatdesk.enquiries.models import Side, Thread
from expatdesk.enquiries.open_models import OpenQuestion

# What nobody needs to read to answer: addresses of mail, postcodes, dates, long numbers.
PRIVATE = re.compile(
    r"\S+@\S+|\b\d{4}\s?[A-Z]{2}\b|\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|\+?\d(?:[\s-]?\d){6,}", re.IGNORECASE
)
LEFT_OUT = "…"
# A shorter name is as often a common word, and so are these.
SHORTEST_NAME = 3
COMMON = frozenset({"van", "von", "der", "den", "des", "del", "los", "las", "bin", "may", "can", "will"})
# A mailbox is often called by the name of its reader, and else like this.
COMMON_MAILBOXES = frozenset(
    {"info", "mail", "post", "home", "work", "contact", "hello", "expat", "student", "leiden"}
)
SHORTEST_OF_MAILBOX = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the desk puts it to others: what was asked last, and the words that tell who asks."""

    question: Thread | OpenQuestion
    last: str
    tell_tales: tuple[str, ...]


def of_household(case: Case, thread: Thread) -> Asked:
    """A question of a household."""
    last = next((one.text for one in reversed(thread.messages) if one.side == Side.HOUSEHOLD), "")
    street = re.sub(r"\s*\d.*", "", case.home_street or "")
    names = _names(person.full_name for person in case.people)
    return Asked(thread, last, _telling({*names, case.email or "", street, case.home_postcode or "", case.code}))


def of_anybody(question: OpenQuestion) -> Asked:
    """A question of somebody without a case: a name need not be told, and then often stands in the address."""
    last = next((one["text"] for one in reversed(question.said) if one["side"] == Side.HOUSEHOLD), "")
    mailbox = {
        word
        for word in re.split(r"[\W\d_]+", question.email.partition("@")[0])
        if len(word) >= SHORTEST_OF_MAILBOX and word not in COMMON_MAILBOXES
    }
    return Asked(question, last, _telling({*_names([question.name]), *mailbox, question.email}))


def to_begin_with(asked: Asked) -> str:
    """What was asked last, without what tells who asks: for the officer to write anew."""
    text = asked.last
    for word in asked.tell_tales:
        text = re.sub(_as_word(word), LEFT_OUT, text, flags=re.IGNORECASE)
    return PRIVATE.sub(LEFT_OUT, text)


def gives_away(asked: Asked, text: str) -> str | None:
    """The first thing in these words that tells who asks; None where there is none."""
    named = next((word for word in asked.tell_tales if re.search(_as_word(word), text, re.IGNORECASE)), None)
    found = PRIVATE.search(text)
    return named or (found.group() if found else None)


def _names(whole: Iterable[str]) -> set[str]:
    """Of a name of two short words only the whole is told from common words."""
    return {word for name in whole for word in (name, *re.split(r"[\s-]+", name))}


def _telling(words: set[str]) -> tuple[str, ...]:
    """The longest first, so that no part of one is left."""
    told = (word for word in words if len(word) >= SHORTEST_NAME and word.lower() not in COMMON)
    return tuple(sorted(told, key=lambda word: (-len(word), word)))


def _as_word(word: str) -> str:
    return rf"(?<!\w){re.escape(word)}(?!\w)"
