"""The coordinator's invoices: looked at, drawn up, handed out, taken back."""

import csv
import io
from uuid import uuid4

import pytest
from sqlalchemy import select
from time_machine import Traveller

from expatdesk.fees.models import Invoice
from expatdesk.logbook.models import LogLine
from expatdesk.organisations.models import Employer
from expatdesk.shared.db import session
from tests.fees.invoicing import NEW_YEAR, QUARTER, a_customer, a_kept_visit, drawn_up
from tests.visitor import Visitor


@pytest.fixture
def customer(coordinator: Visitor, clock: Traveller) -> Employer:
    """An employer for whom a family came in the quarter that is over."""
    employer = a_customer("Boerhaave Instruments B.V.")
    a_kept_visit(employer, partner=True, children=2)
    clock.move_to(NEW_YEAR)
    coordinator.signs_in()
    return employer


def test_a_quarter_from_preview_to_invoice(coordinator: Visitor, customer: Employer) -> None:
    coordinator.opens("desk.invoices").sees("Invoices, Quarter 4 of 2026", "1 employer stand on no invoice yet")
    coordinator.follows("Look what would be invoiced").sees(
        customer.name, "Registration visit: partner", "€121.01"
    )
    coordinator.presses("Draw up for 1 employer").sees("1 invoice is drawn up.", "Invoice 2027-0001", "€100.00")
    coordinator.follows("Invoice 2027-0001").sees("Wednesday 16 December 2026", "VAT 21% of €100.00", "€21.01")


def test_nothing_is_drawn_up_by_looking(coordinator: Visitor, customer: Employer) -> None:
    coordinator.opens("desk.draw_up", quarter=QUARTER).opens("desk.invoices")
    coordinator.does_not_see("Invoice 2027-0001")


def test_pressed_twice_it_is_drawn_up_once(coordinator: Visitor, customer: Employer) -> None:
    coordinator.opens("desk.draw_up", quarter=QUARTER)
    seen = coordinator.page.html.split('name="seen" value="')[1].split('"')[0]
    for _ in range(2):
        assert coordinator.posts("desk.draw_up", {"seen": seen}, quarter=QUARTER).status_code == 303
    coordinator.opens("desk.invoices").sees("Nothing was left to draw up.", "Invoice 2027-0001")
    coordinator.does_not_see("2027-0002")


def test_what_changed_since_it_was_shown_is_shown_again(coordinator: Visitor, customer: Employer) -> None:
    coordinator.opens("desk.draw_up", quarter=QUARTER)
    a_kept_visit(customer)
    coordinator.presses("Draw up for 1 employer", refused=409).sees(
        "A visit was written down meanwhile", "€181.51"
    )
    coordinator.presses("Draw up for 1 employer").sees("1 invoice is drawn up.")


def test_what_is_missing_is_named(coordinator: Visitor, customer: Employer) -> None:
    customer.kvk_number = None
    coordinator.opens("desk.draw_up", quarter=QUARTER).sees("it must say KvK number.")
    assert "Draw up for" not in coordinator.page.text


def test_a_quarter_that_is_not_over_is_only_looked_at(coordinator: Visitor) -> None:
    a_kept_visit(a_customer())
    coordinator.opens("desk.invoices", quarter=QUARTER).sees("when the quarter is over")
    coordinator.follows("Look what would be invoiced").sees("The quarter is not over yet")
    assert "Draw up for" not in coordinator.page.text
    assert coordinator.posts("desk.draw_up", {"seen": ""}, quarter=QUARTER).status_code == 404


@pytest.mark.parametrize("quarter", ["2026-Q5", "2027-Q1", "next", "0000-Q1"])
def test_other_quarters_are_no_pages(coordinator: Visitor, quarter: str) -> None:
    for endpoint in ("desk.invoices", "desk.draw_up", "desk.invoice_lines"):
        coordinator.cannot_open(endpoint, quarter=quarter)


def test_a_wrong_one_is_taken_back(coordinator: Visitor, customer: Employer) -> None:
    (invoice,) = drawn_up()
    coordinator.opens("desk.invoice", invoice_id=invoice.id).follows("Something is wrong with it: take it back")
    coordinator.presses("Draw up the credit note", refused=422).sees(
        "Write down why.", "Choose what becomes of its visits."
    )
    coordinator.presses("Draw up the credit note", reason="Sent to the wrong firm", visits="again")
    coordinator.sees("Credit note 2027-0002 takes it back.", "Sent to the wrong firm", "Given back")
    coordinator.opens("desk.invoice", invoice_id=invoice.id).sees("This invoice was taken back.")
    assert "Something is wrong with it" not in coordinator.page.text
    coordinator.opens("desk.invoices").sees("−€121.01", "1 employer stand on no invoice yet")


def test_the_second_who_takes_it_back_is_told(coordinator: Visitor, customer: Employer) -> None:
    (invoice,) = drawn_up()
    for _ in range(2):
        said = {"reason": "Wrong", "visits": "never"}
        assert coordinator.posts("desk.credit_invoice", said, invoice_id=invoice.id).status_code == 303
    coordinator.opens("desk.invoices").sees("It was taken back already.")
    coordinator.does_not_see("2027-0003")


@pytest.mark.parametrize(
    ("extension", "media_type", "begin"),
    [
        ("pdf", "application/pdf", b"%PDF"),
        ("xml", "application/xml", b"<?xml"),
        ("csv", "text/csv; charset=utf-8", b"\xef\xbb\xbf"),
    ],
)
def test_its_files(
    coordinator: Visitor, customer: Employer, extension: str, media_type: str, begin: bytes
) -> None:
    (invoice,) = drawn_up()
    answer = coordinator.asks_for("desk.invoice_file", invoice_id=invoice.id, extension=extension)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == media_type
    assert f"invoice-2027-0001.{extension}" in answer.headers["Content-Disposition"]
    assert answer.data.startswith(begin)
    coordinator.cannot_open("desk.invoice_file", invoice_id=invoice.id, extension="exe")


def test_all_lines_of_a_quarter(coordinator: Visitor, customer: Employer) -> None:
    a_kept_visit(a_customer("Zijl Robotics B.V."))
    drawn_up()
    answer = coordinator.asks_for("desk.invoice_lines", quarter=QUARTER)
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [(row["Number"], row["Day"]) for row in rows] == [
        *[("2027-0001", "2026-12-16")] * 4, ("2027-0002", "2026-12-16"),
    ]  # fmt: skip


def test_each_file_that_leaves_is_written_down(coordinator: Visitor, customer: Employer) -> None:
    """Security T51."""
    (invoice,) = drawn_up()
    coordinator.asks_for("desk.invoice_file", invoice_id=invoice.id, extension="xml")
    coordinator.asks_for("desk.invoice_lines", quarter=QUARTER)
    wanted = select(LogLine).where(LogLine.verb.in_(("invoice_taken", "invoice_lines_taken")))
    files = [line.details["file"] for line in session.scalars(wanted.order_by(LogLine.id))]
    assert files == ["invoice-2027-0001.xml", "invoice-lines-2026-Q4.csv"]


def test_only_the_coordinator_comes_here(
    officer: Visitor, registrar: Visitor, hr: Visitor, expat: Visitor, customer: Employer
) -> None:
    (invoice,) = drawn_up()
    for visitor in (officer, registrar, hr, expat):
        visitor.signs_in()
        visitor.cannot_open("desk.invoices")
        visitor.cannot_open("desk.invoice", invoice_id=invoice.id)
        visitor.cannot_open("desk.invoice_file", invoice_id=invoice.id, extension="pdf")


def test_the_menu_leads_here(coordinator: Visitor, officer: Visitor) -> None:
    coordinator.opens("desk.dashboard").follows("Manage").follows("Invoices")
    officer.opens("desk.dashboard").does_not_see("/desk/invoices")


def test_an_invoice_that_is_none_does_not_exist(coordinator: Visitor, customer: Employer) -> None:
    (invoice,) = drawn_up()
    made_up = uuid4()
    coordinator.cannot_open("desk.invoice", invoice_id=made_up)
    coordinator.opens("desk.invoice", invoice_id=invoice.id)


def test_what_is_missing_is_filled_in(coordinator: Visitor, customer: Employer) -> None:
    customer.kvk_number = None
    coordinator.opens("desk.draw_up", quarter=QUARTER).follows("Fill it in")
    coordinator.presses("Save", refused=422, kvk_number="12", vat_number="NL1")
    coordinator.sees("This is no KvK number.", "This is no Dutch VAT number.")
    coordinator.presses(
        "Save",
        kvk_number="90000102",
        street="Rapenburg 1",
        vat_number="nl 0000.99998.B57",
        invoice_reference="PO 1",
    ).sees("NL000099998B57", "PO 1")
    coordinator.opens("desk.draw_up", quarter=QUARTER).presses("Draw up for 1 employer")
    (invoice,) = session.scalars(select(Invoice))
    assert invoice.sent_to.kvk_number == "90000102"
    assert (invoice.sent_to.vat_number, invoice.sent_to.reference) == ("NL000099998B57", "PO 1")


def test_what_was_sent_is_not_changed_by_it(coordinator: Visitor, customer: Employer) -> None:
    (invoice,) = drawn_up()
    coordinator.opens("desk.invoice", invoice_id=invoice.id).follows(
        "Change what the next invoice says of this employer"
    )
    coordinator.presses("Save", street="Elsewhere 1").sees("Elsewhere 1")
    session.expire_all()
    assert (customer.street, invoice.sent_to.street) == ("Elsewhere 1", "Einsteinweg 55")
