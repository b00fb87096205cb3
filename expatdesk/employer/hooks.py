"""The webhooks of an employer's HR systems: its admin says where they are, and sees what arrived."""

import uuid
from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import Conflict
from werkzeug.wrappers import Response

from expatdesk.access.acting import the_employer
from expatdesk.access.policy import own_systems
from expatdesk.access.visitor import current_visitor
from expatdesk.employer.blueprint import blueprint
from expatdesk.employer.forms.hooks import KINDS, HookForm, SecretForm
from expatdesk.people.colleagues import NotAdminAnyMore
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_writing
from expatdesk.shared.forms import ticked
from expatdesk.shared.i18n import LazyString, ngettext
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pages import Page
from expatdesk.systems import hooks as systems
from expatdesk.systems.hook_secrets import can_sign, newest_signs, print_of_secret
from expatdesk.systems.models import Hook, Problem, Stopped

MOST_SHOWN = 100
KIND_WORDS: dict[str, LazyString] = {
    systems.PING: _l("A test"),
    **{str(kind): words for kind, words in KINDS.items()},
}
PROBLEMS: dict[str, LazyString] = {
    Problem.ADDRESS: _l("The address is not on the public internet"),
    Problem.CERTIFICATE: _l("The certificate of the system is not right"),
    Problem.NO_ANSWER: _l("No answer within 5 seconds"),
    Problem.STOPPED: _l("The webhook was switched off"),
}


@blueprint.get("/webhooks")
def hooks() -> str:
    """All of them, and how each stands."""
    found = systems.hooks(own_systems(current_visitor(), Hook))
    return render_template("employer/hooks/list.html", hooks=found, standing=_standing, most=systems.MOST_HOOKS)


@blueprint.route("/webhooks/new", methods=["GET", "POST"])
def new_hook() -> Page:
    """The secret is shown in the answer itself alone. The address is looked up before anything is locked."""
    form = HookForm()
    if not form.validate_on_submit():
        return render_template("employer/hooks/new.html", form=form), 422 if form.errors else 200
    begin_writing()
    employer = the_employer()
    try:
        hook, secret = systems.make_hook(
            form.name.data or "", form.url.data or "", form.wanted, employer=employer, by=current_visitor().actor
        )
    except systems.NameTaken:
        form.name.errors = [_("You have a webhook of this name already.")]
        return render_template("employer/hooks/new.html", form=form), 422
    except systems.TooManyHooks:
        form.form_errors.append(_("You have %(num)d webhooks, as many as there may be.", num=systems.MOST_HOOKS))
        return render_template("employer/hooks/new.html", form=form), 422
    except NotAdminAnyMore as refusal:
        raise Conflict from refusal
    return render_template("employer/hooks/secret.html", hook=hook, secret=secret)


@blueprint.get("/webhooks/<uuid:hook_id>")
def hook(hook_id: uuid.UUID) -> str:
    """One webhook, and what was sent to it."""
    found = _own(hook_id)
    messages = systems.messages_of(found, MOST_SHOWN)
    return render_template(
        "employer/hooks/one.html", hook=found, standing=_standing(found), messages=messages,
        kinds=KIND_WORDS, problems=PROBLEMS, most=MOST_SHOWN, failed=systems.count_failed(found),
        next_try=systems.next_try, now=now(),
    )  # fmt: skip


@blueprint.post("/webhooks/<uuid:hook_id>/<act>")
def act_on_hook(hook_id: uuid.UUID, act: str) -> Response:
    """Try it, switch it off, remove it, or send again what did not arrive."""
    found = _own(hook_id)
    return ACTS[act](found) if act in ACTS else abort(404)


@blueprint.post("/webhooks/<uuid:hook_id>/start", endpoint="start_hook")
def start(hook_id: uuid.UUID) -> Response:
    """Switch it on again; it is the webhook of whoever does so."""
    found = _own(hook_id)
    try:
        systems.start_hook(found, by=current_visitor().actor)
    except NotAdminAnyMore as refusal:
        raise Conflict from refusal
    flash(_("The webhook “%(name)s” is switched on.", name=found.name), "ok")
    return _back(found)


@blueprint.route("/webhooks/<uuid:hook_id>/secret", methods=["GET", "POST"])
def change_secret(hook_id: uuid.UUID) -> Page:
    """Make a new secret, and show it this once."""
    found, form = _own(hook_id), SecretForm()
    if not form.validate_on_submit():
        return _secret_page(found)
    both_sign = newest_signs(found)
    try:
        secret = systems.change_secret(found, form.seen.data or "", by=current_visitor().actor)
    except systems.SecretChanged:
        return _secret_page(found, _("A new secret was made a moment ago. Do you need another one?")), 409
    return render_template("employer/hooks/secret.html", hook=found, secret=secret, both_sign=both_sign)


def _secret_page(found: Hook, problem: str = "") -> str:
    form = SecretForm(formdata=None, data={"seen": print_of_secret(found)})
    return render_template(
        "employer/hooks/change_secret.html", hook=found, form=form, problem=problem, both_sign=newest_signs(found)
    )


def _ping(found: Hook) -> Response:
    if not systems.works(found):
        abort(409)
    systems.ping(found, by=current_visitor().actor)
    flash(_("A test is on its way. Load this page again in a moment to see whether it arrived."), "ok")
    return _back(found)


def _stop(found: Hook) -> Response:
    systems.stop_hook(found, Stopped.BY_HAND, by=current_visitor().actor)
    flash(_("The webhook “%(name)s” is switched off.", name=found.name), "ok")
    return _back(found)


def _remove(found: Hook) -> Response:
    if systems.works(found):
        abort(409)
    systems.remove_hook(found, by=current_visitor().actor)
    flash(_("The webhook “%(name)s” is removed.", name=found.name), "ok")
    return redirect(url_for("employer.hooks"), 303)


def _send_failed(found: Hook) -> Response:
    return _send_again(found)


def _send_ticked(found: Hook) -> Response:
    return _send_again(found, ticked(request.form.getlist("message")))


def _send_again(found: Hook, these: list[uuid.UUID] | None = None) -> Response:
    if not systems.works(found):
        abort(409)
    condition = systems.given_up() if these is None else systems.these_messages(these)
    count = systems.send_again(found, condition, by=current_visitor().actor)
    if count:
        flash(ngettext("%(num)d message goes once more.", "%(num)d messages go once more.", count), "ok")
    else:
        flash(_("Nothing goes once more. Tick the messages first."), "warning")
    return _back(found)


# What can be done to a webhook, as it stands in an address.
ACTS: dict[str, Callable[[Hook], Response]] = {
    "try": _ping, "stop": _stop, "remove": _remove, "send-failed": _send_failed, "send-ticked": _send_ticked,
}  # fmt: skip


def _own(hook_id: uuid.UUID) -> Hook:
    """One of the employer's webhooks; what is another's does not exist (security T01)."""
    return systems.find_hook(own_systems(current_visitor(), Hook), hook_id) or abort(404)


def _back(found: Hook) -> Response:
    return redirect(url_for("employer.hook", hook_id=found.id), 303)


def _standing(found: Hook) -> str:
    """How a webhook stands, as the pages tell it."""
    if found.stopped_why is not None:
        return found.stopped_why
    if not systems.works(found):
        return "orphaned"
    if not can_sign(found):
        return "unsigned"
    return "fails" if found.failing_since else "works"
