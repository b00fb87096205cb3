"""How HR hands over a sheet in these tests, and what the worker does meanwhile."""

from uuid import UUID

from expatdesk.cases.sign_in import invite_held_back
from expatdesk.hire_sheets.models import HireSheet
from expatdesk.shared.db import session
from expatdesk.work import check_sheets, take_over_sheets
from tests.hire_sheets.nasty import HEADS, Line, csv_text
from tests.sending_files import sent
from tests.visitor import Visitor

CHECK = "Check the sheet"


def gives(hr: Visitor, *lines: Line, name: str = "hires.csv", spelling: str = "cp1252") -> HireSheet:
    """HR chooses a file with these hires; the worker has not looked at it yet."""
    content = csv_text(HEADS, *lines).encode(spelling)
    hr.opens("employer.new_sheet").presses(CHECK, sheet=sent((name, content)))
    # The clock stands still in tests, so that two sheets may be equally new: the page shows the one just given.
    return session.get_one(HireSheet, UUID(hr.page.url.rpartition("/")[2]))


def checks(hr: Visitor, *lines: Line) -> HireSheet:
    """The same, and the worker has checked it; HR looks at what will follow."""
    sheet = gives(hr, *lines)
    check_sheets()
    hr.opens("employer.sheet", sheet_id=sheet.id)
    return sheet


def takes(hr: Visitor, sheet: HireSheet, button: str) -> None:
    """HR submits the hires, and the worker opens their cases and invites them."""
    hr.presses(button)
    take_over_sheets()
    invite_held_back()
    hr.opens("employer.sheet", sheet_id=sheet.id)
