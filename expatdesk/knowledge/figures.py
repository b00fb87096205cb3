"""Figures in answers: placeholders that the region's dated data fill in, so that no answer holds an old amount."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from expatdesk.rules.facts import PersonRole
from expatdesk.rules.fees import line_for
from expatdesk.rules.region import Contact, CoverageMode, Region
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import language, listed, money

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# A brace that opens or closes nothing: somebody mistyped a placeholder.
STRAY = re.compile(r"[{}]")


def filled_in(text: str, region: Region, today: date) -> str:
    """The text with today's figures, written in the reader's language; what nothing fills in stays as it is."""

    def fill(found: re.Match[str]) -> str:
        return figure(found[1], region, today) if is_known(found[1], region) else found[0]

    return PLACEHOLDER.sub(fill, text)


def unknown_placeholders(text: str, region: Region) -> list[str]:
    """What stands in braces and that nothing fills in; a lone brace too."""
    names = [f"{{{name}}}" for name in PLACEHOLDER.findall(text) if not is_known(name, region)]
    return [*names, *STRAY.findall(PLACEHOLDER.sub("", text))]


def is_known(name: str, region: Region) -> bool:
    """Whether the region fills this in, if not today then on another day."""
    return name in OWN or any(amount.key == name for amount in region.amounts)


def known_names(region: Region) -> list[str]:
    """All placeholders, for those who write answers."""
    return sorted({*OWN, *(amount.key for amount in region.amounts)})


def figure(name: str, region: Region, today: date) -> str:
    """What a placeholder says today."""
    return OWN[name](region, today) if name in OWN else _amount(name, region, today)


def _amount(key: str, region: Region, today: date) -> str:
    try:
        amount = region.amount(key, today)
    except LookupError:
        return _("(not known yet for this year)")
    if amount.unit.startswith("euro"):
        written = _euros(amount.value)
    else:
        written = f"{amount.value.normalize():f}".replace(".", "," if language() == "nl" else ".")
    return written if amount.verified else _("%(amount)s (we have not checked this figure yet)", amount=written)


def _euros(value: Decimal) -> str:
    """Whole euros without cents."""
    written = money(int(value * 100))
    return written[:-3] if value == value.to_integral_value() else written


def _fee(role: PersonRole) -> Callable[[Region, date], str]:
    def fee(region: Region, today: date) -> str:
        return money(line_for(0, role, region.tariff_on(today)).incl_cents)

    return fee


def _contact(name: str, field: str) -> Callable[[Region, date], str]:
    def said(region: Region, _today: date) -> str:
        contact = region.desk if name == "desk" else region.contacts[name]
        return _said(contact, field)

    return said


def _said(contact: Contact, field: str) -> str:
    value = getattr(contact, field)
    written = str(value) if isinstance(value, str) else value.in_language(language())
    return (
        written if contact.sure(field) else _("%(amount)s (we have not checked this figure yet)", amount=written)
    )


def _towns(mode: CoverageMode, *, covered: bool = True) -> Callable[[Region, date], str]:
    def towns(region: Region, today: date) -> str:
        names = (town.name for town in region.municipalities if region.covers(town.code, mode, today) is covered)
        return listed(names)

    return towns


OWN: Mapping[str, Callable[[Region, date], str]] = {
    "fee_principal": _fee(PersonRole.PRINCIPAL),
    "fee_partner": _fee(PersonRole.PARTNER),
    "fee_child": _fee(PersonRole.CHILD),
    "desk_address": _contact("desk", "address"),
    "desk_phone": _contact("desk", "phone_from_abroad"),
    "desk_hours": _contact("desk", "opening_hours"),
    "desk_closed": _contact("desk", "closed"),
    "rni_phone": _contact("rni", "phone_from_abroad"),
    "home_towns": _towns(CoverageMode.HOME),
    "other_towns": _towns(CoverageMode.HOME, covered=False),
    "employer_towns": _towns(CoverageMode.EMPLOYER_ADDRESS),
}
