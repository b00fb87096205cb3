"""Reading what was erased."""

from expatdesk.cases.models import Case, CaseState
from expatdesk.retention.models import Erasure
from expatdesk.shared.db import session


def erasure_of(case: Case) -> Erasure | None:
    """When and why this case was erased; None where it was not."""
    return session.get(Erasure, case.id) if case.state == CaseState.ERASED else None
