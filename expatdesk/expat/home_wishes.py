"""The household says what home it looks for, and reads at once what it can expect."""

from flask import flash, redirect, render_template, url_for

from expatdesk.access.home_wishes import HomeWishesForm, page_parts
from expatdesk.cases.refusals import StaleVersion
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.household import Household, own_household
from expatdesk.housing.wishes import NothingWished, WishesChanged, say_wishes
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.get("/my/home")
def home_wishes() -> Page:
    """What was said, to be changed at any time, and what the desk says to it."""
    household = own_household()
    if household.is_closed:
        return redirect(url_for("expat.status"), 303)
    return _show(household, HomeWishesForm.of(household.case, household.region))


@blueprint.post("/my/home")
def say_home_wishes() -> Page:
    """Keep it, and tick off the step that asks for it."""
    household = own_household()
    form = HomeWishesForm.of(household.case, household.region)
    if not form.validate():
        return _show(household, form), 422
    try:
        is_done = say_wishes(
            household.case, form.said, by=household.by, region=household.region, today=household.today
        )
    except NothingWished:
        form.budget.errors = [_("Fill in one thing at least, for example what it may cost.")]
        return _show(household, form), 422
    except (WishesChanged, StaleVersion):
        return _show(household, form, is_changed=True), 409
    flash(_("Thank you. Your plan is up to date.") if is_done else _("Your wishes are saved."), "ok")
    return redirect(url_for("expat.home_wishes"), 303)


def _show(household: Household, form: HomeWishesForm, *, is_changed: bool = False) -> str:
    parts = page_parts(household.case, form, household.region, household.today, is_changed=is_changed)
    return render_template("expat/home_wishes/page.html", back_url=url_for("expat.status"), **parts)
