"""Who is interested in the demonstration's homes: one saw a home, one comes soon, others wait to hear."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from expatdesk.cases.models import Case, CaseState
from expatdesk.demo.accounts import VERHUUR
from expatdesk.demo.journey import Journey
from expatdesk.demo.past import in_office_hours
from expatdesk.demo.stages import Stage
from expatdesk.housing.home_models import Home, HomeOffer, OfferState
from expatdesk.housing.interest_queries import free_times, interest_of
from expatdesk.housing.interests import invite, say_interest
from expatdesk.housing.suiting import may_look, suits_now
from expatdesk.housing.viewings import book, put_up, spans
from expatdesk.housing.wishes import wishes_row
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.organisations.models import Partner
from expatdesk.people.models import Role
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM
from expatdesk.shared.db import session

MOST = 4
A_DAY = timedelta(days=1)
TOLD, INVITED, SEEN, AHEAD = 8, 5, 1, 3
MINUTES, AT = 20, time(17)
PHONE = "+31 6 5550 0142"

Ways = Sequence[tuple[Stage, Journey]]


def make_viewings(guests: Ways, ways: Ways, region: Region, today: date) -> None:
    """For each free home of the partner some that it suits; guests are invited, and choose a time themselves."""
    visitors = [way.case for _stage, way in guests]
    cases = [*visitors, *(way.case for _stage, way in ways)]
    looking = [case for case in cases if _looks(case, region, today)]
    busy: set[str] = set()
    for offer in _offers():
        suited = [case for case in looking if case.code not in busy and suits_now(case, offer.id, region, today)]
        own, others = [case for case in suited if case in visitors], [one for one in suited if one not in visitors]
        chosen = [*others[: MOST - 1], *own[:2]]
        busy |= {case.code for case in chosen}
        _are_interested(offer, chosen, region, today)
        _see_it(offer, others[: MOST - 1], own[:2], today)
        # The partner read of it in the past.
        offer.news_since = None
    session.flush()


def _looks(case: Case, region: Region, today: date) -> bool:
    return case.state == CaseState.OPEN and wishes_row(case.id) is not None and may_look(case, region, today)


def _offers() -> Sequence[HomeOffer]:
    wanted = select(HomeOffer).join(HomeOffer.home).join(Partner, Partner.id == Home.partner_id)
    wanted = wanted.where(Partner.name == VERHUUR, HomeOffer.state == OfferState.FREE)
    return session.scalars(wanted.order_by(Home.reference)).all()


def _are_interested(offer: HomeOffer, cases: Sequence[Case], region: Region, today: date) -> None:
    for number, case in enumerate(cases):
        with in_office_hours(today - TOLD * A_DAY, today, minutes=20 + 17 * number):
            say_interest(case, offer.id, by=_by(case), region=region, today=today)


def _see_it(offer: HomeOffer, others: Sequence[Case], own: Sequence[Case], today: date) -> None:
    """The first saw it yesterday, the second comes in a few days; the third is not invited yet."""
    if not (others or own):
        return
    days = (today - SEEN * A_DAY, today + AHEAD * A_DAY)
    first, ahead = (datetime.combine(day, AT, AMSTERDAM) for day in days)
    with in_office_hours(today - INVITED * A_DAY, today, minutes=95):
        put_up(offer.id, spans(first, MINUTES, 1), by=SYSTEM)
        put_up(offer.id, spans(ahead, MINUTES, MOST), by=SYSTEM)
        rows = [interest_of(case.id, offer.id) for case in [*others[:2], *own]]
        invite([row for row in rows if row is not None], by=SYSTEM)
        for case, time_to_see in zip(others[:2], free_times(offer.id), strict=False):
            book(case, offer.id, time_to_see.id, agrees=True, phone=PHONE, by=_by(case))


def _by(case: Case) -> Actor:
    return Actor(Role.EXPAT, case.title)
