"""A household signs up for activities, and sees those for which it did."""

import uuid

import segno
from flask import Response, abort, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from expatdesk.access.policy import visible_activities
from expatdesk.access.visitor import current_visitor
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.forms.activities import PersonsForm
from expatdesk.expat.household import Household, own_household
from expatdesk.rules.waiting_list import IN_LINE, Standing, Window
from expatdesk.shared.addresses import full_address
from expatdesk.shared.clock import now
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import language, ngettext
from expatdesk.shared.pages import Page
from expatdesk.social.activity_calendar import file_of
from expatdesk.social.activity_labels import KINDS, STANDINGS, spoken_in_words
from expatdesk.social.activity_mails import page_of
from expatdesk.social.activity_models import ActivitySignUp, Occasion
from expatdesk.social.activity_queries import (
    find_occasion,
    is_of_employer,
    is_offered,
    people_before,
    places_left,
    sign_up_of,
    sign_ups_of,
    window_of,
)
from expatdesk.social.activity_refusals import (
    NotOpenYet,
    NotSignedUp,
    OfferOver,
    SignedUpAlready,
    SignUpOver,
    SignUpRefused,
    TooManyPeople,
)
from expatdesk.social.attendance import STEP
from expatdesk.social.sign_ups import accept, leave, most_people, sign_up
from expatdesk.social.sign_ups import come_with_fewer as give_some_back

OWN = "/my/activities/<uuid:occasion_id>"


@blueprint.get("/my/activities")
def activities() -> str:
    """What the household signed up for: what is coming first, then what is over."""
    household = own_household()
    mine = sign_ups_of(household.case.id)
    ahead = [one for one in mine if one.occasion.ends_at > now()]
    return render_template(
        "expat/activities/list.html", ahead=ahead, over=[one for one in reversed(mine) if one not in ahead],
        standings=STANDINGS, kinds=KINDS, may_tell=STEP in {step.key for step in household.plan.open_steps},
    )  # fmt: skip


@blueprint.get(OWN)
def activity(occasion_id: uuid.UUID) -> str:
    """How the household stands with one occasion, and what it can do."""
    household = own_household()
    mine = sign_up_of(household.case.id, occasion_id)
    usual = mine.persons - 1 if mine and mine.standing in IN_LINE else most_people(household.case)
    return _page(household, _occasion_or_404(occasion_id), PersonsForm(formdata=None, data={"persons": usual}))


@blueprint.post(OWN)
def join_activity(occasion_id: uuid.UUID) -> Page:
    """Sign up: it comes, or waits."""
    household, occasion, form = own_household(), _occasion_or_404(occasion_id), PersonsForm()
    if not form.validate():
        return _page(household, occasion, form), 422
    try:
        row = sign_up(household.case, occasion.id, form.said, by=household.by)
    except TooManyPeople:
        form.persons.errors = [_most(household, occasion)]
        return _page(household, occasion, form), 422
    except SignUpRefused as refusal:
        return _refused(occasion, refusal)
    flash(_come(row), "ok")
    return _to(occasion)


@blueprint.post(f"{OWN}/accept")
def accept_place(occasion_id: uuid.UUID) -> Page:
    """Take the places that are held."""
    household, occasion = own_household(), _occasion_or_404(occasion_id)
    try:
        accept(household.case, occasion.id, by=household.by)
    except SignUpRefused as refusal:
        return _refused(occasion, refusal)
    flash(_("You come. You get a mail with the time and the place."), "ok")
    return _to(occasion)


@blueprint.post(f"{OWN}/leave")
def leave_activity(occasion_id: uuid.UUID) -> Page:
    """Not come after all."""
    household, occasion = own_household(), _occasion_or_404(occasion_id)
    try:
        leave(household.case, occasion.id, by=household.by, region=household.region)
    except SignUpRefused as refusal:
        return _refused(occasion, refusal)
    flash(_("You are off the list. Thank you for telling us: somebody else can come."), "ok")
    return _to(occasion)


@blueprint.post(f"{OWN}/fewer")
def come_with_fewer(occasion_id: uuid.UUID) -> Page:
    """Come with fewer people."""
    household, occasion, form = own_household(), _occasion_or_404(occasion_id), PersonsForm()
    if not form.validate():
        return _page(household, occasion, form), 422
    by, region = household.by, household.region
    try:
        give_some_back(household.case, occasion.id, form.said, by=by, region=region)
    except TooManyPeople:
        form.persons.errors = [_("Here you can only come with fewer people than you told us.")]
        return _page(household, occasion, form), 422
    except SignUpRefused as refusal:
        return _refused(occasion, refusal)
    flash(_("Saved."), "ok")
    return _to(occasion)


@blueprint.get(f"{OWN}/calendar.ics")
def activity_ics(occasion_id: uuid.UUID) -> Response:
    """One occasion for their own calendar."""
    occasion = _occasion_or_404(occasion_id)
    answer = make_response(file_of([(occasion, page_of(occasion))], language()))
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="activity.ics"'
    return answer


def _occasion_or_404(occasion_id: uuid.UUID) -> Occasion:
    return find_occasion(visible_activities(current_visitor()), occasion_id) or abort(404)


def _to(occasion: Occasion) -> BaseResponse:
    return redirect(url_for("expat.activity", occasion_id=occasion.id), 303)


def _come(row: ActivitySignUp) -> str:
    if row.standing == Standing.COMING:
        return _("You come. You get a mail with the time and the place.")
    return _("You are on the waiting list. You get a mail as soon as there are places for you.")


def _refused(occasion: Occasion, refusal: SignUpRefused) -> BaseResponse:
    """Somebody was first, or time went on: the page says how it stands."""
    words = {
        NotOpenYet: _("You cannot sign up yet."),
        SignUpOver: _("You cannot sign up or change it any more."),
        SignedUpAlready: _("You have signed up already."),
        NotSignedUp: _("You are not on the list."),
        OfferOver: _("The places are not held for you any longer. You can sign up again."),
    }
    flash(words[type(refusal)], "warning")
    return _to(occasion)


def _most(household: Household, occasion: Occasion) -> str:
    most = min(most_people(household.case), occasion.capacity)
    return ngettext("At most %(num)d person of your household can come.",
                    "At most %(num)d people of your household can come.", most)  # fmt: skip


def _page(household: Household, occasion: Occasion, form: PersonsForm) -> str:
    mine = sign_up_of(household.case.id, occasion.id)
    is_in_line = mine is not None and mine.standing in IN_LINE and occasion.is_held
    shows_code = is_in_line and mine is not None and mine.standing == Standing.COMING
    return render_template(
        "expat/activities/activity.html", occasion=occasion, activity=occasion.activity, form=form,
        mine=mine if is_in_line else None, past=None if is_in_line else mine, is_over=occasion.starts_at <= now(),
        window=_window(occasion), windows=Window, left=places_left([occasion])[occasion.id],
        before=people_before(mine) if mine else 0, standings=STANDINGS, kinds=KINDS,
        spoken_in_words=spoken_in_words, first_name=household.case.principal.calling_name,
        is_alone=most_people(household.case) == 1, is_closed=household.is_closed,
        is_of_employer=is_of_employer(household.case, occasion.activity),
        code=_code(mine) if shows_code and mine else "",
    )  # fmt: skip


def _window(occasion: Occasion) -> Window:
    return window_of(occasion) if is_offered(occasion.activity) else Window.CLOSED


def _code(mine: ActivitySignUp) -> str:
    """The code that is shown at the door: an address that only who runs the activity can do anything with."""
    door = "partner.check_in" if mine.occasion.activity.partner_id else "desk.check_in"
    address = full_address(door, sign_up_id=mine.id)
    return str(segno.make(address, error="m").svg_data_uri(scale=5, border=4, dark="#16324F", light="#FFFFFF"))
