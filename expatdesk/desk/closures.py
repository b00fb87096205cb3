"""The days on which a counter, or the whole desk, is closed."""

import uuid

from flask import abort, render_template, request

from expatdesk.access.acting import the_region
from expatdesk.access.visitor import current_visitor
from expatdesk.appointments.counter_queries import find_closure, read_anew
from expatdesk.appointments.counters import add_closure, change_closure, remove_closure
from expatdesk.appointments.models import Closure
from expatdesk.appointments.previews import preview_closure
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.counter_lines import what_differs
from expatdesk.desk.counters import kept, saved, typed
from expatdesk.desk.forms.closures import ClosureForm, VersionForm
from expatdesk.shared.clock import today
from expatdesk.shared.pages import Page


@blueprint.route("/desk/closures/new", methods=["GET", "POST"])
def new_closure() -> Page:
    form = ClosureForm(typed(), data={"version": 0}, meta={"csrf": False})
    if typed() is None or not form.validate():
        return _page(form), 422 if form.errors else 200
    if request.method == "GET":
        return _page(form, shown=preview_closure(None, form.days, today(), the_region()))
    add_closure(form.said, by=current_visitor().actor)
    return saved()


@blueprint.route("/desk/closures/<uuid:closure_id>", methods=["GET", "POST"])
def closure(closure_id: uuid.UUID) -> Page:
    one = find_closure(closure_id) or abort(404)
    form = ClosureForm(typed(), data={"version": one.version, **ClosureForm.stored(one)}, meta={"csrf": False})
    if typed() is None or not form.validate():
        return _page(form, one), 422 if form.errors else 200
    if request.method == "GET":
        return _page(form, one, shown=preview_closure(one, form.days, today(), the_region()))
    try:
        change_closure(one, form.said, version=form.version.data, by=current_visitor().actor)
    except StaleVersion:
        read_anew(one)
        form.version.data = one.version
        return _page(form, one, conflict=what_differs(form, form.stored(one))), 409
    return saved()


@blueprint.route("/desk/closures/<uuid:closure_id>/remove", methods=["GET", "POST"], endpoint="remove_closure")
def remove(closure_id: uuid.UUID) -> Page:
    one, form = find_closure(closure_id) or abort(404), VersionForm()
    if request.method == "GET":
        return _removal_page(one)
    if not form.validate():
        abort(422)
    try:
        remove_closure(one, version=form.version.data, by=current_visitor().actor)
    except StaleVersion:
        read_anew(one)
        return _removal_page(one, conflict=[]), 409
    return saved()


def _page(form: ClosureForm, one: Closure | None = None, **shown: object) -> str:
    return render_template("desk/counters/closure.html", form=form, closure=one, kept=kept(), **shown)


def _removal_page(one: Closure, **shown: object) -> str:
    previews, sent = preview_closure(one, None, today(), the_region()), [("version", one.version)]
    return render_template("desk/counters/removal.html", closure=one, kept=sent, shown=previews, **shown)
