"""Saying once more who one is, before papers or lists are handed out (security 3): it is signing in again.

So there is nothing to keep besides: a new stay begins, with a new token, and is fresh for some minutes (T17).
"""

from urllib.parse import urlsplit

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_security import login_user
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response
from wtforms import Field

from expatdesk.access.guards import own_case
from expatdesk.access.routes import ROUTES
from expatdesk.access.sessions import sign_household_in
from expatdesk.access.visitor import current_visitor
from expatdesk.access.whereabouts import whereabouts
from expatdesk.cases.models import Case
from expatdesk.cases.representatives import address_of
from expatdesk.cases.sign_in import case_with_secret
from expatdesk.people import throttle
from expatdesk.shared.db import begin_writing
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.local_path import local_path
from expatdesk.shared.pages import Page
from expatdesk.signin.blueprint import blueprint
from expatdesk.signin.forms.password import ConfirmForm
from expatdesk.signin.home import go_on, home_path
from expatdesk.signin.password import is_mine, me_or_404
from expatdesk.signin.start import ask


@blueprint.route("/sign-in/confirm", methods=["GET", "POST"])
def confirm() -> Page:
    """Ask for the password, or for the secret of the case where it has one."""
    visitor = current_visitor()
    if not visitor.is_signed_in:
        return redirect(url_for("signin.start", next=_wanted()), 303)
    case = own_case() if visitor.case_id else None
    form = _form(case, may_type=visitor.representative_id is None)
    if form.validate_on_submit() and _is_back(case, form):
        if _is_undone():
            flash(
                _("You have shown that it is you. What you pressed before is not done yet: press it again."),
                "info",
            )
        return go_on(form.next.data)
    page = render_template(
        "signin/confirm.html", form=form, case=case, wanted=_wanted(), undone=_is_undone(), way_back=_way_back()
    )
    return page, 422 if form.errors else 200


@blueprint.post("/sign-in/confirm/link")
def confirm_by_mail() -> Response:
    """Mail the household, or who represents it, a link that leads on to what they wanted."""
    case = own_case()
    ask(address_of(case, current_visitor().representative_id), _wanted())
    return redirect(url_for("signin.sent"), 303)


def _form(case: Case | None, *, may_type: bool) -> ConfirmForm:
    """Who represents a household types nothing: its secret would make them the household itself."""
    form = ConfirmForm()
    del form["present" if case else "secret"]
    if not may_type:
        del form["secret"]
    return form


def _wanted() -> str:
    return local_path(request.values.get("next")) or ""


def _is_undone() -> bool:
    """Whether a button was pressed whose form leads nowhere by itself."""
    return "undone" in request.values


def _way_back() -> str:
    """Where nothing is asked: the page on which the link or the button stands, or else the first one."""
    wanted, addresses = _wanted(), current_app.create_url_adapter(request)
    try:
        endpoint, _values = addresses.match(urlsplit(wanted).path, "GET") if addresses else ("", {})
    except HTTPException:
        return home_path()
    return home_path() if not wanted or ROUTES[endpoint].fresh else wanted


def _is_back(case: Case | None, form: ConfirmForm) -> bool:
    if case is None:
        return _user_is_back(form)
    return form.secret is not None and _household_is_back(case, form.secret)


def _user_is_back(form: ConfirmForm) -> bool:
    me = me_or_404()
    if is_mine(me, form.present):
        login_user(me, remember=False, authn_via=["password"])
        return True
    return False


def _household_is_back(case: Case, secret: Field) -> bool:
    """Whether this is the secret of the case. Whoever finds a telephone open must not guess it (T15)."""
    by_case, by_place = (throttle.CASE_SECRET, case.code), (throttle.GUESSES_FROM, whereabouts())
    if not throttle.may_try(by_case, by_place):
        secret.errors = [_("There were too many tries. Wait 15 minutes and try again, or ask for a link by mail.")]
        return False
    if case_with_secret(case.code, secret.data or "", begin_writing) is None:
        secret.errors = [_("This is not the secret of your case. Check it and try again.")]
        return False
    throttle.forgive(*by_case)
    throttle.take_back(*by_place)
    sign_household_in(case)
    return True
