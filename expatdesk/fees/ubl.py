"""An invoice as UBL 2.1, by Peppol BIS Billing 3 with its Dutch rules, which are those of NLCIUS (EN 16931)."""

from collections.abc import Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from expatdesk.fees.labels import NO_VAT, line_words, quarter_words
from expatdesk.fees.models import Invoice, InvoiceLine
from expatdesk.fees.parties import Party
from expatdesk.rules.vat import VatShare, vat_shares
from expatdesk.shared.i18n import gettext, speaking

SCHEMA = "urn:oasis:names:specification:ubl:schema:xsd:"
CAC, CBC = f"{{{SCHEMA}CommonAggregateComponents-2}}", f"{{{SCHEMA}CommonBasicComponents-2}}"
CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
# Code lists: the Dutch register of companies (ISO 6523), euro, one of something (Rec 20), SEPA credit transfer.
KVK, CURRENCY, ONE, SEPA_TRANSFER = "0106", "EUR", "C62", "58"
INVOICE_TYPE, CREDIT_NOTE_TYPE = "380", "381"
IN_EUROS: Mapping[str, str] = MappingProxyType({"currencyID": CURRENCY})
IN_KVK: Mapping[str, str] = MappingProxyType({"schemeID": KVK})

register_namespace("cac", CAC[1:-1])
register_namespace("cbc", CBC[1:-1])


def ubl_of(invoice: Invoice) -> bytes:
    """The invoice or credit note as a UBL document, in Dutch: machines read it, and Dutch bookkeepers."""
    kind = "CreditNote" if invoice.is_credit_note else "Invoice"
    root = Element(f"{{{SCHEMA}{kind}-2}}{kind}")
    with speaking("nl"):
        _head(root, invoice)
        _party(_part(root, "AccountingSupplierParty"), invoice.sent_by)
        _party(_part(root, "AccountingCustomerParty"), invoice.sent_to)
        _payment(root, invoice)
        _tax(root, invoice)
        _totals(root, invoice)
        for line in invoice.lines:
            _line(root, invoice, line)
    indent(root)
    return _with_default_namespace(tostring(root, encoding="UTF-8", xml_declaration=True), kind)


def _with_default_namespace(document: bytes, kind: str) -> bytes:
    """The root without a prefix, as all examples have it; the standard library gives it one."""
    return document.replace(b"xmlns:ns0=", b"xmlns=").replace(f"ns0:{kind}".encode(), kind.encode())


def _head(root: Element, invoice: Invoice) -> None:
    _say(root, "CustomizationID", CUSTOMIZATION)
    _say(root, "ProfileID", PROFILE)
    _say(root, "ID", invoice.number)
    _say(root, "IssueDate", invoice.issued_on.isoformat())
    if invoice.is_credit_note:
        _say(root, "CreditNoteTypeCode", CREDIT_NOTE_TYPE)
    else:
        _say(root, "DueDate", invoice.due_on.isoformat())
        _say(root, "InvoiceTypeCode", INVOICE_TYPE)
    _say(root, "Note", invoice.reason or quarter_words(invoice.in_quarter))
    _say(root, "DocumentCurrencyCode", CURRENCY)
    # Peppol asks for some reference of the buyer's (R003); who gave none is told the quarter.
    _say(root, "BuyerReference", invoice.sent_to.reference or invoice.quarter)
    period = _part(root, "InvoicePeriod")
    _say(period, "StartDate", invoice.in_quarter.first_day.isoformat())
    _say(period, "EndDate", invoice.in_quarter.last_day.isoformat())
    if invoice.credits:
        taken_back = _part(_part(root, "BillingReference"), "InvoiceDocumentReference")
        _say(taken_back, "ID", invoice.credits.number)
        _say(taken_back, "IssueDate", invoice.credits.issued_on.isoformat())


def _party(side: Element, party: Party) -> None:
    inside = _part(side, "Party")
    _say(inside, "EndpointID", party.kvk_number, IN_KVK)
    _say(_part(inside, "PartyName"), "Name", party.name)
    address = _part(inside, "PostalAddress")
    _say(address, "StreetName", party.street)
    _say(address, "CityName", party.town)
    _say(address, "PostalZone", party.postcode)
    _say(_part(address, "Country"), "IdentificationCode", "NL")
    if party.vat_number:
        tax = _part(inside, "PartyTaxScheme")
        _say(tax, "CompanyID", party.vat_number)
        _vat_scheme(tax)
    legal = _part(inside, "PartyLegalEntity")
    _say(legal, "RegistrationName", party.name)
    _say(legal, "CompanyID", party.kvk_number, IN_KVK)


def _payment(root: Element, invoice: Invoice) -> None:
    means = _part(root, "PaymentMeans")
    _say(means, "PaymentMeansCode", SEPA_TRANSFER)
    _say(means, "PaymentID", invoice.number)
    account = _part(means, "PayeeFinancialAccount")
    _say(account, "ID", invoice.sent_by.iban)
    _say(account, "Name", invoice.sent_by.name)
    if invoice.credits:
        note = gettext("To be set off against invoice %(number)s, or paid back.", number=invoice.credits.number)
        _say(_part(root, "PaymentTerms"), "Note", note)


def _tax(root: Element, invoice: Invoice) -> None:
    total = _part(root, "TaxTotal")
    _say(total, "TaxAmount", _euros(invoice.vat_cents), IN_EUROS)
    for share in vat_shares(invoice.lines):
        subtotal = _part(total, "TaxSubtotal")
        _say(subtotal, "TaxableAmount", _euros(share.excl_cents), IN_EUROS)
        _say(subtotal, "TaxAmount", _euros(share.vat_cents), IN_EUROS)
        _category(_part(subtotal, "TaxCategory"), share.percent, share)


def _totals(root: Element, invoice: Invoice) -> None:
    total = _part(root, "LegalMonetaryTotal")
    for name, cents in (
        ("LineExtensionAmount", invoice.excl_cents),
        ("TaxExclusiveAmount", invoice.excl_cents),
        ("TaxInclusiveAmount", invoice.incl_cents),
        ("PayableAmount", invoice.incl_cents),
    ):
        _say(total, name, _euros(cents), IN_EUROS)


def _line(root: Element, invoice: Invoice, line: InvoiceLine) -> None:
    kind, quantity = (
        ("CreditNoteLine", "CreditedQuantity") if invoice.is_credit_note else ("InvoiceLine", "InvoicedQuantity")
    )
    inside = _part(root, kind)
    _say(inside, "ID", str(line.position))
    _say(inside, quantity, "1", {"unitCode": ONE})
    _say(inside, "LineExtensionAmount", _euros(line.excl_cents), IN_EUROS)
    item = _part(inside, "Item")
    _say(item, "Description", gettext("Case %(code)s", code=line.case_code))
    _say(item, "Name", line_words(line))
    _category(_part(item, "ClassifiedTaxCategory"), line.vat_percent)
    _say(_part(inside, "Price"), "PriceAmount", _euros(line.excl_cents), IN_EUROS)


def _category(category: Element, percent: int, share: VatShare | None = None) -> None:
    """Standard rate, or exempt; of an exemption the breakdown says why (BR-E-10)."""
    _say(category, "ID", "S" if percent else "E")
    _say(category, "Percent", str(percent))
    if share is not None and not percent:
        _say(category, "TaxExemptionReason", str(NO_VAT))
    _vat_scheme(category)


def _vat_scheme(inside: Element) -> None:
    _say(_part(inside, "TaxScheme"), "ID", "VAT")


def _euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _part(inside: Element, name: str) -> Element:
    return SubElement(inside, CAC + name)


def _say(inside: Element, name: str, text: str, attributes: Mapping[str, str] | None = None) -> None:
    SubElement(inside, CBC + name, dict(attributes or {})).text = text
