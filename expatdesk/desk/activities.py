"""Activities: the desk makes them, shows them to everybody, changes them and calls them off."""

import uuid

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_region
from expatdesk.access.activities import activity_words, cancel, publish, say_changed_meanwhile, times_added
from expatdesk.access.activity_forms import NEW, ActivityForm, NewActivityForm, TimesForm, VersionForm, say, stored
from expatdesk.access.policy import visible_activities
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.counter_lines import what_differs
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.social import activities as actions
from expatdesk.social.activity_models import Activity
from expatdesk.social.activity_queries import activities_of, coming, find_activity, waiting_people
from expatdesk.social.activity_refusals import ActivityRefused

ONE = "/desk/activities/<uuid:activity_id>"


@blueprint.get("/desk/activities", endpoint="activities")
def show_activities() -> str:
    found = activities_of(visible_activities(current_visitor()))
    ahead = {one.id: coming(one) for one in found}
    return render_template("desk/activities/list.html", activities=found, coming=ahead, **activity_words())


@blueprint.route("/desk/activities/new", methods=["GET", "POST"])
def new_activity() -> Page:
    form = NewActivityForm(data=NEW)
    if not form.validate_on_submit():
        return _form_page(form), 422 if form.errors else 200
    try:
        made = actions.add_activity(form.said, form.times, by=current_visitor().actor)
    except ActivityRefused as refusal:
        return _refused(form, refusal)
    flash(_("The draft is kept. Look at it, and then publish it."), "ok")
    return _to(made)


@blueprint.get(ONE)
def activity(activity_id: uuid.UUID) -> str:
    return _page(activity_or_404(activity_id), TimesForm(formdata=None, data=NEW))


@blueprint.route(f"{ONE}/change", methods=["GET", "POST"])
def change_activity(activity_id: uuid.UUID) -> Page:
    one = activity_or_404(activity_id)
    form = ActivityForm.of(one)
    if not form.validate_on_submit():
        return _form_page(form, one), 422 if form.errors else 200
    by, region = current_visitor().actor, the_region()
    try:
        said = form.said_by(one.organiser or "") if one.partner_id else form.said
        actions.change_activity(one, said, version=form.seen, by=by, region=region)
    except ActivityRefused as refusal:
        return _refused(form, refusal, one)
    except StaleVersion:
        return _stale(form, one)
    flash(_("Saved."), "ok")
    return _to(one)


@blueprint.post(f"{ONE}/times")
def add_times(activity_id: uuid.UUID) -> Page:
    one, form = activity_or_404(activity_id), TimesForm()
    return _to(one) if times_added(one, form) else (_page(one, form), 422)


@blueprint.post(f"{ONE}/publish")
def publish_activity(activity_id: uuid.UUID) -> Page:
    one = activity_or_404(activity_id)
    publish(one)
    return _to(one)


@blueprint.route(f"{ONE}/cancel", methods=["GET", "POST"])
def cancel_activity(activity_id: uuid.UUID) -> Page:
    one, form = activity_or_404(activity_id), VersionForm()
    if not form.validate_on_submit():
        return render_template("desk/activities/cancel.html", activity=one, times=coming(one))
    cancel(one, form)
    return _to(one)


@blueprint.post(f"{ONE}/remove")
def remove_activity(activity_id: uuid.UUID) -> Page:
    one, form = activity_or_404(activity_id), VersionForm()
    if not form.validate():
        abort(422)
    try:
        actions.remove_draft(one, version=form.seen, by=current_visitor().actor)
    except StaleVersion:
        say_changed_meanwhile()
        return _to(one)
    flash(_("The draft is gone."), "ok")
    return redirect(url_for("desk.activities"), 303)


def activity_or_404(activity_id: uuid.UUID) -> Activity:
    """The activity with this id."""
    return find_activity(visible_activities(current_visitor()), activity_id) or abort(404)


def _refused(form: ActivityForm, refusal: ActivityRefused, one: Activity | None = None) -> tuple[str, int]:
    say(form, refusal)
    return _form_page(form, one), 422


def _stale(form: ActivityForm, one: Activity) -> tuple[str, int]:
    """Somebody changed it since: what was typed stays, and beside it what holds now."""
    form.shows(one.version)
    return _form_page(form, one, conflict=what_differs(form, stored(one))), 409


def _to(one: Activity) -> Response:
    return redirect(url_for("desk.activity", activity_id=one.id), 303)


def _page(one: Activity, form: TimesForm) -> str:
    form.shows(one.version)
    return render_template(
        "desk/activities/activity.html", activity=one, form=form, waiting=waiting_people(one.occasions),
        coming=coming(one), **activity_words(),
    )  # fmt: skip


def _form_page(form: ActivityForm, one: Activity | None = None, **shown: object) -> str:
    return render_template("desk/activities/form.html", form=form, activity=one, **shown)
