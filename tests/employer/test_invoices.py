"""The employer's own invoices, and nobody else's."""

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.cases.models import Case, CaseState
from expatdesk.fees.models import Invoice
from expatdesk.logbook.models import LogLine
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_user
from tests.factories.cases import REGION
from tests.fees.invoicing import NEW_YEAR, a_customer, a_kept_visit, drawn_up
from tests.visitor import Visitor


@pytest.fixture
def case(app: object, clock: Traveller) -> Case:
    """A household whose visit its employer was asked to pay for."""
    case = a_kept_visit(a_customer(), partner=True)
    clock.move_to(NEW_YEAR)
    drawn_up()
    return case


@pytest.fixture
def payer(case: Case, visit: Visit) -> Visitor:
    """HR of the employer who pays."""
    return visit(a_user(Role.EMPLOYER, employer=case.employer))


def invoice() -> Invoice:
    return session.query(Invoice).one()


def test_hr_finds_the_invoice_and_whose_each_line_is(payer: Visitor, case: Case) -> None:
    payer.opens("employer.hires").follows("Invoices").sees("You pay the fees of your hires", "Invoice 2027-0001")
    payer.follows("Invoice 2027-0001").sees("Quarter 4 of 2026", "Ananya Krishnan", case.code, "€90.75")
    payer.follows("Ananya Krishnan")


def test_the_day_of_a_visit_stays_with_the_household(payer: Visitor) -> None:
    """Security T08: HR sees it where the household lets it, and an invoice is the same with or without."""
    payer.opens("employer.invoice", invoice_id=invoice().id).does_not_see("16 December", "16 Dec", "2026-12-16")
    payer.does_not_see("Moreau")
    for extension in ("csv", "xml"):
        answer = payer.asks_for("employer.invoice_file", invoice_id=invoice().id, extension=extension)
        assert answer.status_code == 200
        assert "2026-12-16" not in answer.text
        assert "Krishnan" not in answer.text


def test_of_an_erased_hire_the_code_is_left(payer: Visitor, case: Case) -> None:
    code = case.code
    erase_case(case, Why.CLOSED, countries=REGION.countries, today=today())
    assert session.get_one(Case, case.id).state == CaseState.ERASED
    payer.opens("employer.invoice", invoice_id=invoice().id).sees("A hire whose file is erased", code)


def test_another_employer_finds_nothing(payer: Visitor, other_hr: Visitor) -> None:
    """Security T01: their invoice is not there, in the very words of one that never was."""
    other_hr.signs_in().opens("employer.invoices").sees("No invoices yet").does_not_see("2027-0001")
    other_hr.cannot_open("employer.invoice", invoice_id=invoice().id)
    for extension in ("pdf", "xml", "csv"):
        other_hr.cannot_open("employer.invoice_file", invoice_id=invoice().id, extension=extension)


def test_hr_of_one_department_finds_none(visit: Visit, case: Case) -> None:
    """Security T05: they tell of hires of every department, also where one of them is theirs."""
    case.department = "Research"
    limited = visit(a_user(Role.EMPLOYER, employer=case.employer, department="Research"))
    assert "/invoices" not in limited.opens("employer.hires").page.html
    limited.cannot_open("employer.invoices").cannot_open("employer.invoice", invoice_id=invoice().id)
    limited.cannot_open("employer.invoice_file", invoice_id=invoice().id, extension="csv")


def test_the_household_reads_what_the_lines_say(visit: Visit, payer: Visitor, case: Case) -> None:
    """Whose a line is tells of the partner; what their page says of the employer must not deny it (T07)."""
    payer.opens("employer.invoice", invoice_id=invoice().id).sees("Registration visit: partner")
    visit(case).opens("expat.status").sees("whether that is the first person, the partner or a child")


def test_each_file_that_leaves_is_written_down(payer: Visitor) -> None:
    """Security T51."""
    for extension in ("csv", "exe"):
        payer.asks_for("employer.invoice_file", invoice_id=invoice().id, extension=extension)
    line = session.scalars(select(LogLine).where(LogLine.verb == "invoice_taken")).one()
    assert (line.actor_role, line.details) == (Role.EMPLOYER, {"file": "invoice-2027-0001.csv"})


def test_nobody_else_comes_here(officer: Visitor, coordinator: Visitor, expat: Visitor, case: Case) -> None:
    for visitor in (officer, coordinator, expat):
        visitor.signs_in().cannot_open("employer.invoices")
        visitor.cannot_open("employer.invoice_file", invoice_id=invoice().id, extension="pdf")


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"invoice_customer": True}, "You pay the fees of your hires, by one invoice for each quarter."),
        ({"invoice_customer": False}, "Whoever books a visit pays its fee at once."),
        ({"invoice_customer": True, "fee_exempt": True}, "Nobody pays a fee."),
    ],
)
def test_who_pays_is_said_above(visit: Visit, columns: dict[str, object], told: str) -> None:
    employer: Employer = a_customer("Zijl Robotics B.V.", **columns)
    visit(a_user(Role.EMPLOYER, employer=employer)).opens("employer.invoices").sees(told)
