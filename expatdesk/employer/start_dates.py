"""Another first working day for several hires at once: ticked, looked at, confirmed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from expatdesk.access.acting import acting, the_region
from expatdesk.access.policy import visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.hire_queries import NAME, HireFilters, every_hire
from expatdesk.cases.models import Case
from expatdesk.cases.queries import told_start
from expatdesk.cases.refusals import CaseClosed, StaleVersion
from expatdesk.cases.start_dates import (
    MOST_AT_ONCE,
    change_starts,
    hires_to_change,
    preview_start,
    told_by_employer,
)
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.forms.start_dates import StartDatesForm, read_seen, seen_now
from expatdesk.employer.words import WORDS
from expatdesk.shared.clock import today
from expatdesk.shared.forms import parts_of, ticked
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.i18n import ngettext
from expatdesk.shared.pages import Page
from expatdesk.shared.text import is_plain, tidy

NOBODY = _l("Tick the hires whose first working day changes.")
MEANWHILE = _l("A colleague changed one of these meanwhile. This is how they are now: look again.")


@blueprint.get("/start-dates")
def start_dates() -> Page:
    """Tick hires and type a day; sent, the page shows what would follow."""
    form, ids = StartDatesForm(request.args, meta={"csrf": False}), ticked(request.args.getlist("hire"))
    hires, is_too_many = hires_to_change(visible_cases(current_visitor()), ids), len(ids) > MOST_AT_ONCE
    if "look" not in request.args:
        return _choose(form, hires)
    if not form.validate() or not hires or is_too_many:
        form.form_errors += [] if hires else [NOBODY]
        form.form_errors += [_("Change at most %(most)d hires at once.", most=MOST_AT_ONCE)] if is_too_many else []
        return _choose(form, hires), 422
    return _look(hires, form.day.data)


@blueprint.post("/start-dates", endpoint="change_start_dates")
def change() -> Page:
    """Change all of them, if they still are as the page showed them."""
    form, seen = StartDatesForm(), read_seen(request.form.getlist("seen"))
    hires = hires_to_change(visible_cases(current_visitor()), seen, to_change=True)
    if not form.validate() or not hires:
        return redirect(url_for("employer.start_dates"), 303)
    day = form.day.data
    try:
        count = change_starts(hires, seen, day, **acting())
    except (StaleVersion, CaseClosed):
        return _look(hires, day, problem=MEANWHILE), 409
    flash(
        ngettext("%(num)d first working day is changed.", "%(num)d first working days are changed.", count), "ok"
    )
    return redirect(url_for("employer.hires"), 303)


def _choose(form: StartDatesForm, hires: Sequence[Case] = ()) -> str:
    typed = tidy(request.args.get("q"))[:200]
    filters = HireFilters(search=typed if is_plain(typed) else "", sort=NAME)
    told = visible_cases(current_visitor()) & told_by_employer()
    found = every_hire(told, filters, today(), MOST_AT_ONCE)
    lines = [(one.case.id, one.case.principal.full_name, told_start(one.case)) for one in found[:MOST_AT_ONCE]]
    return render_template(
        "employer/start_dates/choose.html", form=form, lines=lines, search=filters.search,
        ticked={case.id for case in hires}, is_cut=len(found) > MOST_AT_ONCE, most=MOST_AT_ONCE,
    )  # fmt: skip


def _look(hires: Sequence[Case], day: date, **shown: object) -> str:
    back: dict[str, Any] = {"hire": [case.id for case in hires], "q": request.args.get("q")}
    back |= {f"day-{part}": text for part, text in parts_of(day).items()}
    previews = [preview_start(case, day, the_region(), today()) for case in hires]
    return render_template(
        "employer/start_dates/look.html", previews=previews, day=day, seen=seen_now(hires),
        back_to=url_for("employer.start_dates", **back), **shown, **WORDS,
    )  # fmt: skip
