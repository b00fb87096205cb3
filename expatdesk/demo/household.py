"""Households of the demonstration: who they are, why they come, where they will live and work."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import permutations
from random import Random
from typing import Any

from expatdesk.cases.actions import Hire
from expatdesk.demo.names import ORIGINS, Origin
from expatdesk.organisations.models import Employer
from expatdesk.rules.facts import Category, HomeKind, PersonRole
from expatdesk.rules.region import Region
from expatdesk.rules.terms import add_working_days

C = Category
# How often each occurs among a hundred households.
CATEGORIES = {
    C.HIGHLY_SKILLED_MIGRANT: 30, C.RESEARCHER: 18, C.EU_CITIZEN: 18, C.EU_BLUE_CARD: 5,
    C.INTRA_CORPORATE_TRANSFEREE: 5, C.DOCTOR_IN_TRAINING: 5, C.ENTREPRENEUR: 5, C.ORIENTATION_YEAR: 6,
    C.PRIVILEGED_PERSON: 3, C.STUDENT: 3, C.TEMPORARY_PROTECTION: 2,
}  # fmt: skip
WITHOUT_EMPLOYER = frozenset(
    {C.ENTREPRENEUR, C.ORIENTATION_YEAR, C.STUDENT, C.TEMPORARY_PROTECTION, C.PRIVILEGED_PERSON}
)
WEEKS_IN_A_FIRST_HOME = 13
SIZES = {1: 46, 2: 22, 3: 12, 4: 12, 5: 5, 6: 3}
HOMES = {
    HomeKind.RENT: 53, HomeKind.WITH_HOST: 8, HomeKind.OWN: 7, HomeKind.TEMPORARY: 8, HomeKind.HOTEL: 6, None: 18,
}  # fmt: skip
STREETS = {
    "0546": ("Hooigracht", "Haarlemmerstraat", "Zijlsingel", "Herenstraat", "Lammenschansweg"),
    "0547": ("Hoofdstraat", "Van Diepeningenlaan", "Acacialaan"),
    "0579": ("Terweeweg", "Geversstraat", "Laan van Oud Poelgeest"),
    "0626": ("Schoolstraat", "Papelaan", "Richard Wagnerlaan"),
    "0638": ("Dorpsstraat", "Nassaulaan", "Burgemeester Smeetsweg"),
    "0537": ("Boulevard", "Voorstraat", "Hoornesplein"),
}
TOWNS = {"0546": 56, "0547": 14, "0626": 12, "0638": 8, "0579": 6, "0537": 4}
EU = frozenset({"DE", "FR", "IT", "ES", "PT", "PL", "CZ", "GR", "BG", "IS", "SE", "CH"})
REFUGE = frozenset({"UA"})


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a household beside the principal."""

    role: PersonRole
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Household:
    """All that a household would tell the desk."""

    hire: Hire
    employer: Employer | None
    principal: Mapping[str, object]
    others: tuple[Member, ...]
    wants: Mapping[str, object]


def households(count: int, employers: list[Employer], region: Region, rng: Random) -> list[Household]:
    """This many households, of every category; arrivals are set by what each is to show."""
    categories = [*Category, *rng.choices(list(CATEGORIES), list(CATEGORIES.values()), k=count)][:count]
    rng.shuffle(categories)
    return [_household(number, category, employers, region, rng) for number, category in enumerate(categories)]


def _household(
    number: int, category: Category, employers: list[Employer], region: Region, rng: Random
) -> Household:
    origin = _origin(category, rng)
    woman = rng.random() < 0.5
    family = rng.choice(origin.families)
    given = _given(origin, rng, woman=woman)
    size = 1 if category is C.STUDENT else _pick(SIZES, rng)
    employer = None if category in WITHOUT_EMPLOYER else rng.choice(employers)
    hire = Hire(
        given_names=given, particle=origin.particle if given and rng.random() < 0.5 else "", family_name=family,
        email=f"household{number + 1}@mail.example", language=rng.choice(("en", "en", "en", "nl")),
        category=category, nationality=origin.country, people_expected=size,
        stay_months=3 if rng.random() < 0.04 else rng.choice((6, 12, 12, 24, 24, 24, 36, 60)),
        has_bsn=rng.random() < 0.04, lived_in_nl=rng.random() < 0.02,
        address_form_signed=employer is not None and rng.random() < 0.7, **_home(region, rng),
    )  # fmt: skip
    facts = _facts(origin, rng, 38, married=size > 1)
    others = _others(origin, hire, facts["marital_status"], rng)
    return Household(hire, employer, facts, others, _wants(rng))


def _origin(category: Category, rng: Random) -> Origin:
    fits = {C.EU_CITIZEN: EU, C.TEMPORARY_PROTECTION: REFUGE}.get(category)
    return rng.choice([o for o in ORIGINS if (o.country in fits if fits else o.country not in EU | REFUGE)])


def _given(origin: Origin, rng: Random, *, woman: bool) -> str:
    names = origin.women if woman else origin.men
    return rng.choice(names) if names else ""


def _home(region: Region, rng: Random) -> dict[str, Any]:
    kind = _pick(HOMES, rng)
    if kind is None:
        return {}
    code = _pick(TOWNS, rng)
    first, last = rng.choice(region.municipality(code).postcodes)
    letters = "".join(rng.choice("ABCDEGHJKLMNPRSTVWXZ") for _ in range(2))
    return {
        "home_kind": kind,
        "home_street": f"{rng.choice(STREETS[code])} {rng.randint(1, 180)}",
        "home_postcode": f"{rng.randint(first, last)} {letters}",
        "home_registration_allowed": kind is not HomeKind.HOTEL and rng.random() < 0.93,
    }


def _others(origin: Origin, hire: Hire, status: object, rng: Random) -> tuple[Member, ...]:
    """A partner, who is married like the other one, and children, of whom no two bear one name."""
    if hire.people_expected == 1:
        return ()
    theirs = origin if rng.random() < 0.75 else rng.choice(ORIGINS)
    partner = _partner_name(theirs, rng) | _facts(theirs, rng, 36, married=True) | {"marital_status": status}
    names = _child_names(origin, hire, rng)[: hire.people_expected - 2]
    children = [name | _child_facts(origin, rng) for name in names]
    return (Member(PersonRole.PARTNER, partner), *(Member(PersonRole.CHILD, child) for child in children))


def _partner_name(origin: Origin, rng: Random) -> dict[str, object]:
    return {
        "given_names": _given(origin, rng, woman=rng.random() < 0.5), "family_name": rng.choice(origin.families),
    }  # fmt: skip


def _child_names(origin: Origin, hire: Hire, rng: Random) -> list[dict[str, object]]:
    """No two alike, nor like a parent's; where people bear one name, children have one of their own too."""
    part, family = ("given_names", hire.family_name) if hire.given_names else ("family_name", "")
    known = (*origin.women, *origin.men) or origin.families
    single = [name for name in known if name != getattr(hire, part)]
    double = [" ".join(pair) for pair in permutations(known, 2)]
    names = [*rng.sample(single, len(single)), *rng.sample(double, len(double))]
    return [{"given_names": "", "family_name": family, part: name} for name in names]


def _facts(origin: Origin, rng: Random, about: int, *, married: bool) -> dict[str, object]:
    year = 2026 - about + rng.randint(-12, 10)
    status = rng.choice(("married", "married", "registered_partnership")) if married else _pick(ALONE, rng)
    return {
        "born": _born(year, rng), "nationalities": [origin.country], "comes_from": origin.country,
        "birth_certificate_country": origin.country, "birth_certificate_language": origin.certificate_language,
        "marital_status": status, "driving_licence": origin.country if rng.random() < 0.5 else None,
    }  # fmt: skip


ALONE = {"single": 80, "divorced": 14, "widowed": 6}


def _child_facts(origin: Origin, rng: Random) -> dict[str, object]:
    return {
        "born": _born(rng.randint(2010, 2025), rng), "nationalities": [origin.country],
        "comes_from": origin.country, "birth_certificate_country": origin.country,
        "birth_certificate_language": origin.certificate_language,
    }  # fmt: skip


def _born(year: int, rng: Random) -> str:
    """Not every register in the world knows the day, or the month."""
    known = rng.random()
    month = 0 if known < 0.02 else rng.randint(1, 12)
    day = 0 if known < 0.06 else rng.randint(1, 28)
    return f"{year}-{month:02}-{day:02}"


def _wants(rng: Random) -> dict[str, object]:
    social = rng.random() < 0.75
    return {
        "wants_social": social, "wants_buddy": social and rng.random() < 0.4,
        "wants_language_course": social and rng.random() < 0.5,
    }  # fmt: skip


def _pick(weights: Mapping[Any, int], rng: Random) -> Any:
    return rng.choices(list(weights), list(weights.values()))[0]


def arriving(hire: Hire, arrival: date, holidays: frozenset[date]) -> Hire:
    """The hire with this day of arrival: a home from that day, work on the first working day a week later."""
    home_from = arrival if hire.home_kind else None
    home_until = (
        arrival + timedelta(days=WEEKS_IN_A_FIRST_HOME * 7) if hire.home_kind == HomeKind.TEMPORARY else None
    )
    work = None if hire.category == C.STUDENT else add_working_days(arrival + timedelta(days=6), 1, holidays)
    return replace(hire, arrival=arrival, first_working_day=work, home_from=home_from, home_until=home_until)
