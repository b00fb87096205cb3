"""The household says from when it lives in the home that it took: its plan then tells by when to report it."""

import uuid

from flask import abort, flash, redirect, render_template, url_for

from expatdesk.access.interested_fields import own_interest
from expatdesk.cases.labels import where_to_go
from expatdesk.cases.refusals import StaleVersion
from expatdesk.expat.answers import write
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.forms.intake import Answers
from expatdesk.expat.forms.move_in import MoveInForm
from expatdesk.expat.household import Household, own_household
from expatdesk.expat.own_data.effect import in_words
from expatdesk.expat.questions import Question
from expatdesk.housing.home_models import HomeOffer
from expatdesk.housing.interest_models import HomeInterest, InterestState
from expatdesk.housing.interest_queries import interest_of
from expatdesk.rights.moving import what_if_moved
from expatdesk.rules.facts import HomeKind
from expatdesk.rules.homes import Contract
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.get("/my/homes/<uuid:offer_id>/move")
def move_in(offer_id: uuid.UUID) -> str:
    """The address as it is known, the first day, and what changes in the plan."""
    household = own_household()
    interest = _taken_home(household, offer_id)
    return _page(household, interest, MoveInForm(data={"starts": interest.offer.starts}))


@blueprint.post("/my/homes/<uuid:offer_id>/move")
def say_moved_in(offer_id: uuid.UUID) -> Page:
    """Keep it as the address of the household."""
    household = own_household()
    interest, form = _taken_home(household, offer_id), MoveInForm()
    if not form.validate():
        return _page(household, interest, form), 422
    answers = Answers(case=_address(interest.offer, form))
    try:
        write(household.case, answers, by=household.by, region=household.region, today=household.today)
    except StaleVersion:
        form.starts.errors = [_("Somebody changed your file at this very moment. Send it once more.")]
        return _page(household, interest, form), 409
    flash(_("Your new address is in your plan."), "ok")
    return redirect(url_for("expat.status"), 303)


def _taken_home(household: Household, offer_id: uuid.UUID) -> HomeInterest:
    """The home that this household took; 404 for any other, and where the register knows better."""
    interest = interest_of(household.case.id, offer_id)
    is_theirs = interest is not None and interest.state == InterestState.CONFIRMED
    return interest if interest and is_theirs and household.may_change(Question("home")) else abort(404)


def _address(offer: HomeOffer, form: MoveInForm) -> dict[str, object]:
    """The facts of this home; one for a short stay is a home for a time only."""
    home, is_short = offer.home, offer.contract == Contract.SHORT_STAY
    return {
        "home_kind": HomeKind.TEMPORARY if is_short else HomeKind.RENT, "home_street": home.street,
        "home_postcode": home.postcode, "home_from": form.starts.data,
        "home_until": offer.ends if is_short else None, "home_registration_allowed": home.most_registered > 0,
    }  # fmt: skip


def _page(household: Household, interest: HomeInterest, form: MoveInForm) -> str:
    case, region, home = household.case, household.region, interest.offer.home
    starts = form.starts.data or interest.offer.starts
    move = what_if_moved(case, home.postcode, starts, region, household.today)
    return render_template(
        "expat/move_in/page.html", form=form, mine=own_interest(interest, region), move=move,
        town=region.municipality(home.municipality),
        was=region.municipality(move.before) if move.before else None, is_registered=household.is_registered,
        effect=in_words(move.effect, region), where=where_to_go(move.effect.route, region), starts=starts,
    )  # fmt: skip
