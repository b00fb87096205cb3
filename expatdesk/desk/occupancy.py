"""The own places of all partners and employers, and when each is free: the desk only looks."""

from flask import render_template, request

from expatdesk.access.occupancy import places_shown, window_asked_for
from expatdesk.desk.blueprint import blueprint
from expatdesk.shared.i18n import date_like


@blueprint.get("/desk/occupancy", endpoint="occupancy")
def own_places() -> str:
    """One calendar of all of them."""
    window, page = window_asked_for(), min(max(1, request.args.get("page", 1, int)), 1000)
    rows, has_more = places_shown(window, page)
    return render_template(
        "desk/occupancy/list.html", rows=rows, window=window, page=page, has_more=has_more,
        month=date_like(window.first, "LLLL y"), shown=f"{window.first:%Y-%m}",
    )  # fmt: skip
