"""What an invoice says of an employer: the coordinator fills it in."""

import uuid

from flask import abort, flash, redirect, render_template, url_for

from expatdesk.access.visitor import current_visitor
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.billing import BillingForm
from expatdesk.organisations.actions import set_billing
from expatdesk.organisations.queries import find_employer
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.route("/desk/invoices/employers/<uuid:employer_id>", methods=["GET", "POST"])
def billing(employer_id: uuid.UUID) -> Page:
    employer = find_employer(employer_id) or abort(404)
    form = BillingForm.of(employer)
    if not form.validate_on_submit():
        title = _("What an invoice says of %(employer)s", employer=employer.name)
        page = render_template("desk/invoices/billing.html", employer=employer, form=form, title=title)
        return page, 422 if form.errors else 200
    set_billing(employer, form.details, by=current_visitor().actor)
    flash(_("Saved. Invoices that were drawn up stay as they are."), "ok")
    return redirect(url_for("desk.invoices"), 303)
