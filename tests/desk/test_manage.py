"""What the coordinator keeps for the whole desk, on one page behind one entry of the menu."""

import pytest

from tests.visitor import Visitor

KEPT = (
    "Counters", "Employers", "Partners", "Invoices", "Answers", "Guide to the region", "Rents", "Mails",
)  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_each_page_is_two_steps_away_and_leads_back(coordinator: Visitor, name: str) -> None:
    coordinator.opens("desk.dashboard").follows("Manage").follows(name).sees(name)
    coordinator.follows("Manage").sees("What you keep for the whole desk.")


def test_nobody_else_has_it(officer: Visitor, registrar: Visitor, hr: Visitor) -> None:
    for visitor in (officer, registrar, hr):
        visitor.signs_in()
        visitor.cannot_open("desk.manage")
    officer.opens("desk.dashboard").does_not_see("/desk/manage")
