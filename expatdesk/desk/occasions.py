"""One time at which an activity is held: who comes, ticked at the door by list or by the code they show."""

import uuid

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_region
from expatdesk.access.activities import say_changed_meanwhile, tick
from expatdesk.access.activity_forms import VersionForm, WhenForm, say
from expatdesk.access.policy import visible_activities
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.rules.waiting_list import Standing
from expatdesk.shared.clock import now, today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.social import activities as actions
from expatdesk.social.activity_models import ActivitySignUp, Occasion
from expatdesk.social.activity_queries import find_occasion, find_sign_up, list_of, people_who_came
from expatdesk.social.activity_refusals import ActivityRefused, TimeIsOver
from expatdesk.social.attendance import DAYS_WITH_NAMES, can_be_ticked

ONE = "/desk/activities/times/<uuid:occasion_id>"


@blueprint.get(ONE)
def occasion(occasion_id: uuid.UUID) -> str:
    """The list of who comes, to be ticked on the screen or on paper, and of who waits."""
    one = occasion_or_404(occasion_id)
    households = list_of(one)
    return render_template(
        "desk/activities/occasion.html", occasion=one, activity=one.activity, days=DAYS_WITH_NAMES,
        lists={standing: [row for row in households if row.sign_up.standing == standing] for standing in Standing},
        came=people_who_came(one), may_tick=can_be_ticked(one, today()), is_ahead=one.starts_at > now(),
    )  # fmt: skip


@blueprint.route(f"{ONE}/move", methods=["GET", "POST"])
def move_occasion(occasion_id: uuid.UUID) -> Page:
    one = occasion_or_404(occasion_id)
    form = WhenForm.of_occasion(one)
    if not form.validate_on_submit():
        return _move_page(one, form), 422 if form.errors else 200
    try:
        by, region = current_visitor().actor, the_region()
        actions.move_occasion(one, form.time, seen=form.seen, by=by, region=region)
    except ActivityRefused as refusal:
        say(form, refusal)
        return _move_page(one, form), 422
    except StaleVersion:
        say_changed_meanwhile()
        return redirect(url_for("desk.move_occasion", occasion_id=one.id), 303)
    flash(_("The time is changed. Whoever comes gets a mail."), "ok")
    return _to(one)


@blueprint.route(f"{ONE}/cancel", methods=["GET", "POST"])
def cancel_occasion(occasion_id: uuid.UUID) -> Page:
    one, form = occasion_or_404(occasion_id), VersionForm()
    if not form.validate_on_submit():
        return render_template("desk/activities/cancel.html", activity=one.activity, times=[one], occasion=one)
    try:
        actions.cancel_occasion(one, by=current_visitor().actor, region=the_region())
    except TimeIsOver:
        flash(_("It is over or cancelled already."), "info")
        return _to(one)
    flash(_("It is cancelled. Whoever signed up gets a mail."), "ok")
    return _to(one)


@blueprint.get("/desk/activities/codes/<uuid:sign_up_id>", endpoint="check_in")
def show_code(sign_up_id: uuid.UUID) -> Page:
    """What the code of a household leads to: who it is, and the button that ticks it. Looking changes nothing."""
    row = _sign_up_or_404(sign_up_id)
    listed = next((one for one in list_of(row.occasion) if one.sign_up.id == row.id), None)
    return render_template(
        "desk/activities/code.html", listed=listed, occasion=row.occasion, activity=row.occasion.activity,
        may_tick=can_be_ticked(row.occasion, today()), came=people_who_came(row.occasion),
    )  # fmt: skip


@blueprint.post("/desk/activities/codes/<uuid:sign_up_id>/<any(tick, undo):act>", endpoint="tick")
def tick_household(sign_up_id: uuid.UUID, act: str) -> Page:
    """Tick a household that is there, or take a tick back that was a mistake."""
    row = _sign_up_or_404(sign_up_id)
    tick(row, act)
    return _to(row.occasion, f"row-{row.id}")


def occasion_or_404(occasion_id: uuid.UUID) -> Occasion:
    """The occasion with this id."""
    return find_occasion(visible_activities(current_visitor()), occasion_id) or abort(404)


def _sign_up_or_404(sign_up_id: uuid.UUID) -> ActivitySignUp:
    row = find_sign_up(sign_up_id)
    return row if row and occasion_or_404(row.occasion_id) else abort(404)


def _to(one: Occasion, anchor: str | None = None) -> Response:
    return redirect(url_for("desk.occasion", occasion_id=one.id, _anchor=anchor), 303)


def _move_page(one: Occasion, form: WhenForm) -> str:
    return render_template("desk/activities/move.html", form=form, occasion=one, activity=one.activity)
