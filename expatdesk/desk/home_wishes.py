"""What home a household looks for, as the desk writes it down for it, with what there is to tell it."""

import uuid

from flask import flash, redirect, render_template, url_for

from expatdesk.access.acting import acting, the_region
from expatdesk.access.guards import case_or_404
from expatdesk.access.home_wishes import HomeWishesForm, page_parts
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import StaleVersion
from expatdesk.desk.blueprint import blueprint
from expatdesk.housing.wishes import NothingWished, WishesChanged, say_wishes
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.route("/desk/cases/<uuid:case_id>/home-wishes", methods=["GET", "POST"])
def home_wishes(case_id: uuid.UUID) -> Page:
    case = case_or_404(case_id)
    form = HomeWishesForm.of(case, the_region())
    if not form.validate_on_submit():
        return _page(case, form), 422 if form.errors else 200
    try:
        say_wishes(case, form.said, **acting())
    except NothingWished:
        form.budget.errors = [_("Fill in one thing at least.")]
        return _page(case, form), 422
    except (WishesChanged, StaleVersion):
        return _page(case, form, is_changed=True), 409
    flash(_("The wishes are saved."), "ok")
    return redirect(url_for("desk.case", case_id=case.id), 303)


def _page(case: Case, form: HomeWishesForm, *, is_changed: bool = False) -> str:
    parts = page_parts(case, form, the_region(), today(), is_changed=is_changed)
    return render_template("desk/home_wishes/change.html", case=case, title=_("The home they look for"), **parts)
