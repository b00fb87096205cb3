"""Help with work at the desk: on the page of the case, in a list to invite from, and for no municipality."""

from sqlalchemy import select

from expatdesk.cases.models import Case
from expatdesk.logbook.models import LogLine
from expatdesk.shared.db import session
from expatdesk.social.careers import career_row
from expatdesk.worklists.ready_letters import PARTNERS_EVENT
from tests.conftest import Visit
from tests.factories import LEIDEN, a_case, complete, registered, the_plan, with_family
from tests.factories.careers import told_of_work
from tests.visitor import Visitor


def a_couple(**changes: object) -> Case:
    return with_family(a_case(**changes))  # type: ignore[arg-type]


def test_an_officer_writes_down_what_was_said_by_phone(officer: Visitor, visit: Visit) -> None:
    case = a_couple()
    luc = case.people[1]
    officer.opens("desk.case", case_id=case.id).sees("Help with work: Luc", "They have not said yet.")
    officer.opens("desk.career", case_id=case.id, person_id=luc.id)
    officer.presses("Save", refused=422, looks_for=["study"]).sees("Tick this, or nothing of it can be kept.")
    officer.presses("Save", looks_for=["study"], field="arts", profession="Sculptor", may_keep=True)
    officer.sees("It is written down", "A course or study", "Sculptor", "Written down by the desk")
    officer.opens("desk.history", case_id=case.id).sees("wrote down what help with work Luc Moreau would like")
    visit(case).opens("expat.people").sees("The desk wrote this down, as you said it.", "Sculptor")
    officer.opens("desk.career", case_id=case.id, person_id=luc.id)
    officer.presses("Take it back and erase it help with work").does_not_see("Sculptor")
    assert career_row(luc) is None


def test_an_older_page_is_shown_what_is_there_now(officer: Visitor) -> None:
    case = a_couple()
    officer.opens("desk.career", case_id=case.id, person_id=case.people[1].id)
    told_of_work(case)
    officer.presses("Save", refused=409, looks_for=["study"], may_keep=True).sees("Physiotherapist")
    officer.presses("Save").sees("A course or study")


def test_nobody_is_asked_who_does_not_come_along(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.case", case_id=case.id).does_not_see("Help with work")
    officer.cannot_open("desk.career", case_id=case.id, person_id=case.principal.id)


def test_the_list_narrows_and_each_look_is_written_down(officer: Visitor) -> None:
    nurse, other = told_of_work(a_couple()), a_couple(given_names="Noor")
    told_of_work(other, field="law", looks_for=["study"], profession="Notary")
    officer.opens("desk.dashboard").follows("Partners who look for work")
    officer.sees("2 people", "Physiotherapist", "Notary", "asked for a talk on")
    officer.opens("desk.careers", field="law").sees("1 person", "Notary").does_not_see("Physiotherapist")
    officer.opens("desk.careers", town=LEIDEN, dutch="a_little", looks_for="paid").sees("1 person")
    officer.opens("desk.careers", field="nonsense").sees("2 people")
    officer.opens("desk.careers", dutch="very_well").sees("Nobody found")
    read = session.scalars(select(LogLine.case_id).where(LogLine.verb == "careers_read")).all()
    assert set(read) == {nurse.id, other.id}


def test_it_leads_to_one_mail_to_those_who_are_ticked(officer: Visitor, coordinator: Visitor) -> None:
    case = told_of_work(a_couple())
    coordinator.opens("desk.letters").follows("Begin with our words for an event for partners").presses("Save")
    officer.opens("desk.careers").presses("Write to who is ticked", case=[case.code])
    officer.sees(PARTNERS_EVENT.name, "1 household", case.title)


def test_a_registrar_sees_nothing_of_it(officer: Visitor, registrar: Visitor) -> None:
    """Neither what was told, nor a step, nor a line of the history, nor in the worklist what is next."""
    case = told_of_work(registered(a_couple()))
    complete(case, "career_language:1")
    seen = ("Physiotherapist", "Dutch for work", "Have the diploma valued", "Talk about work", "help with work")
    officer.opens("desk.case", case_id=case.id).sees(*seen[:4])
    registrar.opens("desk.case", case_id=case.id).does_not_see(*seen, "Help with work")
    registrar.opens("desk.history", case_id=case.id).does_not_see(*seen)
    registrar.cannot_open("desk.careers")
    registrar.cannot_open("desk.career", case_id=case.id, person_id=case.people[1].id)
    assert [step.key for step in the_plan(case).steps if step.key == "career_talk"]
    case.next_step = "career_talk:1"
    officer.opens("desk.worklist", view="all").sees("Talk about work")
    registrar.opens("desk.worklist", view="all").sees(case.title).does_not_see("Talk about work")
