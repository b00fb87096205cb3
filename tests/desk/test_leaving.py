"""Somebody leaves a household: taken out of the file, or into a case of their own."""

from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.messages.models import Mail
from expatdesk.people.models import Person, Role
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user, registered, with_family
from tests.visitor import Visitor


def test_a_partner_with_a_name_is_added(officer: Visitor) -> None:
    case = with_family(a_case(), partner=False, children=1)
    officer.opens("desk.household", case_id=case.id).follows("Add somebody")
    officer.presses("Add to the household", refused=422, given_names="Luc").sees("Choose whether it is")
    officer.presses(
        "Add to the household", role="partner", family_name="Moreau", nationality="FR",
        **{"born-day": "3", "born-month": "4", "born-year": "1990"},
    )  # fmt: skip
    officer.sees("Luc Moreau", "Steps added", "Saved. What changed in the plan")
    assert [(one.role, one.calling_name) for one in case.people[:2]] == [
        ("principal", "Ananya"),
        ("partner", "Luc"),
    ]
    officer.opens("desk.add_member", case_id=case.id)
    officer.presses("Add to the household", refused=422, role="partner", given_names="Max").sees(
        "There is a partner in this household already"
    )


def test_who_was_announced_fills_the_place(officer: Visitor) -> None:
    case = a_case(people_expected=2)
    officer.opens("desk.add_member", case_id=case.id)
    officer.presses("Add to the household", role="child", given_names="Mira").sees("2 people")
    assert case.people_expected == 2


def test_somebody_is_taken_out_after_a_look_at_the_plan(officer: Visitor) -> None:
    case = with_family(a_case(), children=1)
    child = case.people[2]
    officer.opens("desk.household", case_id=case.id).sees("Everybody in this file", "Luc Moreau")
    officer.opens("desk.leave", case_id=case.id, person_id=child.id)
    officer.sees("Mira Moreau leaves the household", "Steps gone", "This cannot be undone")
    officer.presses("Take out of the file").sees("Steps gone").does_not_see("Mira Moreau</h3>")
    assert [one.calling_name for one in case.people] == ["Ananya", "Luc"]


def test_who_is_registered_is_not_taken_out(officer: Visitor, visit: Visit) -> None:
    case = with_family(a_case())
    officer.opens("desk.leave", case_id=case.id, person_id=case.people[1].id)
    registered(case)
    officer.presses("Take out of the file", refused=422).sees("The municipality has registered them")
    officer.opens("desk.leave", case_id=case.id, person_id=case.people[1].id)
    assert "Take out of the file" not in officer.page.text
    assert len(case.people) == 2
    officer.cannot_open("desk.leave", case_id=case.id, person_id=case.people[0].id)
    officer.cannot_open("desk.leave", case_id=a_case().id, person_id=case.people[1].id)
    answer = visit(a_user(Role.REGISTRAR, municipality="0546")).posts(
        "desk.remove_member", case_id=case.id, person_id=case.people[1].id
    )
    assert answer.status_code == 404


def test_a_partner_gets_a_case_of_their_own(officer: Visitor) -> None:
    case = with_family(a_case(), children=1)
    partner, child = case.people[1], case.people[2]
    officer.opens("desk.leave", case_id=case.id, person_id=partner.id).follows("Open a case of their own")
    officer.presses("Open the case", refused=422, email=case.email).sees("The household uses this address")
    officer.presses("Open the case", email="luc@mail.example", along=[str(child.id)], category="eu_citizen")
    officer.sees("Luc Moreau", "gets a mail to sign in", "No employer")
    own = session.scalars(select(Case).where(Case.email == "luc@mail.example")).one()
    assert [(one.id, one.role) for one in own.people] == [(partner.id, "principal"), (child.id, "child")]
    assert [one.calling_name for one in session.get_one(Case, case.id).people] == ["Ananya"]
    invitation = session.scalars(select(Mail).where(Mail.recipient == "luc@mail.example")).one()
    assert own.code in invitation.text
    officer.opens("desk.history", case_id=case.id).sees(
        f"gave Luc Moreau, Mira Moreau a case of their own: {own.code}"
    )
    officer.opens("desk.history", case_id=own.id).sees(f"who left the household of case {case.code}")


def test_two_at_one_household(officer: Visitor) -> None:
    case = with_family(a_case())
    officer.opens("desk.own_case", case_id=case.id, person_id=case.people[1].id)
    case.version += 1
    officer.presses("Open the case", refused=409, email="luc@mail.example").sees("Somebody changed this case")
    assert session.scalars(select(Person).where(Person.case_id == case.id)).all()[1].calling_name == "Luc"


def test_the_steps_that_go_are_those_of_who_leaves(officer: Visitor) -> None:
    """Who comes after them takes their place in the file, and keeps their own steps."""
    case = with_family(a_case(), children=1)
    officer.opens("desk.leave", case_id=case.id, person_id=case.people[1].id)
    officer.sees("Steps gone", "Get DigiD").does_not_see("(Mira)", "(Luc)")
    officer.presses("Take out of the file").sees("Steps gone").does_not_see("(Mira)")
