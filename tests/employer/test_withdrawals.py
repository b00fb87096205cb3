"""HR withdraws a hire that does not come: the time is free, the case closed, the household told."""

import uuid
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm.attributes import set_committed_value

from expatdesk.appointments import withdrawing
from expatdesk.appointments.actions import keep_time
from expatdesk.appointments.models import Appointment, Progress, TakenQuarter
from expatdesk.appointments.withdrawing import withdraw_hire
from expatdesk.cases.closing import close_as_it_is, open_again
from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case, CaseState, Registration
from expatdesk.cases.reasons import WITHDRAW_REASONS, WITHDRAW_REASONS_TO_HOUSEHOLD
from expatdesk.cases.refusals import CaseClosed, PapersInOrder, UnknownReason
from expatdesk.cases.sign_in import issue_secret
from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import SENT, WAITING, Mail
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_employer, registered, up_to_visit, with_family, with_time_held
from tests.factories.cases import done_by, mail_about
from tests.factories.counters import room_for
from tests.visitor import Visitor

IN_A_WEEK = date(2026, 12, 21)


def with_visit(case: Case) -> Case:
    """The same case with a visit in a week, and papers that nobody has checked yet."""
    room_for(case, IN_A_WEEK, time(10))
    return with_time_held(case, day=IN_A_WEEK)


def test_hr_withdraws_a_hire(hr: Visitor, employer: Employer) -> None:
    case = with_visit(a_case(employer=employer))
    hr.opens("employer.hire", case_id=case.id).follows("They do not come: withdraw this hire")
    hr.sees("The desk closes the file", "you tell the IND within four weeks: by Monday 11 January 2027.")
    hr.presses("Withdraw this hire", reason="not_starting").sees("Ananya Krishnan is withdrawn.")
    hr.does_not_see("Starts Mon 21 Dec")
    assert (case.state, case.closed_on, case.visit_at) == (CaseState.CLOSED, today(), None)
    assert session.scalar(select(func.count()).select_from(TakenQuarter)) == 0
    last = history_of(case.id)[0]
    assert sentence(last).endswith(
        f"({employer.name}) withdrew this hire, and the case is closed. "
        "Reason: They come, but do not begin to work with us."
    )
    hr.opens("employer.hire", case_id=case.id).sees("Your own papers")
    hr.does_not_see("Arrange their right to stay", "Papers that you may hand in")
    mail = mail_about(case, "has withdrawn your registration")
    assert "You come, but do not begin to work there." in mail.text
    assert employer.name in mail.html
    assert mail_about(case, "cancelled").calendar


def test_the_household_reads_every_reason_in_its_own_person() -> None:
    assert WITHDRAW_REASONS_TO_HOUSEHOLD.keys() == WITHDRAW_REASONS.keys()
    assert not [words for words in WITHDRAW_REASONS_TO_HOUSEHOLD.values() if "They" in str(words)]


def kinds_of_mail(case: Case, state: str = WAITING) -> set[str]:
    return set(session.scalars(select(Mail.kind).where(Mail.case_id == case.id, Mail.state == state)))


def test_what_waits_to_ask_them_for_something_does_not_go_out(hr: Visitor, employer: Employer) -> None:
    """What went out is not undone, and others' mails go their way."""
    case, other = with_visit(a_case(employer=employer)), with_visit(a_case(employer=employer))
    issue_secret(case, by=SYSTEM)
    assert kinds_of_mail(case) == {"invitation", "visit_booked", "secret_issued"}
    withdraw_hire(case, "not_coming", **done_by())
    assert kinds_of_mail(case) == {"secret_issued", "visit_cancelled", "hire_withdrawn"}
    session.execute(update(Mail).where(Mail.case_id == other.id).values(state=SENT))
    withdraw_hire(other, "not_coming", **done_by())
    assert kinds_of_mail(other, SENT) == {"invitation", "visit_booked"}


def test_every_mail_that_is_taken_back_is_one_of_ours() -> None:
    kinds = {path.stem for path in Path(withdrawing.__file__).parents[1].glob("messages/templates/mail/*.txt")}
    assert set(withdrawing.MOOT) < kinds


def test_a_reason_is_needed(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer)
    hr.opens("employer.withdraw", case_id=case.id)
    hr.presses("Withdraw this hire", refused=422).sees("Choose a reason.")
    assert hr.posts("employer.withdraw", {"reason": "bored"}, case_id=case.id).status_code == 422
    with pytest.raises(UnknownReason):
        withdraw_hire(case, "bored", **done_by())
    assert case.state == CaseState.OPEN


def test_who_needs_no_permit_needs_no_word_to_the_ind(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer, nationality="FR")
    hr.opens("employer.withdraw", case_id=case.id).does_not_see("you tell the IND")


TELL_THE_IND = "Tell the IND that you withdrew this hire"


def test_the_word_to_the_ind_stays_on_its_page(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer)
    hr.opens("employer.hire", case_id=case.id).does_not_see(TELL_THE_IND)
    withdraw_hire(case, "not_coming", **done_by())
    hr.opens("employer.hire", case_id=case.id).sees(TELL_THE_IND, "Monday 11 January 2027")
    hr.does_not_see("You have nothing to do for this hire.")
    hr.opens("employer.hires", state="closed").sees(TELL_THE_IND, "Mon 11 Jan").does_not_see("Nothing now")


WITHOUT_DESK = [
    {"home_kind": None, "home_postcode": None},
    {"home_postcode": "2511 NP"},
    {"first_working_day": None, "home_kind": None, "home_postcode": None},
]


@pytest.mark.parametrize("facts", WITHOUT_DESK)
def test_a_sponsor_tells_the_ind_whoever_would_have_registered_them(
    hr: Visitor, employer: Employer, facts: dict[str, Any]
) -> None:
    case = a_case(employer=employer, **facts)
    assert case.route_to != "desk"
    hr.opens("employer.withdraw", case_id=case.id).sees("you tell the IND within four weeks: by Monday 11 January")
    hr.presses("Withdraw this hire", reason="not_coming")
    hr.opens("employer.hire", case_id=case.id).sees(TELL_THE_IND, "Monday 11 January 2027")


def test_nor_does_it_stand_where_none_is_asked_for(hr: Visitor, employer: Employer) -> None:
    """No permit was asked for, or it was the desk that closed the file."""
    french, closed = a_case(employer=employer, nationality="FR"), a_case(employer=employer)
    withdraw_hire(french, "not_coming", **done_by())
    close_as_it_is(closed, version=closed.version, today=today())
    session.flush()
    for case in (french, closed):
        hr.opens("employer.hire", case_id=case.id).sees("You have nothing to do for this hire.")
        hr.does_not_see(TELL_THE_IND)


def up_to_one_registration(case: Case) -> Case:
    return registered(with_family(case), first=1)


@pytest.mark.parametrize("so_far", [up_to_visit, up_to_one_registration])
def test_from_papers_in_order_on_the_desk_closes_it(
    hr: Visitor, employer: Employer, so_far: Callable[[Case], Case]
) -> None:
    """Security T07: no answer tells whether somebody of them is registered."""
    case = so_far(a_case(employer=employer))
    page = hr.opens("employer.hire", case_id=case.id)
    page.does_not_see("withdraw this hire").sees("tell the desk, and it closes the file")
    answer = hr.posts("employer.withdraw", {"reason": "not_coming"}, case_id=case.id)
    assert answer.status_code == 303
    with pytest.raises(PapersInOrder):
        withdraw_hire(case, "not_coming", **done_by())
    assert case.state == CaseState.OPEN


def test_of_whom_all_are_registered_nothing_is_said(hr: Visitor, employer: Employer) -> None:
    case = registered(a_case(employer=employer))
    hr.opens("employer.hire", case_id=case.id).does_not_see("withdraw this hire", "They do not come?")


def test_who_is_registered_elsewhere_can_be_withdrawn(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer, stay_months=2)
    hr.opens("employer.hire", case_id=case.id).follows("They do not come: withdraw this hire")
    hr.presses("Withdraw this hire", reason="not_coming").sees("is withdrawn.")


def test_who_stands_at_the_counter_is_not_withdrawn(hr: Visitor, employer: Employer) -> None:
    case = with_visit(a_case(employer=employer))
    visit = session.scalars(select(Appointment).where(Appointment.case_id == case.id)).one()
    visit.progress = Progress.CHECKED_IN
    session.flush()
    hr.opens("employer.withdraw", case_id=case.id)
    hr.presses("Withdraw this hire", refused=409, reason="not_coming").sees("so it cannot be withdrawn now")
    assert (case.state, visit.progress) == (CaseState.OPEN, Progress.CHECKED_IN)


def test_a_time_that_somebody_is_choosing_is_free_again(employer: Employer, hr: Visitor) -> None:
    case = with_visit(a_case(employer=employer))
    visit = session.scalars(select(Appointment).where(Appointment.case_id == case.id)).one()
    keep_time(case, IN_A_WEEK, visit.starts_at.time().replace(hour=11), **done_by())
    withdraw_hire(case, "no_permit", **done_by())
    assert session.scalar(select(func.count()).select_from(TakenQuarter)) == 0


def test_what_others_did_meanwhile_counts(hr: Visitor, employer: Employer) -> None:
    """On PostgreSQL another transaction ends between the page's look at the case and its turn to change it."""
    seen = a_case(employer=employer)
    assert (seen.registrations, seen.state) == ([], CaseState.OPEN)
    meanwhile = {"registered_on": today(), "municipality": "0546", "registrar_name": "Rutger"}
    session.execute(insert(Registration).values(case_id=seen.id, person_id=seen.principal.id, **meanwhile))
    with pytest.raises(PapersInOrder):
        withdraw_hire(seen, "not_coming", **done_by())


def test_a_visit_that_was_booked_meanwhile_is_cancelled(hr: Visitor, employer: Employer) -> None:
    case = with_visit(a_case(employer=employer))
    set_committed_value(case, "visit_at", None)
    withdraw_hire(case, "not_coming", **done_by())
    assert session.scalar(select(func.count()).select_from(TakenQuarter)) == 0
    assert mail_about(case, "cancelled").calendar


def test_twice_is_once(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer)
    for _press in range(2):
        hr.posts("employer.withdraw", {"reason": "not_coming"}, case_id=case.id)
    assert session.query(LogLine).filter_by(case_id=case.id, verb="hire_withdrawn").count() == 1
    with pytest.raises(CaseClosed):
        withdraw_hire(case, "not_coming", **done_by())


def test_the_desk_can_open_it_again(employer: Employer, hr: Visitor) -> None:
    case = a_case(employer=employer)
    withdraw_hire(case, "submitted_twice", **done_by())
    open_again(case, version=case.version, by=SYSTEM)
    hr.opens("employer.hires").sees("Ananya Krishnan")


def test_anothers_hire_is_as_missing_as_a_made_up_one(visit: Visit, employer: Employer) -> None:
    """Security T01."""
    case: Case = a_case(employer=employer)
    stranger = visit(a_user(Role.EMPLOYER, employer=an_employer("Naturalis")))
    stranger.opens("employer.hires")
    answers = [
        stranger.posts("employer.withdraw", {"reason": "not_coming"}, case_id=case_id).data
        for case_id in (case.id, uuid.uuid4())
    ]
    assert answers[0] == answers[1]
    assert case.state == CaseState.OPEN
