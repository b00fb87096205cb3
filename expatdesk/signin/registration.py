"""An employer that nobody knows yet asks to be let in, and confirms that the mailbox is its own."""

from flask import abort, redirect, render_template, url_for

from expatdesk.access.whereabouts import whereabouts
from expatdesk.people import throttle
from expatdesk.people.applications import ask_to_be_let_in, confirm, living_application
from expatdesk.shared.db import begin_writing
from expatdesk.shared.i18n import language
from expatdesk.shared.pages import Page
from expatdesk.signin.blueprint import blueprint
from expatdesk.signin.forms.registration import ConfirmForm, RegistrationForm


@blueprint.route("/sign-in/employers/new", methods=["GET", "POST"])
def register() -> Page:
    """Ask for an account. Over the limit nothing is mailed, and nothing looks different (security T14, T16)."""
    form = RegistrationForm()
    if not form.validate_on_submit():
        return render_template("signin/registration/form.html", form=form), 422 if form.errors else 200
    asked = form.asked
    if throttle.may_try((throttle.APPLICATIONS_OF, asked.email), (throttle.MAILS_FROM, whereabouts())):
        begin_writing()
        ask_to_be_let_in(asked, language=language())
    return redirect(url_for("signin.registered", step="asked"), 303)


@blueprint.get("/sign-in/employers/<any(asked, confirmed):step>")
def registered(step: str) -> str:
    """What happens now; the same for everybody."""
    return render_template("signin/registration/next.html", is_confirmed=step == "confirmed")


@blueprint.route("/sign-in/employers/confirm/<token>", methods=["GET", "POST"])
def confirm_registration(token: str) -> Page:
    """Show a button; only pressing it confirms: mail scanners open every link (security T12)."""
    application, form = living_application(token), ConfirmForm()
    if application is None:
        return render_template("signin/registration/dead.html"), 410
    if not form.validate_on_submit():
        return render_template("signin/registration/confirm.html", form=form, application=application)
    if not confirm(application):
        abort(410)
    return redirect(url_for("signin.registered", step="confirmed"), 303)
