"""The page behind a link in a mail. Opening it changes nothing: mail scanners open every link (security T12)."""

import uuid
from collections.abc import Sequence

from flask import render_template, request, session

from expatdesk.access.represented import REPRESENTATIVE_SEES
from expatdesk.access.sessions import sign_household_in, sign_representative_in
from expatdesk.access.visitor import Visitor, current_visitor
from expatdesk.cases.models import Case
from expatdesk.cases.representatives import accept
from expatdesk.cases.sign_in import as_code
from expatdesk.cases.ways_in import WayIn, way_behind, ways_behind
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

# These come unasked, and are opened with the code that stands in the same mail.
INVITATIONS = frozenset({Purpose.INVITATION, Purpose.REPRESENTATION})


@blueprint.route("/sign-in/link/<token>", methods=["GET", "POST"])
def link(token: str) -> Page:
    """Show a button; pressing it signs in, once, in the browser that asked or with its code."""
    visitor = current_visitor()
    if visitor.case_id and not is_unsafe() and visitor.case_id == _opens(token, visitor):
        # Somebody reads the mail again: they are in already.
        return go_home()
    found = living_link(token, Purpose.SIGN_IN, Purpose.INVITATION, Purpose.REPRESENTATION)
    ways = ways_behind(found) if found else []
    if found is None or not ways:
        return _dead()
    if visitor.is_signed_in and (visitor.representative_id or visitor.case_id) not in [way.id for way in ways]:
        # Nobody becomes somebody else without noticing (security T13).
        return render_template("signin/somebody_else.html", next=request.path), 409 if is_unsafe() else 200
    # The page goes on in the language of the mail; a link that is dead tells nothing of a household.
    with speaking(chosen_language() or ways[0].language):
        return _ask(found, ways)


def _opens(token: str, visitor: Visitor) -> uuid.UUID | None:
    """The case that the link opens, where it is one for a visitor like this."""
    own, theirs = (Purpose.SIGN_IN, Purpose.INVITATION), (Purpose.SIGN_IN, Purpose.REPRESENTATION)
    return opens_case_of(token, *(theirs if visitor.representative_id else own))


def _ask(found: Link, ways: Sequence[WayIn]) -> Page:
    form = LinkForm.asking(ways, invitation=found.purpose in INVITATIONS, needs_code=not _is_here(found))
    if form.validate_on_submit() and (form.code is None or _is_right(found, ways[0].case, form)):
        return _let_in(found, form)
    invited = ways[0].representative if found.purpose == Purpose.REPRESENTATION else None
    page = render_template(
        "signin/link.html",
        form=form,
        link=found,
        invited=invited,
        sees=REPRESENTATIVE_SEES,
        household=ways[0].case,
    )
    return page, 422 if form.errors else 200


def _let_in(found: Link, form: LinkForm) -> Page:
    begin_writing()
    way = way_behind(found, form.chosen_case)
    if way is None or not use_up(found):
        return _dead()
    wanted = found.next_path
    if way.representative is None:
        sign_household_in(way.case)
    else:
        accept(way.representative)
        sign_representative_in(way.representative)
    return go_on(wanted)


def _is_here(found: Link) -> bool:
    nonce, _email = session.get(ASKED, ("", ""))
    return asked_here(found, nonce)


def _is_right(found: Link, case: Case, form: LinkForm) -> bool:
    """Whether the code was typed that only the right person sees; five tries, then the link rests an hour."""
    typed, is_invitation = form.typed_code, found.purpose in INVITATIONS
    if not throttle.may_try((throttle.LINK_CODE, str(found.id))):
        form.refuse_code(_("There were too many tries. Wait an hour, or ask for a new link."))
        return False
    right = as_code(typed) == case.code if is_invitation else is_code(found, typed)
    if not right:
        form.refuse_code(_("This is not the code. Check it and try again."))
    return right


def _dead() -> Page:
    return render_template("signin/link_dead.html", form=AddressForm(formdata=None)), 410
