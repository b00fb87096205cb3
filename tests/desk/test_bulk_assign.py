"""Several households at once: picked by their boxes, given to one officer, each by itself."""

import pytest

from expatdesk.cases.actions import assign
from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user
from tests.visitor import Visitor


@pytest.fixture
def three(officer: Visitor) -> list[Case]:
    """Three households that nobody has."""
    return [a_case(family_name=name) for name in ("Oduya", "Nakamura", "Lindqvist")]


def pick(visitor: Visitor, cases: list[Case]) -> Visitor:
    """Tick their boxes and press the button of the bar."""
    visitor.opens("desk.worklist", sort="name")
    return visitor.presses("Assign A", case=[case.code for case in cases])


def test_all_go_to_one_officer_with_the_reason(officer: Visitor, three: list[Case]) -> None:
    noor = a_user(Role.OFFICER, name="Noor Haddad")
    pick(officer, three[:2]).sees("2 households", "Ananya Oduya").does_not_see("Lindqvist")
    officer.presses("Assign", officer=str(noor.id), why="Holiday of Wout").sees(
        "Noor Haddad has 2 households more."
    )
    assert [case.officer_id for case in three] == [noor.id, noor.id, None]
    said = sentence(history_of(three[0].id)[0])
    assert said.endswith("gave the case to Noor Haddad, because: Holiday of Wout")
    assert officer.page.url.endswith("?sort=name")


def test_one_that_changed_is_named_and_the_rest_is_done(officer: Visitor, three: list[Case]) -> None:
    noor, other = a_user(Role.OFFICER, name="Noor Haddad"), a_user(Role.OFFICER)
    pick(officer, three)
    assign(three[1], other, version=three[1].version, by=SYSTEM)
    three[2].state = "closed"
    session.flush()
    officer.presses("Assign", officer=str(noor.id), why="Holiday").sees(
        "Somebody changed these meanwhile, so they stay as they are: Ananya Nakamura.",
        "These are closed, so they stay as they are: Ananya Lindqvist.",
        "Noor Haddad has 1 household more.",
    )
    assert [case.officer_id for case in three] == [noor.id, other.id, None]


def test_a_reason_is_asked_and_what_was_typed_stays(officer: Visitor, three: list[Case]) -> None:
    noor = a_user(Role.OFFICER, name="Noor Haddad")
    pick(officer, three)
    officer.presses("Assign", officer=str(noor.id), refused=422).sees("Say why", "3 households")
    officer.presses("Assign", why="My BSN is 111222333", refused=422).sees("This looks like a BSN")
    assert {case.officer_id for case in three} == {None}
    officer.presses("Assign", why="Holiday").sees("Noor Haddad has 3 households more.")


def test_without_a_pick_it_says_how_to_pick(officer: Visitor, three: list[Case]) -> None:
    assert officer.asks_for("desk.assign_several", case=["no code", "LE-\x00"]).status_code == 303
    officer.opens("desk.worklist").sees("Pick at least one household first")


def test_a_registrar_picks_nothing(registrar: Visitor, three: list[Case]) -> None:
    registrar.opens("desk.worklist").does_not_see("Pick")
    assert registrar.asks_for("desk.assign_several", case=three[0].code).status_code == 404


def test_what_one_may_not_see_is_not_there(visit: Visit, three: list[Case]) -> None:
    """Ids that lead nowhere are left out; no household is named that was not picked."""
    me = visit(a_user(Role.OFFICER)).opens("desk.assign_several", case=three[0].code)
    me.sees("1 household").does_not_see("Nakamura")
