"""Cases at every point of their way, made with the real actions."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import select

from expatdesk.appointments.actions import book_visit
from expatdesk.cases.actions import Hire, open_case
from expatdesk.cases.household import set_household
from expatdesk.cases.models import BsnWay, Case
from expatdesk.cases.projection import refresh
from expatdesk.cases.queries import plan_of
from expatdesk.cases.step_actions import complete_steps, register_person
from expatdesk.logbook.models import SYSTEM, Actor
from expatdesk.messages.models import Mail
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Person
from expatdesk.region.loader import load_region
from expatdesk.rules.plan import Plan
from expatdesk.rules.terms import is_working_day
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories.counters import room_for
from tests.factories.organisations import an_employer

REGION = load_region("leiden")
HIRE = Hire(
    given_names="Ananya", particle="", family_name="Krishnan", email="ananya@mail.example", language="en",
    category="highly_skilled_migrant", nationality="IN", stay_months=24, home_kind="rent",
    home_street="Hooigracht 12", home_postcode="2312 KS", home_registration_allowed=True,
)  # fmt: skip


def a_hire(**changes: object) -> Hire:
    """A skilled migrant from India who arrived last week and rents in Leiden, unless the test says otherwise."""
    arrival = today() - timedelta(days=5)
    usual = {"arrival": arrival, "home_from": arrival, "first_working_day": today() + timedelta(days=7)}
    return replace(HIRE, **{**usual, **changes})  # type: ignore[arg-type]


def a_case(*, employer: Employer | None = None, submitted: date | None = None, **changes: object) -> Case:
    """A case just submitted by its employer; `changes` are fields of Hire."""
    employer = employer or an_employer(f"Employer {session.query(Employer).count() + 1} B.V.")
    return open_case(a_hire(**changes), employer=employer, by=SYSTEM, region=REGION, today=submitted or today())


def with_family(case: Case, *, partner: bool = True, children: int = 0) -> Case:
    """The same household with a partner and children, all of them known."""
    set_household(
        case, partner=partner, children=children, version=case.version, by=SYSTEM, region=REGION, today=today()
    )
    for person, name in zip(case.people[1:], ("Luc", "Mira", "Dev", "Anouk", "Ravi"), strict=False):
        person.given_names, person.family_name, person.born = name, "Moreau", _birth(person)
        person.nationalities = ["FR"]
    refresh(case, REGION, today())
    return case


def _birth(person: Person) -> str:
    return "1991-02-00" if person.role == "partner" else f"201{person.position}-06-15"


def the_plan(case: Case) -> Plan:
    """The plan of a case today."""
    return plan_of(case, REGION, today())


def up_to_visit(case: Case, *, day: date | None = None, at: time = time(10, 30)) -> Case:
    """The same case with its papers in order and a visit booked, on the next working day."""
    for step_id in ("intake", "papers_handed_in", "papers_checked"):
        complete(case, step_id)
    for step in the_plan(case).steps:
        if step.key == "residence_right":
            complete(case, step.id)
    day = day or _next_working_day()
    room_for(case, day, at)
    book_visit(case, day, at, version=case.version, by=SYSTEM, region=REGION, today=today())
    return case


def with_time_held(case: Case, *, day: date, at: time = time(10)) -> Case:
    """The same case with a visit booked that is only held: its papers are handed in, and nobody has looked yet."""
    for step_id in ("intake", "papers_handed_in"):
        complete(case, step_id)
    book_visit(case, day, at, version=case.version, **done_by())
    return case


def done_by(actor: Actor = SYSTEM) -> dict[str, Any]:
    """Who acts, where, and on which day, as most actions ask for it."""
    return {"by": actor, "region": REGION, "today": today()}


def mail_about(case: Case, words: str) -> Mail:
    """The one mail to this household with these words in its subject."""
    return session.scalars(select(Mail).where(Mail.case_id == case.id, Mail.subject.contains(words))).one()


def complete(case: Case, step_id: str, on: date | None = None) -> Plan:
    """Tick one step off."""
    return complete_steps(case, [step_id], version=case.version, by=SYSTEM, region=REGION, today=today(), on=on)


def registered(case: Case, *, first: int | None = None, bsn_way: BsnWay | None = BsnWay.HANDED_OVER) -> Case:
    """The same case with everybody registered today, or the first so many of them."""
    if case.visit_at is None:
        up_to_visit(case)
    for person in case.people[:first]:
        register_person(
            case, person, registered_on=today(), bsn_way=bsn_way, version=case.version, by=SYSTEM, region=REGION,
            today=today(),
        )  # fmt: skip
    return case


def _next_working_day() -> date:
    day = today() + timedelta(days=1)
    while not is_working_day(day, REGION.extra_holidays):
        day += timedelta(days=1)
    return day
