"""The coordinator's pages of employers: found, added, changed, by two at once."""

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from expatdesk.work import follow_employers
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_employer
from tests.page import text_of
from tests.visitor import Visitor

LOOKED_UP = {
    "sponsor_checked_on-day": "1", "sponsor_checked_on-month": "12", "sponsor_checked_on-year": "2026",
}  # fmt: skip
TYPED = {"name": "Naturalis", "kvk_number": "2736 6422", "postcode": "2333cr", "town": "Leiden"}


def errors_of(visitor: Visitor) -> list[str]:
    """What stands beside the fields."""
    return [text_of(e) for e in visitor.page.all("p") if e.get("class") == "error"]


def test_an_employer_is_added_and_found(coordinator: Visitor) -> None:
    coordinator.opens("desk.employers").sees("No employers yet").follows("Add an employer")
    coordinator.presses("Add", **TYPED, **LOOKED_UP, recognised_sponsor=True, invoice_customer=True)
    coordinator.sees("Naturalis is added.", "27366422", "2333 CR Leiden", "looked up on", "by invoice")
    for number in range(8):
        an_employer(f"Other {number}", town="Katwijk")
    coordinator.opens("desk.employers").presses("Find", search="naturalis").sees("1 employer found.")
    coordinator.does_not_see("Other 1").presses("Find", search="katwijk").sees("8 employers found.")
    coordinator.presses("Find", search="%").sees("No employer is found by this.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"kvk_number": "1234567"}, "This is no KvK number."),
        ({"recognised_sponsor": True}, "Look the employer up in the register of the IND"),
        ({**LOOKED_UP, "sponsor_checked_on-year": "2027"}, "This day is still to come."),
        ({"name": "Known B.V."}, "Another employer has this name."),
        ({"kvk_number": "11111111"}, "Another employer has this KvK number."),
        ({"postcode": "99"}, "This is no Dutch postcode."),
        ({"town": ""}, "Fill in the town."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(coordinator: Visitor, typed: dict[str, str], said: str) -> None:
    an_employer("Known B.V.", kvk_number="11111111")
    coordinator.opens("desk.new_employer").presses("Add", refused=422, **{**TYPED, **typed})
    assert [error for error in errors_of(coordinator) if said in error]
    assert len(session.scalars(select(Employer)).all()) == 1


@pytest.mark.parametrize("known", ["Naturalis B.V.", "NATURALIS", "natúralis bv"])
def test_who_is_known_by_nearly_the_same_name_is_not_added_unseen(coordinator: Visitor, known: str) -> None:
    one = an_employer(known, town="Katwijk")
    coordinator.opens("desk.new_employer").does_not_see("It is another organisation")
    coordinator.presses("Add", refused=422, **TYPED).sees("nearly this name", known, "Katwijk")
    assert coordinator.page.text.count(known) == 1
    assert session.scalars(select(Employer)).all() == [one]
    coordinator.presses("Add", is_another=True, **TYPED).sees("Naturalis is added.")
    assert len(session.scalars(select(Employer)).all()) == 2


def test_that_it_is_another_one_is_not_forgotten_while_the_rest_is_mended(coordinator: Visitor) -> None:
    an_employer("Naturalis B.V.")
    coordinator.opens("desk.new_employer").presses("Add", refused=422, **TYPED)
    coordinator.presses("Add", refused=422, is_another=True, town="").sees("Fill in the town.")
    coordinator.presses("Add", town="Leiden").sees("Naturalis is added.")


def test_a_change_holds_for_its_open_hires(coordinator: Visitor) -> None:
    at_work: dict[str, Any] = {
        "home_kind": None,
        "home_street": None,
        "home_postcode": None,
        "address_form_signed": True,
    }
    case = a_case(employer=an_employer(), **at_work)
    coordinator.opens("desk.employer", employer_id=case.employer_id).sees("not known when this was looked up")
    coordinator.follows("Change: What the desk knows")
    coordinator.sees("The plans of the hires that are open follow within a few minutes.")
    coordinator.presses("Save", recognised_sponsor=False).sees("Saved.", "1 hire", "Their plans follow")
    follow_employers()
    coordinator.opens("desk.employer", employer_id=case.employer_id).does_not_see("Their plans follow")
    assert case.route_reason == "employer_not_sponsor"
    coordinator.follows("Change: What the desk knows").presses("Save").sees("Nothing changed: this holds already.")


def test_two_coordinators_at_one_employer(visit: Visit) -> None:
    """Security T39: the second sees both, and loses nothing."""
    employer = an_employer(recognised_sponsor=False)
    first, second = visit(a_user(Role.COORDINATOR)), visit(a_user(Role.COORDINATOR))
    for one in (first, second):
        one.opens("desk.change_employer", employer_id=employer.id)
    first.presses("Save", town="Leiderdorp", fee_exempt=True)
    second.presses("Save", refused=409, town="Katwijk").sees("Somebody changed this while you were at it")
    rows = [text_of(row) for row in second.page.all("tr")]
    assert {"Town Leiderdorp Katwijk", "Its hires pay no fee Yes No"} <= set(rows)
    session.refresh(employer)
    assert employer.town == "Leiderdorp"
    second.presses("Save").sees("Saved.", "Katwijk")


def test_fields_that_the_form_has_not_are_not_stored(coordinator: Visitor) -> None:
    """Security T06."""
    employer = an_employer(sponsor_checked_on=None, recognised_sponsor=False)
    sent = {**TYPED, "version": "1", "id": str(uuid.uuid4()), "employer_id": str(uuid.uuid4())}
    known = employer.id
    coordinator.posts("desk.change_employer", sent, employer_id=employer.id)
    session.expire_all()
    one = session.scalars(select(Employer)).one()
    assert (one.id, one.version, one.name) == (known, 2, "Naturalis")


@pytest.mark.parametrize("role", [Role.OFFICER, Role.REGISTRAR, Role.EMPLOYER])
def test_nobody_else_finds_them(visit: Visit, role: Role) -> None:
    employer = an_employer()
    own = {Role.EMPLOYER: {"employer": employer}, Role.REGISTRAR: {"municipality": "0546"}}
    somebody = visit(a_user(role, **own.get(role, {})))  # type: ignore[arg-type]
    somebody.cannot_open("desk.employers").cannot_open("desk.employer", employer_id=employer.id)
    somebody.cannot_open("desk.change_employer", employer_id=employer.id)


def test_a_made_up_one(coordinator: Visitor) -> None:
    coordinator.cannot_open("desk.employer", employer_id=uuid.uuid4())
    coordinator.cannot_open("desk.change_employer", employer_id=uuid.uuid4())
