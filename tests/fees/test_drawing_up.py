"""Invoices of a quarter: numbers without gaps, no visit twice, whoever presses at the same moment."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from expatdesk.fees.crediting import credit
from expatdesk.fees.drawing_up import LARGEST_GAP, draw_up, portions, preview
from expatdesk.fees.models import Invoice, InvoicedVisit, InvoiceLine
from expatdesk.fees.numbers import hold_numbers
from expatdesk.fees.refusals import ChargesChanged, NotToCredit, QuarterNotOver
from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.rules.vat import vat_shares
from expatdesk.shared.db import begin_immediate, session
from tests.factories import an_address
from tests.factories.cases import REGION
from tests.fees.invoicing import NEW_YEAR_DAY, QUARTER, a_customer, a_kept_visit, drawn_up

PRESSING_AT_ONCE = 4


@pytest.fixture
def invoice(app: Flask) -> Invoice:
    """The invoice of a family of four."""
    a_kept_visit(a_customer(), partner=True, children=2)
    (made,) = drawn_up()
    return made


def numbers() -> list[str]:
    return list(session.scalars(select(Invoice.number).order_by(Invoice.number)))


def test_one_invoice_per_customer(app: Flask) -> None:
    hortus, zijl = a_customer(), a_customer("Zijl Robotics B.V.")
    for employer in (zijl, hortus, hortus):
        a_kept_visit(employer)
    made = drawn_up()
    assert [(one.number, one.sent_to.name, len(one.lines)) for one in made] == [
        ("2027-0001", "Hortus Instruments B.V.", 2),
        ("2027-0002", "Zijl Robotics B.V.", 1),
    ]
    assert [line.position for line in made[0].lines] == [1, 2]


def test_it_says_what_was_told_to_the_cent(invoice: Invoice) -> None:
    assert (invoice.excl_cents, invoice.vat_cents, invoice.incl_cents) == (10000, 2101, 12101)
    assert [(line.vat_percent, line.vat_cents) for line in invoice.lines] == [
        (21, 1050), (21, 525), (21, 263), (21, 263),
    ]  # fmt: skip
    assert (invoice.issued_on, invoice.due_on) == (NEW_YEAR_DAY, date(2027, 2, 3))
    assert invoice.sent_by.iban == "NL91ABNA0417164300"


def test_what_was_sent_stays_as_it_was(invoice: Invoice) -> None:
    """The employer moves, and the tariff goes up: the invoice is a paper of its day."""
    employer = session.get_one(type(a_customer("Other")), invoice.employer_id)
    employer.name, employer.street = "Hortus Group B.V.", "Elsewhere 1"
    session.flush()
    session.expire_all()
    assert (invoice.sent_to.name, invoice.sent_to.street) == ("Hortus Instruments B.V.", "Einsteinweg 55")


def test_a_second_time_nothing_is_left(invoice: Invoice) -> None:
    assert drawn_up() == []
    assert preview(QUARTER, REGION).drafts == ()
    assert numbers() == ["2027-0001"]


def test_what_is_recorded_later_comes_on_an_invoice_of_its_own(invoice: Invoice) -> None:
    a_kept_visit(a_customer("Late recorders"))
    assert [one.number for one in drawn_up()] == ["2027-0002"]


def test_a_quarter_must_be_over(app: Flask) -> None:
    a_kept_visit(a_customer())
    with pytest.raises(QuarterNotOver):
        drawn_up(today=QUARTER.last_day)
    assert drawn_up(today=QUARTER.next.first_day)


def test_what_changed_since_the_preview_is_shown_first(app: Flask) -> None:
    customer = a_customer()
    a_kept_visit(customer)
    seen = preview(QUARTER, REGION).mark
    a_kept_visit(customer)
    with pytest.raises(ChargesChanged):
        draw_up(QUARTER, seen=seen, by=SYSTEM, region=REGION, today=NEW_YEAR_DAY)
    assert numbers() == []


def test_whom_it_is_sent_to_is_looked_at_first_as_well(app: Flask) -> None:
    """Somebody changed the address while the preview stood on the screen."""
    customer = a_customer()
    a_kept_visit(customer)
    seen = preview(QUARTER, REGION).mark
    customer.street = "Elsewhere 1"
    with pytest.raises(ChargesChanged):
        draw_up(QUARTER, seen=seen, by=SYSTEM, region=REGION, today=NEW_YEAR_DAY)


@pytest.mark.parametrize("column", ["kvk_number", "street"])
def test_of_whom_something_is_missing_gets_none_and_the_others_do(app: Flask, column: str) -> None:
    a_kept_visit(a_customer("Nameless", **{column: None}))
    a_kept_visit(a_customer())
    waiting = next(draft for draft in preview(QUARTER, REGION).drafts if draft.missing)
    assert (waiting.employer.name, waiting.missing) == ("Nameless", (column,))
    assert [one.sent_to.name for one in drawn_up()] == ["Hortus Instruments B.V."]


def test_it_goes_to_the_address_for_invoices(app: Flask) -> None:
    """Nobody needs to know the street of the other one then; what was sent keeps the address that it had."""
    customer = a_customer(street=None)
    address = an_address(customer, "invoice", street="Postbus 9600", postcode="2300 RC")
    a_kept_visit(customer)
    (made,) = drawn_up()
    customer.addresses.remove(address)
    assert (made.sent_to.street, made.sent_to.postcode) == ("Postbus 9600", "2300 RC")


def test_it_is_written_down(invoice: Invoice) -> None:
    (line,) = session.scalars(select(LogLine).where(LogLine.verb == "invoices_drawn_up"))
    assert line.details == {"quarter": "2026-Q4", "numbers": ["2027-0001"]}
    assert line.case_id is None


def test_no_visit_stands_on_two_invoices(invoice: Invoice) -> None:
    """Whatever goes wrong above it, the key of the table says no."""
    what = session.scalars(select(InvoicedVisit.what)).one()
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(InvoicedVisit.__table__.insert().values(what=what, invoice_id=invoice.id))  # type: ignore[attr-defined]


def test_rounding_leads_nowhere_an_invoice_may_not_be(app: Flask) -> None:
    """Half a cent per child: a large customer gets a second invoice before the sum is a euro off."""
    a_kept_visit(a_customer(), children=2)
    (draft,) = preview(QUARTER, REGION).drafts
    many = [replace(draft.charges[0], what=draft.charges[0].what) for _ in range(150)]
    parts = list(portions(many))
    assert [len(part) for part in parts] == [90, 60]
    for part in parts:
        (share,) = vat_shares(line for one in part for line in one.lines)
        assert share.gap_cents <= LARGEST_GAP


def test_a_year_begins_anew(app: Flask) -> None:
    assert [next(hold_numbers(year)) for year in (2026, 2026, 2027)] == ["2026-0001", "2026-0002", "2027-0001"]


def test_a_credit_note_takes_all_of_it_back(invoice: Invoice) -> None:
    note = credit(invoice, "Sent to the wrong firm", charge_again=False, by=SYSTEM, today=NEW_YEAR_DAY)
    assert (note.number, note.is_credit_note, note.credits) == ("2027-0002", True, invoice)
    assert (note.excl_cents, note.vat_cents, len(note.lines)) == (10000, 2101, 4)
    assert note.buyer == invoice.buyer
    assert drawn_up() == []


def test_its_visits_may_be_charged_again_once_it_is_taken_back(invoice: Invoice) -> None:
    credit(invoice, "Sent to the wrong firm", charge_again=True, by=SYSTEM, today=NEW_YEAR_DAY)
    (anew,) = drawn_up()
    assert (anew.number, anew.incl_cents) == ("2027-0003", 12101)
    assert drawn_up() == []


def test_nothing_is_taken_back_twice(invoice: Invoice) -> None:
    note = credit(invoice, "Wrong", charge_again=True, by=SYSTEM, today=NEW_YEAR_DAY)
    for one in (invoice, note):
        with pytest.raises(NotToCredit):
            credit(one, "Wrong again", charge_again=True, by=SYSTEM, today=NEW_YEAR_DAY)
    assert numbers() == ["2027-0001", "2027-0002"]


def at_once(app: Flask, act: object) -> list[object]:
    """So many people do the same in one moment, each with a connection of their own."""
    together = threading.Barrier(PRESSING_AT_ONCE)

    def press(number: int) -> object:
        with app.app_context():
            together.wait()
            begin_immediate()
            answer = act(number)  # type: ignore[operator]
            session.remove()
            return answer

    session.remove()
    with ThreadPoolExecutor(PRESSING_AT_ONCE) as threads:
        return list(threads.map(press, range(PRESSING_AT_ONCE)))


def test_two_who_draw_up_at_once_draw_up_once(real_app: Flask) -> None:
    customer = a_customer()
    for _ in range(3):
        a_kept_visit(customer)
    seen = preview(QUARTER, REGION).mark
    session.commit()

    def draw(_number: int) -> int:
        made = len(draw_up(QUARTER, seen=seen, by=SYSTEM, region=REGION, today=NEW_YEAR_DAY))
        session.commit()
        return made

    assert sorted(at_once(real_app, draw)) == [0, 0, 0, 1]  # type: ignore[type-var]
    assert session.scalar(select(func.count()).select_from(InvoiceLine)) == 3
    assert numbers() == ["2027-0001"]


def test_two_who_take_back_at_once_take_back_once(real_app: Flask) -> None:
    a_kept_visit(a_customer())
    (invoice,) = drawn_up()
    session.commit()
    invoice_id = invoice.id

    def take_back(_number: int) -> str:
        try:
            credit(session.get_one(Invoice, invoice_id), "x", charge_again=True, by=SYSTEM, today=NEW_YEAR_DAY)
            session.commit()
        except NotToCredit:
            session.rollback()
            return "refused"
        return "credited"

    assert sorted(at_once(real_app, take_back)) == ["credited", *["refused"] * 3]  # type: ignore[type-var]
    assert numbers() == ["2027-0001", "2027-0002"]


def test_a_number_that_was_not_stored_is_given_to_the_next(real_app: Flask) -> None:
    """One of them fails after it got its number: there is no gap where it would have been."""

    def take(number: int) -> str:
        given = next(hold_numbers(2027))
        if number == 0:
            session.rollback()
            return "failed"
        session.commit()
        return given

    assert sorted(at_once(real_app, take)) == ["2027-0001", "2027-0002", "2027-0003", "failed"]  # type: ignore[type-var]


def test_two_across_new_year_come_one_after_the_other(real_app: Flask) -> None:
    """They count in two years, and still must not draw up the same visits."""
    held, steps = threading.Event(), list[str]()

    def take(year: int) -> None:
        with real_app.app_context():
            if year == 2027:
                held.wait()
            begin_immediate()
            hold_numbers(year)
            held.set()
            steps.append(f"{year} begins")
            time.sleep(0.5)
            steps.append(f"{year} ends")
            session.commit()
            session.remove()

    session.remove()
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(take, (2026, 2027)))
    assert steps == ["2026 begins", "2026 ends", "2027 begins", "2027 ends"]
