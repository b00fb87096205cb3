"""The employer's calendar: what its hires ask of it, month by month."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby

from flask import render_template, request

from expatdesk.access.policy import shared_visits, visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.hire_calendar import MOST_DAYS, HireDay, days_between, visits_between
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.forms.calendar import read_month
from expatdesk.employer.words import WORDS
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import date_like

Days = list[tuple[date, list[HireDay]]]


@blueprint.get("/calendar")
def calendar() -> str:
    """One month as a list of its days; those without anything are left out."""
    first = read_month(request.args.get("month"), today())
    last = first.replace(day=monthrange(first.year, first.month)[1])
    visitor = current_visitor()
    found = days_between(visible_cases(visitor), first, last)
    visits = visits_between(shared_visits(visitor), first, last)
    return render_template(
        "employer/calendar/month.html", month=date_like(first, "LLLL y"), today=today(),
        days=_by_day([*found, *visits][:MOST_DAYS]), is_cut=len(found) + len(visits) > MOST_DAYS,
        before=_name(first - timedelta(days=1)), after=_name(last + timedelta(days=1)), now=_name(today()),
        shown=_name(first), **WORDS,
    )  # fmt: skip


def _by_day(found: Iterable[HireDay]) -> Days:
    """Days in their order, visits first by the clock."""
    ordered = sorted(found, key=lambda one: (one.on, one.what is not None))
    return [(day, list(ones)) for day, ones in groupby(ordered, lambda one: one.on)]


def _name(day: date) -> str:
    """The month of a day, for an address."""
    return f"{day:%Y-%m}"
