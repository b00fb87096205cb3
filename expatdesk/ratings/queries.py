"""Reading ratings: one's own, and all of them without anybody's name."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from statistics import mean

from sqlalchemy import func, select

from expatdesk.cases.models import Case, CaseState
from expatdesk.ratings.models import Rating
from expatdesk.rules.quarters import Quarter
from expatdesk.shared.db import session

# So long after somebody was registered the household is asked; what is further back is remembered badly.
ASKED_FOR = timedelta(days=90)
# Fewer answers than these say more about persons than about the desk, and officers know who was registered when.
FEWEST = 5
# So many words of households are shown, the newest first.
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class QuarterOfRatings:
    """The scores that were given in a quarter."""

    quarter: Quarter
    scores: Sequence[int]

    @property
    def is_enough(self) -> bool:
        """Whether there are enough answers to tell what they were, and not only how many."""
        return len(self.scores) >= FEWEST

    @property
    def mean(self) -> float | None:
        """The mean score; None where there are too few to say."""
        return mean(self.scores) if self.is_enough else None


def may_rate(case: Case, today: date) -> bool:
    """Whether the household may say now how it went: from its first registration on, for some months."""
    if case.state == CaseState.ERASED:
        return False
    first = min((one.registered_on for one in case.registrations), default=None)
    return first is not None and first <= today < first + ASKED_FOR


def asks_how_it_went(case: Case, today: date) -> bool:
    """Whether its page asks the household: it may say so, and did not yet."""
    return may_rate(case, today) and rating_of(case.id) is None


def rating_of(case_id: uuid.UUID) -> Rating | None:
    """What this household said; None if it said nothing."""
    return session.get(Rating, case_id)


def ratings_by_quarter(today: date) -> list[QuarterOfRatings]:
    """All scores of this quarter and the seven before it, the newest first; quarters without any are left out."""
    first = Quarter.of(today)
    for _quarter in range(7):
        first = first.before
    given = select(Rating.given_on, Rating.score).where(Rating.given_on >= first.first_day)
    rows = session.execute(given.order_by(Rating.given_on.desc(), Rating.score)).all()
    grouped = groupby(rows, key=lambda row: Quarter.of(row.given_on))
    return [QuarterOfRatings(quarter, [row.score for row in of_it]) for quarter, of_it in grouped]


def newest_words() -> list[tuple[int, str]]:
    """What households wrote, with their scores, in an order that does not tell who was here today.

    None of it where too few wrote.
    """
    written = select(Rating.score, Rating.text).where(Rating.text.is_not(None)).order_by(Rating.given_on.desc())
    newest = written.limit(MOST_SHOWN).subquery().c
    in_order = newest.score, func.length(newest.text), newest.text
    rows = session.execute(select(newest.score, newest.text).order_by(*in_order))
    words = [(row.score, row.text) for row in rows]
    return words if len(words) >= FEWEST else []
