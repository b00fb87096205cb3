"""A household of the demonstration that came in twice: HR submitted it again, spelled in another way."""

from datetime import date
from random import Random

from expatdesk.cases.actions import Hire
from expatdesk.cases.projection import refresh
from expatdesk.demo.household import Household, Member
from expatdesk.demo.journey import Journey
from expatdesk.demo.stages import invited, telling
from expatdesk.organisations.models import Employer
from expatdesk.people.models import User
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.region import Region

BORN = "1992-08-17"
OF_ICELAND = {
    "nationalities": ["IS"], "comes_from": "IS", "birth_certificate_country": "IS",
    "birth_certificate_language": "is",
}  # fmt: skip
PRINCIPAL = {**OF_ICELAND, "born": BORN, "marital_status": "married"}
PARTNER = Member(
    PersonRole.PARTNER, {**OF_ICELAND, "born": "1990-03-02", "given_names": "Kári", "family_name": "Þórsson"}
)


def make_household_twice(employers: list[Employer], users: list[User], region: Region, today: date) -> None:
    """Two cases, of which the second has the name without its marks and the address at work."""
    first = _household("Hrafnhildur", "Jónsdóttir", "hrafnhildur@mail.example", employers[0])
    second = _household("Hrafnhildur", "Jonsdottir", "h.jonsdottir@work.example", employers[0])
    for number, (household, stage) in enumerate(((first, telling), (second, invited))):
        way = Journey(household, users, region, Random(100 + number), today)  # noqa: S311 - invented people
        stage(way)
        refresh(way.case, region, today)


def _household(given: str, family: str, email: str, employer: Employer) -> Household:
    hire = Hire(
        given_names=given, particle="", family_name=family, email=email, language="en", category="researcher",
        nationality="IS", stay_months=36, people_expected=2, home_kind="rent", home_street="Zijlsingel 44",
        home_postcode="2315 KA", home_registration_allowed=True, work_postcode=employer.postcode,
    )  # fmt: skip
    wants = {"wants_social": True, "wants_buddy": False, "wants_language_course": True}
    return Household(hire, employer, PRINCIPAL, (PARTNER,), wants)
