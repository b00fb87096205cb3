"""Two cases of one household: found, told apart, put together, and taken apart again."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select, true

from expatdesk.cases.actions import change_facts
from expatdesk.cases.duplicates import Likeness, possible_duplicates, say_two_households
from expatdesk.cases.household import add_member
from expatdesk.cases.merge_models import Merge
from expatdesk.cases.merge_refusals import (
    ChangedSince,
    DayIsOver,
    DifferentPrincipals,
    EmployerOnOther,
    OneAndTheSame,
    TwoEmployers,
    TwoVisits,
)
from expatdesk.cases.merging import Choice, forget_old_merges, merge_cases, merge_into, undo_merge
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import OnePartner, StaleVersion
from expatdesk.cases.snapshots import Rows, rows_of
from expatdesk.documents.models import Document
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.people.models import Person
from expatdesk.rules.facts import PersonRole
from expatdesk.shared.db import session
from expatdesk.systems.models import KeptAnswer
from tests.cases.rows import count_rows
from tests.conftest import MONDAY_MORNING
from tests.factories import a_case, a_key, an_employer, complete, registered, the_plan, up_to_visit, with_family
from tests.factories.cases import REGION

HOW: Any = {"by": SYSTEM, "region": REGION, "today": MONDAY_MORNING.date()}

pytestmark = pytest.mark.usefixtures("app")


def digest(*cases: Case) -> Rows:
    """All rows of these cases, without the version, which must rise; mails were sent and stay sent."""
    rows = rows_of(cases)
    for row in rows["case"].values():
        del row["version"]
    return rows


def two_of_one() -> tuple[Case, Case]:
    """The same household, submitted twice: once with a partner, once with a child; both handed papers in."""
    employer = an_employer()
    first = with_family(a_case(employer=employer, nationality="FR"))
    second = with_family(a_case(employer=employer, nationality="FR", stay_months=12), partner=False, children=1)
    for case in (first, second):
        complete(case, "intake")
        for person in case.people:
            hand_in(person, "passport")
    complete(second, "papers_handed_in")
    hand_in(second.principal, "birth_certificate")
    return first, second


def hand_in(person: Person, paper: str) -> None:
    by = {"given_by_role": "expat", "given_by_name": person.full_name}
    session.add(Document(case_id=person.case_id, person_id=person.id, paper=paper, state="accepted", **by))
    session.flush()


def same(kept: Case, emptied: Case) -> dict[uuid.UUID, uuid.UUID]:
    return {emptied.principal.id: kept.principal.id}


def merge(kept: Case, emptied: Case, choice: Choice) -> Merge:
    return merge_cases(kept, emptied, choice, version=kept.version, other_version=emptied.version, **HOW)


def alike(case: Case) -> list[tuple[Case, tuple[Likeness, ...]]]:
    return [(one.case, one.likenesses) for one in possible_duplicates(case, true())]


@pytest.mark.parametrize("wish", ["interests", "home_wishes"])
def test_wishes_go_over_where_they_are_chosen(wish: str) -> None:
    first, second = two_of_one()
    setattr(first, wish, "Of the kept case")
    setattr(second, wish, "Of the emptied case")
    merge(first, second, Choice(facts=[wish], same=same(first, second)))
    assert getattr(first, wish) == "Of the emptied case"


def test_duplicates_are_found_and_told_apart() -> None:
    first, second = two_of_one()
    turned: dict[str, Any] = {"given_names": "KRISHNÁN", "family_name": "Ananya"}
    by_name = a_case(employer=first.employer, email="other@mail.example", **turned)
    stranger = a_case(email="stranger@mail.example", given_names="Rui", family_name="Costa")
    assert alike(stranger) == []
    assert dict(alike(first)) == {
        second: (Likeness.EMAIL, Likeness.NAME_AND_EMPLOYER),
        by_name: (Likeness.NAME_AND_EMPLOYER,),
    }
    say_two_households(second, first, by=SYSTEM)
    say_two_households(first, second, by=SYSTEM)
    assert [case for case, _why in alike(first)] == [by_name]
    assert first not in dict(alike(second))
    assert possible_duplicates(first, Case.id != by_name.id) == []


def test_the_same_name_alone_says_nothing() -> None:
    first = a_case(email="one@mail.example")
    second = a_case(email="two@mail.example")
    assert alike(first) == []
    for case in (first, second):
        case.principal.born = "0000-00-00"
    assert alike(first) == []
    for case in (first, second):
        case.principal.born = "1991-02-00"
    assert alike(first) == [(second, (Likeness.NAME_AND_BIRTH,))]
    second.state = "closed"
    assert alike(first) == alike(second) == []


def test_everything_comes_over_and_nothing_is_lost() -> None:
    first, second = two_of_one()
    everybody = [person.id for case in (first, second) for person in case.people]
    rows = count_rows(everybody)
    merge(first, second, Choice(facts=["stay_months"], same=same(first, second)))
    assert [(one.role, one.calling_name) for one in first.people] == [
        ("principal", "Ananya"), ("partner", "Luc"), ("child", "Luc"),
    ]  # fmt: skip
    assert (first.stay_months, second.state, second.title) == (12, "closed", "Ananya Krishnan")
    assert count_rows(everybody) == rows
    papers = session.scalars(select(Document.paper).where(Document.case_id == first.id)).all()
    assert sorted(papers) == ["birth_certificate", "passport", "passport", "passport"]
    states = {step.id: step.state for step in the_plan(first).steps}
    assert (states["intake"], states["papers_handed_in"]) == ("done", "done")
    assert {mail.recipient for mail in session.scalars(select(Mail).where(Mail.kind == "cases_joined"))} == {
        "ananya@mail.example"
    }
    found = merge_into(second)
    assert found is not None
    assert found.kept_id == first.id


@pytest.mark.parametrize("everybody_is_new", [False, True])
@pytest.mark.parametrize("is_registered", [False, True])
def test_undone_both_are_exactly_what_they_were(everybody_is_new: bool, is_registered: bool) -> None:
    first = with_family(a_case(nationality="FR"), partner=False, children=2)
    second = with_family(a_case(employer=first.employer, nationality="FR"), partner=False, children=1)
    if is_registered:
        registered(second)
        complete(second, "health_insurance:1")
    for person in [*first.people, *second.people]:
        hand_in(person, "passport")
    before = digest(first, second)
    choice = Choice(facts=["arrival"], same={} if everybody_is_new else same(first, second))
    merge(first, second, choice)
    assert digest(first, second) != before
    assert undo_merge(first, version=first.version, **HOW) is second
    assert digest(first, second) == before
    assert merge_into(second) is None


def test_what_was_changed_since_stays_changed() -> None:
    first, second = two_of_one()
    merge(first, second, Choice(facts=["stay_months"], same=same(first, second)))
    change_facts(first, {"stay_months": 48, "language": "nl"}, version=first.version, **HOW)
    hand_in(first.people[2], "residence_permit")
    undo_merge(first, version=first.version, **HOW)
    assert (first.stay_months, first.language, second.stay_months) == (48, "nl", 12)
    newest = session.scalars(select(Document).where(Document.paper == "residence_permit")).one()
    assert (newest.case_id, newest.person_id) == (second.id, second.people[1].id)


def test_work_with_its_people_is_not_lost_by_undoing() -> None:
    first, second = two_of_one()
    merge(first, second, Choice(same=same(first, second)))
    add_member(first, PersonRole.CHILD, {"given_names": "Noor"}, version=first.version, **HOW)
    with pytest.raises(ChangedSince):
        undo_merge(first, version=first.version, **HOW)


def test_an_answer_to_a_system_stays_with_its_hire() -> None:
    """A merge of hires that a system handed over is undone as any other (security T38)."""
    first, second = two_of_one()
    assert first.employer is not None
    mine = {"api_key_id": a_key(first.employer)[0].id, "idempotency_key": "one", "request_hash": "0"}
    answer = KeptAnswer(**mine, case_id=second.id)
    session.add(answer)
    merge(first, second, Choice(same=same(first, second)))
    session.refresh(answer)
    assert answer.case_id == second.id
    undo_merge(first, version=first.version, **HOW)
    session.refresh(answer)
    assert answer.case_id == second.id


def test_a_day_later_it_stays() -> None:
    first, second = two_of_one()
    made_id = merge(first, second, Choice(same=same(first, second))).id
    session.commit()
    with time_machine.travel(MONDAY_MORNING + timedelta(hours=23, minutes=59), tick=False):
        forget_old_merges()
        session.expire_all()
        made = session.get_one(Merge, made_id)
        assert made.before is not None
    with time_machine.travel(MONDAY_MORNING + timedelta(days=1), tick=False):
        with pytest.raises(DayIsOver):
            undo_merge(first, version=first.version, **HOW)
        forget_old_merges()
        session.expire_all()
        made = session.get_one(Merge, made_id)
        assert not made.before
        assert not made.after


def test_what_does_not_become_one() -> None:
    hers, his = registered(a_case(nationality="FR")), registered(a_case(nationality="FR"))
    his.employer_id = hers.employer_id
    with pytest.raises(DifferentPrincipals):
        merge(hers, his, Choice())
    with pytest.raises(OneAndTheSame):
        merge(hers, hers, Choice())
    with pytest.raises(TwoEmployers):
        merge(a_case(), a_case(), Choice())
    alone = a_case()
    alone.employer_id = None
    with pytest.raises(EmployerOnOther):
        merge(alone, a_case(), Choice())
    with pytest.raises(StaleVersion):
        merge_cases(a_case(), alone, Choice(), version=7, other_version=alone.version, **HOW)


def test_one_partner_and_one_visit() -> None:
    employer = an_employer()
    first, second = with_family(a_case(employer=employer)), a_case(employer=employer)
    with pytest.raises(OnePartner):
        merge(first, second, Choice())
    up_to_visit(first)
    second.visit_at = first.visit_at
    with pytest.raises(TwoVisits):
        merge(first, second, Choice(same=same(first, second)))
