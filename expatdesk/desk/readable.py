"""What of a plan and its history this visitor reads: whom somebody meets, and what work, is no town's business."""

from collections.abc import Sequence

from expatdesk.access.permissions import Permission
from expatdesk.access.visitor import current_visitor
from expatdesk.cases.employer_view import without_careers
from expatdesk.cases.models import Case
from expatdesk.cases.private_lines import open_to_municipality
from expatdesk.cases.queries import plan_of
from expatdesk.logbook.models import LogLine
from expatdesk.rules.plan import Plan
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today


def plan_to_read(case: Case, region: Region) -> Plan:
    """The plan of today."""
    plan = plan_of(case, region, today())
    return plan if _reads_all() else without_careers(plan)


def lines_to_read(lines: Sequence[LogLine]) -> list[LogLine]:
    """Lines of the history, in their order."""
    return list(lines) if _reads_all() else open_to_municipality(lines)


def _reads_all() -> bool:
    return current_visitor().may(Permission.RUN_CAREERS)
