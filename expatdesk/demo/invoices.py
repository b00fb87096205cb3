"""Invoices of the demonstration: those of the last quarter, one of them taken back and drawn up again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sqlalchemy import select

from expatdesk.cases.actions import Hire
from expatdesk.cases.employers import change_employer
from expatdesk.cases.projection import refresh
from expatdesk.demo.accounts import MORSPOORT, actor_of
from expatdesk.demo.household import Household
from expatdesk.demo.journey import Journey
from expatdesk.demo.past import in_office_hours
from expatdesk.demo.stages import registered_ago
from expatdesk.fees.crediting import credit
from expatdesk.fees.drawing_up import draw_up, preview
from expatdesk.fees.models import Invoice
from expatdesk.logbook.models import Actor
from expatdesk.organisations.actions import EmployerFacts
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role, User
from expatdesk.rules.quarters import Quarter
from expatdesk.rules.region import Region
from expatdesk.shared.db import session

# So many days before its quarter ends, at the least, is the visit that is surely on an invoice.
BEFORE_THE_END = 35
DRAWN_UP_AFTER, CREDITED_AFTER = timedelta(days=4), timedelta(days=11)
ORDER_NUMBER = "MT-40718"
REASON = "Uw inkoopnummer stond niet op de factuur."


def make_invoices(employers: Sequence[Employer], users: Sequence[User], region: Region, today: date) -> None:
    """Draw up the last quarter; credit the invoice of Morspoort, which lacks a number, and draw it up anew."""
    quarter = Quarter.of(today).before
    morspoort = next(employer for employer in employers if employer.name == MORSPOORT)
    _is_registered_in(quarter, morspoort, users, region, today)
    by = actor_of(next(user for user in users if user.role == Role.COORDINATOR))
    drawn_up = min(quarter.next.first_day + DRAWN_UP_AFTER, today)
    with in_office_hours(drawn_up, today, minutes=70):
        _draw_up(quarter, by, region, drawn_up)
    credited = min(quarter.next.first_day + CREDITED_AFTER, today)
    theirs = select(Invoice).where(Invoice.employer_id == morspoort.id).order_by(Invoice.number)
    wrong = session.scalars(theirs.limit(1)).one()
    with in_office_hours(credited, today, minutes=95):
        facts = replace(EmployerFacts.of(morspoort), invoice_reference=ORDER_NUMBER)
        change_employer(morspoort, facts, version=morspoort.version, by=by, today=credited)
        credit(wrong, REASON, charge_again=True, by=by, today=credited)
        _draw_up(quarter, by, region, credited)


def _draw_up(quarter: Quarter, by: Actor, region: Region, day: date) -> None:
    draw_up(quarter, seen=preview(quarter, region).mark, by=by, region=region, today=day)


def _is_registered_in(
    quarter: Quarter, employer: Employer, users: Sequence[User], region: Region, today: date
) -> None:
    """Whoever else comes by chance: this one's employer pays in that quarter."""
    hire = Hire(
        given_names="Lerato", particle="", family_name="Khumalo", email="lerato@mail.example", language="en",
        category="highly_skilled_migrant", nationality="ZA", stay_months=36, home_kind="rent",
        home_street="Lammenschansweg 71", home_postcode="2313 DJ", home_registration_allowed=True,
        work_postcode=employer.postcode,
    )  # fmt: skip
    facts = {
        "nationalities": ["ZA"], "comes_from": "ZA", "birth_certificate_country": "ZA",
        "birth_certificate_language": "en", "born": "1991-12-09", "marital_status": "single",
    }  # fmt: skip
    wants = {"wants_social": True, "wants_buddy": False, "wants_language_course": True}
    rng = Random(MORSPOORT)  # noqa: S311 - invented people need no good randomness
    way = Journey(Household(hire, employer, facts, (), wants), list(users), region, rng, today)
    registered_ago((today - quarter.last_day).days + BEFORE_THE_END)(way)
    refresh(way.case, region, today)
