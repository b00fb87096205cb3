"""What a municipality does not read of a case that the desk runs: who looks for a buddy, and whom they meet."""

import uuid

from expatdesk.access.permissions import Permission
from expatdesk.access.visitor import Visitor
from expatdesk.cases.people_sentences import tells_whom_they_meet, without_meeting
from expatdesk.logbook.models import LogLine
from expatdesk.logbook.queries import history_of, readings_of
from expatdesk.rules.plan import Plan


def plan_for(visitor: Visitor, plan: Plan) -> Plan:
    """The plan of a case as this visitor reads it."""
    return plan if visitor.may(Permission.RUN_BUDDIES) else without_meeting(plan)


def changes_for(visitor: Visitor, case_id: uuid.UUID) -> list[LogLine]:
    """What was done on a case, newest first."""
    return _seen(visitor, history_of(case_id))


def looks_for(visitor: Visitor, case_id: uuid.UUID) -> list[LogLine]:
    """Who looked at it, newest first."""
    return _seen(visitor, readings_of(case_id))


def _seen(visitor: Visitor, lines: list[LogLine]) -> list[LogLine]:
    if visitor.may(Permission.RUN_BUDDIES):
        return lines
    return [line for line in lines if not tells_whom_they_meet(line)]
