"""Addresses for a time only: all of them by their last day, one on the page of its case, and prolonging it."""

import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from expatdesk.access.acting import acting, the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.permissions import Permission
from expatdesk.access.policy import visible_cases
from expatdesk.access.visitor import Visitor, current_visitor
from expatdesk.cases.address_extensions import NotAtEmployerAddress, NotLater, address_end, extend_address
from expatdesk.cases.labels import HOME_KINDS
from expatdesk.cases.list_pages import AFTER, BEFORE, Place, place_from
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import plan_of
from expatdesk.cases.refusals import StaleVersion
from expatdesk.cases.temporary import TemporaryKind, is_known, registered_at_work
from expatdesk.cases.temporary_queries import count_registered, temporary_addresses
from expatdesk.cases.words import home_address, on_one_line, work_address
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.conflicts import meanwhile
from expatdesk.desk.forms.temporary import ExtensionForm
from expatdesk.desk.worklist_rows import time_left, urgency
from expatdesk.rules.facts import HomeKind
from expatdesk.rules.plan import Plan
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import LazyString, gettext, long_date, ngettext
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pages import Page

AT_EMPLOYER: LazyString = _l("Address of the employer")


@dataclass(frozen=True, slots=True)
class Clock:
    """Where a household lives for a time only, as the desk reads it; `registered` is how full the address is."""

    kind: str | LazyString
    address: str
    until: date
    left: str
    urgency: str
    registered: str
    may_be_extended: bool


@blueprint.get("/desk/temporary-addresses", endpoint="temporary")
def addresses_by_last_day() -> str:
    page = temporary_addresses(visible_cases(current_visitor()), _beyond())
    counted = count_registered({row.temporary_at for row in page.rows})
    rows = [(row, clock_in_words(row, counted)) for row in page.rows]
    return render_template("desk/temporary/list.html", rows=rows, page=page, **_ways(page.rows))


@blueprint.route("/desk/cases/<uuid:case_id>/employer-address", methods=["GET", "POST"])
def extend_stay(case_id: uuid.UUID) -> Page:
    case = case_or_404(case_id)
    form = ExtensionForm(data={"version": case.version})
    if not form.validate_on_submit():
        return _page(case, form), 422 if form.errors else 200
    try:
        extend_address(case, form.until.data, form.reason.data or "", version=form.version.data, **acting())
    except NotAtEmployerAddress:
        abort(404)
    except NotLater as refusal:
        ends = long_date(refusal.ends)
        form.until.errors = [gettext("Choose a day that is still to come, and after %(day)s.", day=ends)]
        return _page(case, form), 422
    except StaleVersion:
        return _page(case, form, meanwhile(case, form)), 409
    flash(gettext("The new last day is kept, and the household is told."), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)


def clock_of(case: Case, plan: Plan, visitor: Visitor) -> Clock | None:
    """The clock of a case for its own page; None where it has none."""
    if case.temporary_until is None or case.temporary_at is None or case.state != CaseState.OPEN:
        return None
    is_work, employer = case.temporary_kind == TemporaryKind.EMPLOYER, case.employer
    most = employer.most_registered if is_work and employer else None
    counted = count_registered({case.temporary_at})
    kind = AT_EMPLOYER if is_work else HOME_KINDS[HomeKind(case.home_kind or HomeKind.TEMPORARY)]
    return Clock(
        kind, work_address(case) if is_work else home_address(case), case.temporary_until,
        time_left(case.temporary_until, today()), urgency(case.temporary_until, today()),
        _lives_there(case, counted, most), visitor.may(Permission.CHANGE_CASE) and address_end(plan) is not None,
    )  # fmt: skip


def _lives_there(row: Any, counted: Mapping[str, int], most: int | None) -> str:
    """How full the address is; nothing where its street is not known."""
    is_whole = is_known(row.temporary_at or "", row.temporary_kind)
    return how_full(counted.get(row.temporary_at, 0), most) if is_whole else ""


def how_full(counted: int, most: int | None) -> str:
    """'3 people', or over how many were agreed; nothing where nobody is registered there."""
    if not counted and most is None:
        return gettext("Nobody is registered there")
    if most is None:
        return ngettext("%(num)d person is registered there", "%(num)d people are registered there", counted)
    return ngettext(
        "%(num)d person is registered there, %(most)d are agreed",
        "%(num)d people are registered there, %(most)d are agreed",
        counted, most=most,
    )  # fmt: skip


def clock_in_words(row: Any, counted: dict[str, int]) -> Clock:
    """The clock of a row of the list."""
    is_work = row.temporary_kind == TemporaryKind.EMPLOYER
    kind = AT_EMPLOYER if is_work else HOME_KINDS[HomeKind(row.home_kind or HomeKind.TEMPORARY)]
    place = registered_at_work(row, row) if is_work else (row.home_street, row.home_postcode)
    return Clock(
        kind, on_one_line(*place), row.temporary_until, time_left(row.temporary_until, today()),
        urgency(row.temporary_until, today()),
        _lives_there(row, counted, row.most_registered if is_work else None),
        may_be_extended=False,
    )  # fmt: skip


def _beyond() -> Place | None:
    for name in (AFTER, BEFORE):
        with suppress(ValueError):
            return place_from(request.args.get(name, ""), is_dated=True, backwards=name == BEFORE)
    return None


def _ways(rows: list[Any]) -> dict[str, str]:
    """The places from which the pages around this one begin."""
    if not rows:
        return {}
    first, last = rows[0], rows[-1]
    return {
        "before": str(Place(first.temporary_until, first.id)),
        "after": str(Place(last.temporary_until, last.id)),
    }


def _page(case: Case, form: ExtensionForm, conflict: object = None) -> str:
    clock = clock_of(case, plan_of(case, the_region(), today()), current_visitor())
    if clock is None or not clock.may_be_extended:
        abort(404)
    title = gettext("Longer at the employer’s address")
    return render_template(
        "desk/temporary/extend.html", case=case, form=form, clock=clock, title=title, conflict=conflict
    )
