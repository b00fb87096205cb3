"""Answers for programs, and the parameters of their addresses."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

import msgspec
from flask import Response

from expatdesk.cases.hires_since import Change
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.problems import Fault, Refused

MOST_ON_A_PAGE = 100
KNOWN = frozenset({"limit", "updated_since", "after"})
KNOWN_OF_HOMES = frozenset({"limit", "after"})
# Of what somebody calls a parameter or a field, an error repeats no more.
LONGEST_NAME = 60


def answer(body: msgspec.Struct, status: int = 200) -> Response:
    """This as JSON."""
    return Response(msgspec.json.encode(body), status, mimetype="application/json")


@dataclass(frozen=True, slots=True)
class AskedPage:
    """Which page of the hires somebody asks for."""

    limit: int
    since: datetime | None
    beyond: Change | None

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Self:
        """The page that an address asks for. Raises Refused with all that makes no sense in it."""
        faults = _unknown(args, KNOWN)
        page = cls(_limit(args, faults), moment_asked(args, "updated_since", faults), _beyond(args, faults))
        if faults:
            raise Refused(422, faults=faults)
        return page


@dataclass(frozen=True, slots=True)
class AskedHomes:
    """Which page of the homes somebody asks for: those entered after this one."""

    limit: int
    after: uuid.UUID | None

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Self:
        """The page that an address asks for. Raises Refused with all that makes no sense in it."""
        faults = _unknown(args, KNOWN_OF_HOMES)
        page = cls(_limit(args, faults), _after(args, faults))
        if faults:
            raise Refused(422, faults=faults)
        return page


def _unknown(args: Mapping[str, str], known: frozenset[str]) -> list[Fault]:
    return [Fault(name[:LONGEST_NAME], _("We know no such parameter.")) for name in args if name not in known]


def no_such_place() -> Fault:
    """What is said of an `after` that is not of a page of ours."""
    return Fault("after", _("Send “next” of the page before, as it is."))


def _after(args: Mapping[str, str], faults: list[Fault]) -> uuid.UUID | None:
    if (typed := args.get("after")) is None:
        return None
    try:
        return uuid.UUID(typed)
    except ValueError:
        faults.append(no_such_place())
        return None


def _limit(args: Mapping[str, str], faults: list[Fault]) -> int:
    typed = args.get("limit", str(MOST_ON_A_PAGE))
    if typed.isascii() and typed.isdecimal() and len(typed) <= 3 and 1 <= int(typed) <= MOST_ON_A_PAGE:
        return int(typed)
    faults.append(Fault("limit", _("Type a number from %(least)d to %(most)d.", least=1, most=MOST_ON_A_PAGE)))
    return MOST_ON_A_PAGE


def moment_asked(args: Mapping[str, str], name: str, faults: list[Fault]) -> datetime | None:
    """The moment that an address names so; None without one, and with a fault where it makes no sense."""
    if (typed := args.get(name)) is None:
        return None
    try:
        # A plus sign that was not written as %2B arrives as a space.
        moment = datetime.fromisoformat(typed.replace(" ", "+"))
        if moment.tzinfo is not None and typed.isprintable():
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    faults.append(Fault(name, _("Write a moment with its time zone, such as 2026-12-14T09:00:00Z.")))
    return None


def _beyond(args: Mapping[str, str], faults: list[Fault]) -> Change | None:
    if (typed := args.get("after")) is None:
        return None
    try:
        return Change.read(typed)
    except (ValueError, OverflowError):
        faults.append(no_such_place())
        return None
