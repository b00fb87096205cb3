"""Homes of partners, made with the real actions."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from expatdesk.housing.home_models import Home
from expatdesk.housing.homes import HomeFacts, HomeSaid, Terms, add_home, offer_home
from expatdesk.logbook.models import SYSTEM
from expatdesk.organisations.models import Partner
from expatdesk.rules.homes import Contract, Dwelling, Furnishing
from expatdesk.shared.clock import today
from tests.factories.cases import REGION
from tests.factories.organisations import a_partner

OF_FACTS = {field.name for field in fields(HomeFacts)}
APARTMENT = HomeFacts(
    street="Morsweg 502", postcode="2332 XV", town="Leiden", dwelling=Dwelling.APARTMENT, rooms=3,
    furnishing=Furnishing.FURNISHED, most_people=4, most_registered=4,
)  # fmt: skip
TERMS = Terms(165_000, 12_000, 165_000, Contract.INDEFINITE, date(2027, 1, 11))


def said(**values: Any) -> HomeSaid:
    """An apartment in Leiden without end date, but for what the test says."""
    fee = values.pop("asks_agency_fee", False)
    facts = replace(APARTMENT, **{name: value for name, value in values.items() if name in OF_FACTS})
    terms = replace(TERMS, **{name: value for name, value in values.items() if name not in OF_FACTS})
    return HomeSaid(facts, terms, asks_agency_fee=fee)


def a_home(partner: Partner | None = None, *, is_offered: bool = True, **values: Any) -> Home:
    """A home that is free, unless the test says otherwise."""
    owner = partner or a_partner()
    home = add_home(owner, said(**values), by=SYSTEM, region=REGION, today=today())
    if is_offered:
        offer_home(home, by=SYSTEM, today=today())
    return home
