"""The homes of a partner: entered, changed, offered, and taken out of the offer."""

import uuid
from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import acting, the_region
from expatdesk.access.partners import the_partner
from expatdesk.access.policy import own_homes
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.refusals import Refusal, StaleVersion
from expatdesk.documents.home_photos import MOST_PHOTOS, photos_of
from expatdesk.housing import home_queries as queries
from expatdesk.housing import homes as actions
from expatdesk.housing.home_models import OPEN, Home, OfferState
from expatdesk.housing.home_words import CONTRACTS, SHORT_DWELLINGS, STATES, sentence_of
from expatdesk.housing.interest_queries import count_interested
from expatdesk.housing.wish_words import DWELLINGS, FURNISHINGS
from expatdesk.partner.blueprint import blueprint
from expatdesk.partner.forms.homes import HomeForm
from expatdesk.partner.forms.occupancy import day_asked
from expatdesk.rules.offer_checks import OfferCheck
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pages import Page

# At which field of the form a finding stands.
FIELD_OF = {OfferCheck.DEPOSIT: "deposit", OfferCheck.AGENCY_FEE: "agency_fee", OfferCheck.RENT: "rent"}
OUTSIDE = _l("This postcode is outside the region, for which this desk finds homes.")
DONE: dict[str, LazyString] = {
    "offer": _l("Households can see this home from now on."),
    "withdraw": _l("Nobody sees this home any more."),
    "taken": _l("This home is taken. Nobody else sees it any more."),
    "again": _l("This is a new draft on the same terms. Check the days and the rent, then offer it."),
}
ACTS: dict[str, Callable[[Home], None]] = {
    "offer": lambda home: actions.offer_home(home, by=current_visitor().actor, today=today()),
    "withdraw": lambda home: actions.withdraw_home(home, by=current_visitor().actor, today=today()),
    "taken": lambda home: actions.mark_taken(home, by=current_visitor().actor, today=today()),
    "again": lambda home: actions.offer_again(home, by=current_visitor().actor),
}


@blueprint.get("/homes")
def homes() -> str:
    """All of one state, with how many there are of each."""
    own = own_homes(current_visitor())
    counts = queries.count_by_state(own)
    state = _state_asked_for(counts)
    page = min(max(1, request.args.get("page", 1, int)), 1000)
    lines, has_more = queries.homes_on_page(own, state, page)
    return render_template(
        "partner/homes/list.html", lines=lines, counts=counts, state=state, states=STATES, page=page,
        has_more=has_more, dwellings=SHORT_DWELLINGS, interested=count_interested(own),
    )  # fmt: skip


@blueprint.route("/homes/new", methods=["GET", "POST"])
def new_home() -> Page:
    """Enter a home; it is a draft until it is offered."""
    partner, form = the_partner(), HomeForm(data={"version": 1})
    if not form.validate_on_submit():
        return _form_page(form), 422 if form.errors else 200
    try:
        home = actions.add_home(partner, form.said, **acting())
    except Refusal as refusal:
        return _refused(form, refusal)
    flash(_("The home is kept as a draft. Look it over, add photos, and offer it."), "ok")
    return redirect(url_for("partner.one_home", home_id=home.id), 303)


@blueprint.get("/homes/<uuid:home_id>")
def one_home(home_id: uuid.UUID) -> str:
    """What was said of it, what is good to know, and what can be done."""
    home = home_or_404(home_id)
    is_open = home.offer.state in OPEN
    found = actions.findings_for(home, the_region(), today()) if is_open else ()
    return render_template(
        "partner/homes/home.html", home=home, offer=home.offer, is_open=is_open,
        findings=[(one, sentence_of(one)) for one in found],
        town=the_region().municipality(home.municipality).name, states=STATES, dwellings=DWELLINGS,
        interested=count_interested(own_homes(current_visitor())).get(home.id, 0),
        furnishings=FURNISHINGS, contracts=CONTRACTS, photos=photos_of(home.id), most_photos=MOST_PHOTOS,
    )  # fmt: skip


@blueprint.route("/homes/<uuid:home_id>/change", methods=["GET", "POST"])
def change_home(home_id: uuid.UUID) -> Page:
    """Change what is said of a home that is open."""
    home = home_or_404(home_id)
    if home.offer.state not in OPEN:
        return redirect(url_for("partner.one_home", home_id=home_id), 303)
    form = HomeForm.of(home, day_asked("starts"), day_asked("ends"))
    if not form.validate_on_submit():
        return _form_page(form, home), 422 if form.errors else 200
    try:
        actions.change_home(home, form.said, version=form.version.data or 0, **acting())
    except StaleVersion:
        form.version.raw_data, form.version.data = None, home.version
        return _form_page(form, home, conflict=form.differences(home)), 409
    except Refusal as refusal:
        return _refused(form, refusal, home)
    flash(_("Saved."), "ok")
    return redirect(url_for("partner.one_home", home_id=home_id), 303)


@blueprint.post("/homes/<uuid:home_id>/<act>")
def act_on_home(home_id: uuid.UUID, act: str) -> Response:
    """Offer it, take it out, or say that it is taken."""
    home = home_or_404(home_id)
    if act not in ACTS:
        abort(404)
    ACTS[act](home)
    flash(str(DONE[act]), "ok")
    return redirect(url_for("partner.one_home", home_id=home_id), 303)


def home_or_404(home_id: uuid.UUID) -> Home:
    """One of the partner's own homes; any other does not exist."""
    return queries.find_home(own_homes(current_visitor()), home_id) or abort(404)


def _state_asked_for(counts: dict[OfferState, int]) -> OfferState:
    """As asked; else the first state of which there are any, what is free before all."""
    asked = request.args.get("state", "")
    if asked in set(OfferState):
        return OfferState(asked)
    order = (OfferState.FREE, OfferState.DRAFT, OfferState.TAKEN, OfferState.WITHDRAWN)
    return next((state for state in order if counts.get(state)), OfferState.FREE)


def _refused(form: HomeForm, refusal: Refusal, home: Home | None = None) -> tuple[str, int]:
    """Say at its field why the home cannot be kept like this."""
    match refusal:
        case actions.TermsRefused():
            for one in refusal.findings:
                form[FIELD_OF[one.check]].errors = [sentence_of(one)]
        case actions.OutsideRegion():
            form.postcode.errors = [str(OUTSIDE)]
        case actions.ReferenceKnown():
            form.reference.errors = [_("Another home of yours has this reference.")]
        case _:
            raise refusal
    refused = refusal.findings if isinstance(refusal, actions.TermsRefused) else ()
    return _form_page(form, home, grounds=[one.ground for one in refused]), 422


def _form_page(form: HomeForm, home: Home | None = None, **shown: object) -> str:
    return render_template("partner/homes/form.html", form=form, home=home, **shown)
