"""The addresses where households live for a time only, by their last day, and how many are registered at them."""

import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, func, select

from expatdesk.cases.list_pages import ListPage, Place, page_of
from expatdesk.cases.models import Case, CaseState
from expatdesk.organisations.models import Employer
from expatdesk.shared.db import is_one_of, session

PAGE_SIZE = 50


def temporary_addresses(visible: ColumnElement[bool], beyond: Place | None) -> ListPage:
    """A page of the open cases that live somewhere for a time only, the first to leave in front."""
    wanted: Any = select(
        Case.id, Case.title, Case.code, Case.temporary_until, Case.temporary_at, Case.temporary_kind,
        Case.temporary_people, Case.home_kind, Case.home_street, Case.home_postcode, Case.work_street,
        Case.work_postcode, Case.address_extended_on, Case.officer_name, Case.employer_id,
        Employer.name.label("employer"), Employer.street, Employer.postcode, Employer.most_registered,
    ).outerjoin(Employer, Employer.id == Case.employer_id)  # fmt: skip
    ends = Case.temporary_until.is_not(None)
    return page_of(
        wanted.where(Case.state == CaseState.OPEN, ends, visible), Case.temporary_until, Case.id, PAGE_SIZE, beyond
    )


def count_registered(
    addresses: Collection[str], among: ColumnElement[bool] | None = None, *, whole_households: bool = False
) -> dict[str, int]:
    """How many people are registered at each of these addresses now, of all households that the desk knows.

    Or `among` some of them; or only of households of which everybody is: for whoever may not learn that some of
    them are (security T07).
    """
    counted = select(Case.temporary_at, func.sum(Case.temporary_people)).where(
        Case.state == CaseState.OPEN, is_one_of(Case.temporary_at, addresses)
    )
    if among is not None:
        counted = counted.where(among)
    if whole_households:
        counted = counted.where(Case.temporary_people >= Case.people_expected)
    return {str(row[0]): int(row[1]) for row in session.execute(counted.group_by(Case.temporary_at))}


def hires_at_address(employer_id: uuid.UUID, visible: ColumnElement[bool]) -> dict[str | None, int]:
    """How many hires an employer sees as registered at each of its addresses, by the postcode of their work.

    None is where people visit it. A hire counts once all of its household are registered, on whom the end of the
    address shows at its employer as well: before that the number would tell that some of them are (security T07).
    """
    counted = select(Case.work_postcode, func.count()).where(
        Case.employer_id == employer_id, Case.state == CaseState.OPEN, Case.address_ends_due.is_not(None), visible
    )
    return {row[0]: row[1] for row in session.execute(counted.group_by(Case.work_postcode))}
