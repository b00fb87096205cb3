"""A hire that an HR system hands over. Nothing here commits."""

import uuid
from datetime import date

from sqlalchemy import select

from expatdesk.cases.actions import Hire, open_case
from expatdesk.cases.models import Case
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer
from expatdesk.rules.region import Region
from expatdesk.shared.db import session


class ReferenceTaken(Exception):
    """The employer handed over a hire under this number before."""

    def __init__(self, case_id: uuid.UUID) -> None:
        super().__init__(case_id)
        self.case_id = case_id


def submit_hire(
    hire: Hire, reference: str | None, *, employer: Employer, by: Actor, region: Region, today: date
) -> Case:
    """Open the case of this hire, as if HR had typed it. Raises ReferenceTaken."""
    # One after the other: of two at one moment under the same number, the second finds the first.
    session.refresh(employer, with_for_update=True)
    if reference is not None:
        known = select(Case.id).where(Case.employer_id == employer.id, Case.reference == reference)
        if (case_id := session.scalar(known)) is not None:
            raise ReferenceTaken(case_id)
    return open_case(hire, employer=employer, by=by, region=region, today=today, reference=reference)
