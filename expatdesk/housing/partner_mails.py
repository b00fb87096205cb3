"""What a partner is told of its homes: how many are interested and when somebody comes, and never who.

Most of it waits for other news of the same partner, so that it gets one calm mail. Nothing here commits, but for
the worker's part.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, exists, or_, select

from expatdesk.housing.home_models import Home, HomeOffer
from expatdesk.housing.interest_models import HomeInterest, InterestState
from expatdesk.housing.interest_queries import interested_in
from expatdesk.messages.actions import queue_mail
from expatdesk.messages.models import Mail
from expatdesk.organisations.models import Partner
from expatdesk.people.models import EMPLOYER_SIDE, Role, User
from expatdesk.shared import jobs
from expatdesk.shared.addresses import full_address
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import begin_immediate, session

NEWS = "home_news"
# Others may press too, and one mail an hour is enough.
GATHERED_WITHIN, APART = timedelta(minutes=15), timedelta(hours=1)
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class HomeNews:
    """How a home stands: numbers and times, and nobody's name."""

    street: str
    page: str
    interested: int
    times: tuple[datetime, ...]
    is_confirmed: bool


def note_news(offer: HomeOffer) -> None:
    """Let the partner of this home hear how it stands, with the next calm mail."""
    if offer.news_since is None:
        offer.news_since = now()
    jobs.ring()


def tell_called_off(offer: HomeOffer, was: datetime, becomes: datetime | None = None) -> None:
    """A household does not come at that time, or at another one: whoever would stand at the door hears at once."""
    _queue("viewing_moved", offer.home.partner_id, street=offer.home.street, was=was, becomes=becomes,
           page=_page(offer))  # fmt: skip


def tell_not_taken(offer: HomeOffer) -> None:
    """The household says that it did not take the home: it is free again."""
    _queue("home_not_taken", offer.home.partner_id, street=offer.home.street, page=_page(offer))


def tell_partners() -> int:
    """Write to partners whose homes have news; answers how many homes were told of. The worker's part; commits."""
    begin_immediate()
    due = select(HomeOffer).join(HomeOffer.home).where(HomeOffer.news_since.is_not(None))
    locked = (
        due.order_by(Home.partner_id, Home.street).limit(AT_ONCE).with_for_update(of=HomeOffer, skip_locked=True)
    )
    by_partner: dict[uuid.UUID, list[HomeOffer]] = {}
    for offer in session.scalars(locked.execution_options(populate_existing=True)):
        by_partner.setdefault(offer.home.partner_id, []).append(offer)
    told = [offers for partner_id, offers in by_partner.items() if _is_due(partner_id, offers)]
    for offers in told:
        _queue(NEWS, offers[0].home.partner_id, homes=[_news_of(offer) for offer in offers])
        for offer in offers:
            offer.news_since = None
    session.commit()
    return sum(map(len, told))


def _is_due(partner_id: uuid.UUID, offers: Sequence[HomeOffer]) -> bool:
    """Whether the first news has waited for others, and the last mail is an hour old."""
    first = min(offer.news_since for offer in offers if offer.news_since)
    emails = [user.email for user in readers_of(partner_id)]
    lately = exists().where(Mail.kind == NEWS, Mail.recipient.in_(emails), Mail.written_at > now() - APART)
    return first <= now() - GATHERED_WITHIN and not session.scalar(select(lately))


def _news_of(offer: HomeOffer) -> HomeNews:
    rows = interested_in(offer.id)
    ahead = sorted(row.viewing.starts_at for row in rows if row.viewing and row.viewing.starts_at > now())
    return HomeNews(
        offer.home.street, _page(offer), sum(row.state == InterestState.OPEN for row in rows), tuple(ahead),
        any(_is_confirmed(row) for row in rows),
    )  # fmt: skip


def _is_confirmed(row: HomeInterest) -> bool:
    return row.state == InterestState.CONFIRMED


def readers_of(partner_id: uuid.UUID) -> Sequence[User]:
    """Who of a partner offers its homes: its own users, or HR of the employer that it is."""
    hr = and_(
        User.employer_id == Partner.employer_id, User.role.in_(EMPLOYER_SIDE - {Role.EMPLOYER_SYSTEM}),
        User.department.is_(None),
    )  # fmt: skip
    wanted = select(User).join(Partner, or_(Partner.id == User.partner_id, hr))
    works = or_(Partner.last_day.is_(None), Partner.last_day >= today())
    theirs = wanted.where(Partner.id == partner_id, works, User.active.is_(True))
    return session.scalars(theirs.order_by(User.email)).all()


def _queue(kind: str, partner_id: uuid.UUID, **told: Any) -> None:
    for user in readers_of(partner_id):
        queue_mail(kind, recipient=user.email, language=user.language, name=user.name, **told)


def _page(offer: HomeOffer) -> str:
    return full_address("partner.viewings", home_id=offer.home_id)
