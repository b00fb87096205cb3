"""Filling in a mail to many: fixed placeholders and nothing else, so that no text of ours is a program (T30)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from expatdesk.cases.models import Case
from expatdesk.messages.names import plain
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import clock_time, long_date, speaking
from expatdesk.worklists.models import Letter

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# A brace that opens or closes nothing: somebody mistyped a placeholder.
STRAY = re.compile(r"[{}]")


def _visit(case: Case) -> str:
    moment = case.visit_at
    return f"{long_date(local(moment).date())}, {clock_time(moment)}" if moment else ""


PLACEHOLDERS: Mapping[str, Callable[[Case], str]] = {
    "name": lambda case: case.principal.calling_name or case.title,
    "code": lambda case: case.code,
    "employer": lambda case: case.employer.name if case.employer else "",
    "arrival": lambda case: long_date(case.arrival) if case.arrival else "",
    "limit": lambda case: long_date(case.lawful_due) if case.lawful_due else "",
    "visit": _visit,
    "officer": lambda case: case.officer_name or "",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A mail as one household gets it; `missing` names placeholders for which its file knows nothing."""

    subject: str
    text: str
    missing: tuple[str, ...]

    @property
    def paragraphs(self) -> list[list[str]]:
        """The text as paragraphs of lines."""
        return [part.split("\n") for part in re.split(r"\n{2,}", self.text)]


def unknown_placeholders(text: str) -> list[str]:
    """What stands in braces and is no placeholder; a lone brace too."""
    names = [f"{{{name}}}" for name in PLACEHOLDER.findall(text) if name not in PLACEHOLDERS]
    return [*names, *STRAY.findall(PLACEHOLDER.sub("", text))]


def filled_in(letter: Letter, case: Case) -> Filled:
    """The mail for this household, in its own language."""
    with speaking(case.language):
        known = {name: plain(value(case)) for name, value in PLACEHOLDERS.items()}
    subject, text = getattr(letter, f"subject_{case.language}"), getattr(letter, f"text_{case.language}")
    missing = [name for name in _used(subject + text) if not known[name]]
    return Filled(_fill(subject, known), _fill(text, known), tuple(dict.fromkeys(missing)))


def _used(text: str) -> Iterator[str]:
    yield from (name for name in PLACEHOLDER.findall(text) if name in PLACEHOLDERS)


def _fill(text: str, known: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: known.get(found[1], found[0]), text)
