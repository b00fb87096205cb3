"""What an employer told of a household and still stands so in its file: shown as told, to confirm or change."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from expatdesk.cases.actions import PERSON_FIELDS
from expatdesk.cases.models import Case

Told = Mapping[str, Any]


def told_facts(case: Case) -> frozenset[str]:
    """The facts that the employer told and that nobody changed since, by their names in `Hire`."""
    told = case.as_submitted or {}
    return frozenset(fact for fact in told if is_told(told, fact) and told[fact] == _in_file(case, fact))


def is_told(told: Told, fact: str) -> bool:
    """Whether the employer said this: an empty box says nothing, and neither does its "no, or we do not know"."""
    says = SAYS.get(fact)
    return says(told) if says is not None else told.get(fact) not in (None, "")


def _has_lived_here(told: Told) -> bool:
    """Who has a BSN and never lived here has told both; a "no" by itself is no answer."""
    return bool(told.get("lived_in_nl") or told.get("has_bsn"))


SAYS: Mapping[str, Callable[[Told], bool]] = {
    # Nobody leaves it open: none at all is said of who is stateless.
    "nationality": lambda told: told.get("nationality") is not None,
    "lived_in_nl": _has_lived_here,
    "has_bsn": lambda told: bool(told.get("has_bsn")),
    "address_form_signed": lambda told: bool(told.get("address_form_signed")),
}


def _in_file(case: Case, fact: str) -> object:
    """What the file says now, as `Hire.as_json` writes it."""
    if fact == "nationality":
        return next(iter(case.principal.nationalities), "")
    value: object = getattr(case.principal if fact in PERSON_FIELDS else case, fact)
    return value.isoformat() if isinstance(value, date) else value
