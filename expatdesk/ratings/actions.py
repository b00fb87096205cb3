"""A household says how it went. Nothing of it stands in the logbook, which officers read."""

from datetime import date

from sqlalchemy import update

from expatdesk.cases.models import Case
from expatdesk.cases.queries import as_stored_now, held_cases
from expatdesk.cases.refusals import HoldsBsn, Refusal
from expatdesk.ratings.models import SCORES, Rating
from expatdesk.ratings.queries import may_rate, rating_of
from expatdesk.rules.terms import add_months
from expatdesk.shared import clock
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.db import begin_immediate, session

# So long what they wrote is kept; by then it was read, or never will be.
MONTHS_OF_WORDS = 12


class NotToRate(Refusal):
    """Nobody of the household was registered yet, or it is too long ago."""


class NoScore(Refusal):
    """No score from 1 to 5."""


def rate(case: Case, score: int, *, today: date) -> Rating:
    """Keep the score of this household, in place of the one it gave before; its words and its day stay.

    Pressed twice, the second press waits for the first; and for whoever erases the case, to find it erased.
    Raises NotToRate and NoScore.
    """
    as_stored_now(case, to_change=True)
    if not may_rate(case, today):
        raise NotToRate
    if score not in SCORES:
        raise NoScore
    rating = rating_of(case.id) or Rating(case_id=case.id, given_on=today)
    rating.score = score
    session.add(rating)
    return rating


def add_words(rating: Rating, text: str) -> None:
    """Keep what the household adds, or nothing. Raises HoldsBsn."""
    if holds_bsn(text):
        raise HoldsBsn
    rating.text = text or None


def forget_old_words() -> None:
    """Empty what was written a year ago, of held cases alone not; scores stay for the figures.

    The worker's part; commits.
    """
    begin_immediate()
    is_old = Rating.given_on < add_months(clock.today(), -MONTHS_OF_WORDS), Rating.text.is_not(None)
    session.execute(update(Rating).where(*is_old, Rating.case_id.not_in(held_cases())).values(text=None))
    session.commit()
