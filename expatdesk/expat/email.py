"""Another address for the mails of a household: asked for on its page, confirmed by a link at both addresses."""

from flask import flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_region
from expatdesk.access.sessions import token_of_stay
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case
from expatdesk.expat.blueprint import blueprint
from expatdesk.expat.forms.email import EmailForm, EmailLinkForm
from expatdesk.expat.household import own_household
from expatdesk.logbook.models import Actor
from expatdesk.people import throttle
from expatdesk.people.models import Role
from expatdesk.people.tokens import new_token, six_figures
from expatdesk.rights.email_change import (
    Side,
    ask_for_change,
    asked_here,
    behind_link,
    change_waiting,
    is_code,
    say_yes,
    stop_change,
    stop_from_mailbox,
)
from expatdesk.rights.models import EmailChange
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_writing
from expatdesk.shared.i18n import chosen_language, speaking
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page

# In the cookie of the browser that asked.
NONCE = "email_change"
STOP = "stop"


@blueprint.route("/my/data/email", methods=["GET", "POST"])
def email() -> Page:
    """Ask for another address; while one waits, what it waits for, and the code for other browsers."""
    household = own_household()
    case, form = household.case, EmailForm.of(household.case)
    if form.validate_on_submit():
        if throttle.may_try((throttle.EMAIL_CHANGES, case.code)):
            begin_writing()
            nonce = session[NONCE] = new_token()
            ask_for_change(case, form.email.data or "", nonce=nonce, code=_code(case, nonce), by=household.by)
            return redirect(url_for("expat.email"), 303)
        form.email.errors = [_("You asked three times today. Wait until tomorrow, or ask the desk.")]
    waiting = change_waiting(case)
    nonce = session.get(NONCE, "")
    code = _code(case, nonce) if waiting and asked_here(waiting, nonce) else ""
    page = render_template("expat/data/email.html", form=form, case=case, waiting=waiting, code=code)
    return page, 422 if form.errors else 200


@blueprint.post("/my/data/email/stop")
def stop_email() -> Response:
    """Take back what was asked."""
    household = own_household()
    stop_change(household.case, by=household.by)
    flash(_("Your mails go on to %(email)s.", email=household.case.email), "ok")
    return redirect(url_for("expat.email"), 303)


@blueprint.route("/email/<token>", methods=["GET", "POST"])
def email_link(token: str) -> Page:
    """The page behind the link in one of the two mails. Opening it changes nothing (security T12)."""
    found = behind_link(token)
    if found is None:
        return render_template("expat/data/email_dead.html"), 410
    change, case, side = found
    with speaking(chosen_language() or case.language):
        form = EmailLinkForm.asking(needs_code=not _is_here(change, case))
        if side is Side.OLD and request.form.get("answer") == STOP:
            return _stop(case, form) or _page_behind(form, change, case, side)
        if form.validate_on_submit() and (form.code is None or _is_right(change, case, form)):
            return _say_yes(token, case)
        return _page_behind(form, change, case, side)


def _page_behind(form: EmailLinkForm, change: EmailChange, case: Case, side: Side) -> Page:
    page = render_template("expat/data/email_link.html", form=form, case=case, change=change, side=side)
    return page, 422 if form.errors else 200


def _stop(case: Case, form: EmailLinkForm) -> Page | None:
    """Stop it without a code; scanners of mails that press buttons tick nothing (security T12)."""
    if not form.is_unwanted.data:
        form.is_unwanted.errors = [_("Tick this as well, if it is not right.")]
        return None
    stop_from_mailbox(case, by=_household(case), stay=token_of_stay())
    return render_template("expat/data/email_done.html", case=case, is_stopped=True, change=None)


def _say_yes(token: str, case: Case) -> Page:
    region, day = the_region(), today()
    if not say_yes(token, by=_household(case), stay=token_of_stay(), region=region, today=day):
        return render_template("expat/data/email_dead.html"), 410
    waiting = change_waiting(case)
    return render_template("expat/data/email_done.html", case=case, is_stopped=False, change=waiting)


def _is_here(change: EmailChange, case: Case) -> bool:
    return current_visitor().case_id == case.id or asked_here(change, session.get(NONCE, ""))


def _is_right(change: EmailChange, case: Case, form: EmailLinkForm) -> bool:
    """Whether this is the code; five tries, then the links rest an hour."""
    if not throttle.may_try((throttle.LINK_CODE, f"email {case.id}")):
        form.code.errors = [_("There were too many tries. Wait an hour, or ask for a new link.")]
        return False
    if not is_code(change, case, form.code.data or ""):
        form.code.errors = [_("This is not the code. Check it and try again.")]
        return False
    begin_writing()
    return True


def _code(case: Case, nonce: str) -> str:
    return six_figures(nonce, str(case.id))


def _household(case: Case) -> Actor:
    """Whoever reads a mailbox of the household acts for it."""
    return Actor(Role.EXPAT, case.title)
