"""The form for the employer's address, signed on a page: its text, who signed and when, as a paper of the hire."""

import io
import uuid
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest
from flask import Flask
from sqlalchemy import update

from expatdesk.appointments.withdrawing import withdraw_hire
from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case
from expatdesk.documents.address_form import AddressForm, Signature, signed_form
from expatdesk.documents.models import Document, DocumentState
from expatdesk.documents.queries import document_of
from expatdesk.documents.reading import content_of
from expatdesk.documents.taking_in import Sent
from expatdesk.logbook.queries import history_of
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Person, Role
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_employer
from tests.factories.cases import done_by
from tests.visitor import Visitor

FORM = PaperKey.EMPLOYER_ADDRESS_FORM
SIGNED: dict[str, Any] = {"name": "Sanne de Wit", "may_sign": True}
SIGN = "Sign the form"


@pytest.fixture
def case(employer: Employer) -> Case:
    return a_case(employer=employer, home_kind=None, home_postcode=None)


def words_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)


def form_of(case: Case) -> Document | None:
    return document_of(case.principal, FORM)


def test_hr_reads_signs_and_the_desk_has_it(hr: Visitor, case: Case, employer: Employer) -> None:
    hr.opens("employer.hire", case_id=case.id).follows("Read and sign it here")
    hr.sees(
        f"What {employer.name} promises", "for three months at most", "letters reach Ananya Krishnan",
        "a recognised sponsor",
    )  # fmt: skip
    hr.presses(SIGN, **SIGNED).sees("The form is signed, and the desk has it.")
    hr.does_not_see("Read and sign it here").sees("The desk has it")
    document = form_of(case)
    assert document is not None
    assert (document.state, document.given_by_role, case.address_form_signed) == (
        DocumentState.TO_CHECK, "employer", True,
    )  # fmt: skip
    (page,) = document.pages
    words = words_of(content_of(page))
    for part in (
        employer.name,
        "Ananya Krishnan",
        "Sanne de Wit",
        "14 December 2026, 10:00",
        "three months at most",
    ):
        assert part in words
    said = [sentence(line) for line in history_of(case.id)]
    assert any("signed the form for the address of" in one for one in said)


def test_the_address_is_the_one_that_the_employer_told(hr: Visitor, employer: Employer) -> None:
    case = a_case(
        employer=employer, home_kind=None, home_postcode=None, work_street="Rapenburg 70", work_postcode="2311 EZ"
    )
    hr.opens("employer.sign_address_form", case_id=case.id).sees("Rapenburg 70, 2311 EZ")


@pytest.mark.parametrize("left_open", ["name", "may_sign"])
def test_without_a_name_or_a_yes_nothing_is_signed(hr: Visitor, case: Case, left_open: str) -> None:
    hr.opens("employer.sign_address_form", case_id=case.id)
    hr.presses(SIGN, refused=422, **{name: value for name, value in SIGNED.items() if name != left_open})
    assert (form_of(case), case.address_form_signed) == (None, False)


def test_signed_twice_is_one_form(hr: Visitor, case: Case) -> None:
    hr.opens("employer.sign_address_form", case_id=case.id).presses(SIGN, **SIGNED)
    answer = hr.posts("employer.sign_address_form", {"name": "Sanne de Wit", "may_sign": "y"}, case_id=case.id)
    document = form_of(case)
    assert (answer.status_code, document and len(document.pages)) == (303, 1)


def test_what_changed_since_it_was_read_is_read_before_it_is_signed(hr: Visitor, case: Case) -> None:
    """Security T39: nobody signs a text that they did not see."""
    hr.opens("employer.sign_address_form", case_id=case.id)
    case.principal.family_name = "Krishnan-Rao"
    hr.presses(SIGN, refused=409, **SIGNED).sees("changed since you read it", "letters reach Ananya Krishnan-Rao")
    assert (form_of(case), case.address_form_signed) == (None, False)
    hr.presses(SIGN, refused=422).presses(SIGN, **SIGNED).sees("The form is signed")
    document = form_of(case)
    assert document is not None
    assert "Ananya Krishnan-Rao" in words_of(content_of(document.pages[0]))


@pytest.mark.parametrize("seen", [None, "", "0" * 16])
def test_a_signature_under_no_text_at_all_is_none(hr: Visitor, case: Case, seen: str | None) -> None:
    typed = {"name": "Sanne de Wit", "may_sign": "y", **({} if seen is None else {"seen": seen})}
    assert hr.posts("employer.sign_address_form", typed, case_id=case.id).status_code == 409
    assert form_of(case) is None


def test_what_changes_while_the_form_is_drawn_is_not_signed(
    hr: Visitor, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drawing takes seconds in which others can write, a second click too."""
    case_id = case.id

    def drawn_slowly(*given: Any) -> Iterator[Sent]:
        yield from signed_form(*given)
        session.execute(update(Person).where(Person.case_id == case_id).values(family_name="Krishnan-Rao"))
        session.commit()

    monkeypatch.setattr("expatdesk.employer.address_form.signed_form", drawn_slowly)
    hr.opens("employer.sign_address_form", case_id=case.id)
    hr.presses(SIGN, **SIGNED).sees("changed since you read it", "letters reach Ananya Krishnan-Rao")
    assert form_of(case) is None


def test_of_a_hire_that_was_withdrawn_meanwhile_nothing_is_signed(hr: Visitor, case: Case) -> None:
    hr.opens("employer.sign_address_form", case_id=case.id)
    withdraw_hire(case, "not_coming", **done_by())
    hr.presses(SIGN, **SIGNED).sees("This hire was closed meanwhile. The form is not signed.")
    assert (form_of(case), case.address_form_signed) == (None, False)


def test_one_that_was_sent_back_is_signed_again(hr: Visitor, case: Case) -> None:
    hr.opens("employer.sign_address_form", case_id=case.id).presses(SIGN, **SIGNED)
    document = form_of(case)
    assert document is not None
    document.state, document.reason = DocumentState.RETURNED, "not_signed"
    hr.opens("employer.hire", case_id=case.id).follows("Read and sign it here: Form for the employer’s address")
    hr.presses(SIGN, **SIGNED)
    assert (document.state, len(document.pages)) == (DocumentState.TO_CHECK, 1)


def test_where_nobody_asks_for_it_there_is_none(hr: Visitor, employer: Employer, visit: Visit, case: Case) -> None:
    """Security T01: another's hire is as missing as a made-up one."""
    with_home = a_case(employer=employer)
    stranger = visit(a_user(Role.EMPLOYER, employer=an_employer("Naturalis")))
    hr.cannot_open("employer.sign_address_form", case_id=with_home.id)
    for case_id in (case.id, uuid.uuid4()):
        stranger.cannot_open("employer.sign_address_form", case_id=case_id)


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Form for the employer"), ("nl", "Formulier werkgeversadres")]
)
def test_the_pdf_is_accessible_and_in_the_language_that_was_read(app: Flask, language: str, title: str) -> None:
    text = AddressForm("Hortus & Co <b>", "12345678", "Rapenburg 70", "Ananya Krishnan")
    with app.test_request_context():
        (file,) = signed_form(text, Signature("Sanne de Wit", "sanne@hortus.example", now()), language)
    assert file.name.startswith(title)
    assert "Hortus & Co <b>" in words_of(file.content)
    with pikepdf.open(io.BytesIO(file.content)) as pdf:
        assert str(pdf.Root.Lang).startswith(language)
        assert pdf.Root.MarkInfo.Marked
