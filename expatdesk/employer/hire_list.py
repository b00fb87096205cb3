"""The employer's list of hires: those that HR must act on first, narrowed and sorted as HR likes."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from flask import render_template, request

from expatdesk.access.acting import the_region
from expatdesk.access.fields import HireView, hire_for_employer
from expatdesk.access.policy import shared_homes, shared_visits, visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.hire_queries import (
    HireFilters,
    ListedHire,
    count_hires,
    count_to_act_on,
    page_of_hires,
    shared_among,
    visits_among,
    withdrawn_among,
)
from expatdesk.cases.models import CaseState
from expatdesk.cases.queries import plan_for_employer
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.drafts import unsent
from expatdesk.employer.forms.hire_list import WITHIN_WORDS, departments, read_asked
from expatdesk.employer.words import ERASED_WHY, WORDS
from expatdesk.retention.queries import erasure_of
from expatdesk.retention.terms import Why
from expatdesk.rules.plan import Party
from expatdesk.shared.clock import start_of, today
from expatdesk.shared.i18n import LazyString


class Row(NamedTuple):
    """A line of the list."""

    hire: HireView
    acts_now: bool
    # Only with the household's present consent.
    visit_at: datetime | None

    @property
    def turns(self) -> list[Party]:
        """Whose turn it is, the employer first."""
        return turns_of(self.hire, acts_now=self.acts_now)


class ErasedRow(NamedTuple):
    """A line of the list that says no more than that a hire was erased, when and why."""

    code: str
    submitted: date
    erased: date
    why: LazyString
    acts_now: bool = False


@blueprint.get("/")
def hires() -> str:
    """The employer's hires, those that HR must act on first."""
    visible, day, asked = visible_cases(current_visitor()), today(), read_asked(request.args)
    page = page_of_hires(visible, asked.filters(day), day, asked.beyond)
    closed = HireFilters(state=CaseState.CLOSED)
    return render_template(
        "employer/hires/list.html", rows=rows_of(page.hires), asked=asked, page=page,
        found=count_hires(visible, asked.filters(day), day), open_count=count_hires(visible, HireFilters(), day),
        closed_count=count_hires(visible, closed, day), to_act_on=count_to_act_on(visible, day), today=day,
        drafts=unsent(), within_words=WITHIN_WORDS,
        department_words={name: name for name in departments()}, **WORDS,
    )  # fmt: skip


def rows_of(listed: Iterable[ListedHire]) -> list[Row | ErasedRow]:
    """The lines of these hires, with the visits and homes that their households let HR see."""
    listed = list(listed)
    ids = [one.case.id for one in listed]
    visits = visits_among(shared_visits(current_visitor()), ids, start_of(today()))
    homes = shared_among(shared_homes(current_visitor()), ids)
    withdrawn = withdrawn_among(one.case for one in listed)
    return [_row(one, visits, withdrawn.get(one.case.id), shares_home=one.case.id in homes) for one in listed]


def turns_of(hire: HireView, *, acts_now: bool) -> list[Party]:
    """Whose turn it is: the employer's first where it has something to do, then who else has the ball."""
    parties = [Party.EMPLOYER] if acts_now else []
    return [*parties, hire.turn] if hire.turn and hire.turn not in parties else parties


def _row(
    listed: ListedHire, visits: dict[uuid.UUID, datetime], withdrawn_on: date | None, *, shares_home: bool
) -> Row | ErasedRow:
    case = listed.case
    if (erasure := erasure_of(case)) is not None:
        return ErasedRow(case.code, case.submitted_on, erasure.on, ERASED_WHY[Why(erasure.why)])
    plan = plan_for_employer(case, the_region(), today())
    shown = hire_for_employer(case, plan, withdrawn_on=withdrawn_on, shares_home=shares_home)
    return Row(shown, listed.acts_now, visits.get(case.id))
