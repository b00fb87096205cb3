"""The household says how it went: one press for a score, a second one for whatever it wants to add."""

from flask import abort, flash, redirect, render_template, url_for

from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.forms.rating import RatingForm
from expatdesk.expat.household import own_household
from expatdesk.ratings.actions import NotToRate, add_words, rate
from expatdesk.ratings.queries import may_rate, rating_of
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.get("/my/rating")
def rating() -> str:
    """The score that was given, to be changed, and a field for words."""
    household = own_household()
    if not may_rate(household.case, household.today):
        abort(404)
    return _show(RatingForm(formdata=None, obj=rating_of(household.case.id)))


@blueprint.post("/my/rating")
def give_rating() -> Page:
    """Keep the score; after it the words, if there are any."""
    household, form = own_household(), RatingForm()
    if not form.validate():
        return _show(form), 422
    try:
        given = rate(household.case, form.score.data, today=household.today)
    except NotToRate:
        abort(404)
    if form.asks_for_words:
        return redirect(url_for("expat.rating"), 303)
    add_words(given, form.text.data or "")
    flash(_("Thank you. This helps us, and those who come after you."), "ok")
    return redirect(url_for("expat.status"), 303)


def _show(form: RatingForm) -> str:
    return render_template("expat/rating/rating.html", form=form, back_url=url_for("expat.status"))
