"""The employer's own papers by way of its system: these alone, each file once (security T04, T07, T26, T38)."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from expatdesk.cases.models import Case
from expatdesk.documents.cleaning import MOST_BYTES
from expatdesk.documents.models import DocumentState, Page
from expatdesk.documents.queries import document_of, documents_of
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.db import session
from expatdesk.systems.models import Scope
from tests.api.system import System
from tests.documents.hostile import EXE, pdf
from tests.factories import a_case, a_key, an_employer, with_family
from tests.factories.papers import a_paper

LETTER = PaperKey.JOB_LETTER


@pytest.fixture
def case(employer: Employer) -> Case:
    return with_family(a_case(employer=employer), children=1)


def count_pages() -> int:
    return session.scalar(select(func.count()).select_from(Page)) or 0


def test_its_own_papers_alone(system: System, case: Case) -> None:
    answer = system.gets(f"hires/{case.id}/papers")
    assert answer.json is not None
    states = {paper["key"]: paper["state"] for paper in answer.json["papers"]}
    assert states[LETTER] == "missing"
    assert PaperKey.IDENTITY not in states
    assert "Moreau" not in answer.text


def test_a_paper_is_handed_in_once(system: System, case: Case) -> None:
    path = f"hires/{case.id}/papers/{LETTER}"
    file = pdf()
    first = system.hands_in(path, file, "one")
    assert first.json == {
        "key": LETTER, "name": "Letter of appointment", "state": "received", "reason": None, "takes_files": True
    }  # fmt: skip
    again = system.hands_in(path, file, "one")
    assert (again.status_code, again.data, again.headers["Idempotent-Replayed"]) == (200, first.data, "true")
    assert count_pages() == 1
    assert system.hands_in(path, pdf(sheets=2), "one").status_code == 422
    assert system.hands_in(path, pdf(sheets=2), "two").status_code == 200
    assert count_pages() == 2
    document = document_of(case.principal, LETTER)
    assert document is not None
    assert document.given_by_role == Role.EMPLOYER_SYSTEM


@pytest.mark.parametrize("paper", [PaperKey.IDENTITY, PaperKey.BIRTH_CERTIFICATE, PaperKey.LEASE, "anything"])
def test_no_other_paper_exists_for_it(system: System, case: Case, paper: str) -> None:
    missing = system.gets("nowhere").data
    answer = system.hands_in(f"hires/{case.id}/papers/{paper}", pdf(), "one")
    assert (answer.status_code, answer.data) == (404, missing)
    assert documents_of(case) == {}


@pytest.mark.parametrize(
    ("content", "kind", "key", "status"),
    [
        (EXE, "application/pdf", "one", 422),
        (b"", "application/pdf", "one", 422),
        (pdf(), "text/plain", "one", 415),
        (EXE, "application/pdf", None, 400),
        (b"%PDF" + b" " * MOST_BYTES, "application/pdf", "one", 413),
    ],
    ids=["a program", "nothing", "called a text", "sent without a key", "too large"],
)
def test_what_is_refused(
    system: System, case: Case, content: bytes, kind: str, key: str | None, status: int
) -> None:
    path = f"hires/{case.id}/papers/{LETTER}"
    assert system.hands_in(path, content, key, kind=kind).status_code == status
    assert documents_of(case) == {}
    assert system.hands_in(path, pdf(), "one").status_code == 200


def test_a_file_may_be_larger_than_a_form(app: Flask, system: System, case: Case) -> None:
    large = pdf() + b"\n" * (app.config["MAX_CONTENT_LENGTH"] + 1)
    assert system.hands_in(f"hires/{case.id}/papers/{LETTER}", large, "one").status_code == 200


def test_why_it_came_back(system: System, case: Case) -> None:
    document = a_paper(case, LETTER, state=DocumentState.RETURNED, reason="unreadable")
    document.given_by_role = Role.EMPLOYER_SYSTEM
    (paper,) = (one for one in system.reads(f"hires/{case.id}/papers")["papers"] if one["key"] == LETTER)
    assert (paper["state"], bool(paper["reason"])) == ("send_again", True)


def test_an_accepted_one_takes_no_more(system: System, case: Case) -> None:
    a_paper(case, LETTER, state=DocumentState.ACCEPTED)
    assert system.hands_in(f"hires/{case.id}/papers/{LETTER}", pdf(), "one").status_code == 409


def test_what_was_handed_in_before_it_was_accepted(system: System, case: Case) -> None:
    """Sent again it gets the answer that it got, whatever the desk did meanwhile (security T38)."""
    path = f"hires/{case.id}/papers/{LETTER}"
    file = pdf()
    first = system.hands_in(path, file, "one")
    document = document_of(case.principal, LETTER)
    assert document is not None
    document.state = DocumentState.ACCEPTED
    again = system.hands_in(path, file, "one")
    assert (again.status_code, again.data, again.headers["Idempotent-Replayed"]) == (200, first.data, "true")
    assert system.hands_in(path, file + b"\n", "one").status_code == 409
    assert system.hands_in(path, file, "two").status_code == 409


def test_another_ones_hire_is_missing(app: Flask, case: Case, employer: Employer) -> None:
    strangers = [a_key(an_employer("Rijnmond Robotics B.V."))[1], a_key(employer, scopes=[Scope.READ])[1]]
    for token in strangers:
        stranger = System(app, token)
        assert stranger.gets(f"hires/{case.id}/papers").status_code == 404
        assert stranger.hands_in(f"hires/{case.id}/papers/{LETTER}", pdf(), "one").status_code == 404
    assert documents_of(case) == {}


def test_a_stranger_sends_no_more_than_a_form(app: Flask, case: Case) -> None:
    """Without a key nothing of a large body is read (security T27)."""
    answer = System(app, None).hands_in(f"hires/{case.id}/papers/{LETTER}", b" " * MOST_BYTES, "one")
    assert answer.status_code == 401
