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
from typing import Any, Literal, NotRequired, Self, TypedDict

MilestoneState = Literal["done", "busy", "not_yet"]
Day = Literal["residence_right", "thirty_percent", "address_ends", "sponsor_report"]
# What a request is answered that may be sent again as it is: too many of them, or a bad moment.
AGAIN = frozenset({429, 503})
MOST_TRIES = 5
# Nobody waits longer than this because an answer says so.
LONGEST_WAIT = 120
# Where a demonstration answers: nothing goes over a network, so it needs no https.
ON_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


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
    home_until: NotRequired[str | None]
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
    # None where the household does not let you see whether it has a home.
    housed: bool | None = None

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """The hire of an answer; what this client does not know yet is left alone."""
        return cls(**{name: told[name] for name in cls.__dataclass_fields__ if name in told})


@dataclass(frozen=True)
class Changes:
    """The hires that you see otherwise since a moment, and the moment to ask from next time."""

    hires: list[Hire]
    as_of: str


@dataclass(frozen=True)
class Paper:
    """One of your own papers of a hire; `reason` says why you have to send it again."""

    key: str
    name: str
    state: Literal["missing", "received", "send_again", "accepted"]
    reason: str | None
    takes_files: bool

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """The paper of an answer."""
        return cls(**{name: told[name] for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Visit:
    """The visit of a hire, and the times that are free for it; a moment is text, to be sent back as it is."""

    at: str | None
    where: str
    is_firm: bool
    is_over: bool
    must_be_moved: bool
    may_choose: bool
    changes_left: int
    change_costs: bool
    free_until: str | None
    by_invoice: bool
    times: list[str]
    lawful_day: str | None

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """The visit of an answer."""
        return cls(**{name: told[name] for name in cls.__dataclass_fields__})


class Refused(Exception):
    """The desk did not do it; `errors` names the fields that are not right."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        self.status = status
        self.errors: dict[str, str] = {error["name"]: error["says"] for error in problem.get("errors", [])}
        told = ": ".join(filter(None, (f"{status} {problem.get('title', '')}".strip(), problem.get("detail"))))
        super().__init__("\n".join([told, *(f"{name}: {says}" for name, says in self.errors.items())]))


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Python would send the key along to wherever an answer points, over plain http as well: it goes nowhere."""

    def redirect_request(self, *_asked: Any) -> None:
        """Leave the answer an error."""


OPENER = urllib.request.build_opener(_NoRedirects)


class Expatdesk:
    """The desk, asked with one key."""

    def __init__(self, address: str, key: str, *, language: Literal["en", "nl"] = "en") -> None:
        parts = urllib.parse.urlsplit(address)
        if parts.scheme != "https" and parts.hostname not in ON_THIS_MACHINE:
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
        return Hire.read(self._ask("POST", "/hires", body=_json(hire), once=once))

    def papers(self, hire_id: str) -> list[Paper]:
        """Your own papers of a hire, and how far each is."""
        return [Paper.read(paper) for paper in self._ask("GET", f"{_path_of(hire_id)}/papers")["papers"]]

    def hand_in(self, hire_id: str, paper: str, file: bytes, *, name: str, once: str) -> Paper:
        """Hand in a PDF, JPEG or PNG file as this paper, once within a day under the same `once`."""
        path = f"{_path_of(hire_id)}/papers/{urllib.parse.quote(paper, safe='')}"
        return Paper.read(self._ask("POST", path, {"name": name}, body=file, kind=_kind_of(file), once=once))

    def visit(self, hire_id: str) -> Visit:
        """The visit and the times that are free for it, if the household lets you see them."""
        return Visit.read(self._ask("GET", f"{_path_of(hire_id)}/visit"))

    def book(self, hire_id: str, at: str, *, instead_of: str | None = None) -> Visit:
        """Book the visit at one of its times, or move it from the time at which you read it."""
        body = _json({"at": at, "instead_of": instead_of})
        return Visit.read(self._ask("PUT", f"{_path_of(hire_id)}/visit", body=body))

    def cancel(self, hire_id: str, at: str) -> Visit:
        """Cancel the visit of the time at which you read it."""
        return Visit.read(self._ask("DELETE", f"{_path_of(hire_id)}/visit", {"at": at}))

    def _ask(
        self,
        method: str,
        path: str,
        asked: Mapping[str, str | None] | None = None,
        *,
        body: bytes | None = None,
        kind: str = "application/json",
        once: str | None = None,
    ) -> dict[str, Any]:
        query = urllib.parse.urlencode({name: value for name, value in (asked or {}).items() if value})
        headers = {**self._headers, **({"Idempotency-Key": urllib.parse.quote(once)} if once else {})}
        if body is not None:
            headers["Content-Type"] = kind
        url = f"{self._base}{path}?{query}"
        request = urllib.request.Request(url, body, headers, method=method)  # noqa: S310 (https, or this machine)
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


def _json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told).encode()


def _kind_of(file: bytes) -> str:
    """Of which kind a file is, by its first bytes; its name may say anything."""
    if file.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/png" if file.startswith(b"\x89PNG") else "application/pdf"


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
