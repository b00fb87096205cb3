"""Where a household lives for a time only: until when, at which address, and how many are registered there."""

import enum
import re
from typing import Any, Protocol

from expatdesk.organisations.models import Employer
from expatdesk.rules.plan import Plan, RouteReason
from expatdesk.shared.folding import NO_LETTERS, folded

# What the column holds: a postcode, and a street as addresses are compared.
LONGEST_ADDRESS = 220
# What stands between postcode and street in it.
STREET = "|"
BETWEEN_FIGURES = re.compile(r"(?<=[0-9]) (?=[0-9])")


class TemporaryKind(enum.StrEnum):
    """What kind of address it is."""

    EMPLOYER = "employer"
    HOME = "home"


# Of two the first counts: there they are registered.
ENDS = {"employer_address_ends": TemporaryKind.EMPLOYER, "temporary_home_ends": TemporaryKind.HOME}


class Visited(Protocol):
    """Where people visit an employer."""

    @property
    def street(self) -> str | None:
        """The street."""

    @property
    def postcode(self) -> str:
        """The postcode."""


class AtWork(Protocol):
    """What a case and a hire that is none yet say of where they work, in the same words."""

    @property
    def work_street(self) -> str | None:
        """Where they work, if not at the address of the employer."""

    @property
    def work_postcode(self) -> str | None:
        """Its postcode."""


class Addresses(AtWork, Protocol):
    """And where they live."""

    @property
    def home_street(self) -> str | None:
        """The street."""

    @property
    def home_postcode(self) -> str | None:
        """Its postcode."""


def temporary(plan: Plan) -> dict[str, Any]:
    """What the columns say of the address that ends, out of the plan; nothing where none does."""
    ends = {step.key: step.due for step in plan.steps if step.key in ENDS and step.due and not step.is_finished}
    key = next((key for key in ENDS if key in ends), None)
    if key is None:
        return {"temporary_until": None, "temporary_kind": None, "temporary_people": 0}
    kind = ENDS[key]
    lives_there = kind is TemporaryKind.EMPLOYER or plan.route.reason is RouteReason.COVERED_HOME
    return {
        "temporary_until": ends[key], "temporary_kind": kind,
        "temporary_people": _registered(plan) if lives_there else 0,
    }  # fmt: skip


def _registered(plan: Plan) -> int:
    return sum(step.key == "brp_registration" and step.done_on is not None for step in plan.steps)


def address_now(told: Addresses, employer: Employer | None, kind: str | None) -> str | None:
    """The address of this kind as addresses are compared: the same one, however its street was typed."""
    if kind == TemporaryKind.HOME:
        return compared(told.home_street, told.home_postcode)
    if kind != TemporaryKind.EMPLOYER or employer is None:
        return None
    street, postcode = registered_at_work(told, employer)
    return compared(street, postcode)


def registered_at_work(told: AtWork, employer: Visited) -> tuple[str | None, str]:
    """Street and postcode of the employer's address: where they work, or where people visit it."""
    is_own = told.work_postcode in (None, employer.postcode)
    street = told.work_street or (employer.street if is_own else None)
    return street, told.work_postcode or employer.postcode


def compared(street: str | None, postcode: str | None) -> str:
    """An address as addresses are compared: small letters and figures alone, number 11-1 apart from 111."""
    words = NO_LETTERS.sub(" ", folded(street or "")).strip()
    number_apart = BETWEEN_FIGURES.sub("-", words).replace(" ", "")
    return f"{(postcode or '').replace(' ', '')}{STREET}{number_apart}"[:LONGEST_ADDRESS]


def is_known(address: str, kind: str | None) -> bool:
    """Whether it is known well enough to count who lives there: people live in many homes of one postcode."""
    return kind == TemporaryKind.EMPLOYER or not address.endswith(STREET)
