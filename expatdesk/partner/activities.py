"""A partner's own activities: made, shown to everybody, called off; and who comes, by first name and number."""

import uuid

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_region
from expatdesk.access.activities import activity_words, cancel, publish, say_changed_meanwhile, tick, times_added
from expatdesk.access.activity_forms import NEW, ActivityForm, NewActivityForm, TimesForm, VersionForm, say
from expatdesk.access.guest_fields import GuestView, guests
from expatdesk.access.partners import the_partner
from expatdesk.access.policy import own_activities
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.refusals import StaleVersion
from expatdesk.partner.blueprint import blueprint
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.social import activities as actions
from expatdesk.social.activities import ActivityFacts
from expatdesk.social.activity_models import Activity, ActivitySignUp, Occasion
from expatdesk.social.activity_queries import (
    activities_of,
    coming,
    find_activity,
    find_occasion,
    find_sign_up,
    list_of,
    waiting_people,
)
from expatdesk.social.activity_refusals import ActivityRefused
from expatdesk.social.attendance import DAYS_WITH_NAMES, can_be_ticked

ONE = "/activities/<uuid:activity_id>"


@blueprint.get("/activities")
def activities() -> str:
    """All of its own, and which of them everybody sees."""
    found = activities_of(own_activities(current_visitor()))
    ahead = {one.id: coming(one) for one in found}
    return render_template("partner/activities/list.html", activities=found, coming=ahead, **activity_words())


@blueprint.route("/activities/new", methods=["GET", "POST"])
def new_activity() -> Page:
    """Keep a draft."""
    form, partner = NewActivityForm(data=NEW), the_partner()
    if not form.validate_on_submit():
        return _form_page(form), 422 if form.errors else 200
    try:
        made = actions.add_activity(_said(form), form.times, by=current_visitor().actor, partner_id=partner.id)
    except ActivityRefused as refusal:
        say(form, refusal)
        return _form_page(form), 422
    flash(_("The draft is kept. Look at it, and then publish it."), "ok")
    return _to(made)


@blueprint.get(ONE)
def activity(activity_id: uuid.UUID) -> str:
    """What households read of it, and how many come each time."""
    return _page(_activity_or_404(activity_id), TimesForm(formdata=None, data=NEW))


@blueprint.route(f"{ONE}/change", methods=["GET", "POST"])
def change_activity(activity_id: uuid.UUID) -> Page:
    """Change it; who comes is told what matters to them."""
    one = _activity_or_404(activity_id)
    form = ActivityForm.of(one)
    if not form.validate_on_submit():
        return _form_page(form, one), 422 if form.errors else 200
    by, region = current_visitor().actor, the_region()
    try:
        actions.change_activity(one, _said(form), version=form.seen, by=by, region=region)
    except ActivityRefused as refusal:
        say(form, refusal)
        return _form_page(form, one), 422
    except StaleVersion:
        say_changed_meanwhile()
        return _to(one)
    flash(_("Saved."), "ok")
    return _to(one)


@blueprint.post(f"{ONE}/times")
def add_times(activity_id: uuid.UUID) -> Page:
    """Hold it more often."""
    one, form = _activity_or_404(activity_id), TimesForm()
    return _to(one) if times_added(one, form) else (_page(one, form), 422)


@blueprint.post(f"{ONE}/publish")
def publish_activity(activity_id: uuid.UUID) -> Page:
    """Show it to everybody."""
    one = _activity_or_404(activity_id)
    publish(one)
    return _to(one)


@blueprint.route(f"{ONE}/cancel", methods=["GET", "POST"])
def cancel_activity(activity_id: uuid.UUID) -> Page:
    """Call it off, and tell who signed up."""
    one, form = _activity_or_404(activity_id), VersionForm()
    if not form.validate_on_submit():
        return render_template("partner/activities/cancel.html", activity=one, times=coming(one))
    cancel(one, form)
    return _to(one)


@blueprint.get("/activities/times/<uuid:occasion_id>")
def occasion(occasion_id: uuid.UUID) -> str:
    """Who comes: first names and numbers, and nothing else."""
    one = _occasion_or_404(occasion_id)
    return render_template(
        "partner/activities/occasion.html", occasion=one, activity=one.activity, guests=guests(list_of(one)),
        waiting=waiting_people([one])[one.id], may_tick=can_be_ticked(one, today()), days=DAYS_WITH_NAMES,
    )  # fmt: skip


@blueprint.get("/activities/codes/<uuid:sign_up_id>", endpoint="check_in")
def show_code(sign_up_id: uuid.UUID) -> str:
    """What the code of a household leads to, and the button that ticks it. Looking changes nothing."""
    row = _sign_up_or_404(sign_up_id)
    found: GuestView | None = next((one for one in guests(list_of(row.occasion)) if one.id == row.id), None)
    return render_template(
        "partner/activities/code.html", guest=found, occasion=row.occasion, activity=row.occasion.activity,
        may_tick=can_be_ticked(row.occasion, today()),
    )  # fmt: skip


@blueprint.post("/activities/codes/<uuid:sign_up_id>/<any(tick, undo):act>", endpoint="tick")
def tick_guest(sign_up_id: uuid.UUID, act: str) -> Page:
    """Tick a household that is there, or take a tick back that was a mistake."""
    row = _sign_up_or_404(sign_up_id)
    tick(row, act)
    return redirect(url_for("partner.occasion", occasion_id=row.occasion_id, _anchor=f"row-{row.id}"), 303)


def _said(form: ActivityForm) -> ActivityFacts:
    """What was typed, in the name of the partner itself."""
    return form.said_by(the_partner().name)


def _activity_or_404(activity_id: uuid.UUID) -> Activity:
    return find_activity(own_activities(current_visitor()), activity_id) or abort(404)


def _occasion_or_404(occasion_id: uuid.UUID) -> Occasion:
    return find_occasion(own_activities(current_visitor()), occasion_id) or abort(404)


def _sign_up_or_404(sign_up_id: uuid.UUID) -> ActivitySignUp:
    row = find_sign_up(sign_up_id)
    return row if row and _occasion_or_404(row.occasion_id) else abort(404)


def _to(one: Activity) -> Response:
    return redirect(url_for("partner.activity", activity_id=one.id), 303)


def _page(one: Activity, form: TimesForm) -> str:
    form.shows(one.version)
    return render_template(
        "partner/activities/activity.html", activity=one, form=form, waiting=waiting_people(one.occasions),
        coming=coming(one), **activity_words(),
    )  # fmt: skip


def _form_page(form: ActivityForm, one: Activity | None = None) -> str:
    return render_template("partner/activities/form.html", form=form, activity=one)
