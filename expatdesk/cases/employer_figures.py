"""Counting what the desk did for an employer: groups of hires, never one of them."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select

from expatdesk.cases.hire_queries import DAYS, Rows
from expatdesk.cases.models import Case, CaseState, Registration
from expatdesk.people.models import Person
from expatdesk.rules.employer_days import EmployerDay
from expatdesk.shared.db import session


def hires_since(visible: ColumnElement[bool], since: date) -> int:
    """How many hires were submitted on that day or later; also those that are erased by now."""
    wanted = select(func.count()).select_from(Case).where(visible, Case.submitted_on >= since)
    return session.scalar(wanted) or 0


def registered_since(visible: ColumnElement[bool], since: date) -> int:
    """How many hires the municipality registered at the desk on that day or later."""
    wanted = _registered(select(func.count()).select_from(Case), visible, since)
    return session.scalar(wanted) or 0


def days_to_registration(visible: ColumnElement[bool], since: date) -> list[int]:
    """How many days lay between arrival and registration, of each of them whose arrival is known."""
    wanted = _registered(select(Case.arrival, Registration.registered_on).select_from(Case), visible, since)
    rows = session.execute(wanted.where(Case.arrival <= Registration.registered_on))
    return [(registered - arrival).days for arrival, registered in rows]


def days_ahead(visible: ColumnElement[bool], today: date, until: date) -> Mapping[EmployerDay, int]:
    """How many open hires have each of the employer's days from today until then."""
    counts = [func.count().filter(and_(day >= today, day <= until)).label(str(what)) for what, day in DAYS.items()]
    found = session.execute(select(*counts).select_from(Case).where(visible, Case.state == CaseState.OPEN)).one()
    return {what: found._mapping[str(what)] for what in DAYS}


def _registered(wanted: Rows, visible: ColumnElement[bool], since: date) -> Rows:
    """By the day of the principal, once the whole family is registered: that alone is what an employer is told."""
    whose = and_(Registration.case_id == Case.id, Registration.registered_on >= since)
    principal = and_(Person.id == Registration.person_id, Person.position == 0)
    still_to_come = select(Person.id).outerjoin(Registration).where(Registration.id.is_(None))
    is_whole = ~still_to_come.where(Person.case_id == Case.id).correlate(Case).exists()
    return wanted.join(Registration, whose).join(Person, principal).where(visible, is_whole)
