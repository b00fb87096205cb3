"""Which mails a household gets, and in which language."""

from flask import flash, redirect, render_template, url_for

from expatdesk.cases.mail_choice import choose_mails
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.forms.mails import HINTS, MailsForm
from expatdesk.expat.household import own_household
from expatdesk.messages.choices import unwanted_by
from expatdesk.messages.kinds import Choice
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page


@blueprint.route("/my/mails", methods=["GET", "POST"])
def mails() -> Page:
    """Also once the case is closed: it is asked for nothing then, and takes nothing back."""
    household = own_household()
    case = household.case
    form = MailsForm(wanted=sorted(frozenset(Choice) - unwanted_by(case.id)), language=case.language)
    if form.validate_on_submit():
        choose_mails(case, [Choice(one) for one in form.wanted.data or []], form.language.data, by=household.by)
        flash(_("Your choice is kept."), "ok")
        return redirect(url_for("expat.mails"), 303)
    return render_template("expat/mails/choose.html", form=form, hints=HINTS), 422 if form.errors else 200
