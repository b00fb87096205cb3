"""An invoice as UBL: the rules of Peppol BIS 3 and NLCIUS that it must keep, each by its name in the norm.

The published schema and the published rules of EN 16931 themselves are in test_published.py. Those of Peppol and
of NLCIUS come with no library, so they were read (Peppol BIS Billing 3.0.15, PEPPOL-EN16931-UBL) and are tried
here by hand. A rule holds where its test names it:

- on the document: R001 to R004, R007, R008, R051, R053, R054, F001, P0100, P0101, CL007;
- on who sends it and who gets it: R010, R020, CL008; what COMMON-R040 to R050 say is of other registers than ours;
- on a line: R120;
- Dutch ones, and what NLCIUS calls them: NL-R-001 (BR-NL-9), NL-R-002 and 004 (BR-NL-3, BR-NL-4), NL-R-003 and 005
  (BR-NL-1, BR-NL-10), NL-R-007 and 008 (BR-NL-11, BR-NL-12); BR-NL-2 is R003, BR-NL-7 is P0100 and P0101.

All other rules of Peppol, save those of other countries, are about parts that our documents never have: see
NEVER_THERE. BR-NL-8, and what NLCIUS only warns of (BR-NL-19 and above), was not looked at.
"""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from flask import Flask
from stdnum import iban
from stdnum.nl import btw

from expatdesk.fees.crediting import credit
from expatdesk.fees.labels import NO_VAT, OF_A_PERSON
from expatdesk.fees.models import Invoice
from expatdesk.fees.ubl import CAC, CBC, SCHEMA, ubl_of
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.i18n import speaking
from tests.factories.cases import REGION
from tests.fees.invoicing import NEW_YEAR_DAY, a_customer, a_kept_visit, drawn_up

KINDS = ("invoice", "credit note", "without VAT")
NAMES = {"cac": CAC[1:-1], "cbc": CBC[1:-1]}


def made(kind: str, **columns: Any) -> Invoice:
    """The invoice of a family of four, what takes it back, or one by a tariff that knows no VAT."""
    free = replace(REGION, tariffs=(replace(REGION.tariffs[0], vat_percent=0),))
    a_kept_visit(a_customer(**columns), partner=True, children=2)
    (invoice,) = drawn_up(region=free if kind == "without VAT" else REGION)
    if kind == "credit note":
        return credit(invoice, "Sent to the wrong firm", charge_again=False, by=SYSTEM, today=NEW_YEAR_DAY)
    return invoice


def read(invoice: Invoice) -> Element:
    """The document as a tree."""
    return fromstring(ubl_of(invoice))  # noqa: S314 - our own document


@pytest.fixture(params=KINDS)
def document(request: pytest.FixtureRequest, app: Flask) -> Element:
    """Each kind of document in turn."""
    return read(made(request.param))


def texts(document: Element, path: str) -> list[str]:
    return [found.text or "" for found in document.findall(path, NAMES)]


def text(document: Element, path: str) -> str:
    (one,) = texts(document, path)
    return one


def amount(document: Element, path: str) -> Decimal:
    return Decimal(text(document, path))


def lines(document: Element) -> list[Element]:
    return [*document.findall("cac:InvoiceLine", NAMES), *document.findall("cac:CreditNoteLine", NAMES)]


def is_credit_note(document: Element) -> bool:
    return document.tag.endswith("}CreditNote")


def test_it_is_what_its_type_says(document: Element) -> None:
    """BR-CL-01, P0100 and P0101: 380 is an invoice, 381 a credit note."""
    if is_credit_note(document):
        assert text(document, "cbc:CreditNoteTypeCode") == "381"
        assert document.tag == f"{{{SCHEMA}CreditNote-2}}CreditNote"
    else:
        assert text(document, "cbc:InvoiceTypeCode") == "380"
        assert document.tag == f"{{{SCHEMA}Invoice-2}}Invoice"


def test_it_says_by_which_rules_it_is_made(document: Element) -> None:
    """BR-01, PEPPOL-EN16931-R001, R004 and R007."""
    assert text(document, "cbc:CustomizationID").endswith("urn:fdc:peppol.eu:2017:poacc:billing:3.0")
    assert text(document, "cbc:ProfileID") == "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"


def test_nothing_in_it_is_empty(document: Element) -> None:
    """PEPPOL-EN16931-R008."""
    assert [
        element.tag for element in document.iter() if not len(element) and not (element.text or "").strip()
    ] == []


def test_it_has_a_number_a_day_and_a_currency(document: Element) -> None:
    """BR-02, BR-03, BR-05 and BR-CL-04, PEPPOL-EN16931-R051 and CL007."""
    assert re.fullmatch(r"2027-\d{4}", text(document, "cbc:ID"))
    assert text(document, "cbc:IssueDate") == "2027-01-04"
    assert text(document, "cbc:DocumentCurrencyCode") == "EUR"
    assert {element.get("currencyID") for element in document.iter() if element.tag.endswith("Amount")} == {"EUR"}


def test_it_has_one_note_and_one_total_of_vat(document: Element) -> None:
    """PEPPOL-EN16931-R002, R053 and R054."""
    assert [len(texts(document, "cbc:Note")), len(document.findall("cac:TaxTotal", NAMES))] == [1, 1]
    assert document.findall("cac:TaxTotal/cac:TaxSubtotal", NAMES)


def test_days_are_written_as_a_machine_reads_them(document: Element) -> None:
    """PEPPOL-EN16931-F001."""
    days = [element.text or "" for element in document.iter() if element.tag.endswith("Date")]
    assert len(days) > 2
    assert [day for day in days if date.fromisoformat(day).isoformat() != day] == []


# A part, and the rules that are about nothing else.
NEVER_THERE = {
    "TaxCurrencyCode": "R005, R055",
    "AllowanceCharge": "R040 to R044, R046, CL002, CL003",
    "PaymentMandate": "R061",
    "AdditionalDocumentReference": "R080",
    "DocumentReference": "R100, R101",
    "EmbeddedDocumentBinaryObject": "CL001",
    "DescriptionCode": "CL006",
    "BaseQuantity": "R121, R130",
    "TaxExemptionReasonCode": "P0104 to P0111",
    "TaxRepresentativeParty": "NL-R-006 (BR-NL-5)",
    "OrderLineReference": "NL-R-009 (BR-NL-13)",
}


def test_what_other_rules_are_about_is_not_in_it(document: Element) -> None:
    """PEPPOL-EN16931-R110 and R111 as well: a line has no period of its own."""
    there = {element.tag.rpartition("}")[2] for element in document.iter()}
    assert there & NEVER_THERE.keys() == set()
    assert [line.findall("cac:InvoicePeriod", NAMES) for line in lines(document)] == [[]] * 4


def test_it_bears_a_reference_of_the_buyers(document: Element) -> None:
    """PEPPOL-EN16931-R003: who gave none is told the quarter."""
    assert text(document, "cbc:BuyerReference") == "2026-Q4"


@pytest.mark.usefixtures("app")
def test_the_buyers_own_reference_comes_first() -> None:
    document = read(made("invoice", invoice_reference="PO 4471"))
    assert text(document, "cbc:BuyerReference") == "PO 4471"


@pytest.mark.parametrize("side", ["AccountingSupplierParty", "AccountingCustomerParty"])
def test_both_sides_are_known_by_their_number_in_the_register(document: Element, side: str) -> None:
    """BR-06, BR-07, BR-62, BR-63, PEPPOL-EN16931-R010, R020, CL008, NL-R-003, NL-R-005 (BR-NL-1, BR-NL-10)."""
    party = document.find(f"cac:{side}/cac:Party", NAMES)
    assert party is not None
    numbers = [party.find(path, NAMES) for path in ("cbc:EndpointID", "cac:PartyLegalEntity/cbc:CompanyID")]
    assert [number is not None and number.get("schemeID") for number in numbers] == ["0106", "0106"]
    assert all(number is not None and re.fullmatch(r"\d{8}", number.text or "") for number in numbers)
    assert text(party, "cac:PartyLegalEntity/cbc:RegistrationName")


@pytest.mark.parametrize("side", ["AccountingSupplierParty", "AccountingCustomerParty"])
def test_both_sides_have_a_whole_address(document: Element, side: str) -> None:
    """BR-08 to BR-11, NL-R-002 and NL-R-004 (BR-NL-3, BR-NL-4)."""
    address = f"cac:{side}/cac:Party/cac:PostalAddress"
    for part in ("StreetName", "CityName", "PostalZone"):
        assert text(document, f"{address}/cbc:{part}")
    assert text(document, f"{address}/cac:Country/cbc:IdentificationCode") == "NL"


def test_the_desk_says_its_vat_number(document: Element) -> None:
    """BR-S-02, BR-E-02 and BR-CO-09."""
    number = text(document, "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID")
    assert number.startswith("NL")
    assert btw.is_valid(number.removeprefix("NL"))


def test_it_says_how_to_pay(document: Element) -> None:
    """BR-49, BR-50, BR-61, BR-CL-16, NL-R-007 and NL-R-008 (BR-NL-11, BR-NL-12)."""
    assert text(document, "cac:PaymentMeans/cbc:PaymentMeansCode") == "58"
    assert iban.is_valid(text(document, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"))
    assert text(document, "cac:PaymentMeans/cbc:PaymentID")


def test_it_says_until_when(document: Element) -> None:
    """BR-CO-25: a last day, or in a credit note what becomes of the amount."""
    said = [*texts(document, "cbc:DueDate"), *texts(document, "cac:PaymentTerms/cbc:Note")]
    assert len(said) == 1


def test_a_credit_note_names_what_it_takes_back(document: Element) -> None:
    """BR-55 and NL-R-001 (BR-NL-9)."""
    named = texts(document, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID")
    assert named == (["2027-0001"] if is_credit_note(document) else [])


def test_the_period_is_the_quarter(document: Element) -> None:
    """BR-29."""
    period = texts(document, "cac:InvoicePeriod/*")
    assert period == ["2026-10-01", "2026-12-31"]


def test_the_sums_are_those_of_the_lines(document: Element) -> None:
    """BR-CO-10, BR-CO-13, BR-CO-15 and BR-CO-16."""
    total = "cac:LegalMonetaryTotal/cbc:"
    summed = sum(amount(line, "cbc:LineExtensionAmount") for line in lines(document))
    assert amount(document, total + "LineExtensionAmount") == summed
    assert amount(document, total + "TaxExclusiveAmount") == summed
    with_vat = summed + amount(document, "cac:TaxTotal/cbc:TaxAmount")
    assert amount(document, total + "TaxInclusiveAmount") == with_vat
    assert amount(document, total + "PayableAmount") == with_vat


def test_the_vat_is_broken_down_by_rate(document: Element) -> None:
    """BR-CO-14, BR-CO-17, BR-CO-18, BR-S-08 and BR-S-09, BR-E-08 and BR-E-09."""
    shares = document.findall("cac:TaxTotal/cac:TaxSubtotal", NAMES)
    assert sum(amount(share, "cbc:TaxAmount") for share in shares) == amount(
        document, "cac:TaxTotal/cbc:TaxAmount"
    )
    for share in shares:
        rate = amount(share, "cac:TaxCategory/cbc:Percent")
        of_rate = [
            line
            for line in lines(document)
            if amount(line, "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent") == rate
        ]
        taxed = amount(share, "cbc:TaxableAmount")
        assert taxed == sum(amount(line, "cbc:LineExtensionAmount") for line in of_rate)
        assert abs(amount(share, "cbc:TaxAmount") - taxed * rate / 100) < 1


def test_what_bears_no_vat_says_why(document: Element) -> None:
    """BR-S-05, BR-S-10, BR-E-05 and BR-E-10: standard rate, or exempt with a reason."""
    with speaking("nl"):
        exempt = str(NO_VAT)
    for category in document.findall("cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory", NAMES):
        rate, why = amount(category, "cbc:Percent"), texts(category, "cbc:TaxExemptionReason")
        assert (text(category, "cbc:ID"), why) == (("S", []) if rate else ("E", [exempt]))


def test_a_line_says_what_how_many_and_for_how_much(document: Element) -> None:
    """BR-16, BR-21 to BR-27, BR-CO-04, BR-CL-23 and PEPPOL-EN16931-R120."""
    assert [text(line, "cbc:ID") for line in lines(document)] == ["1", "2", "3", "4"]
    with speaking("nl"):
        names = {str(words) for words in OF_A_PERSON.values()}
    for line in lines(document):
        (quantity,) = (element for element in line if element.tag.endswith("edQuantity"))
        assert (quantity.text, quantity.get("unitCode")) == ("1", "C62")
        assert amount(line, "cac:Price/cbc:PriceAmount") == amount(line, "cbc:LineExtensionAmount")
        assert text(line, "cac:Item/cbc:Name") in names
        assert text(line, "cac:Item/cac:ClassifiedTaxCategory/cac:TaxScheme/cbc:ID") == "VAT"


def test_amounts_have_two_decimals(document: Element) -> None:
    """BR-DEC-09 to BR-DEC-28."""
    amounts = [element.text or "" for element in document.iter() if element.tag.endswith("Amount")]
    assert [one for one in amounts if not re.fullmatch(r"\d+\.\d\d", one)] == []


@pytest.mark.usefixtures("app")
def test_names_with_markup_are_text() -> None:
    document = read(made("invoice", name="R&D <b>Robotics</b>"))
    assert text(document, "cac:AccountingCustomerParty/cac:Party/cac:PartyName/cbc:Name") == "R&D <b>Robotics</b>"


@pytest.mark.usefixtures("app")
def test_it_names_no_household() -> None:
    """A case code is enough."""
    document = ubl_of(made("invoice")).decode()
    assert "Krishnan" not in document
    assert "Moreau" not in document
