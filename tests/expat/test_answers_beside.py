"""Answers stand where they help: beside the question, the step and the paper."""

from tests.conftest import Visit
from tests.factories import a_case, complete
from tests.visitor import Visitor


def test_beside_a_question(expat: Visitor) -> None:
    expat.opens("expat.question", slug="birth").follows("Which birth certificate do I need?")
    expat.sees("The original, in its full form")


def test_beside_a_step_of_the_plan(expat: Visitor) -> None:
    expat.opens("expat.status").follows("Who applies for my residence permit?")


def test_beside_a_paper(visit: Visit) -> None:
    case = a_case()
    complete(case, "intake")
    expat = visit(case).opens("expat.papers").follows("Letter of appointment Not handed in yet")
    expat.follows("Which letter about my job do I need?")


def test_officers_find_what_the_household_reads(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.step", case_id=case.id, key="digid").follows("How do I get DigiD?")
