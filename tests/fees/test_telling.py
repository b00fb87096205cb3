"""An employer hears of each invoice once, and of what takes it back."""

import pytest
from flask import Flask
from sqlalchemy import select

from expatdesk.fees.crediting import credit
from expatdesk.fees.models import Invoice
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from tests.factories import a_user
from tests.fees.invoicing import NEW_YEAR_DAY, a_customer, a_kept_visit, drawn_up


@pytest.fixture
def invoice(app: Flask) -> Invoice:
    """An invoice to an employer with an admin of each language, a colleague, and one who left."""
    employer = a_customer()
    a_user(Role.EMPLOYER_ADMIN, employer=employer, language="en")
    a_user(Role.EMPLOYER_ADMIN, employer=employer, language="nl")
    a_user(Role.EMPLOYER_ADMIN, employer=employer).active = False
    a_user(Role.EMPLOYER, employer=employer)
    a_user(Role.EMPLOYER_ADMIN, employer=a_customer("Zijl Robotics B.V."))
    a_kept_visit(employer, partner=True)
    (made,) = drawn_up()
    return made


def mails() -> dict[str, Mail]:
    """What was written to whom, by language: one mail each."""
    found = session.scalars(select(Mail).where(Mail.kind == "invoice_drawn_up")).all()
    by_language = {mail.language: mail for mail in found}
    assert len(by_language) == len(found)
    return by_language


def test_the_admins_hear_what_to_pay_by_when_and_where_it_stands(invoice: Invoice) -> None:
    told = mails()
    assert told.keys() == {"en", "nl"}
    assert told["en"].subject == "Invoice 2027-0001"
    assert told["nl"].subject == "Factuur 2027-0001"
    for words in ("Quarter 4 of 2026", "Pay €90.75 by Wednesday 3 February 2027", f"/invoices/{invoice.id}"):
        assert words in told["en"].text
    assert "Betaal € 90,75 uiterlijk woensdag 3 februari 2027" in told["nl"].text.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert invoice.sent_by.iban not in told["en"].text


def test_looking_once_more_tells_nobody_again(invoice: Invoice) -> None:
    assert drawn_up() == []
    assert len(mails()) == 2


@pytest.mark.parametrize("again", [True, False])
def test_a_credit_note_says_what_it_takes_back(invoice: Invoice, again: bool) -> None:
    session.query(Mail).delete()
    note = credit(invoice, "Sent to the wrong firm", charge_again=again, by=SYSTEM, today=NEW_YEAR_DAY)
    told = mails()
    assert told["nl"].subject == "Creditnota 2027-0002"
    assert "Invoice 2027-0001 was wrong." in told["en"].text
    assert f"/invoices/{note.id}" in told["en"].text
    assert ("Its visits come on a new invoice." in told["en"].text) is again
    assert "Pay €" not in told["en"].text
