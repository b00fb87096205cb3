"""Drawing up the invoices of a quarter: shown first, then numbered and kept. Nothing here commits."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from expatdesk.fees.charges import Charged, open_charges
from expatdesk.fees.models import Invoice, InvoicedVisit, InvoiceKind, InvoiceLine
from expatdesk.fees.numbers import hold_numbers
from expatdesk.fees.parties import buyer_of, missing_of, seller_of
from expatdesk.fees.refusals import ChargesChanged, QuarterNotOver
from expatdesk.fees.telling import tell_of
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer
from expatdesk.rules.quarters import Quarter
from expatdesk.rules.region import Region
from expatdesk.rules.vat import vat_shares
from expatdesk.shared.db import session

# EN 16931 (BR-CO-17) asks for the VAT of the sum, and its published check lets an invoice be less than a euro away
# from that. Rounded line by line, about two hundred children come so far.
LARGEST_GAP = 90


@dataclass(frozen=True, slots=True)
class Draft:
    """An invoice that would be drawn up, or what keeps it from being."""

    employer: Employer
    charges: tuple[Charged, ...]
    missing: tuple[str, ...]

    @property
    def excl_cents(self) -> int:
        """The sum without VAT."""
        return sum(one.excl_cents for one in self.charges)

    @property
    def incl_cents(self) -> int:
        """The sum with VAT."""
        return sum(one.incl_cents for one in self.charges)


@dataclass(frozen=True, slots=True)
class Preview:
    """All that would be drawn up for a quarter."""

    drafts: tuple[Draft, ...]

    @property
    def ready(self) -> list[Draft]:
        """Those of whom nothing is missing."""
        return [draft for draft in self.drafts if not draft.missing]

    @property
    def mark(self) -> str:
        """What tells whether all of it is still as it was shown: what is charged, and to whom."""
        told = [(buyer_of(draft.employer), [_told(one) for one in draft.charges]) for draft in self.ready]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def _told(charged: Charged) -> tuple[str, int]:
    return str(charged.what), charged.incl_cents


def preview(quarter: Quarter, region: Region) -> Preview:
    """What `draw_up` would make of this quarter now. Changes nothing."""
    charges = sorted(open_charges(quarter, region), key=lambda one: one.employer.name)
    return Preview(tuple(_drafts(charges)))


def draw_up(quarter: Quarter, *, seen: str, by: Actor, region: Region, today: date) -> list[Invoice]:
    """Draw up what the preview with this mark showed; empty where nothing is left to draw up.

    A visit that was recorded later comes on an invoice of its own. Raises QuarterNotOver and ChargesChanged.
    """
    if today <= quarter.last_day:
        raise QuarterNotOver
    # Two who press at once come one after the other, and the second finds nothing left.
    numbers = hold_numbers(today.year)
    shown = preview(quarter, region)
    if not shown.ready:
        return []
    if shown.mark != seen:
        raise ChargesChanged
    billing = region.billing_on(today)
    heads = {"quarter": str(quarter), "issued_on": today, "seller": seller_of(billing)}
    due_on = today + timedelta(days=billing.days_to_pay)
    made = [
        _invoice(draft.employer, charges, number=next(numbers), due_on=due_on, **heads)
        for draft in shown.ready
        for charges in portions(draft.charges)
    ]
    for invoice in made:
        tell_of(invoice)
    record("invoices_drawn_up", by=by, quarter=str(quarter), numbers=[invoice.number for invoice in made])
    return made


def portions(charges: Sequence[Charged]) -> Iterator[list[Charged]]:
    """All on one invoice; another one where rounding line by line would lead too far from the sum's own VAT."""
    portion: list[Charged] = []
    for one in charges:
        if portion and _gap([*portion, one]) > LARGEST_GAP:
            yield portion
            portion = []
        portion.append(one)
    yield portion


def _gap(charges: Iterable[Charged]) -> int:
    return max(share.gap_cents for share in vat_shares(line for one in charges for line in one.lines))


def _drafts(charges: Iterable[Charged]) -> Iterator[Draft]:
    for employer, theirs in groupby(charges, key=lambda one: one.employer):
        yield Draft(employer, tuple(theirs), tuple(missing_of(employer)))


def _invoice(employer: Employer, charges: Iterable[Charged], **columns: object) -> Invoice:
    invoice = Invoice(kind=InvoiceKind.INVOICE, employer_id=employer.id, buyer=buyer_of(employer), **columns)
    for one in charges:
        for line in one.lines:
            invoice.lines.append(
                InvoiceLine(
                    position=len(invoice.lines) + 1, case_code=one.case_code, day=one.day, ending=line.ending,
                    role=line.role, excl_cents=line.excl_cents, vat_percent=line.vat_percent,
                    vat_cents=line.vat_cents,
                )
            )  # fmt: skip
    session.add(invoice)
    session.flush()
    session.add_all(InvoicedVisit(what=one.what, invoice_id=invoice.id) for one in charges)
    session.flush()
    return invoice
