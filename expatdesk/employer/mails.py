"""How often HR wants a mail about its hires."""

from flask import abort, flash, redirect, render_template, url_for

from expatdesk.access.visitor import current_visitor
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.forms.mails import MailsForm
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.worklists.digests import Rhythm, choose_rhythm, rhythm_of


@blueprint.route("/mails", methods=["GET", "POST"])
def mails() -> Page:
    """Everybody chooses for themselves."""
    user_id = current_visitor().user_id or abort(404)
    form = MailsForm(rhythm=rhythm_of(user_id))
    if form.validate_on_submit():
        choose_rhythm(user_id, Rhythm(form.rhythm.data), today())
        flash(_("Your choice is kept."), "ok")
        return redirect(url_for("employer.mails"), 303)
    return render_template("employer/mails/choose.html", form=form), 422 if form.errors else 200
