"""The description of the API for programs, OpenAPI 3.1: made from the types by which JSON is read and written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from flask import Response, current_app

from expatdesk.api.answers import MOST_ON_A_PAGE
from expatdesk.api.blueprint import blueprint
from expatdesk.api.once import AGAIN
from expatdesk.api.papers import MEDIA_TYPES
from expatdesk.api.types import BookVisit, Hire, HirePage, NewHire, Paper, Papers, Visit
from expatdesk.cases.models import ChangeKind
from expatdesk.shared.i18n import LazyString, speaking
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.problems import FOR_SYSTEMS, MEDIA_TYPE, TITLES, Problem
from expatdesk.systems.hook_bodies import WebhookMessage, type_of
from expatdesk.systems.hooks import PING
from expatdesk.systems.models import LONGEST_IDEMPOTENCY_KEY, Scope

Json = dict[str, Any]
JSON = "application/json"
REFERENCE = "#/components/schemas/{name}"
TYPES = (HirePage, Hire, NewHire, Papers, Paper, Visit, BookVisit, Problem, WebhookMessage)
# What any request may be answered: without a key, with one that is not good for it, too often, or in a bad moment.
ALWAYS = (401, 404, 429, 503)
# What may be answered as well where something is done once, with an idempotency key.
OF_ONCE = (400, 409, 410, 413, 415, 422)


@dataclass(frozen=True, slots=True)
class Operation:
    """One way of asking: by which route, with which key, what is sent along, and what comes back."""

    endpoint: str
    method: str
    path: str
    summary: LazyString
    scope: Scope
    brings: type[msgspec.Struct]
    status: int
    problems: tuple[int, ...]
    takes: type[msgspec.Struct] | tuple[str, ...] = ()
    parameters: tuple[Json, ...] = ()


def _parameter(name: str, where: str, schema: Json, words: str, *, needed: bool = False) -> Json:
    return {"name": name, "in": where, "required": needed, "description": words, "schema": schema}


LIMIT = _parameter(
    "limit", "query", {"type": "integer", "minimum": 1, "maximum": MOST_ON_A_PAGE, "default": MOST_ON_A_PAGE},
    "How many hires a page has at most.",
)  # fmt: skip
SINCE = _parameter(
    "updated_since", "query", {"type": "string", "format": "date-time"},
    "Only hires that you see otherwise since this moment. Send `as_of` of the last time.",
)  # fmt: skip
AFTER = _parameter("after", "query", {"type": "string", "minLength": 1}, "`next` of the page before, as it is.")
ID = _parameter("id", "path", {"type": "string", "format": "uuid"}, "The id of a hire.", needed=True)
ONCE = _parameter(
    "Idempotency-Key", "header", {"type": "string", "minLength": 1, "maxLength": LONGEST_IDEMPOTENCY_KEY},
    "A text of your own, new for each request. Sent again within 24 hours, a request gets the answer that it got.",
    needed=True,
)  # fmt: skip
PAPER = _parameter("paper", "path", {"type": "string"}, "`key` of one of your own papers.", needed=True)
AT = _parameter(
    "at", "query", {"type": "string", "format": "date-time"}, "The time of the visit as you read it.", needed=True
)
NAME = _parameter("name", "query", {"type": "string", "maxLength": 200}, "What you call the file.")

OPERATIONS = (
    Operation(
        "api.hires", "get", "/hires", _l("Your hires, the one that changed first in front"), Scope.READ, HirePage,
        200, (422,), parameters=(SINCE, AFTER, LIMIT),
    ),
    Operation("api.hire", "get", "/hires/{id}", _l("One hire"), Scope.READ, Hire, 200, (), parameters=(ID,)),
    Operation(
        "api.submit", "post", "/hires", _l("Hand a hire over"), Scope.SUBMIT, Hire, 201, OF_ONCE,
        takes=NewHire, parameters=(ONCE,),
    ),
    Operation(
        "api.papers", "get", "/hires/{id}/papers", _l("Your own papers of a hire"), Scope.PAPERS, Papers, 200, (),
        parameters=(ID,),
    ),
    Operation(
        "api.hand_in", "post", "/hires/{id}/papers/{paper}", _l("Hand in one of your own papers, as a file"),
        Scope.PAPERS, Paper, 200, OF_ONCE, takes=MEDIA_TYPES, parameters=(ID, PAPER, NAME, ONCE),
    ),
    Operation(
        "api.visit", "get", "/hires/{id}/visit", _l("The visit, if its household lets you see it"), Scope.BOOK,
        Visit, 200, (), parameters=(ID,),
    ),
    Operation(
        "api.book_visit", "put", "/hires/{id}/visit", _l("Book the visit, or move it"), Scope.BOOK, Visit, 200,
        (400, 409, 413, 415, 422), takes=BookVisit, parameters=(ID,),
    ),
    Operation(
        "api.cancel_visit", "delete", "/hires/{id}/visit", _l("Cancel the visit"), Scope.BOOK, Visit, 200,
        (409, 413, 422),
        parameters=(ID, AT),
    ),
)  # fmt: skip

# What webhooks are told, each message signed.
TOLD: dict[str, LazyString] = {
    type_of(ChangeKind.SUBMITTED): _l("A hire was submitted, by whichever way"),
    type_of(ChangeKind.CHANGED): _l("You see a hire otherwise than before"),
    type_of(ChangeKind.CLOSED): _l("A hire was closed or withdrawn"),
    type_of(PING): _l("Somebody pressed “Send a test”; it tells of no hire"),
}
SIGNED = (
    _parameter("webhook-id", "header", {"type": "string"}, "The same each time that we send this.", needed=True),
    _parameter("webhook-timestamp", "header", {"type": "string"}, "When we sent it, in seconds.", needed=True),
    _parameter(
        "webhook-signature", "header", {"type": "string"}, "By Standard Webhooks: `v1,` and base64; perhaps two.",
        needed=True,
    ),
)  # fmt: skip


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The description, for programs that make clients and tests of it."""
    base = str(current_app.config["BASE_URL"]).rstrip("/")
    server = {"url": base + FOR_SYSTEMS.rstrip("/")}
    return Response(msgspec.json.encode({**description(), "servers": [server]}), mimetype=JSON)


@cache
def description() -> Json:
    """The description but for where this installation is found. It is in English, as the names in it are."""
    _order, schemas = msgspec.json.schema_components(TYPES, ref_template=REFERENCE)
    paths: dict[str, Json] = {}
    with speaking("en"):
        for operation in OPERATIONS:
            paths.setdefault(operation.path, {})[operation.method] = _described(operation)
        webhooks = {name: {"post": _told(name, str(words))} for name, words in TOLD.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Expatdesk: API for HR systems", "version": "1.0.0"},
        "security": [{"key": []}],
        "paths": paths,
        "webhooks": webhooks,
        "components": {"schemas": schemas, "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    }


def _described(operation: Operation) -> Json:
    answers = {str(operation.status): _answer("It went well.", JSON, operation.brings)}
    for status in sorted({*ALWAYS, *operation.problems}):
        answers[str(status)] = _answer(str(TITLES[status]), MEDIA_TYPE, Problem)
    for code, told in answers.items():
        told["headers"] = {name: {"schema": {"type": "string"}} for name in _headers(operation, int(code))}
    described: Json = {
        "operationId": operation.endpoint.removeprefix("api."),
        "summary": str(operation.summary),
        "description": f"Needs a key with the scope `{operation.scope}`.",
        "parameters": list(operation.parameters),
        "responses": answers,
    }
    if operation.takes:
        described["requestBody"] = {"required": True, "content": _taken(operation.takes)}
    return described


def _told(name: str, words: str) -> Json:
    """One kind of message, and what its reader answers."""
    return {
        "operationId": name,
        "summary": words,
        "security": [],
        "parameters": list(SIGNED),
        "requestBody": {"required": True, "content": _content(JSON, WebhookMessage)},
        "responses": {
            "2XX": {"description": "It arrived."},
            "410": {"description": "Nobody wants to hear this any more: the webhook is switched off."},
        },
    }


def _headers(operation: Operation, status: int) -> Iterator[str]:
    """What comes with an answer beside its body."""
    if status == 401:
        yield "WWW-Authenticate"
    else:
        yield from ("RateLimit", "RateLimit-Policy")
    if status in (429, 503):
        yield "Retry-After"
    if status == 201:
        yield "Location"
    if status == operation.status and ONCE in operation.parameters:
        yield AGAIN


def _taken(takes: type[msgspec.Struct] | tuple[str, ...]) -> Mapping[str, Json]:
    """JSON of this kind, or a file of one of these."""
    return {kind: {} for kind in takes} if isinstance(takes, tuple) else _content(JSON, takes)


def _answer(words: str, media_type: str, brings: type[msgspec.Struct]) -> Json:
    return {"description": words, "content": _content(media_type, brings)}


def _content(media_type: str, holds: type[msgspec.Struct]) -> Mapping[str, Json]:
    return {media_type: {"schema": {"$ref": REFERENCE.format(name=holds.__name__)}}}
