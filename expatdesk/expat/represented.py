"""What somebody sees who represents a household: the parts of its page that were granted, and nothing else."""

from functools import partial

from flask import render_template

from expatdesk.access.represented import REPRESENTATIVE_SEES
from expatdesk.appointments.other_visits import other_visits
from expatdesk.appointments.outside import cannot_be_kept
from expatdesk.cases.labels import PURPOSES
from expatdesk.cases.representative_models import Grant
from expatdesk.cases.representatives import representative_of
from expatdesk.documents.checks import asked_since_check
from expatdesk.expat.household import Household
from expatdesk.expat.overview import status_page


def represented_page(household: Household) -> str:
    """The page of a household as its representative reads it."""
    case, one = household.case, representative_of(household.case.id)
    granted = one.sees if one else []
    page, is_more_asked = status_page(case, household.region, household.today, of_all=False), False
    if Grant.PAPERS in granted:
        is_more_asked = bool(asked_since_check(case, household.plan))
    visits = other_visits(case, household.plan, household.today, is_more_asked=is_more_asked)
    return render_template(
        "expat/represented/page.html",
        one=one, sees=REPRESENTATIVE_SEES, granted=granted, name=case.principal.full_name, case=case, page=page,
        other_visits=visits, purposes=PURPOSES, is_outside=partial(cannot_be_kept, region=household.region),
    )  # fmt: skip
