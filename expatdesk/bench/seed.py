"""As many cases as one wants to measure with: the demonstration's households, each many times under other names.

The first ones come about with the real actions. Their copies keep all that a plan depends on, so what is stored
of the plan stays true for them.
"""

from contextlib import nullcontext
from datetime import date

from sqlalchemy import func, select

from expatdesk import demo
from expatdesk.bench.copies import COPIED_TABLES, copier
from expatdesk.bench.writing import WORTH_IT, analyse, indexes_made_at_the_end
from expatdesk.cases.forecasts import count_forecasts
from expatdesk.cases.models import Case
from expatdesk.demo.accounts import is_filled
from expatdesk.people.models import User
from expatdesk.rules.region import Region
from expatdesk.shared.db import begin_immediate, session

BATCH = 5000
INVENTED = "%.example"


class RealDatabase(Exception):
    """Somebody who is not invented may be in this database."""


def seed(count: int, region: Region, today: date) -> int:
    """Bring the database to at least this many cases; answers how many there are. Raises RealDatabase."""
    _refuse_real_people()
    if not is_filled():
        demo.fill(region, today)
    there = number_of_cases()
    if there < count:
        begin_immediate()
        copies = copier()
        with indexes_made_at_the_end(COPIED_TABLES) if count - there >= WORTH_IT else nullcontext():
            for first in range(there, count, BATCH):
                copies.write_households(range(first, min(first + BATCH, count)))
        count_forecasts(region, today)
        session.commit()
        analyse()
    return number_of_cases()


def number_of_cases() -> int:
    """How many cases there are."""
    return session.scalar(select(func.count()).select_from(Case)) or 0


def _refuse_real_people() -> None:
    """Everybody of the demonstration and of the measurements has an address that cannot exist (RFC 2606)."""
    for email in (Case.email, User.email):
        if session.scalar(select(email).where(email.not_like(INVENTED)).limit(1)):
            raise RealDatabase("this database holds people who are not invented: measure with one of its own")
    if session.scalar(select(Case.id).limit(1)) and not is_filled():
        raise RealDatabase("this database holds cases of its own: measure with an empty one")
