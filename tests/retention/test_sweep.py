"""The night erases what is over, tells before where the household acted, and finds nothing the second time."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from time_machine import Traveller

from expatdesk.cases.closing import close_case, open_again
from expatdesk.cases.merging import Choice, merge_cases
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.sign_in import invite_again
from expatdesk.cases.step_actions import waive_steps
from expatdesk.logbook.actions import record, record_reading
from expatdesk.logbook.models import SYSTEM, Actor, LogLine
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.retention.models import ErasedCount, Erasure
from expatdesk.retention.night import DONE, counts_due, erase_all, erase_at_night
from expatdesk.retention.purging import cases_to_purge, erase_lines, lines_to_erase, purge_cases
from expatdesk.retention.settings import LIMITS, set_terms
from expatdesk.retention.sweep import cases_due, erase_cases
from expatdesk.retention.terms import Why, term_of
from expatdesk.rules.terms import add_months
from expatdesk.shared.clock import start_of, today
from expatdesk.shared.db import session
from expatdesk.work import erase_old_cases
from tests.factories import a_case, a_user, actor_of, registered, the_plan
from tests.factories.cases import REGION

pytestmark = pytest.mark.usefixtures("app")

EXPAT = Actor(role=Role.EXPAT, name="Ananya Krishnan")


def sweeps(on: date, clock: Traveller) -> int:
    """The nightly sweep on that day; it begins with a transaction of its own."""
    session.commit()
    clock.move_to(on.isoformat() + "T09:00:00+00:00")
    erased = erase_cases(REGION, on)
    session.expire_all()
    return erased


def taken_up(language: str = "en", arrival: date | None = None) -> Case:
    """A case in which the household acted today, and that has nothing ahead of it unless it still arrives."""
    case = a_case(language=language, arrival=arrival or today())
    record("facts_changed", by=EXPAT, case_id=case.id, fields=["born"])
    return case


def over(case: Case) -> Case:
    """The same case with everything done and closed today."""
    registered(case)
    left = [step.id for step in the_plan(case).steps if not step.is_finished]
    how = {"by": actor_of(a_user(Role.OFFICER)), "region": REGION, "today": today()}
    waive_steps(case, left, reason="not_applicable", version=case.version, **how)  # type: ignore[arg-type]
    close_case(case, version=case.version, **how)  # type: ignore[arg-type]
    return case


def announced() -> list[Mail]:
    return list(session.scalars(select(Mail).where(Mail.kind == "case_ends").order_by(Mail.written_at)))


# -- invitations that nobody took up ----------------------------------------------------------------


@pytest.mark.parametrize(("days", "erased"), [(59, 0), (60, 1)])
def test_an_invitation_that_nobody_took_up(clock: Traveller, days: int, erased: int) -> None:
    case, start = a_case(), today()
    assert sweeps(start + timedelta(days=days), clock) == erased
    assert (case.state == CaseState.ERASED, case.email == "") == (bool(erased), bool(erased))
    assert announced() == []
    if erased:
        found = session.get_one(Erasure, case.id)
        assert (found.on, found.why) == (today(), Why.UNUSED)


def test_a_household_that_only_looked_took_it_up(clock: Traveller) -> None:
    case, start = a_case(), today()
    record_reading("case_read", by=EXPAT, case_id=case.id)
    assert sweeps(start + timedelta(days=60), clock) == 0


def test_sending_it_again_begins_anew(clock: Traveller) -> None:
    case, start = a_case(), today()
    clock.shift(timedelta(days=30))
    invite_again(case, by=actor_of(a_user(Role.OFFICER)))
    assert sweeps(start + timedelta(days=60), clock) == 0
    assert sweeps(start + timedelta(days=90), clock) == 1


# -- cases that nobody goes on with -----------------------------------------------------------------


def test_two_mails_and_then_it_goes(clock: Traveller) -> None:
    case = taken_up(language="nl")
    ends = add_months(today(), 6)
    assert sweeps(ends - timedelta(days=31), clock) == 0
    assert announced() == []
    for before, mails in ((30, 1), (29, 1), (8, 1), (7, 2), (6, 2), (1, 2)):
        assert sweeps(ends - timedelta(days=before), clock) == 0
        assert (len(announced()), case.erase_on) == (mails, ends)
    assert {mail.language for mail in announced()} == {"nl"}
    assert "14 juni 2027" in announced()[0].text
    assert sweeps(ends, clock) == 1
    assert (case.state, announced()) == (CaseState.ERASED, [])
    assert session.get_one(Erasure, case.id).why == Why.ABANDONED


def test_whoever_acts_keeps_the_case(clock: Traveller) -> None:
    case = taken_up()
    ends = add_months(today(), 6)
    sweeps(ends - timedelta(days=30), clock)
    sweeps(ends - timedelta(days=7), clock)
    record("facts_changed", by=EXPAT, case_id=case.id, fields=["born"])
    later = add_months(today(), 6)
    assert sweeps(ends, clock) == 0
    assert sweeps(later - timedelta(days=30), clock) == 0
    assert (case.erase_on, case.erase_mails, len(announced())) == (later, 1, 3)


def test_where_the_sweep_stood_still_they_are_told_in_time(clock: Traveller) -> None:
    case = taken_up()
    late = add_months(today(), 9)
    assert sweeps(late, clock) == 0
    assert case.erase_on == late + timedelta(days=30)
    assert sweeps(late + timedelta(days=40), clock) == 0
    assert case.erase_on == late + timedelta(days=47)
    assert sweeps(late + timedelta(days=46), clock) == 0
    assert sweeps(late + timedelta(days=47), clock) == 1


def test_what_lies_ahead_keeps_a_case(clock: Traveller) -> None:
    arrival = today() + timedelta(days=300)
    case = taken_up(arrival=arrival)
    assert sweeps(today() + timedelta(days=299), clock) == 0
    assert announced() == []
    assert term_of(case, REGION.retention).on == add_months(arrival, 6)  # type: ignore[union-attr]


# -- cases that are closed --------------------------------------------------------------------------


def test_a_closed_case_after_six_months(clock: Traveller) -> None:
    case = over(taken_up())
    ends = add_months(today(), 6)
    assert sweeps(ends - timedelta(days=1), clock) == 0
    assert sweeps(ends, clock) == 1
    assert (case.state, announced()) == (CaseState.ERASED, [])


def test_opened_again_it_is_not_closed(clock: Traveller) -> None:
    case, start = over(taken_up()), today()
    clock.shift(timedelta(days=150))
    open_again(case, version=case.version, by=actor_of(a_user(Role.OFFICER)))
    assert case.closed_on is None
    assert sweeps(add_months(start, 6), clock) == 0


def test_later_no_more_than_a_number_stays(clock: Traveller) -> None:
    case = over(taken_up())
    case_id, start = case.id, today()
    sweeps(add_months(start, 6), clock)
    assert purge_cases(REGION.retention, add_months(start, 29)) == 0
    assert cases_to_purge(REGION.retention, add_months(start, 30)) == 1
    assert purge_cases(REGION.retention, add_months(start, 30)) == 1
    assert session.get(Case, case_id) is None
    (row,) = session.scalars(select(ErasedCount)).all()
    assert (row.year, row.municipality, row.why, row.cases, row.people) == (2026, "0546", "closed", 1, 1)


# -- the logbook ------------------------------------------------------------------------------------


def test_lines_of_the_logbook_last_two_years() -> None:
    held, case = a_case(), a_case()
    held.hold_reason = "A court asked for it"
    old = add_months(today(), -24) - timedelta(days=1)
    for case_id in (case.id, held.id, None):
        for day in (old, old + timedelta(days=1)):
            moment = start_of(day)
            session.add(LogLine(verb="old", case_id=case_id, at=moment, actor_role="officer", actor_name="Noor"))
    session.commit()
    assert lines_to_erase(REGION.retention, today()) == 2
    assert erase_lines(REGION.retention, today()) == 2
    left = session.scalars(select(LogLine).where(LogLine.verb == "old", LogLine.at < start_of(today()))).all()
    assert sorted(line.case_id == held.id for line in left) == [False, False, True, True]
    assert erase_lines(REGION.retention, today()) == 0


# -- the night --------------------------------------------------------------------------------------


def test_a_held_case_is_left_alone(clock: Traveller) -> None:
    case, start = a_case(), today()
    case.hold_reason = "A court asked for it"
    assert sweeps(start + timedelta(days=400), clock) == 0
    case.hold_reason = None
    assert sweeps(start + timedelta(days=400), clock) == 1


def test_of_two_that_became_one_both_are_kept(clock: Traveller) -> None:
    kept, start = taken_up(), today()
    emptied = a_case(employer=kept.employer, email=kept.email)
    choice = Choice(same={emptied.principal.id: kept.principal.id})
    how = {"by": SYSTEM, "region": REGION, "today": start}
    merge_cases(kept, emptied, choice, version=kept.version, other_version=emptied.version, **how)  # type: ignore[arg-type]
    kept.hold_reason = "A court asked for it"
    assert sweeps(add_months(start, 6), clock) == 0
    kept.hold_reason = None
    assert sweeps(add_months(start, 6), clock) == 1


def test_what_cannot_be_erased_keeps_none_of_the_others(clock: Traveller) -> None:
    """Each case is stored by itself: what stops the night at one of them takes nothing back."""
    cases, start = sorted((a_case() for _ in range(3)), key=lambda case: case.code), today()
    session.commit()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"ALTER TABLE erasure ADD CHECK (case_id <> '{cases[1].id}')"))
    else:
        refuse = f"WHEN new.case_id = '{cases[1].id.hex}' BEGIN SELECT RAISE(ABORT, 'full'); END"
        session.execute(text(f"CREATE TRIGGER full BEFORE INSERT ON erasure {refuse}"))
    assert sweeps(start + timedelta(days=60), clock) == 2
    assert [case.state for case in cases] == [CaseState.ERASED, CaseState.OPEN, CaseState.ERASED]


def test_the_worker_goes_by_what_the_coordinator_set(clock: Traveller) -> None:
    case = a_case()
    terms = {name: getattr(REGION.retention, name) for name in LIMITS}
    set_terms(today(), terms | {"invitation_unused_days": 90}, by=actor_of(a_user(Role.COORDINATOR)))
    session.commit()
    clock.shift(timedelta(days=60))
    erase_old_cases()
    assert session.get_one(Case, case.id).state == CaseState.OPEN
    clock.shift(timedelta(days=30))
    erase_old_cases()
    assert session.get_one(Case, case.id, populate_existing=True).state == CaseState.ERASED


def test_a_dry_run_tells_and_changes_nothing(clock: Traveller) -> None:
    case, start = a_case(), today()
    session.commit()
    clock.shift(timedelta(days=60))
    assert counts_due(REGION, start + timedelta(days=60))["cases"] == 1
    (due,) = cases_due(REGION, start + timedelta(days=60))
    assert (due.case_code, due.term.why) == (case.code, Why.UNUSED)
    assert case.state == CaseState.OPEN


def test_a_second_run_does_nothing(clock: Traveller) -> None:
    a_case()
    session.commit()
    clock.shift(timedelta(days=60))
    assert erase_all(REGION, today())["cases"] == 1
    assert set(erase_all(REGION, today()).values()) == {0}


def test_once_a_day_and_written_down(clock: Traveller) -> None:
    a_case()
    session.commit()
    clock.shift(timedelta(days=60))
    erase_at_night(REGION, today())
    a_case().opened_at -= timedelta(days=90)
    session.commit()
    erase_at_night(REGION, today())
    (line,) = session.scalars(select(LogLine).where(LogLine.verb == DONE)).all()
    assert line.details["counts"]["cases"] == 1
    clock.shift(timedelta(days=1))
    erase_at_night(REGION, today())
    assert len(session.scalars(select(Erasure)).all()) == 2
