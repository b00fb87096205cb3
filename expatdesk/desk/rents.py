"""What homes cost to rent: the figures that hold, their sources, and newer ones that the coordinator adds."""

from collections import defaultdict
from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for

from expatdesk.access.acting import the_region
from expatdesk.access.visitor import current_visitor
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.rents import RentForm
from expatdesk.housing.rents import add_rent, all_rents, rents_on
from expatdesk.housing.wish_words import DWELLINGS
from expatdesk.rules.homes import Dwelling
from expatdesk.rules.rents import Rent
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import long_date
from expatdesk.shared.pages import Page


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of home in a municipality: what holds today, what will, and what held before."""

    kind: Dwelling
    now: Rent | None
    later: list[Rent]
    before: list[Rent]


@blueprint.get("/desk/rents")
def rents() -> str:
    region = the_region()
    holds = rents_on(region, today())
    of_kind: defaultdict[tuple[str, Dwelling], list[Rent]] = defaultdict(list)
    for rent in all_rents(region):
        of_kind[rent.municipality, rent.dwelling].append(rent)
    towns = [
        (town, [_line(kind, holds.get((town.code, kind)), of_kind[town.code, kind]) for kind in Dwelling])
        for town in region.municipalities
    ]
    return render_template("desk/rents/list.html", towns=towns, dwellings=DWELLINGS)


def _line(kind: Dwelling, now: Rent | None, figures: list[Rent]) -> Line:
    """What is replaced on its own first day held never, and is history all the same."""
    later = [rent for rent in figures if rent.starts > today()]
    before = [rent for rent in reversed(figures) if rent.starts <= today() and rent != now]
    return Line(kind, now, later, before)


@blueprint.route("/desk/rents/new", methods=["GET", "POST"])
def new_rent() -> Page:
    form = RentForm.of(the_region())
    if not form.validate_on_submit():
        return render_template("desk/rents/new.html", form=form), 422 if form.errors else 200
    add_rent(form.rent, by=current_visitor().actor)
    flash(_("The figure holds from %(day)s on.", day=long_date(form.rent.starts)), "ok")
    return redirect(url_for("desk.rents"), 303)
