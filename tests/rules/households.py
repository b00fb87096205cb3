"""Households to try the rules on: one that is complete, and small changes to it."""

from dataclasses import replace
from datetime import date

from expatdesk.region import load_region
from expatdesk.rules.facts import (
    Category,
    Certificate,
    Earlier,
    Employer,
    Facts,
    Home,
    HomeKind,
    MaritalStatus,
    PartialDate,
    Person,
    PersonRole,
    Wants,
)
from expatdesk.rules.plan import Plan, plan_for

LEIDEN, LEIDERDORP, OEGSTGEEST = "2312 AB", "2351 CD", "2341 EF"
VOORSCHOTEN, ZOETERWOUDE, KATWIJK = "2252 GH", "2381 JK", "2225 LM"
THE_HAGUE = "2511 NP"

TODAY = date(2027, 1, 5)

A_HOME = Home(LEIDEN, HomeKind.RENT, date(2027, 1, 1), registration_allowed=True)
AN_EMPLOYER = Employer("2333 ZA", recognised_sponsor=True, address_form_signed=False)

PRINCIPAL = Person(
    PersonRole.PRINCIPAL,
    PartialDate(1990, 5, 1),
    ("IN",),
    comes_from="IN",
    birth_certificate=Certificate("IN", "en"),
    marital_status=MaritalStatus.MARRIED,
    driving_licence="IN",
)
PARTNER = Person(PersonRole.PARTNER, PartialDate(1991, 2), ("FR",), comes_from="IN")
CHILD = Person(PersonRole.CHILD, PartialDate(2020, 6, 15), ("IN",))

# The example of the process sheet, without what is done.
EXAMPLE = Facts(
    category=Category.HIGHLY_SKILLED_MIGRANT,
    arrival=date(2027, 1, 4),
    stay_months=24,
    first_working_day=date(2027, 1, 11),
    submitted=date(2026, 11, 23),
    earlier=Earlier(has_bsn=False, lived_in_nl=False),
    home=A_HOME,
    employer=AN_EMPLOYER,
    wants=Wants(housing_help=True, social=True, buddy=True, language_course=True),
    people=(PRINCIPAL, PARTNER),
)


def household(**changes: object) -> Facts:
    """The example with these facts changed."""
    return replace(EXAMPLE, **changes)  # type: ignore[arg-type]


def on_employer_address(**changes: object) -> Facts:
    """A household without a home, whose employer lends its address."""
    return household(**{"home": None, "employer": replace(AN_EMPLOYER, address_form_signed=True), **changes})


def plan_of(facts: Facts, today: date = TODAY) -> Plan:
    """The plan in the Leiden region."""
    return plan_for(facts, load_region("leiden"), today)


def keys_of(plan: Plan) -> list[str]:
    """The keys of a plan's steps, each once, in order."""
    return list(dict.fromkeys(step.key for step in plan.steps))
