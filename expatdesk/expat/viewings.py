"""The household is interested in a home, sees it at a time that it books, and says whether it takes it."""

import uuid

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.interested_fields import own_interest
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.forms.viewings import ViewingForm
from expatdesk.expat.household import Household, own_household
from expatdesk.housing.home_models import OfferState
from expatdesk.housing.home_queries import offer_with_id
from expatdesk.housing.interest_models import HomeInterest
from expatdesk.housing.interest_queries import free_times
from expatdesk.housing.interests import HomeGone, NotInterested, say_interest, take_back_interest
from expatdesk.housing.letting import NotLet, confirm, refuse
from expatdesk.housing.viewings import NotInvited, TimeIsOver, TimeTaken, TooManyBooked, book, cancel, invited
from expatdesk.organisations.partners import find_partner
from expatdesk.shared.forms import ticked
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page

ONE = "/my/homes/<uuid:offer_id>"


@blueprint.post(f"{ONE}/interest", endpoint="say_interest")
def interested(offer_id: uuid.UUID) -> Response:
    """Tell whoever lets it."""
    household = own_household()
    try:
        say_interest(household.case, offer_id, by=household.by, region=household.region, today=household.today)
    except HomeGone:
        return _to(offer_id)
    except NotInterested:
        flash(_("The landlord said no before."), "info")
        return _to(offer_id)
    flash(_("They know that you are interested. We write to you when they answer."), "ok")
    return _to(offer_id)


@blueprint.post(f"{ONE}/interest/back", endpoint="take_back_interest")
def interested_no_more(offer_id: uuid.UUID) -> Response:
    """Take it back, with a viewing that was booked."""
    household = own_household()
    take_back_interest(household.case, offer_id, by=household.by)
    flash(_("You are not interested in this home any more. Others can see it."), "ok")
    return _to(offer_id)


@blueprint.get(f"{ONE}/viewing")
def viewing(offer_id: uuid.UUID) -> Page:
    """The times that are free."""
    household = own_household()
    interest = _invited_to(household, offer_id)
    if interest is None:
        return _to(offer_id)
    return _page(household, interest, _form(interest))


@blueprint.post(f"{ONE}/viewing")
def book_viewing(offer_id: uuid.UUID) -> Page:
    """Book one of them, instead of the one that was booked."""
    household = own_household()
    interest = _invited_to(household, offer_id)
    if interest is None:
        return _to(offer_id)
    form = _form(interest)
    if not form.validate():
        return _page(household, interest, form), 422
    try:
        _book(household, offer_id, form)
    except TimeTaken:
        form.offers(free_times(offer_id))
        return _page(household, interest, form, is_taken=True), 409
    except TooManyBooked:
        form.time.errors = [_("You have booked very often today. Choose a time tomorrow, or ask us.")]
        return _page(household, interest, form), 422
    except (HomeGone, NotInvited, TimeIsOver):
        return _to(offer_id)
    flash(_("Your viewing is booked."), "ok")
    return _to(offer_id)


@blueprint.post(f"{ONE}/viewing/cancel")
def cancel_viewing(offer_id: uuid.UUID) -> Response:
    """Not come, and stay interested."""
    household = own_household()
    try:
        cancel(household.case, offer_id, by=household.by)
    except NotInvited:
        return _to(offer_id)
    except TimeIsOver:
        flash(_("The time of this viewing is over."), "info")
        return _to(offer_id)
    flash(_("The viewing is cancelled. You can choose another time."), "ok")
    return _to(offer_id)


@blueprint.post(f"{ONE}/let")
def answer_letting(offer_id: uuid.UUID) -> Response:
    """Say whether they take the home that is let to them."""
    household, takes_it = own_household(), request.form.get("answer") == "yes"
    try:
        (confirm if takes_it else refuse)(household.case, offer_id, by=household.by)
    except NotLet:
        return _to(offer_id)
    flash(_("Congratulations on your home.") if takes_it else _("We told them that you do not take it."), "ok")
    return _to(offer_id)


def _book(household: Household, offer_id: uuid.UUID, form: ViewingForm) -> None:
    chosen = next(iter(ticked([form.time.data])), None)
    if chosen is None:
        raise TimeTaken
    agrees, phone = bool(form.agrees.data), form.phone.data or ""
    book(household.case, offer_id, chosen, agrees=agrees, phone=phone, by=household.by)


def _invited_to(household: Household, offer_id: uuid.UUID) -> HomeInterest | None:
    """The interest of this household, where it may choose a time for a home that is free; 404 for no such home."""
    offer = offer_with_id(offer_id) or abort(404)
    try:
        return invited(household.case, offer_id) if offer.state == OfferState.FREE else None
    except NotInvited:
        return None


def _form(interest: HomeInterest) -> ViewingForm:
    times = free_times(interest.offer_id)
    return ViewingForm.among(times, interest.phone or "", agreed=interest.shares_at is not None)


def _page(household: Household, interest: HomeInterest, form: ViewingForm, *, is_taken: bool = False) -> str:
    partner, case = find_partner(interest.offer.home.partner_id), household.case
    return render_template(
        "expat/viewings/choose.html", form=form, mine=own_interest(interest, household.region), is_taken=is_taken,
        partner=partner.name if partner else "", email=case.email,
        names=[person.full_name for person in case.people if person.full_name],
    )  # fmt: skip


def _to(offer_id: uuid.UUID) -> Response:
    return redirect(url_for("expat.offered_home", offer_id=offer_id), 303)
