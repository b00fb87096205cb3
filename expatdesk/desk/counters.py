"""The counters and their opening hours: the coordinator is shown what a change does, and then saves it."""

import uuid
from datetime import date, timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from expatdesk.access.acting import the_region
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.counter_queries import (
    all_counters,
    closures_from,
    find_counter,
    read_anew,
    timetable_of,
)
from expatdesk.appointments.counters import NameTaken, add_counter, change_counter, set_hours
from expatdesk.appointments.models import Counter
from expatdesk.appointments.previews import preview, preview_counter
from expatdesk.appointments.screens import all_screens
from expatdesk.appointments.timetable import Hours, week_on
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.counter_lines import coming_year, counter_lines, rules_in_words, what_differs
from expatdesk.desk.forms.counter_terms import NewCounterForm
from expatdesk.desk.forms.counters import BOXES, KINDS, WEEKDAYS, CounterForm, HoursForm, box_of
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page

USUAL_MINUTES = {"first_person_minutes": 30, "further_person_minutes": 15}


@blueprint.get("/desk/counters", endpoint="counters")
def show_counters() -> str:
    return render_template(
        "desk/counters/list.html",
        counters=[counter_lines(counter, today()) for counter in all_counters()],
        names={counter.id: counter.name for counter in all_counters()},
        closures=closures_from(today()),
        calendar=coming_year(today()),
        rules=rules_in_words(today()),
        screens=all_screens(),
        weekdays=WEEKDAYS,
    )


@blueprint.route("/desk/counters/new", methods=["GET", "POST"])
def new_counter() -> Page:
    form = NewCounterForm(data={"version": 0, "first_day": today(), "kinds": list(KINDS), **USUAL_MINUTES})
    if not form.validate_on_submit():
        return _counter_page(form), 422 if form.errors else 200
    try:
        counter = add_counter(form.said, form.terms, by=current_visitor().actor)
    except NameTaken:
        form.name.errors = [_("Another counter has this name. Choose another one.")]
        return _counter_page(form), 422
    flash(_("The counter is added. Now tell when it is open."), "ok")
    return redirect(url_for("desk.hours", counter_id=counter.id), 303)


@blueprint.route("/desk/counters/<uuid:counter_id>", methods=["GET", "POST"])
def counter(counter_id: uuid.UUID) -> Page:
    one = counter_or_404(counter_id)
    form = CounterForm(typed(), data={"version": one.version, **CounterForm.stored(one)}, meta={"csrf": False})
    if typed() is None or not form.validate():
        return _counter_page(form, one), 422 if form.errors else 200
    if request.method == "GET":
        return _counter_page(form, one, shown=[preview_counter(one, form.said, today(), the_region())])
    try:
        change_counter(one, form.said, version=form.version.data, by=current_visitor().actor)
    except NameTaken:
        form.name.errors = [_("Another counter has this name. Choose another one.")]
        return _counter_page(form, one), 422
    except StaleVersion:
        read_anew(one)
        form.version.data = one.version
        return _counter_page(form, one, conflict=what_differs(form, form.stored(one))), 409
    return saved()


@blueprint.route("/desk/counters/<uuid:counter_id>/hours", methods=["GET", "POST"])
def hours(counter_id: uuid.UUID) -> Page:
    one = counter_or_404(counter_id)
    form = HoursForm.for_week(typed(), data=_stored_hours(one), meta={"csrf": False})
    if typed() is None or not form.validate():
        return _hours_page(form, one), 422 if form.errors else 200
    week, first, last = form.week, form.first_day.data, form.last_day.data
    if request.method == "GET":
        before = timetable_of(one, first)
        after = before.with_week(week, first, last)
        return _hours_page(form, one, shown=[preview(one, before, after, first, last, the_region())])
    try:
        set_hours(one, week, first, last, version=form.version.data, by=current_visitor().actor)
    except StaleVersion:
        read_anew(one)
        form.version.data = one.version
        return _hours_page(form, one, conflict=what_differs(form, _stored_hours(one, first))), 409
    return saved()


def counter_or_404(counter_id: uuid.UUID) -> Counter:
    """The counter with this id."""
    return find_counter(counter_id) or abort(404)


def typed() -> MultiDict[str, str] | None:
    """What was typed: sent to be saved, or to be shown with what it would do; None where a page is just opened."""
    if request.method == "POST":
        return request.form
    return request.args if "look" in request.args else None


def saved() -> Page:
    """Back to all counters."""
    flash(_("Saved."), "ok")
    return redirect(url_for("desk.counters"), 303)


def nothing_changed() -> Page:
    """The same, where what was typed held already."""
    flash(_("Nothing changed: this holds already."), "info")
    return redirect(url_for("desk.counters"), 303)


def _stored_hours(one: Counter, day: date | None = None) -> dict[str, Any]:
    first = day or today() + timedelta(days=1)
    week = week_on(map(Hours.of, one.hours), first)
    return {"version": one.version, "first_day": first, **HoursForm.stored(week)}


def _counter_page(form: CounterForm, one: Counter | None = None, **shown: object) -> str:
    return render_template("desk/counters/counter.html", form=form, counter=one, kept=kept(), **shown)


def _hours_page(form: HoursForm, one: Counter, **shown: object) -> str:
    days = [form[box_of(*box)] for box in BOXES]
    return render_template("desk/counters/hours.html", form=form, counter=one, days=days, kept=kept(), **shown)


def kept() -> list[tuple[str, str]]:
    """What was typed, as the button that saves it carries it along."""
    sent = typed() or MultiDict()
    return [(name, value) for name, value in sent.items(multi=True) if name not in ("look", "csrf_token")]
