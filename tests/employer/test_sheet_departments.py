"""The department of each hire of a sheet: one of those that there are, or the own one of whoever is limited."""

import io

import pytest
from openpyxl import load_workbook

from expatdesk.cases.models import Case
from expatdesk.hire_sheets.models import RowState, SheetRow
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from expatdesk.work import check_sheets, take_over_sheets
from tests.conftest import Visit
from tests.employer.sheets import CHECK
from tests.factories import a_user, an_employer
from tests.hire_sheets.nasty import HEADS, MEERA, ZOE, Line, csv_text
from tests.sending_files import sent
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def research(visit: Visit, employer: Employer) -> Visitor:
    """HR that is limited to one of two departments."""
    a_user(Role.EMPLOYER, employer=employer, department="Sales & Marketing")
    a_user(Role.EMPLOYER, employer=an_employer("Other B.V."), department="Legal")
    return visit(a_user(Role.EMPLOYER, employer=employer, department="Research"))


@pytest.fixture
def hr(visit: Visit, employer: Employer, research: Visitor) -> Visitor:
    """HR that sees all hires."""
    assert research
    return visit(a_user(Role.EMPLOYER, employer=employer))


def checks(visitor: Visitor, *departments: str, head: str = "Afdeling") -> None:
    """They hand over a hire for each of these cells, and look at what will follow."""
    lines: list[Line] = [(*line, told) for line, told in zip((ZOE, MEERA), departments, strict=False)]
    content = csv_text((*HEADS, head), *lines).encode()
    visitor.opens("employer.new_sheet").presses(CHECK, sheet=sent(("a.csv", content)))
    address = visitor.page.url
    check_sheets()
    visitor.goes_to(address)


def departments() -> list[str | None]:
    return [case.department for case in session.query(Case).order_by(Case.reference)]


@pytest.mark.parametrize("head", ["Afdeling", "Department", "team", "AFDELING (verplicht)"])
def test_a_hire_comes_into_the_department_that_its_row_names(hr: Visitor, head: str) -> None:
    checks(hr, "research", "sales  & MARKETING", head=head)
    hr.sees("Department: Research", "Department: Sales & Marketing").presses("Submit all 2 hires")
    take_over_sheets()
    assert departments() == ["Research", "Sales & Marketing"]


def test_without_one_it_comes_into_none(hr: Visitor) -> None:
    checks(hr, "", "")
    hr.does_not_see("Department:").presses("Submit all 2 hires")
    take_over_sheets()
    assert departments() == [None, None]


def test_of_two_that_are_written_alike_it_comes_into_the_one_that_is_named(
    visit: Visit, employer: Employer, hr: Visitor
) -> None:
    """Security T05: who is limited to the other one must not see it."""
    for name in ("Müller", "Muller"):
        a_user(Role.EMPLOYER, employer=employer, department=name)
    checks(hr, "Müller", "Muller")
    hr.presses("Submit all 2 hires")
    take_over_sheets()
    assert departments() == ["Müller", "Muller"]


def test_a_department_that_there_is_not_is_a_fault_that_names_those_there_are(hr: Visitor) -> None:
    checks(hr, "Legal", "Research")
    hr.sees(
        "1 hire has something to mend",
        "You have no department “Legal”. Leave this empty, or fill in one of these: Research, Sales &",
    )


def test_who_has_no_departments_leaves_the_cells_empty(visit: Visit) -> None:
    hr = visit(a_user(Role.EMPLOYER, employer=an_employer()))
    checks(hr, "Research")
    hr.sees("You have no departments. Leave this empty.")


def test_hires_of_who_is_limited_come_into_their_own(research: Visitor) -> None:
    """Security T05: of other departments they learn not even the names."""
    research.opens("employer.new_sheet").sees("Your hires go to your own department: Research.")
    checks(research, "", "Research")
    research.sees("2 hires can be submitted", "Department: Research").presses("Submit all 2 hires")
    take_over_sheets()
    assert departments() == ["Research"] * 2


def test_who_is_limited_gives_no_hire_to_others(research: Visitor) -> None:
    """Security T05."""
    checks(research, "Sales & Marketing")
    research.sees("You have no department “Sales & Marketing”.", "fill in one of these: Research.")
    assert session.query(SheetRow).one().state == RowState.WRONG


def test_our_example_has_the_departments_to_choose_from(hr: Visitor) -> None:
    hr.opens("employer.new_sheet").sees("to one of your departments: Research, Sales & Marketing.")
    content = hr.asks_for("employer.sheet_example", kind="xlsx").data
    hires, lists = load_workbook(io.BytesIO(content)).worksheets
    assert [row[9] for row in hires.iter_rows(values_only=True)] == ["Department", "Research", None]
    assert [row[0] for row in lists.iter_rows(values_only=True)][:4] == [
        "Department", "Research", "Sales & Marketing", None,
    ]  # fmt: skip
    hr.presses(CHECK, sheet=sent(("example.xlsx", content)))
    check_sheets()
    assert [row.state for row in session.query(SheetRow)] == [RowState.RIGHT] * 2


def test_our_example_asks_nobody_for_a_department_who_has_no_choice(research: Visitor) -> None:
    content = research.asks_for("employer.sheet_example", kind="csv").data.decode()
    assert "Department" not in content
