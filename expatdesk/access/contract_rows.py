"""What was answered about a contract, as labels and words for whoever reads it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from expatdesk.access.contract_form import FOLLOWS
from expatdesk.housing.contract_models import ContractCheck
from expatdesk.rules.contract_facts import FACT_NAMES, ContractFacts
from expatdesk.shared.forms import PageForm
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import long_date, money

MONEY = frozenset({"rent", "service_costs", "deposit"})


@dataclass(frozen=True, slots=True)
class Row:
    """One answer; `was` is what the household had told where the desk reads it otherwise."""

    label: str
    answer: str
    was: str = ""
    is_known: bool = True


def rows_of(contract: ContractCheck, form: type[PageForm]) -> list[Row]:
    """The answers to what this form asks; what was not asked because of another answer is left out."""
    shown, facts = form(formdata=None), contract.facts
    rows = [Row(str(shown["street"].label.text), contract.street or _unknown())] if "street" in shown else []
    for name in FACT_NAMES:
        follows = FOLLOWS.get(name)
        if name in shown and (follows is None or getattr(facts, follows)):
            rows.append(_row(shown[name], contract.told, facts, name))
    return rows


def _row(field: Any, told: ContractFacts, facts: ContractFacts, name: str) -> Row:
    value, before = getattr(facts, name), getattr(told, name)
    was = _in_words(field, name, before) if before != value else ""
    return Row(str(field.label.text), _in_words(field, name, value), was, is_known=value is not None)


def _in_words(field: Any, name: str, value: object) -> str:
    if value is None:
        return _unknown()
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return long_date(value)
    if name in MONEY and isinstance(value, int):
        return money(value)
    words = {choice.value: choice.label for choice in getattr(field, "choices", None) or ()}
    return str(words.get(value, value))


def _unknown() -> str:
    return _("Not known")
