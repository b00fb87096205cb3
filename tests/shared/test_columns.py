"""What may stand in a column fits into it: SQLite does not look, PostgreSQL refuses."""

import enum

import pytest
from sqlalchemy import String

from expatdesk.cases import models as cases
from expatdesk.people import models as people
from expatdesk.rules import facts, outcome, paper_kinds
from expatdesk.rules.tracks import CATALOGUE
from expatdesk.shared.db import Base

LONGEST_STEP = max(CATALOGUE, key=len) + ":99"
# Column -> the values that are stored there.
VALUES: dict[str, type[enum.StrEnum] | list[str]] = {
    "case.category": facts.Category,
    "case.home_kind": facts.HomeKind,
    "case.state": cases.CaseState,
    "case.route_to": outcome.Destination,
    "case.route_reason": outcome.RouteReason,
    "case.next_party": outcome.Party,
    "case.next_step": [LONGEST_STEP],
    "person.role": facts.PersonRole,
    "person.marital_status": facts.MaritalStatus,
    "registration.bsn_way": cases.BsnWay,
    "step_record.step": [LONGEST_STEP],
    "step_record.outcome": cases.Outcome,
    "user.role": people.Role,
    "link.purpose": people.Purpose,
    "sign_in.role": people.Role,
    "log_line.actor_role": people.Role,
    "paper_said.paper": paper_kinds.PaperKey,
}


@pytest.mark.parametrize("column", VALUES)
def test_every_value_fits(column: str) -> None:
    table, name = column.split(".")
    kind = Base.metadata.tables[table].c[name].type
    assert isinstance(kind, String)
    assert kind.length is not None
    assert max(len(str(value)) for value in VALUES[column]) <= kind.length
