"""A small typed client of Expatdesk's API for HR systems: Python 3.11 and nothing else. Copy it and make it yours.

desk = Expatdesk("https://desk.example", os.environ["EXPATDESK_KEY"])
hire = desk.submit({"given_names": "Meera", ..., "reference": "P-1042"})
changes = desk.changes(since=last_time)
for hire in changes.hires: ...
last_time = changes.as_of
"""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NotRequired, Self, TypedDict

MilestoneState = Literal["done", "busy", "not_yet"]
Day = Literal["residence_right", "thirty_percent", "address_ends", "sponsor_report"]
# What a request is answered that may be sent again as it is: too many of them, or a bad moment.
AGAIN = frozenset({429, 503})
MOST_TRIES = 5
# Nobody waits longer than this because an answer says so.
LONGEST_WAIT = 120


class NewHire(TypedDict):
    """A hire as you hand it over; the page about the API says what each field means. Dates as 2027-01-11."""

    given_names: NotRequired[str]
    particle: NotRequired[str]
    family_name: NotRequired[str]
    only_one_name: NotRequired[bool]
    nationality: str
    email: str
    mail_language: NotRequired[Literal["en", "nl"]]
    category: str
    department: NotRequired[str | None]
    first_working_day: NotRequired[str | None]
    arrival: NotRequired[str | None]
    stay_months: int
    people_along: NotRequired[int]
    earlier: NotRequired[Literal["no", "lived", "bsn"]]
    home_kind: NotRequired[Literal["none", "rent", "own", "with_host", "temporary", "hotel"]]
    home_street: NotRequired[str]
    home_postcode: NotRequired[str]
    home_from: NotRequired[str | None]
    home_registration_allowed: NotRequired[bool]
    work_street: NotRequired[str]
    work_postcode: NotRequired[str]
    address_form_signed: NotRequired[bool]
    reference: NotRequired[str | None]


@dataclass(frozen=True)
class Hire:
    """A hire as you see it."""

    id: str
    reference: str | None
    name: str
    email: str
    department: str | None
    people: int
    state: Literal["open", "closed"]
    where: Literal["here", "elsewhere", "address_first"]
    milestones: Mapping[Literal["papers", "visit", "registered", "bsn"], MilestoneState]
    turn: str | None
    turn_since: str | None
    tasks: list[dict[str, str | None]]
    days: Mapping[Day, str]
    updated_at: str

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """The hire of an answer; what this client does not know yet is left alone."""
        return cls(**{name: told[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Changes:
    """The hires that you see otherwise since a moment, and the moment to ask from next time."""

    hires: list[Hire]
    as_of: str


class Refused(Exception):
    """The desk did not do it; `errors` names the fields that are not right."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        super().__init__(f"{status} {problem.get('title', '')} {problem.get('detail') or ''}".strip())
        self.status = status
        self.errors: dict[str, str] = {error["name"]: error["says"] for error in problem.get("errors", [])}


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Python would send the key along to wherever an answer points, over plain http as well: it goes nowhere."""

    def redirect_request(self, *_asked: Any) -> None:
        """Leave the answer an error."""


OPENER = urllib.request.build_opener(_NoRedirects)


class Expatdesk:
    """The desk, asked with one key."""

    def __init__(self, address: str, key: str, *, language: Literal["en", "nl"] = "en") -> None:
        if not address.startswith("https://"):
            raise ValueError("a key goes over https alone")
        key = key.strip()
        if not (key.isascii() and key.isprintable()):
            # What the library would say of it holds the key, and ends in a log.
            raise ValueError("this is no key")
        self._base = f"{address.rstrip('/')}/api/v1"
        self._headers = {"Authorization": f"Bearer {key}", "Accept-Language": language}

    def changes(self, *, since: str | None = None) -> Changes:
        """All hires that changed since then, page by page."""
        first = page = self._ask("GET", "/hires", {"updated_since": since})
        told, seen = list(page["hires"]), set[str]()
        while after := page["next"]:
            if after in seen:
                raise RuntimeError("these pages lead around in a circle")
            seen.add(after)
            page = self._ask("GET", "/hires", {"updated_since": since, "after": after})
            told += page["hires"]
        return Changes([Hire.read(hire) for hire in told], first["as_of"])

    def hire(self, hire_id: str) -> Hire:
        """One hire."""
        return Hire.read(self._ask("GET", _path_of(hire_id)))

    def submit(self, hire: NewHire, *, once: str | None = None) -> Hire:
        """Hand a hire over, once within a day under the same `once`: a text of your own, or its reference.

        Does the network fail? Call it again as it is.
        """
        if not (once := once or hire.get("reference")):
            raise ValueError("a hire without a reference needs `once`: an answer that gets lost would make it two")
        return Hire.read(self._ask("POST", "/hires", body=hire, once=once))

    def visit(self, hire_id: str) -> dict[str, Any]:
        """The visit and the times that are free for it, if the household lets you see them."""
        return self._ask("GET", f"{_path_of(hire_id)}/visit")

    def book(self, hire_id: str, at: datetime, *, instead_of: str | None = None) -> dict[str, Any]:
        """Book the visit, or move it from the time at which you read it."""
        body = {"at": at.isoformat(), "instead_of": instead_of}
        return self._ask("PUT", f"{_path_of(hire_id)}/visit", body=body)

    def cancel(self, hire_id: str, at: datetime) -> dict[str, Any]:
        """Cancel the visit of the time at which you read it."""
        return self._ask("DELETE", f"{_path_of(hire_id)}/visit", {"at": at.isoformat()})

    def _ask(
        self,
        method: str,
        path: str,
        asked: Mapping[str, str | None] | None = None,
        *,
        body: Mapping[str, Any] | None = None,
        once: str | None = None,
    ) -> dict[str, Any]:
        query = urllib.parse.urlencode({name: value for name, value in (asked or {}).items() if value})
        headers = {**self._headers, **({"Idempotency-Key": urllib.parse.quote(once)} if once else {})}
        data = None
        if body is not None:
            headers["Content-Type"], data = "application/json", json.dumps(body).encode()
        url = f"{self._base}{path}?{query}"
        request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310 (always https)
        for tries_left in reversed(range(MOST_TRIES)):
            try:
                with self._open(request) as answer:
                    told: dict[str, Any] = json.load(answer)
                    return told
            except urllib.error.HTTPError as error:
                if error.code not in AGAIN or not tries_left:
                    raise Refused(error.code, _problem_of(error)) from None
                time.sleep(_seconds(error.headers.get("Retry-After")))
        raise AssertionError("each try ends in an answer or an error")

    def _open(self, request: urllib.request.Request) -> Any:
        """Where a test or a proxy of your own comes in between."""
        return OPENER.open(request, timeout=30)


def _path_of(hire_id: str) -> str:
    """Where a hire is; an id leads nowhere else, whatever stands in it."""
    return f"/hires/{urllib.parse.quote(hire_id, safe='')}"


def _problem_of(error: urllib.error.HTTPError) -> Mapping[str, Any]:
    """What the desk says is wrong; nothing where a server in between answers with a page."""
    try:
        told = json.load(error)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _seconds(told: str | None) -> int:
    """How long to wait, told in seconds; a server in between may tell a day instead."""
    return min(int(told), LONGEST_WAIT) if told and told.isascii() and told.isdecimal() else 10
