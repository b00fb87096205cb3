"""From a region's TOML file to the plain Region of the rules."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from expatdesk.rules.cycling import Cycling
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.homes import Dwelling
from expatdesk.rules.letting import ContractRule, LettingPermit
from expatdesk.rules.region import (
    Amount,
    Billing,
    ClosingDays,
    Contact,
    Countries,
    Coverage,
    CoverageMode,
    ExemptEmployer,
    Municipality,
    Region,
    Retention,
    Tariff,
    Text,
    VisitChanges,
)
from expatdesk.rules.rents import Rent

FOLDER = Path(__file__).parent

Table = Mapping[str, Any]
# What the triggers of the logbook keep even from whoever broke in.
LOGBOOK_AT_LEAST = 12


@cache
def load_region(name: str = "leiden") -> Region:
    """The region of that name; read once. FileNotFoundError where there is no such file."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return region_from(tomllib.load(file))


def region_from(data: Table) -> Region:
    """The region that a file's tables describe; KeyError or ValueError where one is wrong."""
    return Region(
        key=data["key"],
        name=Text(**data["name"]),
        desk=_contact(data["desk"]),
        municipalities=tuple(_municipality(table) for table in data["municipalities"]),
        coverage=tuple(_coverage(data["coverage"])),
        tariffs=tuple(sorted(map(_tariff, data["tariffs"]), key=lambda tariff: tariff.starts)),
        amounts=tuple(_amount(table) for table in data["amounts"]),
        countries=_countries(data["countries"]),
        accepted_languages=frozenset(data["accepted_languages"]),
        contacts=MappingProxyType({key: _contact(table) for key, table in data["contacts"].items()}),
        exempt_employers=tuple(ExemptEmployer(**table) for table in data["exempt_employers"]),
        visit_changes=VisitChanges(**data["visit_changes"]),
        retention=_retention(data["retention"]),
        extra_holidays=frozenset(data["extra_holidays"]),
        closing_days=tuple(_closing_days(table) for table in data["closing_days"]),
        billing=tuple(Billing(**table) for table in data.get("billing", ())),
        cycling=_cycling(data["cycling"]),
        rents=tuple(_rent(table) for table in data["rents"]),
        contract_rules=tuple(ContractRule(**table) for table in data.get("contract_rules", ())),
        letting_permits=tuple(_letting_permit(table) for table in data.get("letting_permits", ())),
    )


def _contact(table: Table) -> Contact:
    """An office; short texts stand in the file as tables of nl and en."""
    fields: dict[str, Any] = {
        key: Text(**value) if isinstance(value, dict) else value for key, value in table.items()
    }
    fields["unverified"] = frozenset(table.get("unverified", ()))
    return Contact(**fields)


def _municipality(table: Table) -> Municipality:
    """A municipality; its name is the same in both languages."""
    name = table["name"]
    return Municipality(
        code=table["code"],
        name=name,
        postcodes=tuple((first, last) for first, last in table["postcodes"]),
        contact=_contact(
            {"name": {"nl": f"Gemeente {name}", "en": f"Municipality of {name}"}, **table["contact"]}
        ),
    )


def _coverage(tables: Iterable[Table]) -> Iterator[Coverage]:
    """One row per municipality, period and mode."""
    for table in tables:
        for mode in table["modes"]:
            yield Coverage(table["municipality"], CoverageMode(mode), table["starts"], table.get("ends"))


def _tariff(table: Table) -> Tariff:
    """Prices per role in cents."""
    return Tariff(
        starts=table["starts"],
        cents=MappingProxyType({role: int(table[role.value]) for role in PersonRole}),
        vat_percent=table["vat_percent"],
        source=table["source"],
        as_of=table["as_of"],
    )


def _amount(table: Table) -> Amount:
    """A figure; fractions stand in the file as text, so that none is rounded."""
    return Amount(
        key=table["key"],
        value=Decimal(table["value"]),
        unit=table["unit"],
        starts=table["starts"],
        ends=table.get("ends"),
        source=table["source"],
        as_of=table["as_of"],
        verified=table.get("verified", True),
    )


def _countries(table: Table) -> Countries:
    """Lists of countries as sets."""
    sets = {key: frozenset(value) for key, value in table.items() if isinstance(value, list)}
    return Countries(**sets, source=table["source"], as_of=table["as_of"], verified=table["verified"])


def _retention(table: Table) -> Retention:
    """Terms of keeping; the first mail goes out first, in whatever order they stand in the file."""
    if table["logbook_months"] <= LOGBOOK_AT_LEAST:
        raise ValueError(f"the database keeps lines of the logbook for {LOGBOOK_AT_LEAST} months at least")
    before = tuple(sorted(table["abandoned_mails_days_before"], reverse=True))
    return Retention(**{**table, "abandoned_mails_days_before": before})


def _letting_permit(table: Table) -> LettingPermit:
    """Districts as their municipality calls them, in the words of both languages."""
    names = tuple(Text(**name) for name in table["districts"])
    return LettingPermit(**{**table, "districts": names})


def _closing_days(table: Table) -> ClosingDays:
    """Days of every year, written as month and day."""
    first, last = (tuple(int(part) for part in table[end].split("-")) for end in ("first", "last"))
    return ClosingDays(Text(**table["name"]), (first[0], first[1]), (last[0], last[1]))


def _cycling(table: Table) -> Cycling:
    """Centres stand in the file as pairs of degrees, north and east."""
    centres = {area: (float(north), float(east)) for area, (north, east) in table["centres"].items()}
    return Cycling(**{**table, "centres": MappingProxyType(centres)})


def _rent(table: Table) -> Rent:
    """A figure of rents; euros in the file, cents in the rules."""
    cents = {bound: table[bound] * 100 for bound in ("low", "high")}
    return Rent(**{**table, **cents, "dwelling": Dwelling(table["dwelling"])})
