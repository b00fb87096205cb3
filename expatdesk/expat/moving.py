"""What if we move there? Which municipality that is, and what changes, before anything is signed."""

from flask import render_template, request

from expatdesk.cases.labels import where_to_go
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.forms.moving import MoveForm
from expatdesk.expat.household import Household, own_household
from expatdesk.expat.own_data.effect import in_words
from expatdesk.rights.moving import what_if_moved
from expatdesk.rules.region import Municipality
from expatdesk.shared.pages import Page


@blueprint.get("/my/what-if-we-move", endpoint="what_if_moved")
def what_if_moved_page() -> Page:
    """A postcode and a day; the answer stands above them."""
    household, form = own_household(), MoveForm.of(request.args)
    if not request.args:
        return render_template("expat/moving/page.html", form=form), 200
    if not form.validate():
        return render_template("expat/moving/page.html", form=form), 422
    return render_template("expat/moving/page.html", form=form, **_answer(household, form)), 200


def _answer(household: Household, form: MoveForm) -> dict[str, object]:
    case, region = household.case, household.region
    move = what_if_moved(case, str(form.postcode.data), form.starts.data, region, household.today)
    town = _town(move.after, household)
    return {
        "move": move, "town": town, "was": _town(move.before, household),
        "is_registered": household.is_registered,
        "effect": in_words(move.effect, region),
        "where": where_to_go(move.effect.route, region),
        "starts": form.starts.data,
    }  # fmt: skip


def _town(code: str | None, household: Household) -> Municipality | None:
    return household.region.municipality(code) if code else None
