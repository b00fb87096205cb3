"""The guard at every door: the route is in the table, the visitor has its permission, the row is theirs."""

import uuid

from flask import Flask, abort, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import Conflict, HTTPException, ServiceUnavailable
from werkzeug.wrappers import Response as BaseResponse

from expatdesk.access import readings
from expatdesk.access.large_bodies import read_body
from expatdesk.access.permissions import CHANGES_OWN_CASE, Permission
from expatdesk.access.policy import visible_case
from expatdesk.access.routes import ROUTES
from expatdesk.access.rules import Rule
from expatdesk.access.visitor import current_visitor
from expatdesk.cases import queries
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import Refusal
from expatdesk.documents.refusals import NoHandFree
from expatdesk.documents.store import StoreAway
from expatdesk.shared.db import begin_writing, is_unsafe
from expatdesk.shared.key_ring import KeysUnusable
from expatdesk.shared.pages import SECONDS_TO_RECOVER, show_error
from expatdesk.shared.problems import is_for_systems, problem

# When the files that are being read now have had all the time they may take.
SECONDS_UNTIL_CALM = 60


class RouteWithoutRule(RuntimeError):
    """A route that nobody thought about: it must not go on line (security T03)."""


def install(app: Flask) -> None:
    """Put the guard before every view; call when all routes are known."""
    forgotten = {rule.endpoint for rule in app.url_map.iter_rules()} - set(ROUTES)
    if forgotten:
        raise RouteWithoutRule(f"not in access/routes/: {', '.join(sorted(forgotten))}")
    app.before_request(check_permission)
    app.register_error_handler(Refusal, show_refusal)
    for away in (StoreAway, KeysUnusable):
        app.register_error_handler(away, show_no_store)
    app.register_error_handler(NoHandFree, show_no_hand_free)
    readings.install(app)


def check_permission() -> BaseResponse | None:
    """Let the visitor in, ask nobody in particular to sign in, and show all others nothing."""
    if request.endpoint is None:
        return None
    rule, visitor = ROUTES[request.endpoint], current_visitor()
    if not visitor.may(rule.permission):
        if visitor.is_signed_in or is_unsafe():
            # Forbidden looks like missing: who may not see a page does not learn that it exists.
            abort(404)
        return redirect(url_for("signin.start", next=request.full_path.rstrip("?")), 303)
    if rule.fresh and not visitor.is_fresh:
        return redirect(_where_to_confirm(), 303)
    if is_unsafe():
        if visitor.only_reads and rule.permission in CHANGES_OWN_CASE:
            return show_case_closed()
        _begin(rule)
    return None


def may_open(endpoint: str) -> bool:
    """Whether the visitor may go there at all: a page shows no link that leads nowhere."""
    return current_visitor().may(ROUTES[endpoint].permission)


def _begin(rule: Rule) -> None:
    """Read what a system sends, and then take the turn to write."""
    if is_for_systems():
        # A body comes as slowly as its sender likes: nobody waits for it with the turn to write (T27).
        read_body()
    if not rule.looks_first:
        begin_writing()


def _where_to_confirm() -> str:
    """The page that asks who is there, and leads on to the page asked for, or to where a mere button stands."""
    if request.url_rule is not None and "GET" in (request.url_rule.methods or ()):
        return url_for("signin.confirm", next=request.full_path.rstrip("?"))
    return url_for("signin.confirm", next=_page_of_the_button(), undone=1)


def _page_of_the_button() -> str | None:
    page = ROUTES[request.endpoint or ""].stands_on
    if not page:
        return None
    arguments = set().union(*(rule.arguments for rule in current_app.url_map.iter_rules(page)))
    return url_for(page, **{name: value for name, value in (request.view_args or {}).items() if name in arguments})


def show_refusal(_refusal: Refusal) -> BaseResponse | HTTPException:
    """A refusal that no page expected: the case changed meanwhile, so what was pressed makes no sense any more."""
    return show_error(Conflict())


def show_case_closed() -> BaseResponse:
    """What a household sent of a case that is closed: nothing of it is kept, and the page says why."""
    return make_response(render_template("errors/case_closed.html"), Conflict.code)


def show_no_store(error: Exception) -> BaseResponse | HTTPException:
    """Where papers lie is away, or has no room: nothing is stored, and it may work in a moment (security T56)."""
    current_app.logger.error("no store of papers: %s", error)
    return show_error(ServiceUnavailable(retry_after=SECONDS_TO_RECOVER))


def show_no_hand_free(_error: NoHandFree) -> BaseResponse:
    """Too many files are being read: none of these is kept, and it works in a minute (security T27)."""
    if is_for_systems():
        return problem(ServiceUnavailable(retry_after=SECONDS_UNTIL_CALM))
    answer = make_response(render_template("errors/no_hand_free.html"), ServiceUnavailable.code)
    answer.headers["Retry-After"] = SECONDS_UNTIL_CALM
    return answer


def case_or_404(case_id: uuid.UUID) -> Case:
    """The case with this id as far as the visitor may see it; what they may not see does not exist."""
    only_looking = ROUTES[request.endpoint or ""].permission is Permission.SEE_CASE and not is_unsafe()
    case = queries.find_case(visible_case(current_visitor(), case_id, only_looking=only_looking))
    if case is None:
        abort(404)
    readings.note_reading(case)
    return case


def own_case() -> Case:
    """The case of the expat who is signed in, or of whoever represents them."""
    case_id = current_visitor().case_id
    if case_id is None:
        abort(404)
    return case_or_404(case_id)
