"""Can the desk help me? Told by the rules, before anybody says who they are."""

import pytest
from sqlalchemy import func, select

from expatdesk.cases.models import Case
from expatdesk.logbook.models import LogLine
from expatdesk.shared.db import session
from tests.visitor import Visitor

PLAIN = {
    "nationality": "other", "stay": "long", "earlier": "no", "purpose": "work", "home": "0546", "work": "0546",
    "sponsor": "yes",
}  # fmt: skip
YES, NOT_YET, ELSEWHERE = (
    "Yes, the desk can register you",
    "Not yet: first you need an address",
    "at another office",
)


@pytest.mark.parametrize(
    ("different", "verdict", "says"),
    [
        ({}, YES, "This home lies in Leiden"),
        ({"home": "0579"}, ELSEWHERE, "This home lies in Oegstgeest"),
        ({"home": "elsewhere"}, ELSEWHERE, "another municipality"),
        ({"home": "none"}, YES, "three months at most"),
        ({"home": "none", "sponsor": "unknown"}, YES, "three months at most"),
        ({"home": "none", "sponsor": "no"}, NOT_YET, "not a recognised sponsor"),
        ({"home": "none", "work": "0537"}, NOT_YET, "in this municipality"),
        ({"home": "none", "work": "none"}, NOT_YET, "no employer"),
        ({"stay": "short"}, ELSEWHERE, "non-residents (RNI)"),
        ({"purpose": "student"}, ELSEWHERE, "Students register with their municipality"),
        ({"purpose": "temporary_protection"}, ELSEWHERE, "Ukraine"),
        ({"earlier": "lived"}, ELSEWHERE, "lived in the Netherlands before"),
        ({"earlier": "bsn"}, ELSEWHERE, "already have a BSN"),
    ],
)
def test_the_rules_decide(nobody: Visitor, different: dict[str, str], verdict: str, says: str) -> None:
    nobody.opens("public.can_help").presses("Show where I register", **PLAIN | different).sees(verdict, says)


def test_without_an_address_the_law_still_asks_to_report(nobody: Visitor) -> None:
    law = "Report your arrival to the municipality where you stay"
    nobody.opens("public.can_help", **PLAIN | {"home": "none", "work": "none"}).sees(law)
    nobody.opens("public.can_help", **PLAIN).does_not_see(law)


def test_it_says_what_is_needed_and_what_it_costs(nobody: Visitor) -> None:
    nobody.opens("public.can_help", **PLAIN).sees("€60.50 for you", "Rental contract", "Residence permit")
    nobody.follows("Birth certificate").sees("Which birth certificate do I need?")
    nobody.opens("public.can_help", **PLAIN | {"nationality": "eu"}).does_not_see("Residence permit, visa")


def test_elsewhere_costs_nothing_and_needs_no_papers_here(nobody: Visitor) -> None:
    nobody.opens("public.can_help", **PLAIN | {"home": "0579"})
    nobody.sees("asks no fee", "oegstgeest.nl").does_not_see("What you need", "€60.50")


def test_what_is_missing_is_asked_for(nobody: Visitor) -> None:
    answer = nobody.asks_for("public.can_help", **PLAIN | {"home": ""})
    assert answer.status_code == 422
    assert "Say where you will live." in answer.text
    assert nobody.asks_for("public.can_help", **PLAIN | {"purpose": "spying"}).status_code == 422


def test_nothing_is_kept_and_no_page_is_told_of_it(nobody: Visitor) -> None:
    def rows() -> list[int | None]:
        return [session.scalar(select(func.count()).select_from(model)) for model in (Case, LogLine)]

    before = rows()
    answer = nobody.asks_for("public.can_help", **PLAIN)
    assert rows() == before
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
