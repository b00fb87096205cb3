"""Households to make packs for: from one person to six, with names in many scripts, before and after the visit."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from expatdesk.cases.models import BsnWay
from expatdesk.guide.files import shipped_places
from expatdesk.region import load_region
from expatdesk.rules.activity_suggestions import Held, Invitation, WhyCome
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
from expatdesk.rules.plan import plan_for
from expatdesk.rules.region import Text
from expatdesk.rules.suggestions import Likes, seeker_of
from expatdesk.shared.clock import AMSTERDAM
from expatdesk.welcome_pack.activities import PackActivity
from expatdesk.welcome_pack.content import PackContent, pack_content
from expatdesk.welcome_pack.household import PackHousehold, PackPerson
from expatdesk.welcome_pack.places import places_for
from expatdesk.welcome_pack.regional import load_pack_region

REGION = load_region("leiden")
VISIT = date(2027, 1, 6)
DONE_TOGETHER = ("intake", "papers_handed_in", "papers_checked", "visit_booked", "welcome_talk")
DONE_EACH = ("residence_right", "brp_registration", "bsn_issued")
EVERYTHING = Wants(housing_help=True, social=True, buddy=True, language_course=True)
EMPLOYER = Employer("2333 ZA", recognised_sponsor=True, address_form_signed=True, fee_exempt=True)
RENTED = Home("2312 AB", HomeKind.RENT, date(2027, 1, 1), registration_allowed=True)


IN_ENGLISH = Likes(languages=frozenset({"en"}))
WELCOME, TABLE, CYCLING = "welcome_evening", "dutch_table", "cycling"


def held_from(today: date) -> tuple[PackActivity, ...]:
    """What suits every household of these tests: an evening, a weekly table, and once a ride."""
    return (
        held(WELCOME, Text("Welkomstavond", "Welcome evening"), today, 15),
        held(TABLE, Text("Nederlandse tafel", "Dutch table"), today, *range(6, 62, 7)),
        held(CYCLING, Text("Fietsen in het verkeer", "Cycling in traffic"), today, 31),
    )


def held(key: str, name: Text, today: date, *after: int) -> PackActivity:
    """An activity on the evenings of so many days from now."""
    days = tuple(today + timedelta(days=each) for each in after)
    starts = datetime.combine(days[0], time(19, 30), AMSTERDAM)
    at = Held(key, f"{key}-1", starts, "0546", frozenset(), frozenset(), child_friendly=True, has_room=True)
    invitation = Invitation(at, (WhyCome.NEAR, WhyCome.COMPANY), ())
    return PackActivity(key, name, "Stadhuisplein 1, Leiden", starts, 0, days, invitation)


@dataclass(frozen=True)
class Case:
    """A household with its facts, on the day the pack is made."""

    facts: Facts
    household: PackHousehold
    today: date
    likes: Likes = IN_ENGLISH

    def content(self) -> PackContent:
        """What goes into its pack."""
        plan = plan_for(self.facts, REGION, self.today)
        extras = load_pack_region("leiden")
        seeker = seeker_of(self.facts, plan.route, REGION, self.likes)
        guide = places_for(seeker, shipped_places().values(), self.today)
        held = held_from(self.today)
        return pack_content(self.household, self.facts, plan, REGION, extras, guide, held, self.today)

    def with_facts(self, **changes: object) -> "Case":
        """The same household with other facts."""
        return replace(self, facts=replace(self.facts, **changes))  # type: ignore[arg-type]


def a_person(role: PersonRole, **facts: object) -> Person:
    """A person from India, born in 1990 or, as a child, in 2018."""
    born = PartialDate(2018, 3, 1) if role is PersonRole.CHILD else PartialDate(1990, 5, 1)
    usual: Mapping[str, object] = {"comes_from": "IN", "birth_certificate": Certificate("IN", "en"), **facts}
    return Person(role, born, ("IN",), **usual)  # type: ignore[arg-type]


def facts_for(people: tuple[Person, ...], **changes: object) -> Facts:
    """A researcher of an exempt employer who has no home here yet, and wants company and help with a home."""
    facts = Facts(
        category=Category.RESEARCHER,
        arrival=date(2027, 1, 4),
        stay_months=24,
        first_working_day=date(2027, 1, 11),
        submitted=date(2026, 11, 23),
        earlier=Earlier(),
        home=None,
        employer=EMPLOYER,
        wants=Wants(housing_help=True, social=True),
        people=people,
    )
    return replace(facts, **changes)  # type: ignore[arg-type]


def registered(people: int, day: date = VISIT) -> dict[str, date]:
    """All steps until the registration of so many people, done on one day."""
    return {
        **dict.fromkeys(DONE_TOGETHER, day),
        **{f"{key}:{index}": day for key in DONE_EACH for index in range(people)},
    }


def couple() -> Case:
    """The household of the mock: at the employer's address, registered today."""
    married = {"marital_status": MaritalStatus.MARRIED, "driving_licence": "IN"}
    people = (a_person(PersonRole.PRINCIPAL, **married), a_person(PersonRole.PARTNER, **married))
    names = (("Meera Raghunathan", "Meera"), ("Sundar", "Sundar"))
    roles = (PersonRole.PRINCIPAL, PersonRole.PARTNER)
    return Case(
        facts_for(people, appointment=VISIT, completed=registered(2)),
        PackHousehold(
            case_code="ED-27-0042",
            people=tuple(
                PackPerson(role, *name, VISIT, BsnWay.HANDED_OVER, originals_seen=True)
                for role, name in zip(roles, names, strict=True)
            ),
            status_url="https://expatdesk.example/my-plan",
            employer_name="LUMC",
        ),
        VISIT,
    )


SIX = (
    ("Maximiliaan Oluwaseun van Amstel-Adébáyọ̀", "Maximiliaan"),
    ("عائشة بنت عبد الرحمن", "عائشة"),
    ("Nguyễn Thị Ánh Nguyệt", "Nguyễn"),
    ("Καλλιόπη Παπαδοπούλου", "Καλλιόπη"),
    ("王小明", "王小明"),
    ("अनिरुद्ध", "अनिरुद्ध"),
)


def six() -> Case:
    """Six people, a long employer, all wishes, work begun before the visit, a move ahead, BSNs in both ways."""
    day = date(2026, 10, 28)
    roles = (PersonRole.PRINCIPAL, PersonRole.PARTNER, *[PersonRole.CHILD] * 4)
    people = tuple(
        a_person(role, driving_licence="NG" if role is not PersonRole.CHILD else None) for role in roles
    )
    facts = facts_for(
        people,
        category=Category.HIGHLY_SKILLED_MIGRANT,
        arrival=date(2026, 10, 25),
        first_working_day=date(2026, 10, 15),
        home=Home("2252 AB", HomeKind.RENT, date(2026, 12, 1), registration_allowed=True),
        employer=Employer("2333 ZA", recognised_sponsor=True, address_form_signed=False),
        wants=EVERYTHING,
        appointment=day,
        completed=registered(6, day),
    )
    members = tuple(
        PackPerson(role, *name, day, BsnWay.HANDED_OVER if index < 4 else BsnWay.BY_POST, originals_seen=True)
        for index, (role, name) in enumerate(zip(roles, SIX, strict=True))
    )
    employer = "Internationale Stichting voor Biomedische Wetenschappen en Technologie"
    return Case(facts, PackHousehold("ED-26-1188", members, "https://expatdesk.example/my-plan", employer), day)


def on_two_days() -> Case:
    """The same six without a home, the last three registered three weeks after the others."""
    case, later = six(), date(2026, 11, 18)
    late = (3, 4, 5)
    people = tuple(
        replace(person, registered_on=later) if index in late else person
        for index, person in enumerate(case.household.people)
    )
    completed = {**case.facts.completed, **{f"{key}:{index}": later for key in DONE_EACH for index in late}}
    facts = replace(case.facts, completed=completed, home=None, employer=replace(EMPLOYER, fee_exempt=False))
    return Case(facts, replace(case.household, people=people), later)


def half_registered() -> Case:
    """The six on the day on which the first three are registered; the others come later."""
    case, later = on_two_days(), (3, 4, 5)
    people = tuple(
        replace(person, registered_on=None, bsn=None, originals_seen=False) if index in later else person
        for index, person in enumerate(case.household.people)
    )
    done = {key: day for key, day in case.facts.completed.items() if not key.endswith((":3", ":4", ":5"))}
    facts = replace(case.facts, completed=done)
    return Case(facts, replace(case.household, people=people), date(2026, 10, 28))


def one() -> Case:
    """One EU citizen with one name, no employer, no wishes; the BSN comes by post."""
    day = date(2027, 3, 1)
    person = Person(PersonRole.PRINCIPAL, PartialDate(1988), ("IT",), "IT", Certificate("IT", "it"))
    facts = facts_for(
        (person,),
        category=Category.EU_CITIZEN,
        arrival=date(2027, 2, 26),
        first_working_day=None,
        home=Home("2351 AB", HomeKind.WITH_HOST, date(2027, 2, 1), registration_allowed=True),
        employer=None,
        wants=Wants(),
        appointment=day,
        completed=registered(1, day),
    )
    member = PackPerson(PersonRole.PRINCIPAL, "Sukarno", "Sukarno", day, BsnWay.BY_POST, originals_seen=True)
    return Case(facts, PackHousehold("ED-27-0101", (member,), "https://expatdesk.example/my-plan"), day)


def before_the_visit() -> Case:
    """A family that is expected: papers still to come, a visit booked, a child without a name yet."""
    roles = (PersonRole.PRINCIPAL, PersonRole.PARTNER, PersonRole.CHILD)
    names = (("Meera Raghunathan", "Meera"), ("Chloé Le Gall", "Chloé"), ("", ""))
    facts = facts_for(
        tuple(a_person(role) for role in roles),
        home=RENTED,
        wants=EVERYTHING,
        completed={"intake": date(2026, 12, 1)},
    )
    members = tuple(PackPerson(role, *name) for role, name in zip(roles, names, strict=True))
    visit = datetime(2027, 1, 6, 10, 30, tzinfo=AMSTERDAM)
    household = PackHousehold("ED-26-0200", members, "https://expatdesk.example/my-plan", "Naturalis", visit)
    return Case(facts, household, date(2026, 12, 14))


def referred() -> Case:
    """The same family with a home in a municipality that the desk may not register for."""
    case = before_the_visit().with_facts(home=replace(RENTED, postcode="2221 AB"))
    return replace(case, household=replace(case.household, visit_at=None))
