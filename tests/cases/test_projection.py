"""The projection: what lists sort by is what the plan says, whatever happened."""

from datetime import date, timedelta
from typing import Any

import pytest

from expatdesk.cases.actions import change_facts, change_person
from expatdesk.cases.models import Case
from expatdesk.cases.projection import refresh, stale_cases
from expatdesk.cases.search import kept_words
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.plan import DueKind, StepState, Track
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case, an_employer, registered, the_plan, up_to_visit, with_family

pytestmark = pytest.mark.usefixtures("app")


def check(case: Case) -> None:
    """Every column of the projection is what the plan answers now."""
    plan = the_plan(case)
    unfinished = [s for s in plan.steps if s.state in (StepState.OPEN, StepState.WAITING) and s.due]
    lawful = [step.due for step in unfinished if step.due_kind is DueKind.STATUTORY and step.due]
    now = plan.now_for(plan.ball) if plan.ball else None
    assert case.lawful_due == min(lawful, default=None)
    assert (case.next_party, case.next_step) == (plan.ball, now.id if now else None)
    assert case.next_due == (now.due if now else None)
    assert (case.route_to, case.route_reason, case.municipality) == (
        plan.route.to, plan.route.reason, plan.route.municipality,
    )  # fmt: skip
    for track in Track:
        counts = getattr(case, f"{track}_done"), getattr(case, f"{track}_total")
        assert counts == plan.progress(track)


@pytest.mark.parametrize(
    "household", [{}, {"nationality": "FR"}, {"home_postcode": "2225 AB"}, {"home_kind": None}]
)
def test_it_follows_every_step_of_the_way(household: dict[str, Any]) -> None:
    case = with_family(a_case(**household), children=1)
    check(case)
    if case.route_to != "desk":
        return
    check(up_to_visit(case))
    check(registered(case))


def test_it_follows_facts_of_case_and_people(region: Region) -> None:
    case = a_case()
    for change in ({"arrival": None}, {"home_postcode": "2353 GA"}, {"stay_months": 2}, {"wants_social": False}):
        change_facts(case, change, version=case.version, by=SYSTEM, region=region, today=today())
        check(case)
    change_person(
        case, case.people[0], {"nationalities": ["FR"], "family_name": "Moreau"}, version=case.version, by=SYSTEM,
        region=region, today=today(),
    )  # fmt: skip
    check(case)
    assert case.title == "Ananya Moreau"


def test_it_is_searched_without_diacritics_over_everybody() -> None:
    case = with_family(
        a_case(given_names="Şebnem", family_name="Øvergård-Łuksza", employer=an_employer("Zoë B.V."))
    )
    for word in ("sebnem", "overgardluksza", "luc", "moreau", "zoe", case.code.lower()[3:7], case.email):
        assert f" {word}" in (kept_words(case) or "")
    assert "luc" not in case.name_search


def test_the_night_finds_what_grew_old(region: Region) -> None:
    """Waiting steps open and dates pass without anybody touching the case."""
    old, fresh = a_case(), a_case()
    old.projected_on = today() - timedelta(days=1)
    session.flush()
    assert stale_cases(today(), limit=10) == [old]
    refresh(old, region, today())
    assert stale_cases(today(), limit=10) == []
    assert stale_cases(today() + timedelta(days=1), limit=1) != []
    assert fresh.projected_on == today()


def test_closed_cases_are_left_alone() -> None:
    case = a_case()
    case.projected_on, case.state = date(2026, 1, 1), "closed"
    session.flush()
    assert stale_cases(today(), limit=10) == []
    case.state = "open"
    session.flush()
    assert stale_cases(today(), limit=10) == [case]
