"""Partners of the desk: added, changed, ended and taken up again. Nothing here commits."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Self

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Partner
from expatdesk.shared.db import session

A_DAY = timedelta(days=1)


class PartnerRefused(Exception):
    """A partner cannot be like this."""


class PartnerKnown(PartnerRefused):
    """Another partner has this name."""


class EmployerIsPartner(PartnerRefused):
    """This employer is another partner already."""


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """What the desk knows of a partner."""

    name: str
    offers_homes: bool = False
    runs_activities: bool = False
    email: str | None = None
    phone: str | None = None
    website: str | None = None
    employer_id: uuid.UUID | None = None
    last_day: date | None = None

    @classmethod
    def of(cls, partner: Partner) -> Self:
        """What is known of this one now."""
        return cls(**{name: getattr(partner, name) for name in cls.__slots__})


def partners() -> list[Partner]:
    """All of them, by name."""
    return list(session.scalars(select(Partner).order_by(Partner.name)))


def find_partner(partner_id: uuid.UUID) -> Partner | None:
    """The partner with this id, or None."""
    return session.get(Partner, partner_id)


def partner_named(name: str) -> Partner | None:
    """The partner with exactly this name."""
    return session.scalars(select(Partner).where(Partner.name == name)).one_or_none()


def add_partner(facts: PartnerFacts, *, by: Actor) -> Partner:
    """Add an organisation that works with the desk. Raises PartnerKnown and EmployerIsPartner."""
    _check(facts)
    partner = Partner(**asdict(facts))
    try:
        with session.begin_nested():
            session.add(partner)
    except IntegrityError:
        # Somebody added it at the same moment: now it is found.
        _check(facts)
        raise
    record("partner_added", by=by, partner=partner.name)
    return partner


def change_partner(partner: Partner, facts: PartnerFacts, *, version: int, by: Actor) -> bool:
    """Change what is known of a partner; False where somebody was first. One UPDATE decides (security T39).

    What its users may do follows at their next request. Raises PartnerKnown and EmployerIsPartner.
    """
    before = PartnerFacts.of(partner)
    _check(facts, but=partner)
    mine = update(Partner).where(Partner.id == partner.id, Partner.version == version)
    changed = mine.values(version=version + 1, **asdict(facts)).returning(Partner.id)
    try:
        with session.begin_nested():
            taken = session.execute(changed, execution_options={"synchronize_session": False}).one_or_none()
    except IntegrityError:
        _check(facts, but=partner)
        raise
    session.refresh(partner)
    if taken is None:
        return False
    fields = [name for name in PartnerFacts.__slots__ if getattr(before, name) != getattr(facts, name)]
    record("partner_changed", by=by, partner=partner.name, fields=fields)
    return True


def end_partner(partner: Partner, *, by: Actor, today: date) -> None:
    """From this moment on it works with the desk no more: its users do nothing, what it offers is not shown."""
    if partner.works_on(today):
        _set_last_day(partner, today - A_DAY)
        record("partner_ended", by=by, partner=partner.name)


def take_up_partner(partner: Partner, *, by: Actor) -> None:
    """Let it work with the desk again, until further notice."""
    if partner.last_day is not None:
        _set_last_day(partner, None)
        record("partner_taken_up", by=by, partner=partner.name)


def _set_last_day(partner: Partner, day: date | None) -> None:
    partner.last_day = day
    partner.version += 1
    session.flush()


def _check(facts: PartnerFacts, but: Partner | None = None) -> None:
    if partner_named(facts.name) not in (None, but):
        raise PartnerKnown
    if facts.employer_id is None:
        return
    with_it = select(Partner).where(Partner.employer_id == facts.employer_id)
    if session.scalars(with_it).one_or_none() not in (None, but):
        raise EmployerIsPartner
