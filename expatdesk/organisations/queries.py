"""Reading organisations."""

import uuid

from sqlalchemy import select

from expatdesk.organisations.models import Employer
from expatdesk.shared.db import session


def employer(employer_id: uuid.UUID) -> Employer:
    """The employer with this id; it must exist."""
    return session.get_one(Employer, employer_id)


def find_employer(employer_id: uuid.UUID) -> Employer | None:
    """The employer with this id, if there is one."""
    return session.get(Employer, employer_id)


def employer_named(name: str) -> Employer | None:
    """The employer with exactly this name."""
    return session.scalars(select(Employer).where(Employer.name == name)).one_or_none()
