"""Passwords of staff and employers: signing in, choosing one behind a link, changing it."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_security import login_user
from wtforms import Field

from expatdesk.access.visitor import current_visitor
from expatdesk.access.whereabouts import whereabouts
from expatdesk.people import throttle
from expatdesk.people.actions import WeakPassword
from expatdesk.people.actions import choose_password as store_password
from expatdesk.people.links import ask_for_link, living_link, use_up
from expatdesk.people.models import Link, Purpose, User
from expatdesk.people.passwords import has_password
from expatdesk.people.queries import user, user_by_email
from expatdesk.shared.db import begin_writing
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.local_path import local_path
from expatdesk.shared.pages import Page
from expatdesk.signin.blueprint import blueprint
from expatdesk.signin.forms.password import ChangeForm, ForgottenForm, NewPasswordForm, PasswordForm
from expatdesk.signin.home import go_home, go_on, home_path


@blueprint.route("/sign-in/password", methods=["GET", "POST"])
def login() -> Page:
    """Sign in with e-mail address and password."""
    if current_visitor().is_signed_in:
        return go_home()
    form = PasswordForm()
    found = _user_of(form) if form.validate_on_submit() else None
    if found is None:
        wanted = local_path(form.next.data or request.args.get("next")) or ""
        return render_template("signin/password.html", form=form, wanted=wanted), 422 if form.errors else 200
    login_user(found, remember=False, authn_via=["password"])
    return go_on(form.next.data)


@blueprint.route("/sign-in/forgotten", methods=["GET", "POST"])
def forgotten() -> Page:
    """Ask for a link to choose a new password; the answer is the same for every address (security T14)."""
    form = ForgottenForm()
    if form.validate_on_submit():
        email = form.email.data or ""
        if throttle.may_try(*throttle.mails_to(email), (throttle.MAILS_FROM, whereabouts())):
            begin_writing()
            ask_for_link(Purpose.NEW_PASSWORD, email)
        return redirect(url_for("signin.forgotten_sent"), 303)
    return render_template("signin/forgotten.html", form=form), 422 if form.errors else 200


@blueprint.get("/sign-in/forgotten/sent")
def forgotten_sent() -> str:
    """What happens now."""
    return render_template("signin/forgotten_sent.html")


@blueprint.route("/sign-in/new-password/<token>", methods=["GET", "POST"])
def choose_password(token: str) -> Page:
    """Choose a password behind a link in a mail. It signs nobody in: that takes the password itself (T22)."""
    found = living_link(token, Purpose.NEW_PASSWORD, Purpose.USER_INVITATION)
    whose = user(found.user_id) if found and found.user_id else None
    if found is None or whose is None or not whose.active:
        return render_template("signin/password_link_dead.html"), 410
    form = NewPasswordForm()
    if form.validate_on_submit() and _store(whose, form, found):
        flash(_("Your password is saved. Sign in with it now."), "ok")
        return redirect(url_for("signin.login"), 303)
    return render_template("signin/choose_password.html", form=form, whose=whose), 422 if form.errors else 200


@blueprint.route("/sign-in/change-password", methods=["GET", "POST"])
def change_password() -> Page:
    """Change one's own password; every other browser is signed out by it."""
    form, me = ChangeForm(), me_or_404()
    if form.validate_on_submit() and is_mine(me, form.present) and _store(me, form):
        login_user(me, remember=False, authn_via=["change"])
        flash(_("Your password is changed. Wherever else you were signed in, you are signed out."), "ok")
        return go_home()
    return render_template("signin/change_password.html", form=form, home=home_path()), 422 if form.errors else 200


def me_or_404() -> User:
    """The user who is signed in."""
    user_id = current_visitor().user_id
    if user_id is None:
        abort(404)
    return user(user_id)


def _user_of(form: PasswordForm) -> User | None:
    """The user with this address and password; without one, the form tells no more than that."""
    email = form.email.data or ""
    by_account, by_place = (throttle.PASSWORD, email), (throttle.GUESSES_FROM, whereabouts())
    if not throttle.may_try(by_account, by_place):
        form.form_errors.append(_too_many_tries())
        return None
    found = user_by_email(email)
    if not has_password(found, form.password.data or "", begin_writing):
        form.form_errors.append(_("This address and password do not belong together. Check both and try again."))
        return None
    throttle.forgive(*by_account)
    throttle.take_back(*by_place)
    return found


def is_mine(me: User, present: Field) -> bool:
    """Whether the present password was typed. Whoever finds a browser open must not guess it."""
    by_account = throttle.PASSWORD, me.email
    if not throttle.may_try(by_account):
        present.errors = [_too_many_tries()]
        return False
    if not has_password(me, present.data or "", begin_writing):
        present.errors = [_("This is not your present password.")]
        return False
    throttle.forgive(*by_account)
    return True


def _store(whose: User, form: NewPasswordForm, link: Link | None = None) -> bool:
    """Store the new password, unless it is too weak or somebody used the link a moment ago."""
    if link is not None and not use_up(link):
        form.form_errors.append(_("This link was used a moment ago."))
        return False
    try:
        store_password(whose, form.password.data or "")
    except WeakPassword as refused:
        form.refuse(refused.weakness)
        return False
    return True


def _too_many_tries() -> str:
    return _("There were too many tries. Wait 15 minutes and try again, or choose a new password.")
