"""A household that has a short visit beside the one at which it is registered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from expatdesk.appointments.actions import book_visit
from expatdesk.appointments.joining import join_visits
from expatdesk.appointments.models import Counter, Progress, VisitKind
from expatdesk.appointments.offers import Asked, offer_of_kind
from expatdesk.appointments.other_visits import OTHER_KINDS, book_other_visit, cancel_other_visit, other_visits
from expatdesk.appointments.queries import open_appointment
from expatdesk.appointments.refusals import ElsewhereThen
from expatdesk.cases.merge_refusals import TwoVisits
from expatdesk.cases.merging import Choice, merge_cases, undo_merge
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.rules.plan import Destination, Plan
from expatdesk.rules.region import Region
from expatdesk.shared.clock import AMSTERDAM, today
from expatdesk.shared.db import session
from tests.factories import a_case, a_counter, the_plan, up_to_visit

WEDNESDAY = date(2026, 12, 16)


@pytest.fixture(autouse=True)
def counter(app: Flask) -> Counter:
    """One counter, open from Monday to Friday."""
    return a_counter(name="Booth 1")


@pytest.fixture
def case(counter: Counter) -> Case:
    """A household that is registered on Wednesday at ten."""
    return up_to_visit(a_case(), day=WEDNESDAY, at=time(10))


def book(case: Case, region: Region, at: time, kind: VisitKind = VisitKind.PAPERS) -> None:
    book_other_visit(case, kind, WEDNESDAY, at, by=SYSTEM, region=region, today=today())


def how(region: Region) -> dict[str, Any]:
    return {"by": SYSTEM, "region": region, "today": today()}


def test_nobody_is_at_two_counters_at_once(case: Case, region: Region) -> None:
    a_counter(name="Booth 2")
    with pytest.raises(ElsewhereThen):
        book(case, region, time(10))
    days = offer_of_kind(case, VisitKind.PAPERS, region, today(), Asked(4)).days
    assert case.visit_at not in {free.starts_at for offer in days for free in offer.times}
    book(case, region, time(11))
    with pytest.raises(ElsewhereThen):
        book_visit(case, WEDNESDAY, time(11), version=case.version, by=SYSTEM, region=region, today=today())


def test_papers_are_handed_in_only_while_any_are_asked(case: Case) -> None:
    def offered(plan: Plan, *, is_more_asked: bool = False) -> bool:
        return VisitKind.PAPERS in other_visits(case, plan, today(), is_more_asked=is_more_asked)

    accepted = the_plan(case)
    assert not offered(accepted)
    assert offered(accepted, is_more_asked=True)
    case.records = [row for row in case.records if row.step != "papers_checked"]
    plan = the_plan(case)
    assert offered(plan)
    assert not offered(replace(plan, papers=()))
    assert not offered(replace(plan, route=replace(plan.route, to=Destination.RNI)))


def test_the_mail_says_which_one_is_cancelled_and_which_one_stays(case: Case, region: Region) -> None:
    book(case, region, time(11))
    cancel_other_visit(case, VisitKind.PAPERS, by=SYSTEM, region=region)
    mail = session.scalars(select(Mail).where(Mail.kind == "other_visit_cancelled")).one()
    said = "Your visit to hand in papers of Wednesday 16 December 2026 at 11:00 is cancelled"
    assert mail.subject == f"{said} ({case.code})"
    for part in (mail.text, mail.html):
        assert f"{said}. Your visit for registration stays: Wednesday 16 December 2026 at 10:00." in part
    assert "SUMMARY:Visit to hand in papers" in (mail.calendar or "")


def test_two_households_that_become_one_have_one_of_each_kind(region: Region) -> None:
    kept, emptied = a_case(), a_case()
    book(kept, region, time(10))
    book(emptied, region, time(11), VisitKind.QUESTIONS)
    join_visits(kept, emptied, **how(region))
    book(emptied, region, time(12))
    with pytest.raises(TwoVisits):
        join_visits(kept, emptied, **how(region))


def test_of_one_time_the_visit_to_register_stays_also_where_the_merge_is_undone(
    case: Case, region: Region
) -> None:
    a_counter(name="Booth 2")
    other = a_case()
    other.employer_id = None
    book(other, region, time(10))
    book(other, region, time(12), VisitKind.QUESTIONS)
    join_visits(case, other, **how(region))
    choice = Choice(same={other.principal.id: case.principal.id})
    merge_cases(case, other, choice, version=case.version, other_version=other.version, **how(region))
    assert open_appointment(case.id, VisitKind.PAPERS) is None
    assert [open_appointment(case.id, kind) is None for kind in (VisitKind.REGISTRATION, VisitKind.QUESTIONS)] == [
        False, False,
    ]  # fmt: skip
    assert "other_visit_cancelled" in [line.verb for line in history_of(case.id)]
    assert session.scalars(select(Mail).where(Mail.kind == "other_visit_cancelled")).one().recipient == other.email
    undo_merge(case, version=case.version, **how(region))
    assert open_appointment(other.id, VisitKind.PAPERS) is None
    assert open_appointment(other.id, VisitKind.QUESTIONS) is not None
    book(case, region, time(11))


@pytest.mark.parametrize("earlier_is_kept", [True, False])
@pytest.mark.parametrize("kinds", [OTHER_KINDS, OTHER_KINDS[::-1]])
def test_of_two_short_ones_that_overlap_the_earlier_stays(
    region: Region, kinds: Sequence[VisitKind], *, earlier_is_kept: bool
) -> None:
    a_counter(name="Booth 2")
    earlier, later = a_case(), a_case()
    book(earlier, region, time(11), kinds[0])
    book(later, region, time(11, 15), kinds[1])
    pair = (earlier, later) if earlier_is_kept else (later, earlier)
    join_visits(*pair, **how(region))
    assert open_appointment(earlier.id, kinds[0]) is not None
    assert open_appointment(later.id, kinds[1]) is None


def test_who_is_at_the_counter_already_stays_there(region: Region) -> None:
    a_counter(name="Booth 2")
    kept, emptied = a_case(), a_case()
    book(kept, region, time(11))
    book(emptied, region, time(11, 15), VisitKind.QUESTIONS)
    visit = open_appointment(emptied.id, VisitKind.QUESTIONS)
    assert visit is not None
    visit.progress = Progress.CHECKED_IN
    join_visits(kept, emptied, **how(region))
    assert open_appointment(kept.id, VisitKind.PAPERS) is not None
    assert open_appointment(emptied.id, VisitKind.QUESTIONS) is visit


def test_one_of_a_past_day_keeps_no_two_cases_apart(region: Region, clock: time_machine.Traveller) -> None:
    kept, emptied = a_case(), a_case()
    book(kept, region, time(10))
    clock.move_to(datetime(2026, 12, 17, 9, tzinfo=AMSTERDAM))
    book_other_visit(emptied, VisitKind.PAPERS, date(2026, 12, 18), time(10), **how(region))
    join_visits(kept, emptied, **how(region))
    assert open_appointment(kept.id, VisitKind.PAPERS) is None
    assert open_appointment(emptied.id, VisitKind.PAPERS) is not None
