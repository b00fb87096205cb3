"""HR withdraws a hire that does not come: the time is free, the case closed, the household told."""

import uuid
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, insert, select
from sqlalchemy.orm.attributes import set_committed_value

from expatdesk.appointments.actions import keep_time
from expatdesk.appointments.models import Appointment, Progress, TakenQuarter
from expatdesk.appointments.withdrawing import withdraw_hire
from expatdesk.cases.actions import open_again
from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case, CaseState, Registration
from expatdesk.cases.refusals import CaseClosed, PersonRegistered, UnknownReason
from expatdesk.logbook.models import SYSTEM, LogLine
from expatdesk.logbook.queries import history_of
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_employer, registered, up_to_visit
from tests.factories.cases import done_by, mail_about
from tests.visitor import Visitor


@pytest.fixture
def employer(app: Flask) -> Employer:
    return an_employer()


@pytest.fixture
def hr(visit: Visit, employer: Employer) -> Visitor:
    return visit(a_user(Role.EMPLOYER, employer=employer))


def test_hr_withdraws_a_hire(hr: Visitor, employer: Employer) -> None:
    case = up_to_visit(a_case(employer=employer), day=today() + timedelta(days=7))
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
    mail = mail_about(case, "has withdrawn your registration")
    assert "They come, but do not begin to work with us." in mail.text
    assert employer.name in mail.html
    assert mail_about(case, "cancelled").calendar


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


def test_who_is_registered_has_come(hr: Visitor, employer: Employer) -> None:
    case = registered(a_case(employer=employer))
    hr.opens("employer.hire", case_id=case.id).does_not_see("withdraw this hire")
    answer = hr.posts("employer.withdraw", {"reason": "not_coming"}, case_id=case.id)
    assert answer.status_code == 303
    with pytest.raises(PersonRegistered):
        withdraw_hire(case, "not_coming", **done_by())
    assert case.state == CaseState.OPEN


def test_who_stands_at_the_counter_is_not_withdrawn(hr: Visitor, employer: Employer) -> None:
    case = up_to_visit(a_case(employer=employer))
    visit = session.scalars(select(Appointment).where(Appointment.case_id == case.id)).one()
    visit.progress = Progress.CHECKED_IN
    session.flush()
    hr.opens("employer.withdraw", case_id=case.id)
    hr.presses("Withdraw this hire", refused=409, reason="not_coming").sees("so it cannot be withdrawn now")
    assert (case.state, visit.progress) == (CaseState.OPEN, Progress.CHECKED_IN)


def test_a_time_that_somebody_is_choosing_is_free_again(employer: Employer, hr: Visitor) -> None:
    case = up_to_visit(a_case(employer=employer), day=today() + timedelta(days=7))
    visit = session.scalars(select(Appointment).where(Appointment.case_id == case.id)).one()
    local_day = today() + timedelta(days=7)
    keep_time(case, local_day, visit.starts_at.time().replace(hour=11), **done_by())
    withdraw_hire(case, "no_permit", **done_by())
    assert session.scalar(select(func.count()).select_from(TakenQuarter)) == 0


def test_what_others_did_meanwhile_counts(hr: Visitor, employer: Employer) -> None:
    """On PostgreSQL another transaction ends between the page's look at the case and its turn to change it."""
    seen = a_case(employer=employer)
    assert (seen.registrations, seen.state) == ([], CaseState.OPEN)
    meanwhile = {"registered_on": today(), "municipality": "0546", "registrar_name": "Rutger"}
    session.execute(insert(Registration).values(case_id=seen.id, person_id=seen.principal.id, **meanwhile))
    with pytest.raises(PersonRegistered):
        withdraw_hire(seen, "not_coming", **done_by())


def test_a_visit_that_was_booked_meanwhile_is_cancelled(hr: Visitor, employer: Employer) -> None:
    case = up_to_visit(a_case(employer=employer), day=today() + timedelta(days=7))
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
