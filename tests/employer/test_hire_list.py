"""The list of hires as HR narrows and sorts it, its days and visits, and the file of exactly its rows."""

import csv
import io
from datetime import date, timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from expatdesk.cases.consent_models import Consent
from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.sweep import untrue_projections
from expatdesk.employer import hire_export
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import readings_of
from expatdesk.organisations.models import Employer
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.terms import Why
from expatdesk.rules.plan import Party
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case, an_employer, registered, up_to_visit
from tests.factories.cases import REGION, complete
from tests.factories.queries import counted_queries
from tests.page import text_of
from tests.visitor import Visitor

NO_HOME = {"home_kind": None, "home_postcode": None}


def names_on(page: Visitor) -> list[str]:
    heads = [e for e in page.page.all("th") if e.get("scope") == "row"]
    return [next(text_of(a) for a in head.iter("a")).split()[0] for head in heads]


def four_hires(employer: Employer) -> dict[str, Case]:
    """One of each kind of day, and one with none."""
    return {
        "Bo": a_case(employer=employer, given_names="Bo", first_working_day=date(2027, 3, 1)),
        "Ada": registered(a_case(employer=employer, given_names="Ada", address_form_signed=True, **NO_HOME)),
        "Cy": a_case(employer=employer, given_names="Cy", nationality="FR", first_working_day=date(2027, 1, 4)),
        "Di": a_case(employer=employer, given_names="Di", stay_months=2, first_working_day=None),
    }


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"sort": "name"}, ["Ada", "Bo", "Cy", "Di"]),
        ({"sort": "day"}, ["Bo", "Ada", "Cy", "Di"]),
        ({"sort": "start"}, ["Ada", "Cy", "Bo", "Di"]),
        ({"what": "residence_right"}, ["Bo"]),
        ({"what": "address_ends"}, ["Ada"]),
        ({"what": "sponsor_report"}, ["Bo"]),
        ({"what": "thirty_percent", "sort": "name"}, ["Ada", "Bo", "Cy"]),
        ({"what": "thirty_percent", "within": "month"}, []),
        ({"within": "late"}, []),
        ({"turn": "municipality"}, []),
        ({"turn": "nobody-we-know", "within": "ever", "what": "x", "sort": "name"}, ["Ada", "Bo", "Cy", "Di"]),
    ],
)
def test_hr_narrows_and_sorts(hr: Visitor, employer: Employer, asked: dict[str, str], names: list[str]) -> None:
    four_hires(employer)
    hr.opens("employer.hires", **asked)
    assert names_on(hr) == names


def test_a_turn_is_the_turn_of_the_line(hr: Visitor, employer: Employer) -> None:
    case = a_case(employer=employer, given_names="Bo")
    a_case(employer=employer, given_names="Ada")
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    hr.opens("employer.hires", turn="desk").sees("1 hire found.")
    assert names_on(hr) == ["Bo"]
    assert names_on(hr.opens("employer.hires", turn="expat")) == ["Ada"]


def test_what_waits_for_hr_is_hrs_turn_wherever_it_looks(hr: Visitor, employer: Employer) -> None:
    soon = a_case(employer=employer, given_names="Bo", first_working_day=today() + timedelta(days=35))
    later = a_case(employer=employer, given_names="Ada", first_working_day=today() + timedelta(days=90))
    hr.opens("employer.hires", turn="employer").sees("1 hire found.", "something for you to do for 1 hire")
    assert names_on(hr) == ["Bo"]
    assert names_on(hr.opens("employer.hires", turn="expat", sort="name")) == ["Ada", "Bo"]
    hr.opens("employer.hire", case_id=soon.id).sees("Whose turn: You The expat since")
    hr.opens("employer.hire", case_id=later.id).sees("Whose turn: The expat since")
    rows = rows_of(hr.posts("employer.export_hires", {"kind": "csv"}, sort="name"))
    turn = rows[0].index("Whose turn")
    assert [row[turn] for row in rows[1:]] == ["The expat", "You, The expat"]


@pytest.mark.parametrize(
    "asked",
    [
        {}, {"turn": "employer"}, {"turn": "expat"}, {"what": "residence_right"}, {"what": "address_ends"},
        {"within": "late"}, {"within": "month"}, {"sort": "day"}, {"sort": "turn"}, {"sort": "name"},
    ],
)  # fmt: skip
def test_of_closed_hires_nobody_finds_out_what_their_plan_was(
    hr: Visitor, employer: Employer, asked: dict[str, str]
) -> None:
    """Security T05: what the page does not tell, neither a filter does, nor an order, nor a file."""
    cases = four_hires(employer)
    cases["Bo"].next_party = Party.MUNICIPALITY
    for case in cases.values():
        case.state = CaseState.CLOSED
    hr.opens("employer.hires", state="closed", **asked).does_not_see("Next day for you", "Your turn first")
    assert not [e for e in hr.page.all("span") if "ball us" in (e.get("class") or "")]
    assert names_on(hr) == ["Ada", "Bo", "Cy", "Di"]
    rows = rows_of(hr.posts("employer.export_hires", {"kind": "csv"}, state="closed", **asked))[1:]
    assert [row[1].split()[0] for row in rows] == ["Ada", "Bo", "Cy", "Di"]


def test_closed_hires_are_found_by_what_the_employer_told(hr: Visitor, employer: Employer) -> None:
    for case in four_hires(employer).values():
        case.state = CaseState.CLOSED
    hr.opens("employer.hires", state="closed", sort="start")
    assert names_on(hr) == ["Ada", "Cy", "Bo", "Di"]
    assert names_on(hr.opens("employer.hires", state="closed", q="bo")) == ["Bo"]


def test_what_was_erased_stands_behind_the_closed_hires(hr: Visitor, employer: Employer) -> None:
    erase_case(a_case(employer=employer), Why.UNUSED, countries=REGION.countries, today=today())
    a_case(employer=employer, given_names="Zoe").state = CaseState.CLOSED
    lines = [text_of(row) for row in hr.opens("employer.hires", state="closed").page.all("tr")][1:]
    assert ["Zoe" in line for line in lines] == [True, False]


def test_within_counts_from_today(hr: Visitor, employer: Employer) -> None:
    a_case(employer=employer, given_names="Bo", first_working_day=today() + timedelta(days=35))
    hr.opens("employer.hires", within="week")
    assert names_on(hr) == ["Bo"]
    assert names_on(hr.opens("employer.hires", within="late")) == []


def test_the_line_tells_the_days_that_no_task_tells(hr: Visitor, employer: Employer) -> None:
    four_hires(employer)
    hr.opens("employer.hires", q="Bo").sees(
        "Arrange their right to stay We ask Mon 1 Feb", "Tell the IND if they did not come Last day Mon 29 Mar"
    )
    hr.opens("employer.hires", q="Ada").sees("Your address ends for them As agreed Sun 14 Mar")
    hr.does_not_see("did not come Last day")


@pytest.mark.parametrize("sort", ["turn", "day", "name", "start"])
def test_every_page_of_a_long_list_follows_the_one_before(hr: Visitor, employer: Employer, sort: str) -> None:
    for number in range(51):
        day = date(2027, 2, 1) + timedelta(days=number % 5) if number % 4 else None
        a_case(employer=employer, given_names=f"Nr{number:02}", first_working_day=day)
    hr.opens("employer.hires", sort=sort)
    first = names_on(hr)
    second = names_on(hr.follows("Next page"))
    assert (len(first), len({*first, *second})) == (50, 51)
    assert names_on(hr.follows("Previous page")) == first


def test_the_days_are_kept_true(app: Flask, employer: Employer) -> None:
    for case in four_hires(employer).values():
        assert (case.calendar_due is None) is (case.principal.given_names == "Di")
    assert untrue_projections(REGION, today()) == []


# -- the file ---------------------------------------------------------------------------------------


def rows_of(answer: TestResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_the_file_holds_exactly_the_rows_of_the_list(hr: Visitor, employer: Employer) -> None:
    cases = four_hires(employer)
    a_case(employer=an_employer("Naturalis"), given_names="Strange")
    hr.opens("employer.hires", what="thirty_percent", sort="name").follows("Export this list")
    hr.sees("The file holds the 3 hires of the list as you filtered it.")
    answer = hr.posts("employer.export_hires", {"kind": "csv"}, what="thirty_percent", sort="name")
    head, *rows = rows_of(answer)
    assert head[:3] == ["Your reference", "Name", "E-mail address"]
    assert [row[1].split()[0] for row in rows] == ["Ada", "Bo", "Cy"]
    assert rows[1][3:] == [
        "Open", "", "1", "2027-03-01", "The expat", "At this desk", "busy", "not yet", "not yet", "not yet",
        "2027-02-01", "2027-07-01", "", "2027-03-29", "", "",
    ]  # fmt: skip
    assert [line.verb for line in readings_of(cases["Bo"].id)] == ["hires_exported"]
    assert readings_of(cases["Di"].id) == []


def test_before_it_is_asked_for_nothing_of_it_is_read(hr: Visitor, employer: Employer) -> None:
    four_hires(employer)
    session.commit()
    with counted_queries() as asked:
        hr.opens("employer.export_hires").sees("The file holds the 4 hires")
    assert not [statement for statement in asked if "FROM person" in statement]


def test_no_cell_is_a_formula(hr: Visitor, employer: Employer) -> None:
    """Security T25."""
    a_case(employer=employer, given_names="=HYPERLINK(1)", family_name="").reference = "+31"
    row = rows_of(hr.posts("employer.export_hires", {"kind": "csv"}))[1]
    assert row[:2] == ["'+31", "'=HYPERLINK(1)"]
    sheet = load_workbook(io.BytesIO(hr.posts("employer.export_hires", {"kind": "xlsx"}).data)).active
    assert sheet is not None
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("'=HYPERLINK(1)", "s")


def test_an_erased_hire_is_a_number_in_the_file(hr: Visitor, employer: Employer) -> None:
    a_case(employer=employer).state = CaseState.CLOSED
    rows = rows_of(hr.posts("employer.export_hires", {"kind": "csv"}, state="closed"))
    assert rows[1][1:4] == ["Ananya Krishnan", "ananya@mail.example", "Closed"]


def test_a_list_that_is_too_long_is_refused(
    hr: Visitor, employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hire_export, "MOST_HIRES", 1)
    for _number in range(2):
        a_case(employer=employer)
    answer = hr.posts("employer.export_hires", {"kind": "csv"})
    assert answer.status_code == 422
    assert "At most 1 hires fit in a file" in answer.text


def test_the_visit_stands_there_only_while_the_household_allows_it(hr: Visitor, employer: Employer) -> None:
    """Security T08."""
    case = up_to_visit(a_case(employer=employer))
    hr.opens("employer.hires").does_not_see("10:30")
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    hr.opens("employer.hires").sees("Visit to the desk Tue 15 Dec, 10:30")
    assert rows_of(hr.posts("employer.export_hires", {"kind": "csv"}))[1][-1] == "2026-12-15 10:30"
    answer(case, Purpose.VISIT, is_given=False, language="en", by=SYSTEM)
    hr.opens("employer.hires").does_not_see("10:30")


def test_no_visit_of_a_closed_hire_nor_by_a_yes_to_other_words(hr: Visitor, employer: Employer) -> None:
    case = up_to_visit(a_case(employer=employer))
    answer(case, Purpose.VISIT, is_given=True, language="en", by=SYSTEM)
    case.state = CaseState.CLOSED
    hr.opens("employer.hires", state="closed").sees("Ananya Krishnan").does_not_see("10:30")
    case.state = CaseState.OPEN
    session.scalars(select(Consent).where(Consent.case_id == case.id)).one().text_version = 0
    hr.opens("employer.hires").does_not_see("10:30")


def test_the_page_of_a_hire_tells_the_same_days(hr: Visitor, employer: Employer) -> None:
    case = four_hires(employer)["Ada"]
    hr.opens("employer.hire", case_id=case.id).sees("Your address ends for them As agreed Sunday 14 March 2027")
    case.state = CaseState.CLOSED
    hr.opens("employer.hire", case_id=case.id).does_not_see("Your address ends for them")


def test_names_are_sorted_without_minding_accents(hr: Visitor, employer: Employer) -> None:
    for name in ("Ça", "Di", "Bo"):
        a_case(employer=employer, given_names=name)
    assert names_on(hr.opens("employer.hires", sort="name")) == ["Bo", "Ça", "Di"]


def test_a_line_tells_its_days_in_their_order(hr: Visitor, employer: Employer) -> None:
    a_case(employer=employer, first_working_day=date(2027, 3, 1))
    line = text_of(hr.opens("employer.hires").page.all("tr")[-1])
    places = [line.index(day) for day in ("Mon 1 Feb", "Mon 29 Mar", "Jul")]
    assert places == sorted(places), line
