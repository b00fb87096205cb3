"""How long everything is kept: the coordinator sets it, from a day on."""

from flask import abort, flash, redirect, render_template, url_for

from expatdesk.access.acting import the_region
from expatdesk.access.visitor import current_visitor
from expatdesk.desk.blueprint import blueprint
from expatdesk.desk.forms.retention import RetentionForm
from expatdesk.retention.settings import LIMITS, rules_after, set_terms, with_terms
from expatdesk.retention.settings import remove_terms as take_back
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import long_date
from expatdesk.shared.pages import Page


@blueprint.route("/desk/retention", methods=["GET", "POST"])
def retention() -> Page:
    form = RetentionForm(data=RetentionForm.stored(with_terms(the_region(), today()).retention))
    if not form.validate_on_submit() or form.first_day.data is None:
        return _page(form), 422 if form.errors else 200
    set_terms(form.first_day.data, form.terms, by=current_visitor().actor)
    flash(_("From %(day)s on these terms hold.", day=long_date(form.first_day.data)), "ok")
    return redirect(url_for("desk.counters"), 303)


@blueprint.post("/desk/retention/<day>/remove")
def remove_terms(day: str) -> Page:
    ahead = next((rule for rule in rules_after(today()) if rule.first_day.isoformat() == day), None) or abort(404)
    take_back(ahead.first_day, by=current_visitor().actor)
    flash(_("These terms will not hold."), "ok")
    return redirect(url_for("desk.retention"), 303)


def _page(form: RetentionForm) -> str:
    fields = [form[name] for name in LIMITS]
    return render_template(
        "desk/retention/terms.html", form=form, fields=fields, later=rules_after(today()), region=the_region()
    )
