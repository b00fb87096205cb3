"""The household's own page for help with work: told, changed, taken back, and what the plan makes of it."""

from sqlalchemy import func, select

from expatdesk.cases.career_models import PersonCareer
from expatdesk.cases.representative_models import Grant
from expatdesk.shared.db import session
from expatdesk.social.careers import career_row
from tests.conftest import Visit
from tests.factories import a_case, a_representative, registered, the_plan, with_family
from tests.factories.careers import told_of_work
from tests.visitor import Visitor

KEEP = "Tick this, or nothing of it can be kept."


def test_a_partner_tells_changes_and_takes_back(visit: Visit) -> None:
    case = registered(with_family(a_case()))
    expat = visit(case).opens("expat.status").follows("People to meet, and help with work")
    expat.sees("Help with work: Luc").follows("Tell us about work")
    expat.presses("Save", refused=422, looks_for=["paid", "not_now"]).sees(
        "You ticked “Nothing now” and something else.", KEEP
    )
    assert career_row(case.people[1]) is None
    expat.presses(
        "Save", looks_for=["paid"], field="health", profession="Nurse", diploma="bachelor", diploma_from="FR",
        regulated="yes", dutch="a_little", english="well", wants_talk=True, may_keep=True,
    )  # fmt: skip
    expat.sees("Thank you.", "Paid work", "Health and care", "Nurse", "Bachelor, from France", "A little (A1, A2)")
    expat.opens("expat.status").sees("Have your diploma valued", "Find out about the recognition of your")
    expat.opens("expat.people").follows("Change what you told of work").presses("Save", looks_for=["not_now"])
    expat.sees("Nothing now").opens("expat.status").does_not_see("Have your diploma valued")
    expat.opens("expat.people").presses("Take it back and erase it help with work")
    expat.sees("You took it back.", "Tell us about work").does_not_see("Nurse")
    assert not session.scalar(select(func.count()).select_from(PersonCareer))


def test_a_step_is_told_done_on_the_own_page_with_its_answer_beside_it(visit: Visit) -> None:
    case = told_of_work(registered(with_family(a_case())))
    expat = visit(case).opens("expat.step", key="career_recognition").sees("May I do my own work here?")
    expat.presses("I have found out").sees("Thank you.")
    assert the_plan(case).step("career_recognition:1").is_finished
    expat.opens("expat.step", key="career_diploma").sees("What is my diploma worth here?")


def test_two_pages_at_once_lose_nothing_unseen(visit: Visit) -> None:
    case = told_of_work(with_family(a_case()))
    expat = visit(case).opens("expat.career", who="partner")
    told_of_work(case, profession="Beekeeper")
    expat.presses("Save", refused=409, profession="Nurse").sees("Somebody changed this", "Beekeeper")
    expat.presses("Save").sees("Nurse").does_not_see("Beekeeper")


def test_who_does_not_come_along_has_no_such_page(visit: Visit) -> None:
    expat = visit(a_case()).opens("expat.people").does_not_see("Help with work")
    expat.cannot_open("expat.career", who="principal")
    expat.cannot_open("expat.career", who="partner")


def test_whoever_represents_them_sees_none_of_its_steps(visit: Visit) -> None:
    case = told_of_work(registered(with_family(a_case())))
    agent = visit(a_representative(case, sees=[Grant.PLAN])).opens("expat.status")
    agent.does_not_see("Have your diploma valued", "Look whether you may work", "about work")


def test_all_that_is_kept_is_told_on_the_page_of_own_data(visit: Visit) -> None:
    case = told_of_work(with_family(a_case()))
    visit(case).opens("expat.data").sees("Help with work: Luc", "Physiotherapist")


def test_a_partner_without_a_name_yet_is_called_one(visit: Visit, officer: Visitor) -> None:
    case = with_family(a_case())
    case.people[1].given_names = case.people[1].family_name = ""
    visit(case).opens("expat.people").sees("Help with work: Your partner")
    visit(case).opens("expat.career", who="partner").sees("Help with work: Your partner")
    officer.opens("desk.career", case_id=case.id, person_id=case.people[1].id).sees("Name not known yet")
