"""The one page where everybody begins, and asking for a link by mail."""

from flask import redirect, render_template, request, session, url_for

from expatdesk.access.sessions import forget_stay, signed_out_by_the_clock
from expatdesk.access.visitor import current_visitor
from expatdesk.access.whereabouts import whereabouts
from expatdesk.people import throttle
from expatdesk.people.links import ask_for_link
from expatdesk.people.models import Purpose
from expatdesk.people.tokens import new_token, six_figures
from expatdesk.shared.db import begin_writing
from expatdesk.shared.local_path import local_path
from expatdesk.shared.pages import Page
from expatdesk.signin.blueprint import blueprint
from expatdesk.signin.forms.start import AddressForm, CaseCodeForm
from expatdesk.signin.home import go_home

# In the cookie of the browser that asked: a nonce, and the address for its own screen.
ASKED = "asked"


@blueprint.route("/sign-in", methods=["GET", "POST"])
def start() -> Page:
    """Ask for a link by mail, or choose another way in."""
    if current_visitor().is_signed_in:
        return go_home()
    form = AddressForm()
    if form.validate_on_submit():
        ask(form.email.data or "", form.next.data)
        return redirect(url_for("signin.sent"), 303)
    return start_page(form, CaseCodeForm(formdata=None), 422 if form.errors else 200)


@blueprint.get("/sign-in/sent")
def sent() -> Page:
    """What happens now; the same for every address (security T14)."""
    if ASKED not in session:
        return redirect(url_for("signin.start"), 303)
    nonce, email = session[ASKED]
    return render_template("signin/sent.html", email=email, code=six_figures(nonce, email))


def start_page(form: AddressForm, by_code: CaseCodeForm, status: int) -> tuple[str, int]:
    """The page with these two forms on it, one of which may hold errors."""
    wanted = local_path(form.next.data or by_code.next.data or request.args.get("next"))
    signed_out = signed_out_by_the_clock()
    if signed_out:
        forget_stay()
    page = render_template(
        "signin/start.html", form=by_code if by_code.errors else form, by_mail=form, by_code=by_code,
        wanted=wanted or "", signed_out=signed_out,
    )  # fmt: skip
    return page, status


def ask(email: str, wanted: str | None) -> None:
    """Leave a request for the worker. Over the limit nothing is mailed, and nothing looks different (T16)."""
    nonce = session[ASKED][0] if ASKED in session else new_token()
    session[ASKED] = [nonce, email]
    if throttle.may_try(*throttle.mails_to(email), (throttle.MAILS_FROM, whereabouts())):
        begin_writing()
        code = six_figures(nonce, email)
        ask_for_link(Purpose.SIGN_IN, email, nonce=nonce, code=code, next_path=local_path(wanted))
