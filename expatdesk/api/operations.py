"""Every way of asking: by which route and key, what is sent along, and what comes back."""

from dataclasses import dataclass
from typing import Any

import msgspec

from expatdesk.api.answers import MOST_ON_A_PAGE
from expatdesk.api.home_types import Home, HomePage, NewHome, NewState
from expatdesk.api.papers import MEDIA_TYPES
from expatdesk.api.types import BookVisit, Hire, HirePage, NewHire, Paper, Papers, Visit
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.systems.models import LONGEST_IDEMPOTENCY_KEY, Scope

Json = dict[str, Any]
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
    # Another status with which it may go well.
    also: tuple[int, ...] = ()


def parameter(name: str, where: str, schema: Json, words: str, *, needed: bool = False) -> Json:
    """A parameter as OpenAPI wants it told."""
    return {"name": name, "in": where, "required": needed, "description": words, "schema": schema}


LIMIT = parameter(
    "limit", "query", {"type": "integer", "minimum": 1, "maximum": MOST_ON_A_PAGE, "default": MOST_ON_A_PAGE},
    "How many a page has at most.",
)  # fmt: skip
SINCE = parameter(
    "updated_since", "query", {"type": "string", "format": "date-time"},
    "Only hires that you see otherwise since this moment. Send `as_of` of the last time.",
)  # fmt: skip
AFTER = parameter("after", "query", {"type": "string", "minLength": 1}, "`next` of the page before, as it is.")
HOME_ID = parameter("id", "path", {"type": "string", "format": "uuid"}, "The id of a home.", needed=True)
ID = parameter("id", "path", {"type": "string", "format": "uuid"}, "The id of a hire.", needed=True)
ONCE = parameter(
    "Idempotency-Key", "header", {"type": "string", "minLength": 1, "maxLength": LONGEST_IDEMPOTENCY_KEY},
    "A text of your own, new for each request. Sent again within 24 hours, a request gets the answer that it got.",
    needed=True,
)  # fmt: skip
PAPER = parameter("paper", "path", {"type": "string"}, "`key` of one of your own papers.", needed=True)
AT = parameter(
    "at", "query", {"type": "string", "format": "date-time"}, "The time of the visit as you read it.", needed=True
)
NAME = parameter("name", "query", {"type": "string", "maxLength": 200}, "What you call the file.")

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
    Operation(
        "api.homes", "get", "/homes", _l("Your homes, the one that was entered first in front"), Scope.HOMES,
        HomePage, 200, (422,), parameters=(AFTER, LIMIT),
    ),
    Operation(
        "api.hand_over_home", "post", "/homes", _l("Enter a home, or change the one with this reference"),
        Scope.HOMES, Home, 201, OF_ONCE, takes=NewHome, parameters=(ONCE,), also=(200,),
    ),
    Operation(
        "api.home", "get", "/homes/{id}", _l("One home"), Scope.HOMES, Home, 200, (), parameters=(HOME_ID,)
    ),
    Operation(
        "api.move_home", "put", "/homes/{id}/state", _l("Offer a home, say that it is taken, or take it out"),
        Scope.HOMES, Home, 200, OF_ONCE, takes=NewState, parameters=(HOME_ID, ONCE),
    ),
)  # fmt: skip
