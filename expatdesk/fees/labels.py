"""What stands on an invoice, in words."""

from expatdesk.fees.models import Invoice, InvoiceLine
from expatdesk.rules.charging import Ending
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.quarters import Quarter
from expatdesk.shared.i18n import LazyString, gettext
from expatdesk.shared.i18n import lazy_gettext as _l

OF_A_PERSON: dict[PersonRole, LazyString] = {
    PersonRole.PRINCIPAL: _l("Registration visit: first person"),
    PersonRole.PARTNER: _l("Registration visit: partner"),
    PersonRole.CHILD: _l("Registration visit: child"),
}
WITHHELD: dict[Ending, LazyString] = {
    Ending.MISSED: _l("Visit missed: charged all the same"),
    Ending.MOVED_LATE: _l("Visit moved too late: the old time is charged"),
    Ending.CANCELLED_LATE: _l("Visit cancelled too late: charged all the same"),
}
# What an invoice must say of its buyer, by the column of Employer that holds it.
MISSING: dict[str, LazyString] = {
    "kvk_number": _l("KvK number"),
    "street": _l("Street and number"),
    "postcode": _l("Postcode"),
    "town": _l("Town"),
}
# Why no VAT is asked for, where a tariff has none (Wet OB 1968, article 11): an invoice must say it.
NO_VAT = _l("Exempt from VAT")


def line_words(line: InvoiceLine) -> str:
    """What a line is for."""
    return str(OF_A_PERSON[PersonRole(line.role)] if line.role else WITHHELD[Ending(line.ending)])


def title_of(invoice: Invoice) -> str:
    """'Invoice 2027-0001'."""
    if invoice.is_credit_note:
        return gettext("Credit note %(number)s", number=invoice.number)
    return gettext("Invoice %(number)s", number=invoice.number)


def quarter_words(quarter: Quarter) -> str:
    """'4th quarter of 2026'."""
    return gettext("Quarter %(number)d of %(year)d", number=quarter.number, year=quarter.year)
