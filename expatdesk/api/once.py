"""A request that changes something is done once, however often it is sent (draft-ietf-httpapi-idempotency-key)."""

import hashlib
import uuid
from collections.abc import Callable
from typing import NoReturn

import msgspec
from flask import Response, abort, request

from expatdesk.access.by_key import api_key_id, check_key
from expatdesk.access.visitor import current_visitor
from expatdesk.logbook.actions import record_reading
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.problems import Refused
from expatdesk.systems.answers import AskedOtherwise, answer_to, given_answer
from expatdesk.systems.models import LONGEST_IDEMPOTENCY_KEY, KeptAnswer

HEADER = "Idempotency-Key"
AGAIN = "Idempotent-Replayed"
# Of which hire an answer tells, if of one, and the answer.
Done = tuple[uuid.UUID | None, Response]


def once(sent: msgspec.Struct, act: Callable[[], Done]) -> Response:
    """The answer of `act`; asked the same again within a day, the same answer, and nothing is done.

    What counts is what was sent, and not how the JSON was written: programs write it anew when they try again.
    """
    return end_once(begin_once(msgspec.json.encode(sent)), *act())


def begin_once(sent: bytes) -> KeptAnswer:
    """Begin what is done once, in the transaction that does it; ends the request where it was done before."""
    check_key()
    try:
        kept = answer_to(api_key_id(), idempotency_key(), _print_of_request(sent))
    except AskedOtherwise:
        told = _("This idempotency key came with another request before. Give this request one of its own.")
        raise Refused(422, told) from None
    if kept.status is not None:
        _say_again(kept)
    return kept


def end_if_done(sent: bytes) -> None:
    """End the request where it was done before, whatever would stand against it by now."""
    kept = given_answer(api_key_id(), idempotency_key())
    if kept is not None and kept.request_hash == _print_of_request(sent):
        _say_again(kept)


def _say_again(kept: KeptAnswer) -> NoReturn:
    if kept.body is None:
        raise Refused(410)
    if kept.case_id is not None:
        # The first time a change was written down; this time somebody only reads (security T48).
        record_reading("hire_read", by=current_visitor().actor, case_id=kept.case_id)
    answer = Response(kept.body, kept.status, mimetype="application/json")
    answer.headers[AGAIN] = "true"
    if kept.location:
        answer.headers["Location"] = kept.location
    abort(answer)


def end_once(kept: KeptAnswer, case_id: uuid.UUID | None, answer: Response) -> Response:
    """Keep the answer, which tells of this hire."""
    kept.case_id = case_id
    kept.status, kept.location = answer.status_code, answer.location
    kept.body = answer.get_data(as_text=True)
    return answer


def idempotency_key() -> str:
    """What the system calls this request. It is needed: a network that fails would make one hire two."""
    shown = request.headers.get(HEADER, "").strip()
    if not (0 < len(shown) <= LONGEST_IDEMPOTENCY_KEY and shown.isascii() and shown.isprintable()):
        raise Refused(400, _("Send a header “Idempotency-Key” with a text of your own, new for each request."))
    return shown


def _print_of_request(sent: bytes) -> str:
    """Tells this request from another."""
    told = f"{request.method} {request.full_path}\n".encode()
    return hashlib.sha256(told + sent).hexdigest()
