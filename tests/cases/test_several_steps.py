"""Several steps at once, steps that others closed, and cases that are closed: what may still be done."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from time_machine import Traveller

from expatdesk.cases.actions import change_facts
from expatdesk.cases.closing import close_case, open_again
from expatdesk.cases.models import Case, Outcome
from expatdesk.cases.queries import record_of
from expatdesk.cases.refusals import CaseClosed, DayTooEarly, StepNotOpen
from expatdesk.cases.search import CaseWords
from expatdesk.cases.step_actions import reopen_steps, return_steps, waive_steps
from expatdesk.cases.sweep import untrue_projections
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.region.loader import load_region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case, complete, mail_about, registered, the_plan, up_to_visit, with_family
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("app")


def how(case: Case) -> dict[str, Any]:
    """The usual arguments, with the version of the case."""
    return {"by": SYSTEM, "region": load_region("leiden"), "today": today(), "version": case.version}


def mails_of(case: Case) -> int:
    return session.scalar(select(func.count()).select_from(Mail).where(Mail.case_id == case.id)) or 0


def closed(case: Case) -> Case:
    """The same case with nothing left to do, and closed."""
    for step in the_plan(case).steps:
        if not step.is_finished:
            waive_steps(case, [step.id], reason="agreed", **how(case))
    close_case(case, **how(case))
    return case


def test_the_desk_takes_leave_of_whom_it_closes() -> None:
    case = closed(registered(a_case()))
    mail = mail_about(case, "we close your case")
    assert mail.recipient == case.email
    assert "ask us to erase it sooner" in mail.text


def test_several_people_get_one_mail() -> None:
    case = registered(up_to_visit(with_family(a_case())))
    complete(case, "digid:0")
    complete(case, "digid:1")
    before = mails_of(case)
    return_steps(case, ["digid:0", "digid:1"], reason="incomplete", note="", **how(case))
    assert mails_of(case) == before + 1
    assert [record_of(case, step).outcome for step in ("digid:0", "digid:1")] == [Outcome.RETURNED] * 2  # type: ignore[union-attr]


def test_papers_were_not_handed_in_before_the_desk_was_there() -> None:
    case = a_case()
    complete(case, "residence_right:0", on=today() - timedelta(days=60))
    with pytest.raises(DayTooEarly):
        complete(case, "intake", on=today() - timedelta(days=1))
    complete(case, "intake", on=today())


def test_advice_that_was_over_before_the_desk_knew_is_nobodys_lateness() -> None:
    case = a_case(arrival=today() + timedelta(days=1), first_working_day=today() + timedelta(days=2))
    plan = the_plan(case)
    assert [plan.step(step).due for step in ("papers_handed_in", "residence_right:0")] == [None, None]
    assert case.next_due is None
    assert plan.step("brp_registration:0").due is not None


def test_together_means_all_or_none() -> None:
    case = with_family(a_case())
    with pytest.raises(StepNotOpen):
        waive_steps(case, ["gp", "no_such_step"], reason="agreed", **how(case))
    with pytest.raises(StepNotOpen):
        waive_steps(case, [], reason="agreed", **how(case))
    assert record_of(case, "gp") is None


def test_who_reports_a_new_address_has_found_a_home_and_left_the_employers(clock: Traveller) -> None:
    """Three ticks for one thing would be two too many; and what was ticked by mistake is undone as one."""
    case = moved_from_the_employers(clock)
    complete(case, "address_reported")
    plan = the_plan(case)
    assert {plan.step(key).done_on for key in ("employer_address_ends", "home_found")} == {today()}
    plan = reopen_steps(case, ["address_reported"], **how(case))
    assert not any(
        plan.step(key).is_finished for key in ("address_reported", "employer_address_ends", "home_found")
    )


def test_undoing_a_report_leaves_what_was_ticked_off_before_it(clock: Traveller) -> None:
    case = moved_from_the_employers(clock)
    complete(case, "employer_address_ends", on=today() - timedelta(days=1))
    complete(case, "address_reported")
    plan = reopen_steps(case, ["address_reported"], **how(case))
    assert plan.step("employer_address_ends").is_finished


def moved_from_the_employers(clock: Traveller) -> Case:
    """A household that was registered at the employer’s address, and moved yesterday."""
    case = registered(a_case(home_kind=None, address_form_signed=True))
    change_facts(
        case, {"home_kind": "rent", "home_postcode": "2312 AB", "home_from": today() + timedelta(days=3),
               "home_registration_allowed": True}, **how(case),
    )  # fmt: skip
    clock.shift(timedelta(days=4))
    return case


def test_nothing_changes_on_a_closed_case() -> None:
    """What would be done on it stands on nobody's worklist."""
    case = closed(a_case())
    with pytest.raises(CaseClosed):
        change_facts(case, {"wants_buddy": True}, **how(case))
    with pytest.raises(CaseClosed):
        reopen_steps(case, ["gp"], **how(case))
    open_again(case, version=case.version, by=SYSTEM)
    change_facts(case, {"wants_buddy": True}, **how(case))


def test_its_page_offers_nothing_but_to_open_it_again(officer: Visitor) -> None:
    case = closed(a_case())
    officer.opens("desk.case", case_id=case.id).sees("Open it again").does_not_see("Change: ")
    answer = officer.posts("desk.waive", {"version": case.version}, case_id=case.id, key="gp")
    assert answer.status_code in (409, 422)


def test_a_closed_case_stays_true_as_of_its_last_day(clock: Traveller) -> None:
    case, region = closed(a_case()), load_region("leiden")
    session.commit()
    clock.shift(timedelta(days=30))
    assert untrue_projections(region, today()) == []
    session.execute(update(CaseWords).values(words="  nobody"))
    session.commit()
    assert untrue_projections(region, today()) == [case.code]
