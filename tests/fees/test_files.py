"""What an invoice is as a file: a PDF that everybody can read, and lines for a spreadsheet."""

import csv
import io

import pikepdf
import pytest
from flask import Flask
from page import ValidationProfile, validate_pdf_bytes

from expatdesk.fees.crediting import credit
from expatdesk.fees.lines_file import lines_file
from expatdesk.fees.models import Invoice
from expatdesk.fees.printing import invoice_html, invoice_pdf
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.sheets import Amount
from tests.fees.invoicing import NEW_YEAR_DAY, a_customer, a_kept_visit, drawn_up
from tests.welcome_pack.tagged import TaggedPdf


@pytest.fixture
def invoice(app: Flask) -> Invoice:
    """The invoice of a family of four, to an employer with a strange name."""
    a_kept_visit(a_customer("=R&D <b>Robotics</b>", invoice_reference="PO 4471"), partner=True, children=2)
    (made,) = drawn_up()
    return made


def test_the_pdf_is_accessible(invoice: Invoice) -> None:
    made = invoice_pdf(invoice, "en")
    assert validate_pdf_bytes(made, profile=ValidationProfile.PDF_UA_1).failures == []
    tagged = TaggedPdf(made)
    assert tagged.pdf.docinfo[pikepdf.Name.Title] == "Invoice 2027-0001"
    assert tagged.pdf.Root.Lang == "en"
    assert [element.text for element in tagged.of("/H1")] == ["Invoice 2027-0001"]
    assert [element.text for element in tagged.of("/TH")][:3] == ["Case", "What for", "Without VAT"]


def test_it_says_who_pays_what_to_whom_and_until_when(invoice: Invoice) -> None:
    html = invoice_html(invoice, "en")
    for said in ("€121.01", "€21.01", "3 February 2027", "NL91 ABNA 0417 1643 00", "PO 4471", "90000102"):
        assert said in html
    assert "Quarter 4 of 2026" in html


def test_names_are_text(invoice: Invoice) -> None:
    assert "=R&amp;D &lt;b&gt;Robotics" in invoice_html(invoice, "en")


def test_a_credit_note_says_what_it_takes_back_and_why(invoice: Invoice) -> None:
    note = credit(invoice, "Sent to the wrong firm", charge_again=False, by=SYSTEM, today=NEW_YEAR_DAY)
    html = invoice_html(note, "en")
    assert "This takes back invoice 2027-0001 of 4 January 2027. Sent to the wrong firm" in html
    assert "Please pay" not in html


def test_the_employer_learns_no_name_and_no_day_of_a_visit(invoice: Invoice) -> None:
    """Security T08: a day is told only where the household lets it, and here nobody is asked."""
    for told in (invoice_html(invoice, "en"), lines_file([invoice], "en", with_days=False).decode()):
        assert not any(word in told for word in ("Krishnan", "Moreau", "16 December", "2026-12-16"))
    assert b"2026-12-16" in lines_file([invoice], "en", with_days=True)


def test_the_lines_are_a_table_with_amounts_as_numbers(invoice: Invoice) -> None:
    note = credit(invoice, "Wrong", charge_again=False, by=SYSTEM, today=NEW_YEAR_DAY)
    text = lines_file([invoice, note], "en", with_days=False).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["With VAT"] for row in rows] == [
        "60.50", "30.25", "15.13", "15.13", "-60.50", "-30.25", "-15.13", "-15.13",
    ]  # fmt: skip
    assert {row["Takes back"] for row in rows[4:]} == {"2027-0001"}
    # Security T25: a name that begins like a formula is none, and an amount below zero is a number.
    assert rows[0]["Employer"].startswith("'=R&D")


@pytest.mark.parametrize(("cents", "shown"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-12345, "-123.45")])
def test_an_amount_in_a_sheet(cents: int, shown: str) -> None:
    assert str(Amount(cents)) == shown
