"""Households that are interested in homes, and times to see one, as far along as a test asks."""

from datetime import timedelta

from expatdesk.cases.models import Case
from expatdesk.housing.home_models import Home
from expatdesk.housing.interest_models import HomeInterest, HomeViewing
from expatdesk.housing.interest_queries import interest_of
from expatdesk.housing.interests import invite
from expatdesk.housing.viewings import book
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.clock import now
from expatdesk.shared.db import session


def an_interest(case: Case, home: Home) -> HomeInterest:
    """This household is interested in this home, whatever it wishes."""
    row = HomeInterest(offer_id=home.offer.id, case_id=case.id)
    session.add(row)
    session.flush()
    return row


def a_time(home: Home, *, hours: int = 48) -> HomeViewing:
    """A time of twenty minutes at which the home can be seen, so many hours from now."""
    starts = now() + timedelta(hours=hours)
    row = HomeViewing(offer_id=home.offer.id, starts_at=starts, ends_at=starts + timedelta(minutes=20))
    session.add(row)
    session.flush()
    return row


def an_invited(case: Case, home: Home) -> HomeInterest:
    """The same, invited to choose a time; there is one two days from now unless the test made others."""
    row = interest_of(case.id, home.offer.id) or an_interest(case, home)
    if not session.query(HomeViewing).filter_by(offer_id=home.offer.id, interest_id=None).count():
        a_time(home)
    invite([row], by=SYSTEM)
    return row


def a_booked(case: Case, home: Home, *, hours: int = 48) -> HomeInterest:
    """The same with a viewing booked."""
    time = a_time(home, hours=hours)
    row = an_invited(case, home)
    book(case, home.offer.id, time.id, agrees=True, phone="+31 6 5550 1234", by=SYSTEM)
    session.refresh(row)
    return row
