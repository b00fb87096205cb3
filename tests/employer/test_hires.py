"""The list of hires and the page of one: what HR must do first, nothing private, nothing of another employer."""

from datetime import date, timedelta

import pytest
import time_machine

from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case, CaseState
from expatdesk.logbook.models import LogLine
from expatdesk.organisations.models import Employer
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case, registered, the_plan, up_to_visit, with_family
from tests.factories.cases import REGION, complete
from tests.page import text_of
from tests.visitor import Visitor

PAPERS = ("intake", "papers_handed_in", "papers_checked")


def names_on(page: Visitor) -> list[str]:
    heads = [e for e in page.page.all("th") if e.get("scope") == "row"]
    return [next(text_of(a) for a in head.iter("a")) for head in heads]


# -- the list -------------------------------------------------------------------------------------


def test_an_empty_list_says_what_will_be_here(hr: Visitor) -> None:
    hr.opens("employer.hires").sees("No hires yet", "Submit your first hire").does_not_see("Find a hire by name")


def test_who_waits_for_hr_stands_on_top_by_date(
    hr: Visitor, employer: Employer, clock: time_machine.Traveller
) -> None:
    a_case(employer=employer, given_names="Later", first_working_day=date(2027, 6, 1), arrival=date(2027, 5, 25))
    a_case(employer=employer, given_names="Soon", first_working_day=date(2027, 2, 1))
    ball = a_case(employer=employer, given_names="Ball", first_working_day=date(2027, 1, 20))
    for step in PAPERS:
        complete(ball, step)
    a_case(employer=employer, given_names="Form", nationality="FR", home_kind=None, home_postcode=None)
    clock.shift(timedelta(minutes=1))
    a_case(employer=employer, given_names="Nothing", nationality="FR", category="student")
    hr.opens("employer.hires").sees(
        "There is something for you to do for 3 hires.",
        "For you to do now",
        "On its way",
        "You The expat Soon Krishnan",
    )
    assert names_on(hr) == [f"{name} Krishnan" for name in ("Ball", "Soon", "Form", "Later", "Nothing")]


def test_advice_that_was_over_before_the_hire_was_submitted_is_asked_for_at_once(
    hr: Visitor, employer: Employer
) -> None:
    """Four weeks before a first working day in one week: nobody can do it by then, so it is not late either."""
    a_case(employer=employer, given_names="Soon", first_working_day=date(2027, 1, 12))
    case = a_case(employer=employer, given_names="At once", first_working_day=date(2026, 12, 21))
    hr.opens("employer.hires").sees(
        "something for you to do for 2 hires.", "Arrange their right to stay As soon as you can"
    )
    assert names_on(hr) == ["At once Krishnan", "Soon Krishnan"]
    hr.opens("employer.hire", case_id=case.id).sees("As soon as you can").does_not_see("days ago")
    hr.does_not_see("four weeks before the first working day")
    hr.presses("It is arranged").does_not_see("As soon as you can")
    assert case.employer_due == date(2027, 4, 21)


def test_each_row_tells_whose_turn_how_far_and_what_to_do(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer)
    for step in PAPERS:
        complete(case, step)
    hr.opens("employer.hires").sees(
        "You", "Papers in order, done", "Visit booked, busy", "Registered, not yet", "BSN issued, not yet",
        "Arrange their right to stay", "Ask for the 30 percent ruling", "Starts Mon 21 Dec", "1 person",
    )  # fmt: skip


def test_closed_hires_are_folded_away(hr: Visitor, employer: Employer) -> None:
    a_case(employer=employer, given_names="Open")
    a_case(employer=employer, given_names="Closed").state = CaseState.CLOSED
    hr.opens("employer.hires").does_not_see("Closed Krishnan")
    hr.follows("Show 1 closed hire").sees("Closed Krishnan", "Nothing now").does_not_see("Open Krishnan")
    hr.follows("Your hires").sees("Open Krishnan")


def test_an_erased_hire_says_so_and_no_more(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer)
    erase_case(case, Why.UNUSED, countries=REGION.countries, today=today())
    hr.opens("employer.hires").follows("Show 1 closed hire")
    hr.sees(f"Hire {case.code}", "Erased on Monday 14 December 2026", "Nobody took up the invitation.")
    hr.does_not_see("Krishnan", "ananya@mail.example")
    hr.cannot_open("employer.hire", case_id=case.id)


def test_the_name_of_the_desk_leads_home(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer)
    hr.opens("employer.hire", case_id=case.id)
    assert hr.page.link("Expatdesk Leiden region") == "/employer/"


@pytest.mark.parametrize("typed", ["yildirim", "YILDIRIM", "Yıldırım şebnem"])
def test_a_hire_is_found_by_name_with_or_without_diacritics(hr: Visitor, employer: Employer, typed: str) -> None:
    a_case(employer=employer, given_names="Şebnem", family_name="Yıldırım")
    for number in range(3):
        a_case(employer=employer, given_names=f"Other{number}")
    hr.opens("employer.hires").presses("Show", q=typed).sees("1 hire found.")
    assert names_on(hr) == ["Şebnem Yıldırım"]


@pytest.mark.parametrize("typed", ["Luc", "Moreau", "%", "_", "ananya@mail.example", "LE-"])
def test_the_search_knows_nobody_but_the_hire(hr: Visitor, employer: Employer, typed: str) -> None:
    """Not by the name of a partner, nor by anything else that is private (security T05, T32)."""
    for number in range(4):
        with_family(a_case(employer=employer, given_names=f"Nr{number}", family_name="Krishnan"))
    hr.opens("employer.hires").presses("Show", q=typed).sees("We find nobody like that.")


def test_a_search_that_no_name_can_hold_finds_all(hr: Visitor, employer: Employer) -> None:
    a_case(employer=employer)
    hr.opens("employer.hires", q="\0").sees("Ananya Krishnan")


def test_fifty_to_a_page(hr: Visitor, employer: Employer) -> None:
    for number in range(51):
        a_case(employer=employer, given_names=f"Nr{number:02}")
    hr.opens("employer.hires").sees("51 hires found.").does_not_see("Previous page")
    assert len(names_on(hr)) == 50
    hr.follows("Next page").does_not_see("Next page")
    assert len(names_on(hr)) == 1
    hr.follows("Previous page")
    assert len(names_on(hr)) == 50


@pytest.mark.parametrize("place", ["", "0", "~", "x~y", "9" * 300, "1\0~" + "0" * 32])
@pytest.mark.parametrize("sort", ["turn", "day", "name", "start", "nothing"])
def test_a_place_that_makes_no_sense_is_no_fault(hr: Visitor, employer: Employer, place: str, sort: str) -> None:
    a_case(employer=employer)
    hr.opens("employer.hires", after=place, sort=sort).sees("Ananya Krishnan")


def test_counts_and_rows_know_only_ones_own(hr: Visitor, other_hr: Visitor, employer: Employer) -> None:
    a_case(employer=employer)
    other_hr.opens("employer.hires").sees("No hires yet").does_not_see("Ananya", "closed hire")


# -- one hire -------------------------------------------------------------------------------------


def test_the_page_tells_milestones_turn_and_since_when(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer, submitted=date(2026, 12, 1))
    hr.opens("employer.hire", case_id=case.id)
    hr.sees("Papers in order, busy", "Whose turn: You The expat since Tuesday 1 December 2026")
    complete(case, "intake", on=date(2026, 12, 9))
    complete(case, "papers_handed_in", on=date(2026, 12, 10))
    hr.opens("employer.hire", case_id=case.id).sees("Whose turn: You The desk since Thursday 10 December 2026")


def test_registered_means_everybody_in_the_household(hr: Visitor, employer: Employer) -> None:
    case = up_to_visit(with_family(a_case(employer=employer)))
    hr.opens("employer.hire", case_id=case.id).sees("Visit booked, done", "Registered, busy")
    registered(case)
    hr.opens("employer.hire", case_id=case.id).sees("Registered, done", "BSN issued, done")


def test_hr_does_its_own_part(hr: Visitor, employer: Employer) -> None:
    case = with_family(a_case(employer=employer))
    case.people[1].nationalities = ["IN"]
    session.flush()
    hr.opens("employer.hire", case_id=case.id).presses("It is arranged").sees(
        "Thank you.", "Done on Monday 14 December"
    )
    done = {step.id for step in the_plan(session.get_one(Case, case.id)).steps if step.done_on}
    assert done == {"residence_right:0", "residence_right:1"}
    assert session.query(LogLine).filter_by(verb="step_completed", actor_role="employer").count() == 2


def test_hr_says_that_a_permit_is_arranged_also_without_a_home(hr: Visitor, employer: Employer) -> None:
    starts = date(2027, 3, 1)
    case = a_case(employer=employer, home_kind=None, home_postcode=None, first_working_day=starts)
    assert (case.residence_right_due, case.sponsor_report_due) == (date(2027, 2, 1), date(2027, 3, 29))
    hr.opens("employer.hire", case_id=case.id).presses("It is arranged").sees("Done on Monday 14 December")
    after = session.get_one(Case, case.id)
    assert (after.residence_right_due, after.sponsor_report_due) == (None, date(2027, 3, 29))


def test_hr_signs_the_form_for_its_address(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer, home_kind=None, home_postcode=None)
    assert case.route_reason == "employer_form_missing"
    hr.opens("employer.hire", case_id=case.id).presses("We have signed the form").sees("Papers in order, busy")
    assert session.get_one(Case, case.id).route_reason == "employer_address"


@pytest.mark.parametrize(
    "key", ["intake", "papers_checked", "brp_registration", "made-up", "employer_address_form"]
)
def test_hr_cannot_do_what_is_not_its_own(hr: Visitor, employer: Employer, key: str) -> None:
    case = a_case(employer=employer)
    before = {step.id: step.state for step in the_plan(case).steps}
    hr.posts("employer.complete_task", case_id=case.id, key=key)
    after = session.get_one(Case, case.id)
    assert {step.id: step.state for step in the_plan(after).steps} == before
    assert not after.address_form_signed


def test_what_is_done_already_is_told(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer)
    hr.posts("employer.complete_task", case_id=case.id, key="residence_right")
    answer = hr.posts("employer.complete_task", case_id=case.id, key="residence_right")
    hr.goes_to(answer.location).sees("This is not open any more")


def test_a_closed_hire_has_no_buttons(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer)
    case.state = CaseState.CLOSED
    hr.opens("employer.hire", case_id=case.id).sees("The desk has closed this file.").does_not_see(
        "It is arranged"
    )


def test_the_reading_is_written_down_for_the_expat(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer)
    hr.opens("employer.hire", case_id=case.id)
    line = session.query(LogLine).filter_by(case_id=case.id, reads=True).one()
    assert (line.verb, line.actor_role, line.actor_organisation) == ("hire_read", "employer", employer.name)
    assert "looked how far this hire is" in sentence(line)
