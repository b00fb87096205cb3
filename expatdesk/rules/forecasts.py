"""How long comparable households waited for others, and what that lets the next one expect.

What is comparable stands here and nowhere else: households that this desk registers, as it learns no days of other
offices; and of one kind, citizens of the EU, who need no permit, or all others. A household waits on working days
that begin with the ball at somebody else's: not while it had something to do itself, and for its registration not
before it arrived.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .facts import Category
from .outcome import Destination, Party
from .terms import ONE_DAY, add_working_days, is_working_day

# So far back the desk looks; fewer households than this say nothing of the next one.
DAYS_BACK = 90
FEWEST = 20


class Awaited(StrEnum):
    """The steps that a household waits for, in the order in which they come."""

    PAPERS = "papers_checked"
    REGISTRATION = "brp_registration"
    BSN = "bsn_issued"


class Kind(StrEnum):
    """Households that can be compared with each other."""

    EU_CITIZENS = "eu_citizens"
    ALL_OTHERS = "all_others"


@dataclass(frozen=True, slots=True)
class Usual:
    """In how many working days half of the households, and 8 of 10, had what they waited for."""

    half: int
    most: int


@dataclass(frozen=True, slots=True)
class Way:
    """The days of one household that its waiting is counted by; `turns` says who had the ball from a day on."""

    submitted: date
    arrival: date | None
    registered: date | None
    turns: Mapping[date, str | None]

    def begins(self, awaited: Awaited) -> date | None:
        """The day from which it can wait for this; None where that is not known."""
        match awaited:
            case Awaited.PAPERS:
                return self.submitted
            case Awaited.REGISTRATION:
                return max(self.submitted, self.arrival) if self.arrival else None
            case Awaited.BSN:
                return self.registered

    def waited(self, awaited: Awaited, until: date, extra_holidays: frozenset[date]) -> int | None:
        """How many working days it waited until then; None where nobody wrote down who had the ball."""
        begins = self.begins(awaited)
        if begins is None or min(self.turns, default=date.max) > begins:
            return None
        days = (begins + ONE_DAY * number for number in range((until - begins).days))
        return sum(is_working_day(day + ONE_DAY, extra_holidays) and self.waits_after(day) for day in days)

    def waited_in_all(self, awaited: Awaited, ended: date, extra_holidays: frozenset[date]) -> int | None:
        """What this household's waiting tells of others; nothing where its BSN was handed over at the visit."""
        if awaited is Awaited.BSN and ended == self.registered:
            return None
        return self.waited(awaited, ended, extra_holidays)

    def waits_after(self, day: date) -> bool:
        """Whether somebody else had the ball when this day was over."""
        latest = max((since for since in self.turns if since <= day), default=None)
        return latest is not None and self.turns[latest] not in (None, Party.EXPAT)


def kind_of(to: Destination, category: Category) -> Kind | None:
    """With which households this one can be compared; None where there are none."""
    if to is not Destination.DESK:
        return None
    return Kind.EU_CITIZENS if category is Category.EU_CITIZEN else Kind.ALL_OTHERS


def usual(waits: Iterable[int]) -> Usual | None:
    """The median and the 80th percentile, each a number of days that somebody waited; None of too few."""
    ordered = sorted(waits)
    if len(ordered) < FEWEST:
        return None
    return Usual(half=_tenths(ordered, 5), most=_tenths(ordered, 8))


def _tenths(ordered: list[int], tenths: int) -> int:
    """The smallest number that so many tenths of all do not exceed (the nearest rank)."""
    return ordered[-(-len(ordered) * tenths // 10) - 1]


def expected(known: Usual, waited: int, today: date, extra_holidays: frozenset[date]) -> tuple[date, date] | None:
    """Between which days one may expect it who waited so long by today; None who waited longer than most."""
    if waited > known.most:
        return None
    first, last = max(known.half - waited, 0), known.most - waited
    return _working_day(today, first, extra_holidays), _working_day(today, last, extra_holidays)


def _working_day(today: date, count: int, extra_holidays: frozenset[date]) -> date:
    """So many working days from today; on a day off, today is the next working day."""
    if not is_working_day(today, extra_holidays):
        count = max(count, 1)
    return add_working_days(today, count, extra_holidays)
