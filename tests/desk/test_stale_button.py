"""A button on a page that has grown old: nothing was typed, so nobody is told that it stands below."""

from expatdesk.people.models import Role
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user
from tests.visitor import Visitor


def test_a_button_met_a_change(visit: Visit, officer: Visitor) -> None:
    case, other = a_case(), visit(a_user(Role.OFFICER, name="Ada Blom"))
    officer.opens("desk.case", case_id=case.id)
    other.opens("desk.person", case_id=case.id, person_id=case.people[0].id).presses(
        "Save", marital_status="single"
    )
    officer.presses("Assign", refused=409, officer=str(other.who.id))  # type: ignore[union-attr]
    officer.sees("Ada Blom changed facts", "Your button did nothing yet").does_not_see("what you typed")
    officer.presses("Do it all the same")
    session.refresh(case)
    assert case.officer_name == "Ada Blom"
