"""Correcting facts: what it does to the plan, and two people at one fact."""

from datetime import date, timedelta

import pytest

from expatdesk.cases.models import Case
from expatdesk.logbook.queries import history_of
from expatdesk.people.models import Role
from expatdesk.rules.plan import Destination, RouteReason
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_employer, the_plan, with_family
from tests.page import text_of
from tests.visitor import Visitor


def change_shown(visitor: Visitor) -> str:
    """The block that says what changed in the plan."""
    return next(text_of(e) for e in visitor.page.all("section") if e.get("aria-labelledby") == "changed")


def test_a_new_arrival_moves_the_dates_and_says_so(officer: Visitor) -> None:
    case = a_case(arrival=date(2026, 12, 9))
    officer.opens("desk.facts_of", case_id=case.id, block="stay")
    officer.presses("Save", **{"arrival-day": "21", "arrival-month": "12", "arrival-year": "2026"})
    shown = change_shown(officer)
    assert "Dates moved" in shown
    assert "Book the visit: from Mon 14 Dec to Mon 28 Dec" in shown
    assert case.arrival == date(2026, 12, 21)
    assert case.lawful_due == date(2026, 12, 28)


def test_another_home_changes_the_route_and_the_steps(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.facts_of", case_id=case.id, block="home").presses("Save", home_postcode="2225ab")
    shown = change_shown(officer)
    assert "Route now Town hall: Home in a municipality that the desk does not serve" in shown
    assert "Register elsewhere" in shown.split("Steps gone")[0]
    assert "Check the papers" in shown.split("Steps gone")[1]
    assert case.home_postcode == "2225 AB"
    assert (the_plan(case).route.to, case.municipality) == (Destination.MUNICIPALITY, "0537")


def test_without_a_home_the_address_goes_too(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.facts_of", case_id=case.id, block="home").presses("Save", home_kind="")
    assert (case.home_street, case.home_postcode, case.home_registration_allowed) == (None, None, None)


def test_the_signed_form_opens_the_employers_address(officer: Visitor) -> None:
    case = a_case(home_kind=None, home_street=None, home_postcode=None, employer=an_employer("Naturalis"))
    officer.opens("desk.facts_of", case_id=case.id, block="work").presses("Save", address_form_signed=True)
    assert the_plan(case).route.reason is RouteReason.EMPLOYER_ADDRESS


@pytest.mark.parametrize(
    ("block", "field", "value"),
    [
        ("earlier", "has_bsn", True),
        ("wishes", "wants_buddy", True),
        ("wishes", "interests", "Chess"),
        ("contact", "email", "new@mail.example"),
        ("contact", "language", "nl"),
        ("stay", "category", "researcher"),
        ("stay", "stay_months", "36"),
    ],
)
def test_each_block_writes_its_own_facts(officer: Visitor, block: str, field: str, value: str | bool) -> None:
    case = a_case()
    officer.opens("desk.facts_of", case_id=case.id, block=block).presses("Save", **{field: value})
    stored = getattr(case, field)
    assert stored == (int(value) if field == "stay_months" else value)
    assert history_of(case.id)[0].details["fields"] == [field]


def test_a_changed_address_finds_the_case_again(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.facts_of", case_id=case.id, block="contact").presses("Save", email="Priya@Mail.example")
    officer.opens("desk.worklist", q="priya@mail").sees("Ananya Krishnan")


def test_saving_nothing_new_leaves_no_trace(officer: Visitor) -> None:
    case = a_case()
    lines, version = len(history_of(case.id)), case.version
    officer.opens("desk.facts_of", case_id=case.id, block="stay").presses("Save").does_not_see("Saved.")
    assert (len(history_of(case.id)), case.version) == (lines, version)


@pytest.mark.parametrize(
    ("block", "typed", "said"),
    [
        ("stay", {"stay_months": "0"}, "Type a number from 1 to 600."),
        ("stay", {"stay_months": "two"}, "Type a whole number in figures."),
        ("stay", {"arrival-day": "31", "arrival-month": "2"}, "This day does not exist."),
        ("home", {"home_postcode": "12 AB"}, "This is no Dutch postcode."),
        ("home", {"home_postcode": ""}, "Fill in the postcode"),
        ("home", {"home_street": "BSN 111222333"}, "This looks like a BSN"),
        ("wishes", {"interests": "Chess\nBSN 111222333"}, "This looks like a BSN"),
        ("contact", {"email": "nobody"}, "This is no e-mail address."),
    ],
)
def test_an_error_stands_at_its_field_and_keeps_what_was_typed(
    officer: Visitor, block: str, typed: dict[str, str], said: str
) -> None:
    case = a_case()
    version = case.version
    officer.opens("desk.facts_of", case_id=case.id, block=block).presses("Save", refused=422, **typed)
    errors = [text_of(e) for e in officer.page.all("p") if e.get("class") == "error"]
    assert any(said in error for error in errors)
    assert officer.page.title.startswith("Error")
    name, value = next(iter(typed.items()))
    form, _button = officer.page.form_with("Save")
    assert form.values()[name] == [value]
    assert case.version == version


def test_what_no_form_asks_is_not_written(officer: Visitor) -> None:
    """Security T06: neither a column of another block nor one of no block at all."""
    case = a_case()
    sent = {
        "version": str(case.version), "lived_in_nl": "y", "state": "closed", "officer_name": "Eve",
        "email": "x@y.example", "municipality": "0537",
    }  # fmt: skip
    officer.opens("desk.case", case_id=case.id)
    assert officer.posts("desk.facts_of", sent, case_id=case.id, block="earlier").status_code == 303
    assert case.lived_in_nl is True
    assert (case.state, case.officer_name, case.email) == ("open", None, "ananya@mail.example")


@pytest.mark.parametrize("block", ["plan", "version", "../stay", "STAY"])
def test_a_block_that_does_not_exist(officer: Visitor, block: str) -> None:
    officer.cannot_open("desk.facts_of", case_id=a_case().id, block=block)


def test_the_second_sees_both_versions_and_keeps_what_they_typed(visit: Visit) -> None:
    """Security T39."""
    case = a_case(arrival=date(2026, 12, 9))
    first, second = visit(a_user(Role.OFFICER, name="Ada Blom")), visit(a_user(Role.OFFICER, name="Bas Kok"))
    for one in (first, second):
        one.opens("desk.facts_of", case_id=case.id, block="stay")
    first.presses("Save", **{"arrival-day": "11"})
    second.presses("Save", refused=409, stay_months="48", **{"arrival-day": "18"})
    second.sees("Ada Blom changed facts: day of arrival from “9 December 2026” to “11 December 2026”.")
    rows = [text_of(row) for row in second.page.all("tr")][1:]
    assert rows == ["Day of arrival 11 December 2026 18 December 2026", "Length of the stay, in months 24 48"]
    assert second.page.forms[-1].values()["arrival-day"] == ["18"]
    session.refresh(case)
    assert case.arrival == date(2026, 12, 11)
    second.presses("Save")
    assert (case.arrival, case.stay_months) == (date(2026, 12, 18), 48)


def test_a_case_at_another_office_can_come_back(officer: Visitor) -> None:
    case = with_family(a_case(home_postcode="2225 AB"))
    officer.opens("desk.facts_of", case_id=case.id, block="home").presses("Save", home_postcode="2312 KS")
    assert "Right to stay" not in change_shown(officer)
    assert "Arrange right to stay (Ananya)" in change_shown(officer)


def test_every_change_is_one_line_of_history(officer: Visitor) -> None:
    case: Case = a_case(arrival=today() + timedelta(days=3))
    before = len(history_of(case.id))
    officer.opens("desk.facts_of", case_id=case.id, block="earlier").presses(
        "Save", lived_in_nl=True, has_bsn=True
    )
    lines = history_of(case.id)
    assert len(lines) == before + 1
    officer.sees("changed facts: BSN from before from “No” to “Yes” and earlier stay from “No” to “Yes”.")


def test_wishes_in_their_own_words_stand_on_the_case(officer: Visitor) -> None:
    case = a_case()
    case.interests, case.home_wishes = "Chess", "Three rooms"
    officer.opens("desk.case", case_id=case.id).sees("They like", "Chess", "Anything else", "Three rooms")


def test_a_registrar_reads_of_no_wish_in_the_history(officer: Visitor, registrar: Visitor) -> None:
    case = a_case()
    officer.opens("desk.facts_of", case_id=case.id, block="wishes")
    officer.presses("Save", wants_buddy=True, interests="Chess")
    registrar.opens("desk.history", case_id=case.id).does_not_see("Chess", "to “Yes”")
