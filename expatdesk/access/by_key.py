"""Who comes with a key: a system of an employer or partner, found anew at every request, without cookie.

A key counts in the header `Authorization` alone: what stands in an address is written down by others (T11).
"""

import math
import uuid

from flask import Flask, Response, g, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import TooManyRequests, Unauthorized

from expatdesk.access.large_bodies import allow_files_by_key
from expatdesk.access.permissions import BY_KEY
from expatdesk.access.visitor import Visitor
from expatdesk.organisations import queries as organisations
from expatdesk.people.models import Role
from expatdesk.shared.clock import now
from expatdesk.shared.db import begin_immediate, session
from expatdesk.shared.problems import is_for_systems
from expatdesk.systems.keys import PER_MINUTE, count_request, key_of, works
from expatdesk.systems.models import ApiKey, Scope

MINUTE = 60


def install(app: Flask) -> None:
    """Find out which system asks, before anything else looks; call before the guard is put up."""
    app.before_request(recognise)
    app.after_request(tell_limit)


def recognise() -> None:
    """Set the visitor of this request from the key in its header, and count it. A transaction of its own."""
    if not is_for_systems():
        return
    shown = request.authorization
    token = shown.token if shown is not None and shown.type == "bearer" else None
    key = key_of(token or "", request.remote_addr or "")
    if key is None:
        raise _nobody()
    g.visitor, g.api_key_id = _visitor(key), key.id
    # Only whoever holds a key makes others wait for their turn to write.
    begin_immediate()
    asked = count_request(g.api_key_id)
    session.commit()
    if asked is None:
        raise _nobody()
    g.asked = asked
    if g.asked > PER_MINUTE:
        raise TooManyRequests(retry_after=_seconds_left())
    allow_files_by_key()


def tell_limit(response: Response) -> Response:
    """Say how often the system may still ask in this minute (draft-ietf-httpapi-ratelimit-headers)."""
    if "asked" in g:
        left = max(0, PER_MINUTE - g.asked)
        response.headers["RateLimit-Policy"] = f'"minute";q={PER_MINUTE};w={MINUTE}'
        response.headers["RateLimit"] = f'"minute";r={left};t={_seconds_left()}'
    return response


def api_key_id() -> uuid.UUID:
    """The key that this request came with."""
    found: uuid.UUID = g.api_key_id
    return found


def check_key() -> None:
    """See to it, in the transaction that writes, that nobody took the key back while its request waited (T09)."""
    key = session.get(ApiKey, api_key_id(), populate_existing=True)
    if key is None or not works(key):
        raise _nobody()


def _nobody() -> Unauthorized:
    return Unauthorized(www_authenticate=WWWAuthenticate("bearer", {"realm": "expatdesk"}))


def _visitor(key: ApiKey) -> Visitor:
    """A system acts in the name of whoever made its key, and is called as the key is."""
    granted = frozenset(BY_KEY[Scope(scope)] for scope in key.scopes)
    if key.partner is not None:
        return Visitor(
            Role.PARTNER_SYSTEM, key.name, key.maker_id, organisation=key.partner.name,
            partner_id=key.partner_id, granted=granted,
        )  # fmt: skip
    employer = organisations.find_employer(key.employer_id) if key.employer_id else None
    if employer is None:
        raise _nobody()
    return Visitor(
        Role.EMPLOYER_SYSTEM, key.name, key.maker_id, employer_id=key.employer_id, organisation=employer.name,
        granted=granted,
    )  # fmt: skip


def _seconds_left() -> int:
    """Until the next minute begins."""
    moment = now()
    return math.ceil(MINUTE - moment.second - moment.microsecond / 1_000_000)
