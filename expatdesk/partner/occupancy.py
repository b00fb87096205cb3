"""Who lives when in the own places of a partner or an employer: the calendar, each place, and each stay."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from expatdesk.access.occupancy import (
    Window,
    free_from_now,
    last_night,
    parted,
    place_seen,
    places_shown,
    registered_at,
    row_of,
    window_asked_for,
)
from expatdesk.access.permissions import Permission
from expatdesk.access.policy import own_homes, visible_cases
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.refusals import Refusal, StaleVersion
from expatdesk.housing import stays as actions
from expatdesk.housing.home_models import OPEN
from expatdesk.housing.home_queries import find_home
from expatdesk.housing.homes import offer_again
from expatdesk.housing.stay_models import PlaceStay
from expatdesk.housing.stay_queries import OwnPlace, find_stay, hires_to_choose, names_of, stays_at
from expatdesk.housing.stay_words import long_words
from expatdesk.partner.blueprint import blueprint
from expatdesk.partner.forms.occupancy import PlacesForm, StayForm, day_asked, stored
from expatdesk.rules.occupancy import Period
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import LazyString, date_like, ngettext, plain_date
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pages import Page

DONE: dict[str, LazyString] = {
    "end": _l("They leave today. The place is free from tonight on."),
    "drop": _l("The stay is taken out."),
}
ACTS: dict[str, Callable[[OwnPlace, PlaceStay], None]] = {
    "end": lambda place, stay: actions.end_stay(place, stay, by=current_visitor().actor, today=today()),
    "drop": lambda place, stay: actions.drop_stay(place, stay, by=current_visitor().actor),
}


@blueprint.get("/occupancy")
def occupancy() -> str:
    """All places with the months to come."""
    window, page = window_asked_for(), min(max(1, request.args.get("page", 1, int)), 1000)
    rows, has_more = places_shown(window, page)
    used, possible = sum(row.used for row in rows), sum(row.possible for row in rows)
    return render_template(
        "partner/occupancy/list.html", rows=rows, window=window, page=page, has_more=has_more, used=used,
        possible=possible, month=date_like(window.first, "LLLL y"), shown=f"{window.first:%Y-%m}",
    )  # fmt: skip


@blueprint.get("/occupancy/<uuid:place_id>")
def own_place(place_id: uuid.UUID) -> str:
    """One place: what is free, who lives there, and who did."""
    place, visitor = _place(place_id), current_visitor()
    stays = stays_at([place.id], None)[place.id]
    coming, over = parted(stays)
    spans, window = [stay.as_span() for stay in stays], Window(today().replace(day=1))
    free = free_from_now(place, spans)
    return render_template(
        "partner/occupancy/place.html", place=place, coming=coming, over=over, today=today(),
        row=row_of(place, spans, window, registered_at([place])[place.id]), window=window,
        free=[(one, long_words(place, one, today()), last_night(one)) for one in free], names=_names(stays),
        month=date_like(window.first, "LLLL y"), offers=place.is_home and visitor.may(Permission.OFFER_HOMES),
    )  # fmt: skip


@blueprint.route("/occupancy/<uuid:place_id>/places", methods=["GET", "POST"])
def change_places(place_id: uuid.UUID) -> Page:
    """How many an address has room for; of a home its own page says so."""
    place = _place(place_id)
    if place.is_home:
        abort(404)
    form = PlacesForm(data={"places": place.most_people, "most_registered": place.most_registered})
    if not form.validate_on_submit():
        return _places_page(place, form), 422 if form.errors else 200
    told = form.places.data or 0, form.most_registered.data or 0
    try:
        actions.set_places(place, *told, by=current_visitor().actor, today=today())
    except actions.PlacesTaken as refusal:
        form.places.errors = [
            _("%(num)d people live there now or later. Change their stays first.", num=refusal.needed)
        ]
        return _places_page(place, form), 422
    flash(_("Saved."), "ok")
    return redirect(url_for("partner.own_place", place_id=place_id), 303)


@blueprint.route("/occupancy/<uuid:place_id>/stays/new", methods=["GET", "POST"])
def new_stay(place_id: uuid.UUID) -> Page:
    """Say that somebody lives there, or will."""
    place = _place(place_id)
    if not place.capacity:
        return redirect(url_for("partner.change_places", place_id=place_id), 303)
    form = StayForm(data={"version": 1, "starts": day_asked("starts"), "ends": day_asked("ends")})
    form.let_choose(_hires())
    if not form.validate_on_submit():
        return _stay_page(place, form), 422 if form.errors else 200
    try:
        actions.add_stay(place, form.said(), by=current_visitor().actor)
    except Refusal as refusal:
        return _refused(place, form, refusal)
    flash(_("The stay is kept."), "ok")
    return redirect(url_for("partner.own_place", place_id=place_id), 303)


@blueprint.route("/occupancy/<uuid:place_id>/stays/<uuid:stay_id>", methods=["GET", "POST"])
def change_stay(place_id: uuid.UUID, stay_id: uuid.UUID) -> Page:
    """Change what is said of a stay."""
    place = _place(place_id)
    stay = find_stay(place, stay_id) or abort(404)
    form = StayForm.of(stay)
    form.let_choose(_hires(stay))
    if not form.validate_on_submit():
        return _stay_page(place, form, stay), 422 if form.errors else 200
    try:
        said = form.said(stay)
        actions.change_stay(place, stay, said, version=form.version.data or 0, by=current_visitor().actor)
    except StaleVersion:
        form.version.raw_data, form.version.data = None, stay.version
        return _stay_page(place, form, stay, conflict=stored(stay)), 409
    except Refusal as refusal:
        return _refused(place, form, refusal, stay)
    flash(_("Saved."), "ok")
    return redirect(url_for("partner.own_place", place_id=place_id), 303)


@blueprint.post("/occupancy/<uuid:place_id>/stays/<uuid:stay_id>/<act>")
def act_on_stay(place_id: uuid.UUID, stay_id: uuid.UUID, act: str) -> Response:
    """They leave today, or it was never to be."""
    place = _place(place_id)
    stay = find_stay(place, stay_id)
    if stay is None or act not in ACTS:
        abort(404)
    ACTS[act](place, stay)
    flash(str(DONE[act]), "ok")
    return redirect(url_for("partner.own_place", place_id=place_id), 303)


@blueprint.post("/occupancy/<uuid:place_id>/offer")
def offer_gap(place_id: uuid.UUID) -> Response:
    """From a free time of a home to the form of its offer, with these days filled in; nothing is offered yet."""
    home = find_home(own_homes(current_visitor()), place_id) or abort(404)
    if home.offer.state not in OPEN:
        offer_again(home, by=current_visitor().actor)
    days: dict[str, Any] = {name: day.isoformat() for name in ("starts", "ends") if (day := day_asked(name))}
    flash(
        _("The days of the free time are filled in. Look over the rent and the contract, save, and offer it."),
        "info",
    )
    return redirect(url_for("partner.change_home", home_id=home.id, **days), 303)


def _place(place_id: uuid.UUID) -> OwnPlace:
    """One of the visitor's own places; any other does not exist."""
    return place_seen(place_id) or abort(404)


def _names(stays: list[PlaceStay]) -> dict[uuid.UUID, str]:
    """The names of own hires; of a household of anybody else there is none."""
    visitor = current_visitor()
    return names_of(visible_cases(visitor), stays) if visitor.may(Permission.SEE_HIRES) else {}


def _hires(stay: PlaceStay | None = None) -> list[tuple[uuid.UUID, str]]:
    """The own hires that may be named; the one that is named already among them."""
    if not current_visitor().may(Permission.SEE_HIRES):
        return []
    hires = hires_to_choose(visible_cases(current_visitor()))
    kept = _names([stay]) if stay else {}
    return [*hires, *((key, name) for key, name in kept.items() if key not in dict(hires))]


def _refused(place: OwnPlace, form: StayForm, refusal: Refusal, stay: PlaceStay | None = None) -> tuple[str, int]:
    """Say at its field why it does not fit."""
    match refusal:
        case actions.TooManyPeople():
            told = ngettext(
                "At most %(num)d person may live there.", "At most %(num)d people may live there.", refusal.most
            )
            form.people.errors = [told]
        case actions.PlaceFull():
            form.starts.errors = [_full(place, refusal.period)]
        case _:
            raise refusal
    return _stay_page(place, form, stay), 422


def _full(place: OwnPlace, period: Period) -> str:
    told: dict[str, Any] = {"day": plain_date(period.starts), "free": period.free}
    if not place.is_home:
        return ngettext(
            "There is too little room: from %(day)s on %(num)d place is free.",
            "There is too little room: from %(day)s on %(num)d places are free.", period.free, **told,
        )  # fmt: skip
    if period.ends is None:
        return _("Somebody else lives there on %(day)s, without a day of leaving.", **told)
    return _("Somebody else lives there from %(day)s until %(end)s.", **told, end=plain_date(period.ends))


def _stay_page(place: OwnPlace, form: StayForm, stay: PlaceStay | None = None, **shown: Any) -> str:
    return render_template(
        "partner/occupancy/stay.html", place=place, form=form, stay=stay, today=today(), **shown
    )


def _places_page(place: OwnPlace, form: PlacesForm) -> str:
    return render_template("partner/occupancy/places.html", place=place, form=form)
