"""The page of a case: what it shows, who has it, and when it is closed."""

from datetime import time, timedelta

import pytest

from expatdesk.cases.actions import change_facts
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.step_actions import return_steps, waive_steps
from expatdesk.documents.actions import say_papers
from expatdesk.documents.models import Has
from expatdesk.enquiries.actions import ask, close_thread
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of, readings_of
from expatdesk.people.models import Role
from expatdesk.rules.plan import PaperKey, StepState
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import (
    KATWIJK,
    LEIDEN,
    a_case,
    a_user,
    an_employer,
    complete,
    registered,
    the_plan,
    up_to_visit,
    with_family,
)
from tests.page import text_of
from tests.visitor import Visitor


def section(visitor: Visitor, name: str) -> str:
    """What stands in the part of the page with this id as its heading."""
    found = [e for e in visitor.page.all("section") if e.get("aria-labelledby") == name]
    return text_of(found[0])


def everything_waived(case: Case, region: Region) -> None:
    """Nothing is left to do on it."""
    for step in the_plan(case).steps:
        if step.state in (StepState.OPEN, StepState.WAITING):
            waive_steps(
                case, [step.id], reason="agreed", version=case.version, by=SYSTEM, region=region, today=today()
            )


def test_it_shows_household_facts_and_what_follows(officer: Visitor) -> None:
    case = with_family(a_case(employer=an_employer("Naturalis")), children=1)
    officer.opens("desk.case", case_id=case.id)
    assert officer.page.heading == "Ananya Krishnan and Luc Moreau"
    officer.sees(case.code, "3 people", "Naturalis, Leiden", "Arrived on Wednesday 9 December 2026")
    officer.sees("Born February 1991", "Highly skilled migrant", "Hooigracht 12, 2312 KS", "2 years")
    assert "2312\u00a0KS" in officer.page.html
    assert "This desk, Leiden" in section(officer, "rules-say")
    assert "€105.88" in section(officer, "rules-say")


def test_somebody_with_one_name_is_called_by_it(officer: Visitor) -> None:
    case = a_case(given_names="", family_name="Nurhayati")
    officer.opens("desk.case", case_id=case.id).sees("Nurhayati", "One name only")


def test_staff_of_an_exempt_employer_pay_nothing(officer: Visitor) -> None:
    hr = a_user(Role.EMPLOYER)
    case = a_case(employer=an_employer("LUMC", fee_exempt=True))
    case.submitted_by_id = hr.id
    officer.opens("desk.case", case_id=case.id).sees("Staff of LUMC pay nothing")


def test_the_now_card_says_who_what_and_by_when(officer: Visitor) -> None:
    case = a_case()
    complete(case, "intake")
    complete(case, "papers_handed_in")
    now = section(officer.opens("desk.case", case_id=case.id), "now")
    assert "The ball is with the desk, since Monday 14 December 2026" in now
    assert "Check the papers" in now
    assert "We promised it by Monday 21 December 2026: in 7 days." in now
    filled = [b for b in officer.page.all("button", "a") if "primary-action" in (b.get("class") or "")]
    assert [text_of(b) for b in filled] == ["Accept the papers"]


def test_its_button_does_it(officer: Visitor) -> None:
    case = a_case()
    complete(case, "intake")
    complete(case, "papers_handed_in")
    officer.opens("desk.case", case_id=case.id).sees("Said to be handed in").does_not_see("Not told yet")
    officer.follows("Accept the papers")
    officer.presses("Accept the papers", seen_on_paper="y").sees("“Papers checked” is ticked off.")
    assert the_plan(case).step("papers_checked").state is StepState.DONE


def test_the_three_dates_stand_apart(officer: Visitor) -> None:
    case = a_case(submitted=today() - timedelta(days=30))
    complete(case, "intake")
    complete(case, "papers_handed_in")
    officer.opens("desk.case", case_id=case.id)
    dates = next(text_of(e) for e in officer.page.all("dl") if e.get("class") == "dates")
    assert "Our promise Mon 21 December 2026 Check the papers" in dates
    assert "Lawful limit Mon 14 December 2026 Book the visit" in dates
    assert "What we ask" in dates


def test_the_plan_folds_what_is_done_and_marks_what_is_now(officer: Visitor, region: Region) -> None:
    case = with_family(a_case(), children=1)
    complete(case, "intake")
    complete(case, "papers_handed_in")
    waive_steps(case, ["gp"], reason="not_wanted", version=case.version, by=SYSTEM, region=region, today=today())
    return_steps(
        case,
        ["papers_handed_in"],
        reason="language",
        note="",
        version=case.version,
        by=SYSTEM,
        region=region,
        today=today(),
    )
    plan = section(officer.opens("desk.case", case_id=case.id), "track-registration")
    assert "1 done, last on Monday 14 December 2026" in plan
    assert "Not needed: The household does not want it." in plan
    assert "Sent back on Monday 14 December 2026: It needs a sworn translation" in plan
    assert "Register in the BRP: Ananya, Luc and Mira" in plan
    assert "Check the papers Waits for: Hand in the papers" in plan
    current = [e for e in officer.page.all("li") if e.get("aria-current") == "step"]
    assert [text_of(e).split(" Sent")[0] for e in current] == ["Hand in the papers"]


def test_papers_stand_per_person_with_what_they_said(officer: Visitor, region: Region) -> None:
    case = with_family(a_case())
    said = {(1, PaperKey.BIRTH_CERTIFICATE): Has.YES, (0, PaperKey.LEASE): Has.NOT_YET}
    say_papers(case, said, by=SYSTEM, region=region, today=today())
    papers = section(officer.opens("desk.case", case_id=case.id), "papers")
    hers, his = papers.split("Luc Moreau")
    assert "Birth certificate They have it" in his
    assert "Birth certificate Not told yet" in hers
    assert "Rental contract Not yet" in hers


def test_it_says_in_plain_words_where_to_go_instead(officer: Visitor) -> None:
    case = a_case(home_postcode="2225 AB")
    officer.opens("desk.case", case_id=case.id)
    officer.sees("This desk does not register this household.", "lies in Katwijk", "town hall of Katwijk")
    assert "Register elsewhere" in section(officer, "now")


def test_every_reading_is_written_down(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.case", case_id=case.id)
    officer.opens("desk.history", case_id=case.id).opens("desk.history", case_id=case.id)
    assert {line.verb for line in readings_of(case.id)} == {"case_read", "history_read"}
    officer.sees("opened the file", "read the history")


def test_the_history_tells_all_in_sentences(officer: Visitor) -> None:
    case = up_to_visit(a_case(employer=an_employer("Naturalis")), at=time(14, 15))
    officer.opens("desk.case", case_id=case.id)
    drawer = next(text_of(e) for e in officer.page.all("aside") if e.get("id") == "history")
    assert "14 Dec, 10:00 Expatdesk submitted the hire for Naturalis." in drawer
    assert "Expatdesk booked the visit: Tuesday 15 December 2026, 14:15." in drawer


def test_a_registrar_reads_but_does_not_run_it(visit: Visit) -> None:
    case = up_to_visit(a_case())
    own = visit(a_user(Role.REGISTRAR, municipality=LEIDEN)).opens("desk.case", case_id=case.id)
    own.does_not_see("Change", "Tick it off", "Issue a new secret", "Wishes", "Assign")
    filled = [b for b in own.page.all("button", "a") if "primary-action" in (b.get("class") or "")]
    assert [text_of(b) for b in filled] == ["Record the registration"]


def test_a_registrar_of_another_town_does_not_learn_that_it_exists(visit: Visit) -> None:
    """Security T02: the same answer as for an id that was never given out."""
    case = up_to_visit(a_case())
    other = visit(a_user(Role.REGISTRAR, municipality=KATWIJK))
    for page in ("desk.case", "desk.history", "desk.registration"):
        other.cannot_open(page, case_id=case.id)
    assert readings_of(case.id) == []


def test_the_case_is_given_to_an_officer_and_released(visit: Visit) -> None:
    me, other = a_user(Role.OFFICER), a_user(Role.COORDINATOR, name="Noor Haddad")
    case = a_case()
    visitor = visit(me).opens("desk.case", case_id=case.id).presses("Assign", officer=str(other.id))
    visitor.sees("Noor Haddad has the case now.", "Officer: Noor Haddad")
    visitor.presses("Assign", officer="").sees("Nobody has the case now.", "Officer: nobody")
    visitor.presses("Assign", officer=str(me.id))
    verbs = [line.verb for line in history_of(case.id)][:3]
    assert verbs == ["case_taken", "assigned", "assigned"]


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.EMPLOYER, Role.ADMINISTRATOR])
def test_only_officers_can_have_a_case(officer: Visitor, role: Role) -> None:
    case, other = a_case(), a_user(role)
    officer.opens("desk.case", case_id=case.id)
    version = str(case.version)
    answer = officer.posts("desk.assign", {"version": version, "officer": str(other.id)}, case_id=case.id)
    assert answer.status_code == 422
    assert case.officer_id is None


def test_two_officers_at_once_see_each_other(visit: Visit) -> None:
    """Security T39: who comes second is told who was first, and may still do it."""
    case = a_case()
    first, second = visit(a_user(Role.OFFICER, name="Ada Blom")), visit(a_user(Role.OFFICER, name="Bas Kok"))
    first.opens("desk.case", case_id=case.id)
    second.opens("desk.case", case_id=case.id)
    first.presses("Assign", officer=str(first.who.id))  # type: ignore[union-attr]
    second.presses("Assign", refused=409, officer=str(second.who.id))  # type: ignore[union-attr]
    second.sees("Somebody changed this case while you were at it", "Ada Blom took the case.")
    session.refresh(case)
    assert case.officer_name == "Ada Blom"
    second.presses("Do it all the same").sees("Officer: Bas Kok")


def test_a_case_is_closed_when_nothing_is_left_to_do(officer: Visitor, region: Region) -> None:
    case = registered(a_case())
    officer.opens("desk.case", case_id=case.id).does_not_see("Close the case")
    answer = officer.posts("desk.close", {"version": str(case.version)}, case_id=case.id)
    assert answer.status_code == 409
    everything_waived(case, region)
    officer.opens("desk.case", case_id=case.id).sees("Everything is done").presses("Close the case")
    officer.sees("This case is closed")
    assert case.state == CaseState.CLOSED
    officer.opens("desk.worklist", view="closed").sees("Ananya Krishnan")
    officer.opens("desk.case", case_id=case.id).presses("Open it again")
    assert case.state == CaseState.OPEN


def test_nobody_is_sent_off_with_a_question(officer: Visitor, region: Region) -> None:
    """The mail that takes leave says that all is done."""
    case = registered(a_case())
    everything_waived(case, region)
    thread = ask(case, "My bin", "When is it emptied?", by=SYSTEM, region=region, today=today())
    officer.opens("desk.case", case_id=case.id).does_not_see("Close the case").follows("Answer it")
    officer.sees("When is it emptied?")
    answer = officer.posts("desk.close", {"version": str(case.version)}, case_id=case.id)
    assert (answer.status_code, case.state) == (409, CaseState.OPEN)
    close_thread(case, thread, version=thread.version, by=SYSTEM)
    officer.opens("desk.case", case_id=case.id).sees("Close the case")


def test_every_page_of_a_bare_case_works(officer: Visitor) -> None:
    """Nothing known but what an employer must tell."""
    case = a_case(
        arrival=None, first_working_day=None, home_kind=None, home_street=None, home_postcode=None, home_from=None,
        home_registration_allowed=None,
    )  # fmt: skip
    officer.opens("desk.case", case_id=case.id).sees("Day of arrival not known", "No home yet")


def test_a_visit_that_the_route_has_overtaken_is_to_be_cancelled(
    visit: Visit, officer: Visitor, region: Region
) -> None:
    case = up_to_visit(a_case())
    change_facts(case, {"stay_months": 3}, version=case.version, by=SYSTEM, region=region, today=today())
    officer.opens("desk.case", case_id=case.id).sees("This household registers elsewhere now")
    visit(case).opens("expat.status").does_not_see("Your visit. We register you.")


def test_one_certificate_of_a_couple_stands_there_once(officer: Visitor) -> None:
    case = with_family(a_case())
    for person in case.people:
        person.marital_status = "married"
    certificate = "Certificate of marriage or registered partnership of Ananya Krishnan and Luc Moreau"
    officer.opens("desk.case", case_id=case.id).sees(certificate)
    assert officer.page.text.count("Certificate of marriage") == 1
    officer.follows("Scan a paper").sees(certificate)
    assert officer.page.text.count("Certificate of marriage") == 1
