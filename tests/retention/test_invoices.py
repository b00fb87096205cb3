"""Invoices are kept for seven years after their year, whatever becomes of the case, and name nobody."""

from datetime import date

import pytest
from sqlalchemy import func, select

from expatdesk.fees.crediting import credit
from expatdesk.fees.models import Invoice, InvoiceLine
from expatdesk.logbook.models import SYSTEM
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.invoices import erase_invoices, invoices_to_erase
from expatdesk.retention.night import counts_due
from expatdesk.retention.terms import Why
from expatdesk.shared.db import session
from tests.factories.cases import REGION
from tests.fees.invoicing import NEW_YEAR_DAY, a_customer, a_kept_visit, drawn_up

pytestmark = pytest.mark.usefixtures("app")

LAST_DAY, DAY_AFTER = date(2034, 12, 31), date(2035, 1, 1)


def left() -> int:
    return session.scalar(select(func.count()).select_from(Invoice)) or 0


def test_they_go_when_seven_years_are_over() -> None:
    a_kept_visit(a_customer())
    drawn_up()
    session.commit()
    assert erase_invoices(REGION.retention, LAST_DAY) == 0
    assert invoices_to_erase(REGION.retention, DAY_AFTER) == counts_due(REGION, DAY_AFTER)["invoices"] == 1
    assert erase_invoices(REGION.retention, DAY_AFTER) == 1
    assert left() == session.scalar(select(func.count()).select_from(InvoiceLine)) == 0


def test_what_was_taken_back_stays_with_its_credit_note() -> None:
    a_kept_visit(a_customer())
    (invoice,) = drawn_up()
    credit(invoice, "Wrong", charge_again=False, by=SYSTEM, today=NEW_YEAR_DAY.replace(year=2028))
    session.commit()
    assert erase_invoices(REGION.retention, DAY_AFTER) == 0
    assert erase_invoices(REGION.retention, DAY_AFTER.replace(year=2036)) == 2
    assert left() == 0


def test_an_invoice_outlasts_its_case_and_tells_of_nobody() -> None:
    case = a_kept_visit(a_customer())
    (invoice,) = drawn_up()
    code, names = case.code, ("Ananya", "Krishnan", "ananya@mail.example")
    erase_case(case, Why.CLOSED, countries=REGION.countries, today=NEW_YEAR_DAY)
    session.expire_all()
    (line,) = invoice.lines
    assert (line.case_code, line.incl_cents) == (code, 6050)
    kept = repr([getattr(row, column.name) for row in (invoice, line) for column in row.__table__.c])
    assert not any(name in kept for name in names)
