"""What is asked of the desk rises in the worklist: questions on top, and boxes to see these households alone."""

from datetime import timedelta

import pytest

from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.models import Role
from expatdesk.rights.models import RequestKind
from expatdesk.rights.requests import ask
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user
from tests.factories.enquiries import a_thread
from tests.page import text_of
from tests.visitor import Visitor


@pytest.fixture
def cases(officer: Visitor) -> list[Case]:
    """Households in the order of the list."""
    names = ("Adams", "Bakker", "Cohen")
    made = [a_case(family_name=name, email=f"{name.lower()}@mail.example") for name in names]
    for days, case in enumerate(made, start=30):
        case.lawful_due = today() + timedelta(days=days)
    session.flush()
    return made


def asked(case: Case, days: int) -> None:
    a_thread(case).due = today() + timedelta(days=days)
    session.flush()


def places(visitor: Visitor) -> list[str]:
    """Which of the names stand in the list, in its order."""
    html = visitor.page.html[visitor.page.html.index("<tbody") :]
    return sorted((name for name in ("Adams", "Bakker", "Cohen") if name in html), key=html.index)


def test_a_question_that_presses_stands_on_top(officer: Visitor, cases: list[Case]) -> None:
    asked(cases[1], 5)
    officer.opens("desk.worklist").does_not_see("Answer first")
    assert places(officer) == ["Adams", "Bakker", "Cohen"]
    asked(cases[2], -1)
    asked(cases[1], 1)
    officer.opens("desk.worklist").sees(
        "Answer first 2", "3 households", "All 3 households of this list are here."
    )
    assert places(officer) == ["Cohen", "Bakker", "Adams"]
    officer.opens("desk.worklist", sort="name").does_not_see("Answer first")
    assert places(officer) == ["Adams", "Bakker", "Cohen"]


def test_page_after_page_each_stands_once(
    officer: Visitor, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("expatdesk.desk.worklist.PAGE_SIZE", 2)
    monkeypatch.setattr("expatdesk.cases.worklist.PAGE_SIZE", 2)
    monkeypatch.setattr("expatdesk.desk.worklist_rows.PAGE_SIZE", 2)
    asked(cases[2], 0)
    officer.opens("desk.worklist").sees("Households 1 to 2 of 3")
    assert places(officer) == ["Cohen", "Adams"]
    officer.follows("Next 50").sees("Households 3 to 3 of 3")
    assert places(officer) == ["Bakker"]


def test_boxes_for_what_is_asked(officer: Visitor, cases: list[Case]) -> None:
    officer.opens("desk.worklist").does_not_see("Asked of us")
    asked(cases[0], 5)
    ask(cases[1], RequestKind.CORRECTION, "A comma", by=SYSTEM)
    cases[2].signed_up, cases[2].employer_id = True, None
    session.flush()
    officer.opens("desk.worklist").sees(
        "Question to answer 1", "Correct or erase data 1", "New, without officer 1"
    )
    officer.opens("desk.worklist", mark="question").sees("1 household")
    assert places(officer) == ["Adams"]
    officer.opens("desk.worklist", mark=["request", "sign_up"]).sees("2 households")
    assert places(officer) == ["Bakker", "Cohen"]
    officer.opens("desk.worklist", mark="nonsense").sees("3 households")


def test_a_registrar_learns_of_no_question_but_those_passed_on(visit: Visit, cases: list[Case]) -> None:
    """Security T02 and T05."""
    asked(cases[2], -1)
    ask(cases[1], RequestKind.CORRECTION, "A comma", by=SYSTEM)
    registrar = visit(a_user(Role.REGISTRAR, municipality=cases[0].municipality))
    registrar.opens("desk.worklist").sees("Adams").does_not_see("Answer first", "Asked of us")
    assert places(registrar) == ["Adams", "Bakker", "Cohen"]
    registrar.opens("desk.worklist", mark="question").does_not_see("Cohen")
    thread = a_thread(cases[2])
    thread.due, thread.passed_to = today(), cases[2].municipality
    session.flush()
    visit(a_user(Role.REGISTRAR, municipality=cases[0].municipality)).opens("desk.worklist").sees("Answer first")


def test_an_act_and_its_day_are_two_words(officer: Visitor) -> None:
    """Cells are sent without blanks between them, what stands in one is not."""
    case = a_case(family_name="Moreau")
    case.next_due = today() + timedelta(days=1)
    session.flush()
    acts = [text_of(e) for e in officer.opens("desk.worklist").page.all("span") if e.get("class") == "what"]
    assert any(" by " in act for act in acts), acts
