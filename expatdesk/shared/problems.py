"""Errors for programs: problem+json (RFC 9457), in the language that the caller asks for."""

from collections.abc import Sequence
from http import HTTPStatus

import msgspec
from flask import Response, request
from werkzeug.exceptions import HTTPException

from expatdesk.shared.i18n import LazyString, language
from expatdesk.shared.i18n import lazy_gettext as _l

# Below this address programs ask, each with a key; all else is for people in a browser.
FOR_SYSTEMS = "/api/v1/"
MEDIA_TYPE = "application/problem+json"
TITLES: dict[int, LazyString] = {
    400: _l("We do not understand this request"),
    401: _l("There is no key with this request that works"),
    404: _l("There is nothing here"),
    405: _l("This cannot be asked for in this way"),
    409: _l("This goes against what is there already"),
    410: _l("What this told of is erased"),
    413: _l("This request is too large"),
    415: _l("We do not read this kind of content"),
    422: _l("Something in this request is not right"),
    429: _l("Too many requests in this minute"),
    500: _l("Something went wrong at our side"),
    503: _l("This does not work for a moment: try again"),
}

# What to do about it, where whoever refuses has nothing better to say.
ADVICE: dict[int, LazyString] = {
    400: _l("Look up in the description how this is asked for, and send it so."),
    401: _l("Send “Authorization: Bearer” and your key. Does it not work? Then ask an admin for a new one."),
    404: _l("Look at the address, at the id in it, and at what your key is good for."),
    405: _l("The header “Allow” names the ways in which you can ask here."),
    409: _l("Read it anew, and send your request again if it is still needed."),
    410: _l("It was done, and its answer is not kept any more. Do not send it again."),
    413: _l("Send less at once."),
    415: _l("Send “Content-Type” and content of a kind that the description names."),
    422: _l("Mend what “errors” names, and send it again."),
    429: _l("Wait as many seconds as “Retry-After” says, and send it again."),
    500: _l("Send it again later, with the same “Idempotency-Key”. Does it stay so? Then tell the desk."),
    503: _l("Wait as many seconds as “Retry-After” says, and send it again."),
}


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with one field of a request, or one parameter of its address."""

    name: str
    says: str


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An error as RFC 9457 wants it told; `about:blank` says that the status tells which one it is."""

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[Fault, ...] = ()


class Refused(HTTPException):
    """A request that cannot be done as it was asked, with what is wrong about it."""

    def __init__(self, code: int, detail: str | None = None, faults: Sequence[Fault] = ()) -> None:
        super().__init__()
        self.code, self.detail, self.faults = code, detail, tuple(faults)


def is_for_systems() -> bool:
    """Whether a program asks, and not somebody in a browser."""
    return request.path.startswith(FOR_SYSTEMS)


def problem(error: HTTPException) -> Response:
    """The answer for this error. What the framework would say of it is English, and of no use to anybody."""
    code = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    known = code if code in TITLES else 400 if code < HTTPStatus.INTERNAL_SERVER_ERROR else 500
    told = Problem(
        type="about:blank",
        title=str(TITLES[known]),
        status=code,
        detail=getattr(error, "detail", None) or str(ADVICE[known]),
        errors=getattr(error, "faults", ()),
    )
    answer = Response(msgspec.json.encode(told), code, content_type=MEDIA_TYPE)
    answer.headers["Content-Language"] = language()
    # What a machine needs to know, such as Allow and Retry-After.
    answer.headers.extend((name, value) for name, value in error.get_headers() if name != "Content-Type")
    return answer
