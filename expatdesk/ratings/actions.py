"""A household says how it went. Nothing of it stands in the logbook, which officers read. Nothing here commits."""

from datetime import date

from sqlalchemy import update

from expatdesk.cases.models import Case
from expatdesk.cases.queries import as_stored_now
from expatdesk.cases.refusals import HoldsBsn, Refusal
from expatdesk.ratings.models import SCORES, Rating
from expatdesk.ratings.queries import may_rate
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.db import session


class NotToRate(Refusal):
    """Nobody of the household was registered yet, or it is too long ago."""


class NoScore(Refusal):
    """No score from 1 to 5."""


def rate(case: Case, score: int, *, today: date) -> Rating:
    """Keep the score of this household, in place of the one it gave before; its words stay.

    Pressed twice, the second press waits for the first; and for whoever erases the case, to find it erased.
    Raises NotToRate and NoScore.
    """
    as_stored_now(case, to_change=True)
    if not may_rate(case, today):
        raise NotToRate
    if score not in SCORES:
        raise NoScore
    return session.merge(Rating(case_id=case.id, given_on=today, score=score))


def add_words(rating: Rating, text: str) -> None:
    """Keep what the household adds, or nothing. Raises HoldsBsn."""
    if holds_bsn(text):
        raise HoldsBsn
    rating.text = text or None


def forget_old_words(before: date) -> None:
    """Empty what was written before this day; the scores stay for the figures."""
    session.execute(update(Rating).where(Rating.given_on < before, Rating.text.is_not(None)).values(text=None))
