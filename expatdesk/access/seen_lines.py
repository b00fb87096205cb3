"""What a municipality does not read of a case that the desk runs: people to meet, work and homes."""

import uuid

from expatdesk.access.permissions import Permission
from expatdesk.access.visitor import Visitor
from expatdesk.cases.private_lines import is_private, without_private
from expatdesk.logbook.models import LogLine
from expatdesk.logbook.queries import history_of, readings_of
from expatdesk.rules.plan import Plan


def plan_for(visitor: Visitor, plan: Plan) -> Plan:
    """The plan of a case as this visitor reads it."""
    return plan if visitor.may(Permission.RUN_BUDDIES) else without_private(plan)


def changes_for(visitor: Visitor, case_id: uuid.UUID) -> list[LogLine]:
    """What was done on a case, newest first."""
    return _seen(visitor, history_of(case_id))


def looks_for(visitor: Visitor, case_id: uuid.UUID) -> list[LogLine]:
    """Who looked at it, newest first."""
    return _seen(visitor, readings_of(case_id))


def _seen(visitor: Visitor, lines: list[LogLine]) -> list[LogLine]:
    if visitor.may(Permission.RUN_BUDDIES):
        return lines
    return [line for line in lines if not is_private(line)]
