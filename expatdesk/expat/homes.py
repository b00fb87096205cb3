"""Homes that suit this household, the best first, each with its reasons; and one of them with all its terms."""

import uuid

from flask import Response, abort, flash, redirect, render_template, request, url_for

from expatdesk.access.home_fields import home_cards, home_view
from expatdesk.access.home_photos import photo_or_404
from expatdesk.access.interested_fields import OwnInterest, own_interest
from expatdesk.access.policy import may_see_offer
from expatdesk.access.visitor import current_visitor
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.household import Household, own_household
from expatdesk.housing.contract_queries import has_shown
from expatdesk.housing.home_models import HomeOffer, OfferState
from expatdesk.housing.home_queries import free_offer, offer_with_id
from expatdesk.housing.interest_queries import interest_of, interests_alive
from expatdesk.housing.match_words import above_budget, cut_in_words, help_in_words
from expatdesk.housing.suiting import match_of, may_look, suiting, suits_now
from expatdesk.housing.wish_words import FURNISHINGS
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page

MOST_PAGES = 500


@blueprint.get("/my/homes")
def homes() -> Page:
    """The list; who has not said yet what they look for says so first."""
    household = own_household()
    if not may_look(household.case, household.region, household.today):
        flash(_("You look for no home with us now."), "info")
        return redirect(url_for("expat.status"), 303)
    found = suiting(household.case, household.region, household.today)
    if found is None:
        flash(_("Tell us first what home you look for. Then we show which homes suit you."), "info")
        return redirect(url_for("expat.home_wishes"), 303)
    page = min(max(1, request.args.get("page", 1, int)), MOST_PAGES)
    return render_template(
        "expat/homes/list.html", found=found, cards=home_cards(found.page(page), household.region), page=page,
        has_more=found.has_more(page), above_budget=above_budget(), cut_in_words=cut_in_words,
        help_in_words=help_in_words, yours=_yours(household) if page == 1 else [],
    )  # fmt: skip


@blueprint.get("/my/homes/<uuid:offer_id>")
def offered_home(offer_id: uuid.UUID) -> Page:
    """One home; of one that is gone no more than that it is."""
    household, offer = own_household(), offer_with_id(offer_id) or abort(404)
    if not may_open(household, offer):
        return render_template("expat/homes/gone.html", is_free=offer.state == OfferState.FREE)
    case, region, today = household.case, household.region, household.today
    shown = home_view(offer, match_of(case, offer, region, today), region, today, employer_id=case.employer_id)
    interest = interest_of(case.id, offer_id)
    return render_template(
        "expat/homes/home.html", home=shown, furnishings=FURNISHINGS, first_name=case.principal.calling_name,
        mine=own_interest(interest, region) if interest else None, has_shown=has_shown(case.id, offer.home.street),
        told_street=case.home_street,
    )  # fmt: skip


@blueprint.get("/my/homes/<uuid:offer_id>/photos/<uuid:photo_id>")
def offered_photo(offer_id: uuid.UUID, photo_id: uuid.UUID) -> Response:
    """A photo of a home that the household may see."""
    household, offer = own_household(), offer_with_id(offer_id) or abort(404)
    if not may_open(household, offer):
        abort(404)
    return photo_or_404(offer.home, photo_id)


def _yours(household: Household) -> list[OwnInterest]:
    return [own_interest(one, household.region) for one in interests_alive(household.case.id)]


def may_open(household: Household, offer: HomeOffer) -> bool:
    """Whether this household sees more of the home than that it is gone."""
    case, region, today = household.case, household.region, household.today
    suits = suits_now(case, offer.id, region, today) and may_look(case, region, today)
    is_free, interest = free_offer(offer.id, today) is not None, interest_of(case.id, offer.id)
    return may_see_offer(current_visitor(), case, interest, suits=suits, is_free=is_free)
