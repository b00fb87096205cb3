"""The household says how it is doing, six weeks and four months on."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from expatdesk.cases.refusals import StaleVersion, StepNotOpen
from expatdesk.check_ins.actions import NothingAsked, NothingSaid, answer
from expatdesk.check_ins.labels import CHECK_INS
from expatdesk.check_ins.queries import open_check_in
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.forms.check_in import CheckInForm
from expatdesk.expat.household import Household, own_household
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.get("/my/check-in")
def check_in() -> Page:
    """The four themes, while a check-in is open; a mail may lead here later."""
    household = own_household()
    if open_check_in(household.plan) is None:
        return _nothing_asked()
    return _show(household, CheckInForm(formdata=None))


@blueprint.post("/my/check-in")
def give_check_in() -> Page:
    """Keep what was filled in."""
    household, form = own_household(), CheckInForm()
    if not form.validate():
        return _show(household, form), 422
    try:
        answer(household.case, form.said, by=household.by, region=household.region, today=household.today)
    except NothingSaid:
        form.home.errors = [_("Answer one of these at least, or say that you would like a talk.")]
        return _show(household, form), 422
    except (NothingAsked, StepNotOpen, StaleVersion):
        return _nothing_asked()
    flash(_thanks(form), "ok")
    return redirect(url_for("expat.status"), 303)


def _thanks(form: CheckInForm) -> str:
    if form.said.offers_talk:
        return _("Thank you for telling us. We call you for a talk, and you get a mail about it.")
    return _("Thank you for telling us. We are glad to know how you are doing.")


def _nothing_asked() -> Response:
    flash(_("There is nothing to answer now. You can always write to us."), "info")
    return redirect(url_for("expat.status"), 303)


def _show(household: Household, form: CheckInForm) -> str:
    asked = open_check_in(household.plan)
    return render_template(
        "expat/check_in/check_in.html", form=form, case=household.case, when=CHECK_INS[asked] if asked else "",
        back_url=url_for("expat.status"),
    )  # fmt: skip
