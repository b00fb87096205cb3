"""Correcting who belongs to a household, and the facts of its members."""

import pytest

from expatdesk.people.models import Role
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user, complete, registered, the_plan, up_to_visit, with_family
from tests.page import text_of
from tests.visitor import Visitor


def test_a_member_is_corrected_and_the_plan_follows(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.person", case_id=case.id, person_id=case.people[0].id)
    officer.presses(
        "Save", **{"born-day": "7", "born-month": "2", "born-year": "1991"}, marital_status="married",
        driving_licence="IN", birth_certificate_country="IN", birth_certificate_language="hi", comes_from="IN",
        second_nationality="GB",
    )  # fmt: skip
    person = case.people[0]
    assert (person.born, person.nationalities, person.marital_status) == ("1991-02-07", ["IN", "GB"], "married")
    assert "Certificate of marriage" in officer.page.text
    officer.sees("Born 7 February 1991", "India and United Kingdom", "Steps added Exchange the driving licence")


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ({"born-month": "2", "born-year": "1991"}, "1991-02-00", "Born February 1991"),
        ({"born-year": "1991"}, "1991-00-00", "Born 1991"),
    ],
)
def test_a_date_of_birth_may_be_known_in_part(
    officer: Visitor, typed: dict[str, str], stored: str, shown: str
) -> None:
    """Security T41: never made whole by guessing, and shown as far as it is known."""
    case = a_case()
    officer.opens("desk.person", case_id=case.id, person_id=case.people[0].id)
    officer.presses("Save", refused=422, **typed).sees("Not known? Then tick that below.")
    officer.presses("Save", born_in_part=True).sees(shown)
    assert case.people[0].born == stored
    officer.opens("desk.person", case_id=case.id, person_id=case.people[0].id).presses("Save")
    assert case.people[0].born == stored


def test_a_date_of_birth_may_be_unknown_altogether(officer: Visitor) -> None:
    """Nobody knows it: another thing than that nobody told it yet, though neither makes somebody a child."""
    case = a_case()
    person = case.people[0]
    officer.opens("desk.case", case_id=case.id).sees("Birth not known")
    officer.opens("desk.person", case_id=case.id, person_id=person.id).presses("Save", marital_status="single")
    assert person.born == ""
    officer.opens("desk.person", case_id=case.id, person_id=person.id).presses("Save", born_in_part=True)
    officer.sees("Date of birth unknown")
    assert person.born == "0000-00-00"
    assert "digid:0" in [step.id for step in the_plan(case).steps]
    officer.opens("desk.person", case_id=case.id, person_id=person.id).presses("Save")
    assert person.born == "0000-00-00"


def test_nobody_loses_a_nationality(officer: Visitor) -> None:
    """The fifth has no box; a save of something else leaves it, and the others, where they were."""
    case = a_case()
    person = case.people[0]
    officer.opens("desk.person", case_id=case.id, person_id=person.id)
    officer.presses("Save", second_nationality="GB", third_nationality="FR", fourth_nationality="BR")
    assert person.nationalities == ["IN", "GB", "FR", "BR"]
    officer.sees("India, United Kingdom, France and Brazil")
    person.nationalities = ["IN", "GB", "FR", "BR", "XK"]
    officer.opens("desk.person", case_id=case.id, person_id=person.id).presses("Save", comes_from="BR")
    assert person.nationalities == ["IN", "GB", "FR", "BR", "XK"]
    officer.opens("desk.person", case_id=case.id, person_id=person.id).presses("Save", third_nationality="")
    assert person.nationalities == ["IN", "GB", "BR", "XK"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"third_nationality": "IN"}, "This is the same nationality."),
        ({"second_nationality": "GB", "fourth_nationality": "GB"}, "This is the same nationality."),
        ({"nationality": "none", "third_nationality": "GB"}, "Choose this nationality in the box above."),
        ({"nationality": "", "second_nationality": "GB"}, "Choose this nationality in the box above."),
    ],
)
def test_another_nationality_is_another_one(officer: Visitor, typed: dict[str, str], said: str) -> None:
    case = a_case()
    officer.opens("desk.person", case_id=case.id, person_id=case.people[0].id)
    officer.presses("Save", refused=422, **typed).sees(said)
    assert case.people[0].nationalities == ["IN"]


def test_somebody_comes_from_kosovo(officer: Visitor) -> None:
    """It has no code in ISO's list, and yet people come from there with a passport and a licence of it."""
    case = a_case()
    officer.opens("desk.person", case_id=case.id, person_id=case.people[0].id)
    officer.presses("Save", nationality="XK", comes_from="XK", driving_licence="XK").sees("Kosovo")
    assert (case.people[0].nationalities, case.people[0].comes_from) == (["XK"], "XK")
    assert "driving_licence:0" in [step.id for step in the_plan(case).steps]


def test_one_name_is_enough_and_none_is_not(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.person", case_id=case.id, person_id=case.people[0].id)
    officer.presses("Save", refused=422, given_names="", family_name="").sees("Fill in a name.")
    officer.presses("Save", given_names="", particle="", family_name="Nurhayati").sees("One name only")
    assert case.title == "Nurhayati"


def test_who_has_no_nationality_needs_a_permit(officer: Visitor) -> None:
    case = a_case(nationality="FR")
    assert "residence_right:0" not in [step.id for step in the_plan(case).steps]
    officer.opens("desk.person", case_id=case.id, person_id=case.people[0].id)
    officer.presses("Save", nationality="none", comes_from="SY").sees("No nationality (stateless)")
    assert case.people[0].nationalities == []
    assert "residence_right:0" in [step.id for step in the_plan(case).steps]


@pytest.mark.parametrize(
    "typed", [{"given_names": "www.evil.example"}, {"family_name": "x" * 201}, {"born-year": "1850"}]
)
def test_what_cannot_be_is_refused(officer: Visitor, typed: dict[str, str]) -> None:
    case = a_case()
    officer.opens("desk.person", case_id=case.id, person_id=case.people[0].id)
    officer.presses("Save", refused=422, born_in_part=True, **typed)
    assert case.title == "Ananya Krishnan"


def test_the_household_grows_and_shrinks(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.household", case_id=case.id).presses("Save", partner=True, children="2")
    assert [person.role for person in case.people] == ["principal", "partner", "child", "child"]
    officer.sees("Name not known yet", "Steps added", "4 people")
    officer.opens("desk.household", case_id=case.id).presses("Save", partner=False, children="0").sees(
        "Steps gone"
    )
    assert case.people_expected == 1


def test_whom_the_municipality_registered_stays(officer: Visitor) -> None:
    case = registered(with_family(a_case(), children=1))
    officer.opens("desk.household", case_id=case.id)
    officer.presses("Save", refused=422, children="0").sees("Somebody of them is registered already")
    assert len(case.people) == 3


def test_a_child_comes_in_and_the_others_keep_what_was_done(officer: Visitor) -> None:
    case = up_to_visit(with_family(a_case(nationality="IN"), partner=False, children=1))
    child = case.people[1]
    registered(case)
    complete(case, "digid:0")
    officer.opens("desk.household", case_id=case.id).presses("Save", partner=True)
    assert [person.role for person in case.people] == ["principal", "partner", "child"]
    plan = the_plan(case)
    assert (child.position, plan.step("brp_registration:2").state) == (2, "done")
    assert plan.step("digid:0").state == "done"
    assert plan.step("brp_registration:1").state != "done"


def test_two_at_one_person(visit: Visit) -> None:
    case = a_case()
    first, second = visit(a_user(Role.OFFICER, name="Ada Blom")), visit(a_user(Role.OFFICER, name="Bas Kok"))
    for one in (first, second):
        one.opens("desk.person", case_id=case.id, person_id=case.people[0].id)
    first.presses("Save", marital_status="single")
    second.presses("Save", refused=409, marital_status="divorced", family_name="Krishnamurti")
    rows = [text_of(row) for row in second.page.all("tr")][1:]
    assert rows == ["Family name Krishnan Krishnamurti", "Marital status Not married Divorced"]
    second.presses("Save")
    session.refresh(case)
    assert (case.people[0].marital_status, case.title) == ("divorced", "Ananya Krishnamurti")
