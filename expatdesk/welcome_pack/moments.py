"""The dated things of a pack: what must happen, for whom, by when, and what kind of date that is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from expatdesk.rules.plan import DueKind, Party


class DateKind(StrEnum):
    """What a date is, as a word in a shape."""

    LAW = "law"
    AGREED = "agreed"
    PROMISE = "promise"
    EXPECTED = "expected"
    ADVICE = "advice"
    FIXED = "fixed"


KIND_OF_DUE = {
    DueKind.STATUTORY: DateKind.LAW,
    DueKind.AGREED: DateKind.AGREED,
    DueKind.PROMISE: DateKind.PROMISE,
    DueKind.ADVICE: DateKind.ADVICE,
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing on a day, or without a day yet; `key` finds its words in `labels`.

    `around` is the day it is sorted by: its own, or that of what it goes with.
    """

    key: str
    day: date | None
    kind: DateKind
    party: Party
    people: tuple[int, ...] = ()
    around: date | None = None
