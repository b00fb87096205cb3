"""A form that comes too late, or from before a new sign-in, is not lost: its sender gets it back to send again."""

from flask import current_app, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from expatdesk.access.form_tokens import FIELD, is_opened_by, opener_of
from expatdesk.access.origin import is_surely_ours
from expatdesk.access.routes import ROUTES
from expatdesk.access.sessions import recognise, signed_out_by_the_clock
from expatdesk.access.visitor import current_visitor
from expatdesk.shared.db import is_unsafe
from expatdesk.shared.pages import Page, show_error
from expatdesk.shared.problems import is_for_systems
from expatdesk.shared.text import without_controls

NEVER_SHOWN = frozenset({FIELD, "password", "present", "secret"})


def keep_what_was_typed() -> Page | None:
    """Answer a form with its own text, not as if it had never existed, that cannot be taken yet.

    Its sender is signed out by now, or has to show once more who they are.
    """
    if is_for_systems() or not is_unsafe():
        return None
    rule, token = ROUTES.get(request.endpoint or ""), request.form.get(FIELD)
    if rule is None:
        return None
    visitor = current_visitor()
    if visitor.may(rule.permission):
        # A mere button is asked for again after the confirmation: nothing was typed.
        must_confirm = rule.fresh and not visitor.is_fresh and _can_be_opened()
        return (_show(token=token), 403) if must_confirm else None
    if visitor.is_signed_in or not (signed_out_by_the_clock() or opener_of(token)):
        return None
    return _show(token=token), 403


def offer_to_send_again(error: CSRFError) -> Page | HTTPException:
    """Answer a form whose token is from before a sign-in. Nothing is done until its sender presses a button.

    What another site made a browser send, and what somebody else typed in this browser, is not shown
    (security T13, T19).
    """
    rule, token = ROUTES.get(request.endpoint or ""), request.form.get(FIELD)
    if rule is None or not opener_of(token) or not is_surely_ours() or request.files:
        return show_error(error)
    recognise()
    visitor = current_visitor()
    if not visitor.is_signed_in:
        return _show(token=token), 403
    if is_opened_by(token, visitor) and visitor.may(rule.permission):
        return _show(token=None), 400
    return show_error(error)


def _show(*, token: str | None) -> str:
    """The page; until somebody signs in it carries the old token on, which says whose page it was."""
    fields = [(name, _shown(text)) for name, text in request.form.items(multi=True) if name not in NEVER_SHOWN]
    return render_template(
        "signin/kept_text.html",
        signed_out=signed_out_by_the_clock(),
        must_confirm=token is not None and current_visitor().is_signed_in,
        fields=fields,
        texts=[text for _name, text in fields if _is_text(text)],
        old_token=token,
        action=request.full_path.rstrip("?"),
        wanted=request.full_path.rstrip("?") if _can_be_opened() else None,
    )


def _shown(text: str) -> str:
    return "\n".join(without_controls(line) for line in text.splitlines())


def _can_be_opened() -> bool:
    """Whether a page stands at the address of the form, to come back to."""
    addresses = current_app.create_url_adapter(request)
    return addresses is not None and addresses.test(request.path, "GET")


def _is_text(value: str) -> bool:
    """Whether somebody typed this in words; ids, dates and ticks hold no space."""
    return any(letter.isspace() for letter in value.strip())
