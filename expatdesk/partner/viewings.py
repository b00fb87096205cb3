"""Who is interested in a home of the partner, when they see it, and to whom it is let."""

import uuid
from datetime import datetime

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.interested_fields import interested
from expatdesk.access.policy import own_homes
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.refusals import Refusal
from expatdesk.housing.home_models import Home, OfferState
from expatdesk.housing.interest_models import HomeInterest, InterestState
from expatdesk.housing.interest_queries import find_interest, find_viewing, interested_in, viewings_of
from expatdesk.housing.interests import HomeGone, NoTimeFree, NotInterested, decline, invite
from expatdesk.housing.letting import NotSeenYet, let_to
from expatdesk.housing.viewings import AfterLease, Overlaps, TimeIsOver, TooManyTimes, put_up, take_away
from expatdesk.partner.blueprint import blueprint
from expatdesk.partner.forms.viewings import USUAL, ViewingTimesForm
from expatdesk.partner.homes import home_or_404
from expatdesk.shared.clock import now, today
from expatdesk.shared.forms import ticked
from expatdesk.shared.i18n import LazyString, clock_time, ngettext
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pages import Page

ONE = "/homes/<uuid:home_id>"
WHY_NOT: dict[type[Refusal], LazyString] = {
    HomeGone: _l("This home is not free any more."),
    NotInterested: _l("This household is not interested any more."),
    NoTimeFree: _l("Offer a time first: then they have something to choose."),
    NotSeenYet: _l("This household has not seen the home yet."),
    TimeIsOver: _l("This time is over."),
}
AT_DAY: dict[type[Refusal], LazyString] = {
    TimeIsOver: _l("This time is over. Fill in one that is still to come."),
    AfterLease: _l("The contract is over by then. Fill in an earlier day."),
    TooManyTimes: _l("So many times lie ahead already. Take some away first."),
    HomeGone: _l("This home is not free any more."),
}


@blueprint.get(f"{ONE}/viewings")
def viewings(home_id: uuid.UUID) -> str:
    """Everything around seeing one home."""
    return _page(home_or_404(home_id), ViewingTimesForm(formdata=None, data=USUAL))


@blueprint.post(f"{ONE}/viewings/times")
def add_viewing_times(home_id: uuid.UUID) -> Page:
    """Offer times, all of them or none."""
    home, form = home_or_404(home_id), ViewingTimesForm()
    if not form.validate():
        return _page(home, form), 422
    try:
        count = put_up(home.offer.id, form.spans, by=current_visitor().actor)
    except Overlaps as refusal:
        form.starts.errors = [_overlap(refusal.args[0])]
        return _page(home, form), 422
    except tuple(AT_DAY) as refusal:
        form.day.errors = [str(AT_DAY[type(refusal)])]
        return _page(home, form), 422
    flash(ngettext("%(num)d time is added.", "%(num)d times are added.", count), "ok")
    return _to(home_id)


@blueprint.post(f"{ONE}/viewings/remove")
def remove_viewing(home_id: uuid.UUID) -> Response:
    """Take a time away; who booked it is told. Pressed twice, it is gone once."""
    home, chosen = home_or_404(home_id), ticked([request.form.get("viewing", "")])
    viewing = find_viewing(own_homes(current_visitor()), home.id, chosen[0]) if chosen else None
    if viewing is None:
        return _to(home_id)
    try:
        take_away(viewing, by=current_visitor().actor)
    except TimeIsOver as refusal:
        return _not(home_id, refusal)
    flash(_("The time is taken away. Whoever booked it gets a mail."), "ok")
    return _to(home_id)


@blueprint.post(f"{ONE}/viewings/invite")
def invite_all(home_id: uuid.UUID) -> Response:
    """Invite everybody who is interested and was not invited yet."""
    home = home_or_404(home_id)
    return _invite(home_id, *interested_in(home.offer.id))


@blueprint.post(f"{ONE}/interested/<uuid:interest_id>/invite")
def invite_household(home_id: uuid.UUID, interest_id: uuid.UUID) -> Response:
    """Invite one household."""
    interest = _interest_or_404(home_or_404(home_id), interest_id)
    if interest.state != InterestState.OPEN:
        return _not(home_id, NotInterested())
    return _invite(home_id, interest)


@blueprint.post(f"{ONE}/interested/<uuid:interest_id>/decline")
def decline_household(home_id: uuid.UUID, interest_id: uuid.UUID) -> Response:
    """Say no to one; it is told."""
    interest = _interest_or_404(home_or_404(home_id), interest_id)
    try:
        decline(interest, by=current_visitor().actor)
    except NotInterested as refusal:
        return _not(home_id, refusal)
    flash(_("They get a friendly mail."), "ok")
    return _to(home_id)


@blueprint.route(f"{ONE}/interested/<uuid:interest_id>/let", methods=["GET", "POST"])
def let_home(home_id: uuid.UUID, interest_id: uuid.UUID) -> Page:
    """What follows, and then to let it to this household."""
    home = home_or_404(home_id)
    interest = _interest_or_404(home, interest_id)
    if interest.state != InterestState.OPEN:
        return _not(home_id, NotInterested())
    if request.method == "GET":
        (shown,), others = interested([interest]), len(interested_in(home.offer.id)) - 1
        return render_template("partner/viewings/let.html", home=home, one=shown, others=others)
    try:
        let_to(interest, by=current_visitor().actor, today=today())
    except (HomeGone, NotInterested, NotSeenYet) as refusal:
        return _not(home_id, refusal)
    flash(_("The home is taken. The household confirms it, and all others get a mail."), "ok")
    return _to(home_id)


def _interest_or_404(home: Home, interest_id: uuid.UUID) -> HomeInterest:
    """Of this very home (security T04), over or not."""
    return find_interest(own_homes(current_visitor()), home.id, interest_id) or abort(404)


def _invite(home_id: uuid.UUID, *rows: HomeInterest) -> Response:
    try:
        count = invite(rows, by=current_visitor().actor)
    except (HomeGone, NoTimeFree) as refusal:
        return _not(home_id, refusal)
    flash(ngettext("%(num)d household is invited.", "%(num)d households are invited.", count), "ok")
    return _to(home_id)


def _overlap(moment: datetime) -> str:
    return _("You show this home at %(time)s already. Choose another time.", time=clock_time(moment))


def _not(home_id: uuid.UUID, refusal: Refusal) -> Response:
    flash(str(WHY_NOT[type(refusal)]), "warning")
    return _to(home_id)


def _to(home_id: uuid.UUID) -> Response:
    return redirect(url_for("partner.viewings", home_id=home_id), 303)


def _page(home: Home, form: ViewingTimesForm) -> str:
    views = interested(interested_in(home.offer.id))
    names: dict[uuid.UUID | None, str] = {view.id: view.first_name for view in views}
    times = [(one, names.get(one.interest_id)) for one in viewings_of(home.offer.id) if one.starts_at > now()]
    return render_template(
        "partner/viewings/page.html", home=home, is_free=home.offer.state == OfferState.FREE, form=form,
        interested=views, times=times, can_invite=any(name is None for _one, name in times),
        uninvited=sum(not one.is_invited for one in views),
    )  # fmt: skip
