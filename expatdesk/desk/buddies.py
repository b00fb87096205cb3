"""Buddies: volunteers to screen, pairs that wait or have met, who is left and why, and problems."""

import uuid
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_region
from expatdesk.access.readings import note_reading, note_volunteer
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.labels.interests import INTEREST_WORDS
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.buddies import RefuseForm, ScreenForm, SettleForm
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.social.buddy_models import Volunteer
from expatdesk.social.incidents import incident_by, incidents, settle_incident
from expatdesk.social.pairs import free_places
from expatdesk.social.people_labels import (
    FAMILY_WORDS,
    LEFT_WORDS,
    TIME_WORDS,
    language_word,
    reasons_in_words,
)
from expatdesk.social.rounds import ask_for_round, last_round, left_in, living_pairs, open_round
from expatdesk.social.volunteers import (
    accept,
    end,
    pause,
    refuse,
    resume,
    send_only_link,
    volunteer_by,
    volunteers,
)


@blueprint.get("/desk/buddies")
def buddies() -> str:
    made, pairs, region = last_round(), living_pairs(), the_region()
    left = left_in(made) if made else []
    for case in {pair.case for pair in pairs} | {one.case for one in left}:
        note_reading(case)
    return render_template(
        "desk/buddies/page.html", pairs=pairs, left=left, made=made, is_asked=open_round() is not None,
        volunteers=volunteers(), free=lambda one: free_places(one, today()), left_words=LEFT_WORDS,
        reasons=lambda pair: reasons_in_words(pair.reasons, region), towns=_towns(),
        problems=sum(one.settled_on is None for one in incidents()),
    )  # fmt: skip


@blueprint.post("/desk/buddies")
def propose_buddies() -> Response:
    ask_for_round(by=current_visitor().actor)
    flash(_("We look for pairs now. Open this page again in a minute."), "ok")
    return redirect(url_for("desk.buddies"), 303)


@blueprint.route("/desk/volunteers/<uuid:volunteer_id>", methods=["GET", "POST"])
def volunteer(volunteer_id: uuid.UUID) -> Page:
    one, form = _volunteer_or_404(volunteer_id), ScreenForm()
    if not form.validate_on_submit():
        return _page(one, form, RefuseForm(formdata=None))
    accept(one, form.note.data or "", by=current_visitor().actor, today=today())
    flash(_("%(name)s is a buddy now, and gets a mail.", name=one.first_name), "ok")
    return redirect(url_for("desk.volunteer", volunteer_id=one.id), 303)


@blueprint.route("/desk/volunteers/<uuid:volunteer_id>/refuse", methods=["GET", "POST"])
def refuse_volunteer(volunteer_id: uuid.UUID) -> Page:
    one, form = _volunteer_or_404(volunteer_id), RefuseForm()
    if not form.validate_on_submit():
        return _page(one, ScreenForm(formdata=None), form)
    name = one.first_name
    refuse(one, form.reason.data or "", by=current_visitor().actor)
    flash(_("%(name)s gets a mail with your reason.", name=name), "ok")
    return redirect(url_for("desk.buddies"), 303)


@blueprint.post("/desk/volunteers/<uuid:volunteer_id>/act")
def act_on_volunteer(volunteer_id: uuid.UUID) -> Response:
    one, by = _volunteer_or_404(volunteer_id), current_visitor().actor
    match request.form.get("act"):
        case "pause":
            pause(one, by=by)
        case "resume":
            resume(one, by=by)
        case "end":
            end(one, by=by, today=today())
        case "link" if one.ended_on is None:
            send_only_link(one)
            flash(
                _("%(name)s gets a mail with a new link. Older links do not work any more.", name=one.first_name),
                "ok",
            )
        case _:
            abort(422)
    return redirect(url_for("desk.volunteer", volunteer_id=one.id), 303)


@blueprint.get("/desk/buddies/problems")
def buddy_problems() -> str:
    told = incidents()
    for case in {one.pair.case for one in told}:
        note_reading(case)
    return render_template("desk/buddies/problems.html", told=told)


@blueprint.route("/desk/buddies/problems/<uuid:incident_id>", methods=["GET", "POST"])
def buddy_problem(incident_id: uuid.UUID) -> Page:
    one, form = incident_by(incident_id) or abort(404), SettleForm()
    note_reading(one.pair.case)
    if one.settled_on or not form.validate_on_submit():
        page = render_template("desk/buddies/problem.html", one=one, form=form)
        return page, 422 if form.errors else 200
    settle_incident(one, str(form.outcome.data), by=current_visitor().actor, today=today())
    return redirect(url_for("desk.buddy_problems"), 303)


def _volunteer_or_404(volunteer_id: uuid.UUID) -> Volunteer:
    one = volunteer_by(volunteer_id, to_change=request.method == "POST") or abort(404)
    note_volunteer(one)
    return one


def _page(one: Volunteer, form: ScreenForm, refusing: RefuseForm) -> Page:
    words: dict[str, Any] = {
        "interest_words": INTEREST_WORDS,
        "time_words": TIME_WORDS,
        "family_words": FAMILY_WORDS,
    }
    page = render_template(
        "desk/buddies/volunteer.html", one=one, form=form, refusing=refusing, language_word=language_word,
        towns=_towns(), **words,
    )  # fmt: skip
    return page, 422 if form.errors or refusing.errors else 200


def _towns() -> dict[str, str]:
    return {town.code: town.name for town in the_region().municipalities}
