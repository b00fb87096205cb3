"""The description of the API for programs, OpenAPI 3.1: made from the types by which JSON is read and written."""

from collections.abc import Iterator, Mapping
from functools import cache

import msgspec
from flask import Response, current_app

from expatdesk.api.blueprint import blueprint
from expatdesk.api.home_types import Home, HomePage, NewHome, NewState
from expatdesk.api.once import AGAIN
from expatdesk.api.operations import ONCE, OPERATIONS, Json, Operation, parameter
from expatdesk.api.types import BookVisit, Hire, HirePage, NewHire, Paper, Papers, Visit
from expatdesk.cases.models import ChangeKind
from expatdesk.shared.i18n import LazyString, speaking
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.problems import FOR_SYSTEMS, MEDIA_TYPE, TITLES, Problem
from expatdesk.systems.hook_bodies import WebhookMessage, type_of
from expatdesk.systems.hooks import PING

JSON = "application/json"
REFERENCE = "#/components/schemas/{name}"
TYPES = (
    HirePage, Hire, NewHire, Papers, Paper, Visit, BookVisit, HomePage, Home, NewHome, NewState, Problem,
    WebhookMessage,
)  # fmt: skip
# What any request may be answered: without a key, with one that is not good for it, too often, or in a bad moment.
ALWAYS = (401, 404, 429, 503)
# What webhooks are told, each message signed.
TOLD: dict[str, LazyString] = {
    type_of(ChangeKind.SUBMITTED): _l("A hire was submitted, by whichever way"),
    type_of(ChangeKind.CHANGED): _l("You see a hire otherwise than before"),
    type_of(ChangeKind.CLOSED): _l("A hire was closed or withdrawn"),
    type_of(PING): _l("Somebody pressed “Send a test”; it tells of no hire"),
}
SIGNED = (
    parameter("webhook-id", "header", {"type": "string"}, "The same each time that we send this.", needed=True),
    parameter("webhook-timestamp", "header", {"type": "string"}, "When we sent it, in seconds.", needed=True),
    parameter(
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
        "info": {"title": "Expatdesk: API for HR systems and for homes", "version": "1.1.0"},
        "security": [{"key": []}],
        "paths": paths,
        "webhooks": webhooks,
        "components": {"schemas": schemas, "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    }


def _described(operation: Operation) -> Json:
    answers = {
        str(status): _answer("It went well.", JSON, operation.brings)
        for status in (operation.status, *operation.also)
    }
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
    if status in (operation.status, *operation.also) and ONCE in operation.parameters:
        yield AGAIN


def _taken(takes: type[msgspec.Struct] | tuple[str, ...]) -> Mapping[str, Json]:
    """JSON of this kind, or a file of one of these."""
    return {kind: {} for kind in takes} if isinstance(takes, tuple) else _content(JSON, takes)


def _answer(words: str, media_type: str, brings: type[msgspec.Struct]) -> Json:
    return {"description": words, "content": _content(media_type, brings)}


def _content(media_type: str, holds: type[msgspec.Struct]) -> Mapping[str, Json]:
    return {media_type: {"schema": {"$ref": REFERENCE.format(name=holds.__name__)}}}
