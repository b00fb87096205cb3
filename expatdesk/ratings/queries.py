"""Reading ratings: one's own, and all of them without anybody's name."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, islice
from statistics import mean

from sqlalchemy import Row, select

from expatdesk.cases.models import Case, CaseState
from expatdesk.ratings.models import Rating
from expatdesk.rules.figures import FEWEST, told_together
from expatdesk.rules.quarters import Quarter
from expatdesk.shared.db import session

Given = Row[date, uuid.UUID, int]
# So long after somebody was registered the household is asked; what is further back is remembered badly.
ASKED_FOR = timedelta(days=90)
# So many words of households are shown, the newest first.
MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class QuarterOfRatings:
    """How many answered in a quarter, and the scores that may be told."""

    quarter: Quarter
    answers: int
    scores: Sequence[int]

    @property
    def mean(self) -> float | None:
        """The mean score; None where there are too few to say."""
        return mean(self.scores) if self.scores else None


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
    """This quarter and the seven before it, the newest first; quarters without answers are left out."""
    return [
        QuarterOfRatings(quarter, len(rows), sorted(row.score for row in _told(rows, today)))
        for quarter, rows in reversed(_given(today))
    ]


def newest_words(today: date) -> list[tuple[int, str]]:
    """What households wrote, with their scores, in an order that does not tell who was here today.

    None of it where too few wrote.
    """
    told = {row.case_id for _quarter, rows in _given(today) for row in _told(rows, today)}
    written = select(Rating.case_id, Rating.score, Rating.text).where(Rating.text.is_not(None))
    rows = session.execute(written.order_by(Rating.given_on.desc()).execution_options(yield_per=MOST_SHOWN))
    newest = list(islice((row for row in rows if row.case_id in told), MOST_SHOWN))
    words = sorted(((row.score, row.text) for row in newest), key=lambda one: (one[0], len(one[1]), one[1]))
    return words if len(words) >= FEWEST else []


def _given(today: date) -> list[tuple[Quarter, list[Given]]]:
    """Whose scores were given in this quarter and in each of the seven before it, in the order of their days."""
    first = Quarter.of(today)
    for _quarter in range(7):
        first = first.before
    given = select(Rating.given_on, Rating.case_id, Rating.score).where(Rating.given_on >= first.first_day)
    rows = session.execute(given.order_by(Rating.given_on, Rating.case_id))
    return [(quarter, list(of_it)) for quarter, of_it in groupby(rows, key=lambda row: Quarter.of(row.given_on))]


def _told(given: Sequence[Given], today: date) -> Sequence[Given]:
    """Those of a quarter that may be told."""
    return told_together([row for row in given if row.given_on < today])
