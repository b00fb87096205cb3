"""Households of the demonstration that a visitor can be: their codes and secrets are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from expatdesk.cases.actions import Hire
from expatdesk.cases.projection import refresh
from expatdesk.demo.household import Household, Member
from expatdesk.demo.journey import Journey
from expatdesk.demo.stages import Stage, booked, invited, registered, waiting
from expatdesk.organisations.models import Employer
from expatdesk.people.models import User
from expatdesk.people.tokens import hashed_secret
from expatdesk.rules.facts import HomeKind, PersonRole
from expatdesk.rules.region import Region
from expatdesk.shared.folding import folded

PARTNER, CHILD = PersonRole.PARTNER, PersonRole.CHILD
# Said of both, or the certificate of their marriage would be asked of one alone.
MARRIED = {"marital_status": "married"}


def _told(country: str, language: str, born: str, **more: object) -> dict[str, object]:
    return {
        "nationalities": [country], "comes_from": country, "birth_certificate_country": country,
        "birth_certificate_language": language, "born": born, **more,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guest:
    """A household that a visitor of the demonstration can be."""

    what: str
    code: str
    secret: str
    stage: Stage
    given_names: str
    family_name: str
    language: str
    principal: Mapping[str, object]
    others: tuple[Member, ...] = ()
    # They live somewhere for a while, and look for a home with our help.
    looks_for_home: bool = False


GUESTS = (
    Guest(
        "expat, invited", "LE-7KQA-24", "GRAC-HTEN-7M2K-8XWD", invited, "Ananya", "Krishnan", "en",
        _told("IN", "en", "1990-05-01", **MARRIED, driving_licence="IN"),
        (
            Member(PARTNER, _told("FR", "fr", "1991-02-00", given_names="Luc", family_name="Moreau", **MARRIED)),
            Member(CHILD, _told("IN", "en", "2021-09-14", given_names="Mira", family_name="Krishnan")),
        ),
    ),
    Guest(
        "expat, visit booked", "LE-4HXR-58", "BRVG-KADE-5N3T-H9QZ", booked, "Thaís", "Nóbrega Falcão", "en",
        _told("BR", "pt", "1994-11-23", marital_status="single"),
    ),
    Guest(
        "expat, registered", "LE-9DWT-36", "ZWAA-NEN4-T7RD-C2PX", registered, "Çağlar", "Öztürkmen", "nl",
        _told("TR", "tr", "1986-07-00", **MARRIED, driving_licence="TR"),
        (
            Member(
                PARTNER, _told("TR", "tr", "1988-01-19", given_names="Elif", family_name="Öztürkmen", **MARRIED)
            ),
            Member(CHILD, _told("TR", "tr", "2019-04-02", given_names="Deniz", family_name="Öztürkmen")),
        ),
        looks_for_home=True,
    ),
    Guest(
        "expat, papers handed in", "LE-3VPN-76", "MOLE-NPAD-6K4S-R8YB", waiting, "Sukarno", "Hadi", "en",
        _told("ID", "en", "1992-03-08", marital_status="single"), looks_for_home=True,
    ),
)  # fmt: skip


def make_guests(
    employers: list[Employer], users: list[User], region: Region, today: date
) -> list[tuple[Stage, Journey]]:
    """Lead each of them to where a visitor takes over."""
    ways = []
    for number, guest in enumerate(GUESTS):
        rng = Random(number)  # noqa: S311 - invented people need no good randomness
        way = Journey(_household(guest, employers[0]), users, region, rng, today)
        guest.stage(way)
        way.case.code, way.case.secret_hash = guest.code, hashed_secret(guest.secret)
        refresh(way.case, region, today)
        ways.append((guest.stage, way))
    return ways


def _household(guest: Guest, employer: Employer) -> Household:
    hire = Hire(
        given_names=guest.given_names, particle="", family_name=guest.family_name, language=guest.language,
        email=f"{folded(guest.given_names)}@mail.example", category="highly_skilled_migrant",
        nationality=str(guest.principal["comes_from"]),
        stay_months=24, people_expected=1 + len(guest.others), home_street="Hooigracht 12",
        home_kind=HomeKind.TEMPORARY if guest.looks_for_home else HomeKind.RENT,
        home_postcode="2312 KS", home_registration_allowed=True, work_postcode=employer.postcode,
    )  # fmt: skip
    wants = {
        "wants_social": True, "wants_buddy": True, "wants_language_course": True,
        "wants_housing_help": guest.looks_for_home,
    }  # fmt: skip
    return Household(hire, employer, guest.principal, guest.others, wants)


def listed_guests() -> list[str]:
    """How to sign in as one of them, a line each."""
    return [f"  {guest.what:26}code {guest.code:25}secret {guest.secret}" for guest in GUESTS]
