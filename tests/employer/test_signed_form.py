"""HR opens the form for its address that it signed on a page again; no file that somebody sent (security T07)."""

import uuid

import pytest
from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.documents.models import DocumentState
from expatdesk.documents.queries import document_of
from expatdesk.logbook.models import LogLine
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.documents.hostile import pdf
from tests.employer.test_address_form import FORM, SIGN, SIGNED, words_of
from tests.factories import a_case, a_user, an_employer
from tests.factories.handing_in import handed_in
from tests.sending_files import sent
from tests.visitor import Visitor

DOWNLOAD = "Download as PDF: The form for your address, as it was signed here"


@pytest.fixture
def case(employer: Employer) -> Case:
    return a_case(employer=employer, home_kind=None, home_postcode=None, department="Research")


def signs(hr: Visitor, case: Case) -> Visitor:
    return hr.opens("employer.sign_address_form", case_id=case.id).presses(SIGN, **SIGNED)


def test_who_signed_opens_it_again_and_the_household_reads_that(hr: Visitor, case: Case) -> None:
    hr.opens("employer.hire", case_id=case.id).does_not_see("as it was signed here")
    hr.cannot_open("employer.address_form_pdf", case_id=case.id)
    address = signs(hr, case).page.link(DOWNLOAD)
    file = hr.asks_for("employer.address_form_pdf", case_id=case.id)
    assert address.endswith(f"/hires/{case.id}/address-form/signed")
    assert "Sanne de Wit" in words_of(file.data)
    assert file.headers["Content-Disposition"].startswith("attachment")
    other = a_case(employer=case.employer)
    hr.opens("employer.hire", case_id=other.id).does_not_see("as it was signed here")
    hr.cannot_open("employer.address_form_pdf", case_id=other.id)
    line = session.scalars(select(LogLine).where(LogLine.verb == "paper_read")).one()
    assert (line.case_id, line.details["paper"], line.actor_role) == (case.id, FORM, "employer")


def test_colleagues_open_it_where_they_see_the_hire(hr: Visitor, case: Case, visit: Visit) -> None:
    """Security T01: another department and another employer find it as little as one that nobody signed."""
    signs(hr, case)
    of_case = [
        visit(a_user(Role.EMPLOYER, employer=case.employer, department=name)) for name in ("Research", "Sales")
    ]
    research, sales = of_case
    assert research.asks_for("employer.address_form_pdf", case_id=case.id).status_code == 200
    stranger = visit(a_user(Role.EMPLOYER_ADMIN, employer=an_employer("Naturalis")))
    for other in (sales, stranger):
        other.cannot_open("employer.address_form_pdf", case_id=case.id)
    hr.cannot_open("employer.address_form_pdf", case_id=uuid.uuid4())


def test_files_that_somebody_sent_stay_closed(hr: Visitor, case: Case) -> None:
    """Security T07: a household may hand in this very paper, with anything in it."""
    handed_in(case, FORM)
    hr.opens("employer.hire", case_id=case.id).does_not_see("as it was signed here")
    hr.cannot_open("employer.address_form_pdf", case_id=case.id)


def test_pages_that_came_behind_it_stay_closed(hr: Visitor, case: Case) -> None:
    signs(hr, case)
    hr.opens("employer.paper", case_id=case.id, paper=FORM).presses("Hand in", files=sent(("more.pdf", pdf())))
    document = document_of(case.principal, FORM)
    assert document is not None
    assert [page.signed_for_id for page in document.pages] == [case.employer_id, None]
    assert "Sanne de Wit" in words_of(hr.asks_for("employer.address_form_pdf", case_id=case.id).data)


def test_what_the_scanner_has_not_seen_nobody_opens(hr: Visitor, case: Case) -> None:
    signs(hr, case)
    document = document_of(case.principal, FORM)
    assert document is not None
    document.state = DocumentState.BEING_SCANNED
    hr.opens("employer.hire", case_id=case.id).does_not_see("as it was signed here")
    hr.cannot_open("employer.address_form_pdf", case_id=case.id)


def test_the_next_employer_does_not_open_what_the_former_one_signed(hr: Visitor, case: Case, visit: Visit) -> None:
    signs(hr, case)
    case.employer = an_employer("Naturalis")
    session.flush()
    theirs = visit(a_user(Role.EMPLOYER, employer=case.employer))
    theirs.opens("employer.hire", case_id=case.id).does_not_see("as it was signed here")
    theirs.cannot_open("employer.address_form_pdf", case_id=case.id)
