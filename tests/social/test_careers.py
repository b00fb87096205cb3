"""Help with work: each their own, with a yes of its own, gone in one press, and of the desk alone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from expatdesk.cases.career_models import PersonCareer
from expatdesk.cases.closing import close_case
from expatdesk.cases.employer_view import print_of
from expatdesk.cases.household import remove_member, without
from expatdesk.cases.merging import Choice, merge_cases, undo_merge
from expatdesk.cases.models import Case, CaseState, StepRecord
from expatdesk.cases.own_case import OwnCase, leave_into_own_case
from expatdesk.cases.queries import plan_for_employer
from expatdesk.cases.refusals import CaseClosed, HoldsBsn
from expatdesk.cases.step_actions import waive_steps
from expatdesk.logbook.models import LogLine
from expatdesk.region.loader import load_region
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.rights.contents import contents_of
from expatdesk.rules.careers import CAREER_STEPS, TALK
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from expatdesk.social.careers import (
    CareerChanged,
    Wanted,
    career_row,
    companions_of,
    tell_career,
    who_may_be_invited,
    withdraw_career,
)
from tests.factories import KATWIJK, LEIDEN, a_case, an_employer, complete, registered, the_plan, with_family
from tests.factories.careers import TOLD, told_of_work
from tests.factories.cases import REGION, done_by

pytestmark = pytest.mark.usefixtures("app")


def steps_of(case: Case) -> set[str]:
    return {step.id for step in the_plan(case).steps if step.key in CAREER_STEPS}


def rows() -> int:
    return session.scalar(select(func.count()).select_from(PersonCareer)) or 0


def a_couple(**changes: Any) -> Case:
    return with_family(a_case(**changes))


def with_all_else_over(case: Case) -> Case:
    """Nothing is left to do in its plan."""
    left = [step.id for step in the_plan(case).steps if not step.is_finished]
    waive_steps(case, left, reason="not_wanted", version=case.version, **done_by())
    return case


# -- who, and what becomes of it -----------------------------------------------------------------


def test_who_comes_along_is_asked_and_nobody_else() -> None:
    case = with_family(a_case(), children=1)
    assert companions_of(case, today()) == [case.people[1]]
    case.people[1].born = f"{today().year - 17}-01-01"
    assert companions_of(case, today()) == []
    alone = a_case(category="family_member")
    assert companions_of(alone, today()) == [alone.principal]


def test_what_is_told_makes_steps_and_not_now_takes_them_away() -> None:
    case = told_of_work(a_couple())
    assert steps_of(case) == {
        "career_talk:1", "career_recognition:1", "career_diploma:1", "career_language:1", "career_contacts:1",
    }  # fmt: skip
    complete(case, "career_language:1")
    told_of_work(case, looks_for=["not_now"])
    assert steps_of(case) == set()
    told_of_work(case)
    assert the_plan(case).step("career_language:1").done_on == today()


def test_withdrawn_everything_goes() -> None:
    case = told_of_work(a_couple())
    complete(case, "career_language:1")
    withdraw_career(case, case.people[1], **done_by())
    assert (rows(), steps_of(case)) == (0, set())
    assert not session.scalars(select(StepRecord).where(StepRecord.step.startswith("career_"))).all()
    withdraw_career(case, case.people[1], **done_by())
    lines = session.scalars(select(LogLine).where(LogLine.verb == "career_withdrawn")).all()
    assert len(lines) == 1


def test_a_closed_case_takes_nothing_back_to_work_but_lets_go() -> None:
    case = told_of_work(a_couple())
    with_all_else_over(case)
    close_case(case, version=case.version, **done_by())
    with pytest.raises(CaseClosed):
        told_of_work(case)
    withdraw_career(case, case.people[1], **done_by())
    assert (rows(), case.state) == (0, CaseState.CLOSED)


def test_an_older_page_changes_nothing() -> None:
    case = told_of_work(a_couple())
    with pytest.raises(CareerChanged):
        tell_career(case, case.people[1], replace(TOLD, looks_for=["study"]), language="en", **done_by())
    withdraw_career(case, case.people[1], **done_by())
    with pytest.raises(CareerChanged):
        tell_career(case, case.people[1], replace(TOLD, version=1), language="en", **done_by())
    assert rows() == 0


def test_no_bsn_is_kept() -> None:
    with pytest.raises(HoldsBsn):
        told_of_work(a_couple(), profession="Nurse 111222333")


def test_a_yes_to_other_words_is_none() -> None:
    case = told_of_work(a_couple())
    row = career_row(case.people[1])
    assert row is not None
    row.text_version = 0
    session.flush()
    assert (career_row(case.people[1]), steps_of(case)) == (None, set())
    assert who_may_be_invited(Case.id == case.id, Wanted()) == []


def test_whoever_asks_for_a_talk_once_more_is_called_once_more() -> None:
    case = told_of_work(a_couple())
    complete(case, f"{TALK}:1")
    told_of_work(case)
    assert the_plan(case).step(f"{TALK}:1").is_finished, "saving once more asks for nothing new"
    told_of_work(case, wants_talk=False)
    told_of_work(case, wants_talk=True)
    assert not the_plan(case).step(f"{TALK}:1").is_finished


# -- of nobody else ------------------------------------------------------------------------------


def test_an_employer_sees_nothing_of_it() -> None:
    """Security T07: neither the print that its systems ask by, nor whose turn it is."""
    case = with_all_else_over(registered(a_couple()))
    seen = print_of(case, plan_for_employer(case, REGION, today()))
    assert (case.next_party, case.employer_party, case.hire_print) == (None, None, seen)
    told_of_work(case)
    assert (case.next_party, case.employer_party, case.hire_print) == ("desk", None, seen)
    assert print_of(case, plan_for_employer(case, REGION, today())) == seen


# -- the list ------------------------------------------------------------------------------------


def test_the_list_holds_who_may_be_invited_and_narrows() -> None:
    nurse, other = told_of_work(a_couple()), a_couple()
    told_of_work(other, field="law", looks_for=["study", "volunteering"], dutch="well")
    told_of_work(a_couple(), may_invite=False)
    told_of_work(a_couple(), looks_for=["not_now"])
    nurse.municipality, other.municipality = LEIDEN, KATWIJK
    session.flush()

    def found(**wanted: str) -> set[str]:
        return {case.code for _row, _person, case in who_may_be_invited(Case.id.is_not(None), Wanted(**wanted))}

    assert found() == {nurse.code, other.code}
    assert found(field="health") == found(looks_for="paid") == found(dutch="a_little") == {nurse.code}
    assert found(looks_for="volunteering") == found(municipality=KATWIJK) == {other.code}
    assert found(field="health", municipality=KATWIJK) == set()


# -- rows that follow people ---------------------------------------------------------------------


def test_it_follows_who_gets_a_case_of_their_own() -> None:
    case = told_of_work(a_couple())
    complete(case, "career_language:1")
    person = case.people[1]
    told = OwnCase(email="luc@mail.example", language="en", category="eu_citizen", same_home=True)
    own = leave_into_own_case(case, [person], told, version=case.version, **done_by())
    assert (steps_of(case), companions_of(own, today())) == (set(), [person])
    assert the_plan(own).step("career_language:0").done_on == today()
    withdraw_career(own, person, **done_by())
    assert (rows(), steps_of(own)) == (0, set())


def test_it_goes_with_who_leaves_and_moves_to_nobody_else() -> None:
    case = told_of_work(with_family(a_case(), children=1))
    assert "career" not in str(without(case, [case.people[1]], REGION, today())["added"])
    remove_member(case, case.people[1], version=case.version, **done_by())
    assert (rows(), steps_of(case)) == (0, set())


def test_two_cases_that_become_one_keep_it_and_come_apart_again() -> None:
    employer = an_employer("LUMC")
    kept = a_couple(employer=employer)
    emptied = told_of_work(a_couple(employer=employer, email="other@mail.example"))
    same = {mine.id: theirs.id for mine, theirs in zip(emptied.people, kept.people, strict=True)}
    merge_cases(kept, emptied, Choice(same=same), version=kept.version, other_version=emptied.version, **done_by())
    assert "career_talk:1" in steps_of(kept)
    undo_merge(kept, version=kept.version, **done_by())
    assert steps_of(kept) == set()
    assert "career_talk:1" in steps_of(emptied)


def test_it_is_in_the_file_that_the_household_takes_along() -> None:
    case = told_of_work(a_couple())
    told = contents_of(case, REGION)["help_with_work"]
    assert [(one["person"], one["profession"], one["may_invite"]) for one in told] == [
        ("Luc Moreau", "Physiotherapist", True)
    ]


def test_erased_nothing_is_left_of_it() -> None:
    case = told_of_work(a_couple())
    erase_case(case, Why.CLOSED, countries=load_region("leiden").countries, today=today() + timedelta(days=1))
    assert rows() == 0
    lines = session.scalars(select(LogLine).where(LogLine.case_id == case.id)).all()
    assert not any("Luc" in str(line.details) for line in lines)
