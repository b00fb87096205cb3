"""Changing organisations. Nothing here commits."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Self

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from stdnum.exceptions import ValidationError
from stdnum.nl import postcode as postcodes

from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer, PastExemption
from expatdesk.organisations.queries import employer_named, employer_with_kvk, employers_like
from expatdesk.rules.region import Region
from expatdesk.shared.db import session
from expatdesk.shared.kvk import NotKvk, kvk_number


class EmployerRefused(Exception):
    """An employer cannot be like this; the message says why, for whoever types it."""


class NameTaken(EmployerRefused):
    """Another employer has this name."""


class NameAlike(EmployerRefused):
    """Another employer has nearly this name, and nobody said that it is another organisation."""


class KvkTaken(EmployerRefused):
    """Another employer has this number of the trade register."""


@dataclass(frozen=True, slots=True)
class EmployerFacts:
    """What the desk knows of an employer."""

    name: str
    street: str | None
    postcode: str
    town: str
    kvk_number: str | None = None
    recognised_sponsor: bool = False
    sponsor_checked_on: date | None = None
    most_registered: int | None = None
    fee_exempt: bool = False
    invoice_customer: bool = False
    vat_number: str | None = None
    invoice_reference: str | None = None

    @classmethod
    def of(cls, employer: Employer) -> Self:
        """What is known of this one now."""
        return cls(**{name: getattr(employer, name) for name in cls.__slots__})


def is_exempt(name: str, region: Region) -> bool:
    """Whether the region takes no fee from the employer of this name."""
    return name.strip() in {exempt.name for exempt in region.exempt_employers}


def add_employer(facts: EmployerFacts, *, by: Actor, is_another: bool = False) -> Employer:
    """Add an organisation that may submit hires. Raises EmployerRefused.

    Two of one organisation would each see half of its hires, and pay by two invoices: `is_another` says that
    somebody has looked whether it is one of those with nearly its name.
    """
    checked = _checked(facts)
    if not is_another and (alike := employers_like(checked.name, None)):
        raise NameAlike(f"{checked.name} is perhaps {' or '.join(one.name for one in alike)}")
    employer = Employer(**asdict(checked))
    try:
        with session.begin_nested():
            session.add(employer)
    except IntegrityError:
        # Somebody added it at the same moment: now it is found.
        _checked(facts)
        raise
    record("employer_added", by=by, employer=employer.name)
    return employer


def change_employer(employer: Employer, facts: EmployerFacts, *, version: int, by: Actor, today: date) -> bool:
    """Change what is known of an employer; False where somebody was first. Raises EmployerRefused.

    One UPDATE decides (security T39). The plans of its hires are none of this: `cases/employers.py` calls down.
    """
    before, after = EmployerFacts.of(employer), _checked(facts, but=employer)
    mine = update(Employer).where(Employer.id == employer.id, Employer.version == version)
    changed = mine.values(version=version + 1, **asdict(after)).returning(Employer.id)
    try:
        with session.begin_nested():
            taken = session.execute(changed, execution_options={"synchronize_session": False}).one_or_none()
    except IntegrityError:
        _checked(facts, but=employer)
        raise
    session.refresh(employer)
    if taken is None:
        return False
    if before.fee_exempt != after.fee_exempt:
        _keep_exemption(employer, exempt=before.fee_exempt, until=today)
    fields = [name for name in EmployerFacts.__slots__ if getattr(before, name) != getattr(after, name)]
    record("employer_changed", by=by, employer=employer.name, fields=fields)
    return True


def _keep_exemption(employer: Employer, *, exempt: bool, until: date) -> None:
    """Visits are invoiced later, by what held on their day; of two changes in a day the first tells that."""
    if until not in {past.until for past in employer.exemptions}:
        employer.exemptions.append(PastExemption(until=until, exempt=exempt))
        session.flush()


def _checked(facts: EmployerFacts, but: Employer | None = None) -> EmployerFacts:
    name = facts.name.strip()
    if employer_named(name) not in (None, but):
        raise NameTaken(f"{name} is known already")
    number = _checked_number(facts.kvk_number)
    if number and employer_with_kvk(number) not in (None, but):
        raise KvkTaken(f"KvK number {number} is known already")
    if facts.recognised_sponsor and facts.sponsor_checked_on is None:
        raise EmployerRefused("nobody has looked the sponsor up in the register of the IND")
    return replace(facts, name=name, kvk_number=number, postcode=_checked_postcode(facts.postcode))


def _checked_number(typed: str | None) -> str | None:
    try:
        return kvk_number(typed) if typed else None
    except NotKvk:
        raise EmployerRefused(f"{typed!r} is no KvK number") from None


def _checked_postcode(typed: str) -> str:
    try:
        checked: str = postcodes.validate(typed)
    except ValidationError:
        raise EmployerRefused(f"{typed!r} is no Dutch postcode") from None
    return checked
