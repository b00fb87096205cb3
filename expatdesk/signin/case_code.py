"""Signing in with case code and secret, for who has no mail at hand; and making that secret."""

from flask import render_template

from expatdesk.access.guards import own_case
from expatdesk.access.sessions import sign_household_in, token_of_stay
from expatdesk.access.visitor import current_visitor
from expatdesk.access.whereabouts import whereabouts
from expatdesk.cases.models import Case
from expatdesk.cases.sign_in import as_code, case_with_secret, issue_secret
from expatdesk.people import throttle
from expatdesk.shared.db import begin_writing
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.signin.blueprint import blueprint
from expatdesk.signin.forms.start import AddressForm, CaseCodeForm
from expatdesk.signin.home import go_home, go_on
from expatdesk.signin.start import start_page


@blueprint.post("/sign-in/case-code")
def case_code() -> Page:
    """Let a household in that knows its code and its secret."""
    if current_visitor().is_signed_in:
        return go_home()
    form = CaseCodeForm()
    case = _case_of(form) if form.validate() else None
    if case is None:
        return start_page(AddressForm(formdata=None), form, 422)
    sign_household_in(case)
    return go_on(form.next.data)


@blueprint.post("/sign-in/secret")
def make_secret() -> str:
    """Make a secret and show it, this once. The answer is the page itself: it must not be kept anywhere."""
    case = own_case()
    secret = issue_secret(case, by=current_visitor().actor, stay=token_of_stay())
    return render_template("signin/secret.html", case=case, secret=secret)


def _case_of(form: CaseCodeForm) -> Case | None:
    """The case of this code and secret; without one, the form tells no more than that."""
    code = as_code(form.code.data or "")
    by_case, by_place = (throttle.CASE_SECRET, code), (throttle.GUESSES_FROM, whereabouts())
    if not throttle.may_try(by_case, by_place):
        form.form_errors.append(
            _("There were too many tries. Wait 15 minutes and try again, or ask for a link by mail.")
        )
        return None
    case = case_with_secret(code, form.secret.data or "", begin_writing)
    if case is None:
        form.form_errors.append(_("This code and secret do not belong together. Check both and try again."))
        return None
    throttle.forgive(*by_case)
    throttle.take_back(*by_place)
    return case
