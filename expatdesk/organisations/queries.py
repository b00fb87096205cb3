"""Reading organisations."""

import re
import uuid

from sqlalchemy import select

from expatdesk.organisations.models import Employer
from expatdesk.shared.db import session
from expatdesk.shared.folding import NO_LETTERS, folded

LEGAL_FORM = re.compile(r"[bn]v$")


def employer(employer_id: uuid.UUID) -> Employer:
    """The employer with this id; it must exist."""
    return session.get_one(Employer, employer_id)


def find_employer(employer_id: uuid.UUID) -> Employer | None:
    """The employer with this id, or None."""
    return session.get(Employer, employer_id)


def employers() -> list[Employer]:
    """All of them, by name."""
    return list(session.scalars(select(Employer).order_by(Employer.name)))


def employer_named(name: str) -> Employer | None:
    """The employer with exactly this name."""
    return session.scalars(select(Employer).where(Employer.name == name)).one_or_none()


def employer_with_kvk(number: str) -> Employer | None:
    """The employer with this number of the trade register."""
    return session.scalars(select(Employer).where(Employer.kvk_number == number)).one_or_none()


def employers_like(name: str, kvk_number: str | None) -> list[Employer]:
    """Those that may be the same organisation: by number, or by name however it is written."""
    plain = _without_legal_form(name)
    return [
        one
        for one in employers()
        if (kvk_number and one.kvk_number == kvk_number) or _without_legal_form(one.name) == plain
    ]


def _without_legal_form(name: str) -> str:
    """The letters of a name without its legal form: 'Hortus B.V.' is 'hortus'."""
    return LEGAL_FORM.sub("", NO_LETTERS.sub("", folded(name)))
