"""The day at the counters: who comes, who is there, whose turn it is; and what is written down of it."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from expatdesk.access.acting import acting
from expatdesk.access.permissions import Permission
from expatdesk.access.policy import visible_case, visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.counter_queries import counters_by_name, find_counter, in_use
from expatdesk.appointments.day import Guests, came, check_in, finish, no_show, start, undo, walk_in, walked_in
from expatdesk.appointments.day_queries import Household, household_of, households_on
from expatdesk.appointments.models import VisitKind
from expatdesk.appointments.refusals import (
    CounterBusy,
    DayRefusal,
    KindNotTaken,
    NotBeingServed,
    NotExpected,
    NotLateYet,
    NotReady,
    NotToday,
    NotWaiting,
    SomebodyRegistered,
    TimeGivenAway,
    TownNotServed,
    VisitAlready,
)
from expatdesk.cases.models import Case
from expatdesk.cases.queries import case_by_code, find_case
from expatdesk.cases.refusals import CaseClosed, StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.case_page import MISFITS
from expatdesk.desk.forms.counters import KINDS
from expatdesk.desk.forms.day import WalkInForm
from expatdesk.shared.clock import now, today
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.limits import FIRST_YEAR, LAST_YEAR
from expatdesk.shared.pages import Page

REFUSALS: dict[type[DayRefusal], LazyString] = {
    NotToday: _l("This visit is on another day."),
    NotExpected: _l("This was written down already. Look at the list as it is now."),
    NotWaiting: _l("This household is not waiting any more. Look at the list as it is now."),
    NotBeingServed: _l("This household is not at the counter. Look at the list as it is now."),
    NotLateYet: _l("The time of this visit is still to come."),
    CounterBusy: _l("Another household is at this counter. End that visit first."),
    SomebodyRegistered: _l("Somebody was registered at this visit, so the household was there."),
    TimeGivenAway: _l("Somebody else has this time now. Book another one for the household."),
    VisitAlready: _l("This household has another time already."),
    NotReady: _l("This household cannot be registered yet: papers or the day of arrival are missing."),
    TownNotServed: _l(
        "This counter does not register for the municipality of this household. Choose another one."
    ),
    KindNotTaken: _l("This counter does not take such visits. Choose another one."),
}
ACTS: dict[str, Callable[[Household], None]] = {
    "check_in": lambda one: check_in(one.appointment, by=current_visitor().actor, today=today()),
    "start": lambda one: start(one.appointment, by=current_visitor().actor),
    "finish": lambda one: finish(one.appointment, by=current_visitor().actor),
    "came": lambda one: came(one.appointment, by=current_visitor().actor),
    "no_show": lambda one: no_show(one.appointment, one.case, **acting()),
    "undo": lambda one: undo(one.appointment, one.case, **acting()),
}


@blueprint.get("/desk/day", endpoint="day")
def show_day() -> str:
    return _day_page()


@blueprint.post(
    "/desk/day/<uuid:appointment_id>/<any(check_in, start, finish, came, no_show, undo):act>", endpoint="day_act"
)
def act_on(appointment_id: uuid.UUID, act: str) -> Page:
    one = household_of(appointment_id, **_seen()) or abort(404)
    try:
        ACTS[act](one)
    except DayRefusal as refusal:
        return _day_page(refused=REFUSALS[type(refusal)]), 409
    except (StaleVersion, CaseClosed):
        return _day_page(refused=_l("Somebody changed the case at the same moment. Press once more.")), 409
    if act == "no_show" and one.case and one.appointment.kind == VisitKind.REGISTRATION:
        flash(_("The visit is to be booked anew. The household gets a mail."), "ok")
    return redirect(url_for("desk.day", **_asked()), 303)


@blueprint.route("/desk/day/walk-in", methods=["GET", "POST"], endpoint="walk_in")
def walk_in_page() -> Page:
    form = WalkInForm()
    if not form.validate_on_submit():
        return render_template("desk/day/walk_in.html", form=form), 422 if form.errors else 200
    counter, case = find_counter(form.counter_id) or abort(404), _case_typed(form)
    if form.code.data and case is None:
        form.code.errors = [_("There is no household with this code. Check it, or leave it open.")]
        return render_template("desk/day/walk_in.html", form=form), 422
    guests = Guests(VisitKind(form.kind.data), form.people.data or 1, case)
    try:
        row = walk_in(counter, guests, **acting())
    except DayRefusal as refusal:
        form.kind.errors = [REFUSALS[type(refusal)]]
        return render_template("desk/day/walk_in.html", form=form), 422
    flash(_("Their number is %(ticket)s.", ticket=row.ticket), "ok")
    return redirect(url_for("desk.day"), 303)


def _day_page(refused: LazyString | str = "") -> str:
    asked, day = _asked(), _day_asked()
    counter_id = uuid.UUID(asked["counter"]) if "counter" in asked else None
    counters = in_use(counters_by_name(), day)
    return render_template(
        "desk/day/list.html" if "part" in request.args else "desk/day/day.html",
        households=households_on(day=day, counter_id=counter_id, **_seen()),
        counters=counters,
        counter_name=next((one.name for one in counters if one.id == counter_id), ""),
        counter_id=counter_id,
        asked=asked,
        day=day,
        is_today=day == today(),
        before=(day - timedelta(days=1)).isoformat(),
        after=(day + timedelta(days=1)).isoformat(),
        now=now(),
        kinds=KINDS,
        misfits=MISFITS,
        walked_in=walked_in,
        refused=refused,
    )


def _seen() -> dict[str, Any]:
    """Whose appointments are shown. Who has no case is of no municipality, and the desk alone sees them."""
    visitor = current_visitor()
    return {"visible": visible_cases(visitor), "without_case": visitor.may(Permission.BOOK_VISIT)}


def _day_asked() -> date:
    """The day in the address; anything that is none is today."""
    try:
        day = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return today()
    return day if FIRST_YEAR <= day.year < LAST_YEAR else today()


def _asked() -> dict[str, Any]:
    """What of the address goes along: another day than today, and a counter that there is."""
    found = {"day": _day_asked().isoformat()} if _day_asked() != today() else {}
    counter = request.args.get("counter", "")
    if counter in {str(one.id) for one in counters_by_name()}:
        found["counter"] = counter
    return found


def _case_typed(form: WalkInForm) -> Case | None:
    """The case with this code, as far as whoever asks may see it."""
    case = case_by_code(form.code.data) if form.code.data else None
    return find_case(visible_case(current_visitor(), case.id)) if case else None
