"""Employers that ask to be let in, before the coordinator: looked up, approved or refused."""

import uuid

import pytest
from sqlalchemy import select

from expatdesk.logbook.models import LogLine
from expatdesk.organisations.models import Employer, EmployerApplication
from expatdesk.people.models import Role
from expatdesk.people.queries import user_by_email
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_user, an_employer
from tests.signin.ways_in import mails
from tests.visitor import Visitor


def an_application(**columns: object) -> EmployerApplication:
    """Somebody of Naturalis asks, and has confirmed the mailbox unless the test says otherwise."""
    usual: dict[str, object] = {
        "name": "Naturalis", "kvk_number": "27366422", "street": "Darwinweg 2", "postcode": "2333 CR",
        "town": "Leiden", "applicant": "Esra Koç", "email": "esra@naturalis.example", "language": "en",
        "token_hash": "x" * 64, "confirmed_at": now(),
    }  # fmt: skip
    asked = EmployerApplication(**{**usual, **columns})
    session.add(asked)
    session.flush()
    return asked


def waiting() -> list[EmployerApplication]:
    """What is not decided."""
    return list(session.scalars(select(EmployerApplication)))


def test_approved(coordinator: Visitor) -> None:
    an_application()
    coordinator.opens("desk.employers").follows("Naturalis").sees("Asks to be let in", "esra@naturalis.example")
    coordinator.presses("Approve", refused=422, recognised_sponsor=True).sees("Look the employer up")
    coordinator.presses("Approve", recognised_sponsor=False, name="Naturalis Biodiversity Center")
    coordinator.sees("Naturalis Biodiversity Center is added, and Esra Koç gets a mail.")
    employer, user = session.scalars(select(Employer)).one(), user_by_email("esra@naturalis.example")
    assert user is not None
    assert (employer.kvk_number, user.role, user.employer_id) == ("27366422", Role.EMPLOYER_ADMIN, employer.id)
    assert [mail.recipient for mail in mails("user_invitation")] == ["esra@naturalis.example"]
    assert waiting() == []


def test_refused_with_a_reason(coordinator: Visitor) -> None:
    asked = an_application()
    coordinator.opens("desk.application", application_id=asked.id)
    coordinator.presses("Refuse", refused=422).sees("Write down why. The applicant reads it.")
    (approving, _button) = coordinator.page.form_with("Approve")
    assert approving.values()["kvk_number"] == ["27366422"]
    coordinator.presses("Refuse", reason="The register does not know you.").sees("Esra Koç gets a mail")
    (mail,) = mails("employer_refused")
    assert "The register does not know you." in mail.text
    line = session.scalars(select(LogLine).where(LogLine.verb == "employer_refused")).one()
    assert line.details == {"employer": "Naturalis", "why": "The register does not know you."}
    assert (waiting(), session.scalars(select(Employer)).all()) == ([], [])


def test_an_employer_that_is_known_already(coordinator: Visitor) -> None:
    an_employer("Other", kvk_number="27366422")
    asked = an_application()
    coordinator.opens("desk.application", application_id=asked.id)
    coordinator.presses("Approve", refused=422).sees("Another employer has this KvK number.")
    assert (len(waiting()), user_by_email(asked.email)) == (1, None)


def test_an_address_that_got_an_account_meanwhile(coordinator: Visitor) -> None:
    """Nothing is half done: the employer is not added either."""
    asked = an_application(email=a_user(Role.OFFICER).email)
    coordinator.opens("desk.application", application_id=asked.id)
    coordinator.presses("Approve", refused=422).sees("The address has an account meanwhile.")
    assert session.scalars(select(Employer)).all() == []


def test_two_coordinators_at_one_application(visit: Visit) -> None:
    """The second finds it decided."""
    asked_id = an_application().id
    first, second = visit(a_user(Role.COORDINATOR)), visit(a_user(Role.COORDINATOR))
    for one in (first, second):
        one.opens("desk.application", application_id=asked_id)
    first.presses("Approve")
    refusal = second.posts("desk.refuse_application", {"reason": "No"}, application_id=asked_id)
    assert refusal.status_code == 404
    assert mails("employer_refused") == []


def test_who_did_not_confirm_is_not_there(coordinator: Visitor) -> None:
    asked = an_application(confirmed_at=None)
    coordinator.opens("desk.employers").does_not_see("Naturalis")
    coordinator.cannot_open("desk.application", application_id=asked.id)
    answer = coordinator.posts("desk.refuse_application", {"reason": "No"}, application_id=asked.id)
    assert answer.status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICER, Role.EMPLOYER_ADMIN])
def test_nobody_else_decides(visit: Visit, role: Role) -> None:
    employer = an_employer() if role is Role.EMPLOYER_ADMIN else None
    asked, somebody = an_application(), visit(a_user(role, employer=employer))
    somebody.cannot_open("desk.application", application_id=asked.id)
    answer = somebody.posts("desk.application", application_id=asked.id)
    missing = somebody.posts("desk.application", application_id=uuid.uuid4())
    assert (answer.status_code, answer.text) == (404, missing.text)
    assert len(waiting()) == 1


def test_a_name_alone_makes_nobody_exempt(coordinator: Visitor) -> None:
    """Anybody can call themselves a university: whether fees are waived the coordinator says."""
    asked = an_application(name="Universiteit Leiden")
    coordinator.opens("desk.application", application_id=asked.id).sees("Anybody can type a name")
    coordinator.presses("Approve")
    assert not session.scalars(select(Employer)).one().fee_exempt


@pytest.mark.parametrize(
    ("known", "number", "is_alike"),
    [
        ("Naturalis B.V.", None, True), ("NATURALIS N. V.", None, True), ("Natúralis", None, True),
        ("Boerhaave", "27366422", True), ("Naturalis Shop B.V.", None, False), ("BV", None, False),
    ],
)  # fmt: skip
def test_employers_that_may_be_the_same(
    coordinator: Visitor, known: str, number: str | None, is_alike: bool
) -> None:
    an_employer(known, kvk_number=number)
    page = coordinator.opens("desk.application", application_id=an_application(name="naturalis bv").id).page
    assert ("nearly this name" in page.text, known in page.text) == (is_alike, is_alike)
