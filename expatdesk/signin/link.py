"""The page behind a link in a mail. Opening it changes nothing: mail scanners open every link (security T12)."""

from collections.abc import Sequence

from flask import render_template, request, session

from expatdesk.access.sessions import sign_household_in
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.models import Case
from expatdesk.cases.sign_in import as_code, case_behind, cases_behind
from expatdesk.people import throttle
from expatdesk.people.links import asked_here, is_code, living_link, opens_case_of, use_up
from expatdesk.people.models import Link, Purpose
from expatdesk.shared.db import begin_writing, is_unsafe
from expatdesk.shared.i18n import chosen_language, speaking
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.pages import Page
from expatdesk.signin.blueprint import blueprint
from expatdesk.signin.forms.link import LinkForm
from expatdesk.signin.forms.start import AddressForm
from expatdesk.signin.home import go_home, go_on
from expatdesk.signin.start import ASKED


@blueprint.route("/sign-in/link/<token>", methods=["GET", "POST"])
def link(token: str) -> Page:
    """Show a button; pressing it signs in, once, in the browser that asked or with its code."""
    own_case = current_visitor().case_id
    if own_case and own_case == opens_case_of(token) and not is_unsafe():
        # Somebody reads the mail again: they are in already.
        return go_home()
    found = living_link(token, Purpose.SIGN_IN, Purpose.INVITATION)
    cases = cases_behind(found) if found else []
    if found is None or not cases:
        return _dead()
    visitor = current_visitor()
    if visitor.is_signed_in and visitor.case_id not in [case.id for case in cases]:
        # Nobody becomes somebody else without noticing (security T13).
        return render_template("signin/somebody_else.html", next=request.path), 409 if is_unsafe() else 200
    # The page goes on in the language of the mail; a link that is dead tells nothing of a household.
    with speaking(chosen_language() or cases[0].language):
        return _ask(found, cases)


def _ask(found: Link, cases: Sequence[Case]) -> Page:
    form = LinkForm.asking(cases, invitation=found.purpose == Purpose.INVITATION, needs_code=not _is_here(found))
    if form.validate_on_submit() and (form.code is None or _is_right(found, cases[0], form)):
        return _let_in(found, form)
    return render_template("signin/link.html", form=form, link=found), 422 if form.errors else 200


def _let_in(found: Link, form: LinkForm) -> Page:
    begin_writing()
    case = case_behind(found, form.chosen_case)
    if case is None or not use_up(found):
        return _dead()
    wanted = found.next_path
    sign_household_in(case)
    return go_on(wanted)


def _is_here(found: Link) -> bool:
    nonce, _email = session.get(ASKED, ("", ""))
    return asked_here(found, nonce)


def _is_right(found: Link, case: Case, form: LinkForm) -> bool:
    """Whether the code was typed that only the right person sees; five tries, then the link rests an hour."""
    typed, is_invitation = form.typed_code, found.purpose == Purpose.INVITATION
    if not throttle.may_try((throttle.LINK_CODE, str(found.id))):
        form.refuse_code(_("There were too many tries. Wait an hour, or ask for a new link."))
        return False
    right = as_code(typed) == case.code if is_invitation else is_code(found, typed)
    if not right:
        form.refuse_code(_("This is not the code. Check it and try again."))
    return right


def _dead() -> Page:
    return render_template("signin/link_dead.html", form=AddressForm(formdata=None)), 410
