"""Leaving into a case of one's own: nothing of anybody is lost, whatever table it stands in."""

import uuid
from collections.abc import Iterable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from expatdesk.cases.household import add_member, refuse_to_let_go, remove_member, without
from expatdesk.cases.models import Case, StepRecord
from expatdesk.cases.own_case import OwnCase, leave_into_own_case
from expatdesk.cases.refusals import CaseClosed, IsPrincipal, NotOfHousehold, PersonRegistered, StaleVersion
from expatdesk.cases.rows import tables_of_cases, tables_of_persons
from expatdesk.documents.models import Document, Has, PaperSaid
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.models import Person
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.cases.rows import count_rows
from tests.conftest import MONDAY_MORNING
from tests.factories import a_case, complete, registered, the_plan, with_family
from tests.factories.cases import REGION

HOW: Any = {"by": SYSTEM, "region": REGION, "today": MONDAY_MORNING.date()}
LUC = OwnCase(email="luc@mail.example", language="nl", category="eu_citizen", same_home=True)

pytestmark = pytest.mark.usefixtures("app")


def with_papers(case: Case) -> Case:
    """Everybody has said something of a paper, and handed another one in."""
    for person in case.people:
        of = {"case_id": case.id, "person_id": person.id}
        session.add(PaperSaid(**of, paper="birth_certificate", has=Has.YES, said_at=now()))
        session.add(
            Document(
                **of, paper="passport", state="accepted", given_by_role="expat", given_by_name=person.full_name
            )
        )
    session.flush()
    return case


def rows_by_case(people: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """The cases in which rows of these people stand."""
    return {
        case_id
        for table in tables_of_persons()
        for case_id in session.scalars(select(table.c.case_id).where(table.c.person_id.in_(list(people))))
    }


def test_the_tables_that_move_are_found() -> None:
    assert {table.name for table in tables_of_persons()} >= {"paper_said", "document", "registration"}
    assert {table.name for table in tables_of_cases()} >= {"person", "step_record", "appointment", "mail"}
    assert not {table.name for table in tables_of_cases()} & {"log_line", "sign_in", "link"}


@pytest.mark.parametrize("is_registered", [False, True])
@pytest.mark.parametrize("places", [[1], [2], [1, 2], [1, 3], [3, 2]])
def test_nothing_of_anybody_is_lost(places: list[int], is_registered: bool) -> None:
    case = with_papers(with_family(a_case(nationality="FR"), children=2))
    if is_registered:
        registered(case)
        for place in range(4):
            complete(case, f"health_insurance:{place}")
    everybody = [person.id for person in case.people]
    leaving = [case.people[place] for place in places]
    gone = [person.id for person in leaving]
    rows, done = count_rows(everybody), session.scalar(select(func.count()).select_from(StepRecord))
    own = leave_into_own_case(case, leaving, LUC, version=case.version, **HOW)
    copied = 4 if is_registered else 0
    assert count_rows(everybody) == rows
    assert session.scalar(select(func.count()).select_from(StepRecord)) == (done or 0) + copied
    assert session.scalar(select(func.count()).select_from(Person)) == 4
    assert [person.id for person in own.people] == gone
    assert [person.id for person in case.people] == [one for one in everybody if one not in gone]
    assert [person.position for person in case.people] == list(range(len(case.people)))
    assert rows_by_case(gone) == {own.id}
    assert rows_by_case(set(everybody) - set(gone)) == {case.id}
    for part in (case, own):
        states = {step.id: step.state for step in the_plan(part).steps if step.key == "health_insurance"}
        assert set(states.values()) == ({"done"} if is_registered else {"waiting"})


def test_the_plan_of_who_is_registered_goes_on(region: Region) -> None:
    case = registered(with_family(a_case(nationality="FR")))
    own = leave_into_own_case(case, [case.people[1]], LUC, version=case.version, **HOW)
    states = {step.id: step.state for step in the_plan(own).steps}
    assert (states["intake"], states["brp_registration:0"], states["bsn_issued:0"]) == ("done", "done", "done")
    assert (own.language, own.employer, own.municipality) == ("nl", None, case.municipality)


def test_who_moves_out_tells_a_home_of_their_own() -> None:
    case = with_family(a_case())
    told = OwnCase(email="luc@mail.example", language="en", category="eu_citizen", same_home=False)
    own = leave_into_own_case(case, [case.people[1]], told, version=case.version, **HOW)
    assert (own.home_kind, own.home_postcode, own.wants_housing_help) == (None, None, True)


def test_who_may_not_leave() -> None:
    case, other = with_family(a_case()), with_family(a_case())
    for leaving, refusal in (
        ([case.principal], IsPrincipal), ([], NotOfHousehold), ([other.people[1]], NotOfHousehold),
    ):  # fmt: skip
        with pytest.raises(refusal):
            leave_into_own_case(case, leaving, LUC, version=case.version, **HOW)
    with pytest.raises(StaleVersion):
        leave_into_own_case(case, [case.people[1]], LUC, version=case.version - 1, **HOW)
    case.state = "closed"
    with pytest.raises(CaseClosed):
        leave_into_own_case(case, [case.people[1]], LUC, version=case.version, **HOW)


def test_what_removal_does_is_told_before(app: Flask) -> None:
    case = with_family(a_case(), children=2)
    told = without(case, [case.people[2]], REGION, today())
    assert remove_member(case, case.people[2], version=case.version, **HOW) == told
    with pytest.raises(IsPrincipal):
        refuse_to_let_go(case, case.principal)
    registered(case)
    with pytest.raises(PersonRegistered):
        remove_member(case, case.people[1], version=case.version, **HOW)


def test_a_partner_comes_before_the_children_and_takes_nothing_of_theirs() -> None:
    case = with_family(a_case(nationality="FR"), partner=False, children=1)
    registered(case)
    complete(case, "health_insurance:1")
    add_member(case, PersonRole.PARTNER, {"given_names": "Luc"}, version=case.version, **HOW)
    states = {step.id: step.state for step in the_plan(case).steps}
    assert (states["health_insurance:2"], states["brp_registration:2"]) == ("done", "done")
    assert states["brp_registration:1"] != "done"
