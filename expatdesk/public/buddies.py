"""Somebody from here offers to be a buddy: asked, confirmed by mail, and from then on a page by a link."""

import uuid
from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_region
from expatdesk.access.whereabouts import whereabouts
from expatdesk.people import throttle
from expatdesk.public.blueprint import blueprint
from expatdesk.public.forms.buddies import ConfirmOfferForm, NewcomerProblemForm, OfferForm
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_writing
from expatdesk.shared.i18n import chosen_language, speaking
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.social.buddy_models import BuddyPair, Volunteer
from expatdesk.social.incidents import tell_incident
from expatdesk.social.links import volunteer_behind
from expatdesk.social.pairs import (
    PairOver,
    end_pair,
    ended_lately,
    pair_of,
    pair_to_tell_of,
    pairs_of_volunteer,
    say_met,
    volunteer_answers,
)
from expatdesk.social.people_labels import reasons_in_words
from expatdesk.social.volunteers import (
    A_VOLUNTEER,
    TO_CONFIRM,
    apply,
    confirm_offer,
    end,
    living_offer,
    pause,
    resume,
)

OWN = "/buddy/<token>"
PAIR = f"{OWN}/newcomer/<uuid:pair_id>"


@blueprint.route("/be-a-buddy", methods=["GET", "POST"])
def be_buddy() -> Page:
    """Offer to be one. Over the limit nothing is mailed, and nothing looks different (security T14, T16)."""
    form = OfferForm()
    if not form.validate_on_submit():
        return render_template("public/buddies/offer.html", form=form), 422 if form.errors else 200
    offer = form.offer
    if throttle.may_try((throttle.OFFERS_OF, offer.email), (throttle.MAILS_FROM, whereabouts())):
        begin_writing()
        apply(offer)
    return redirect(url_for("public.buddy_asked", step="asked"), 303)


@blueprint.get("/be-a-buddy/<any(asked, confirmed):step>")
def buddy_asked(step: str) -> str:
    """What happens now; the same for everybody."""
    days = TO_CONFIRM.days
    return render_template("public/buddies/next.html", is_confirmed=step == "confirmed", days=days)


@blueprint.route("/be-a-buddy/confirm/<token>", methods=["GET", "POST"])
def confirm_buddy(token: str) -> Page:
    """Show a button; only pressing it confirms: mail scanners open every link (security T12)."""
    offer, form = living_offer(token), ConfirmOfferForm()
    if offer is None:
        return _over()
    if not form.validate_on_submit():
        with speaking(chosen_language() or offer.language):
            return render_template("public/buddies/confirm.html", form=form, offer=offer)
    if not confirm_offer(offer):
        return _over()
    return redirect(url_for("public.buddy_asked", step="confirmed"), 303)


@blueprint.get(OWN)
def buddy(token: str) -> Page:
    """A volunteer's own page; looking changes nothing, however many programs open the link (T12)."""
    volunteer = volunteer_behind(token)
    if volunteer is None:
        return _over()
    with speaking(chosen_language() or volunteer.language):
        return render_template(
            "public/buddies/page.html", one=volunteer, token=token, pairs=pairs_of_volunteer(volunteer),
            ended=ended_lately(volunteer, today()),
            reasons=lambda pair: reasons_in_words(pair.reasons, the_region()),
        )  # fmt: skip


@blueprint.post(OWN)
def act_as_buddy(token: str) -> Page:
    """Pause, go on, or end."""
    volunteer = volunteer_behind(token, to_change=True)
    if volunteer is None:
        return _over()
    by = A_VOLUNTEER
    match request.form.get("act"):
        case "pause":
            pause(volunteer, by=by)
        case "resume":
            resume(volunteer, by=by)
        case "end":
            end(volunteer, by=by, today=today())
            return redirect(url_for("public.buddy_thanks"), 303)
        case _:
            abort(422)
    return redirect(url_for("public.buddy", token=token), 303)


@blueprint.get("/buddy/thank-you")
def buddy_thanks() -> str:
    """They ended."""
    return render_template("public/buddies/thanks.html")


@blueprint.post(PAIR)
def answer_newcomer(token: str, pair_id: uuid.UUID) -> Page:
    """Yes, no, met, or stop."""
    acts: dict[str, Callable[[BuddyPair], None]] = {
        "yes": lambda pair: volunteer_answers(pair, says=True, today=today()),
        "no": lambda pair: volunteer_answers(pair, says=False, today=today()),
        "met": lambda pair: say_met(pair, by=A_VOLUNTEER, region=the_region(), today=today()),
        "end": lambda pair: end_pair(pair, by=A_VOLUNTEER, today=today()),
    }
    volunteer, act = volunteer_behind(token, to_change=True), acts.get(request.form.get("act", ""))
    if volunteer is None:
        return _over()
    if act is None:
        abort(422)
    return _pressed(volunteer, token, pair_id, act)


def _pressed(volunteer: Volunteer, token: str, pair_id: uuid.UUID, act: Callable[[BuddyPair], None]) -> Response:
    pair = pair_of(pair_id, volunteer=volunteer)
    try:
        if pair is None:
            raise PairOver
        act(pair)
    except PairOver:
        flash(_("This is over already. We look for somebody else with you."), "info")
    return redirect(url_for("public.buddy", token=token), 303)


@blueprint.route(f"{PAIR}/problem", methods=["GET", "POST"])
def newcomer_problem(token: str, pair_id: uuid.UUID) -> Page:
    """Tell the desk, and nobody else, that something went wrong."""
    volunteer, form = volunteer_behind(token), NewcomerProblemForm()
    if volunteer is None:
        return _over()
    pair = pair_to_tell_of(pair_id, volunteer, today()) or abort(404)
    if not form.validate_on_submit():
        page = render_template("public/buddies/problem.html", form=form, token=token, pair=pair)
        return page, 422 if form.errors else 200
    tell_incident(pair, str(form.text.data), by_volunteer=True, by=A_VOLUNTEER)
    flash(_("Thank you for telling us. The desk reads it, and calls you where that helps."), "ok")
    return redirect(url_for("public.buddy", token=token), 303)


def _over() -> Page:
    return render_template("public/buddies/over.html"), 410
