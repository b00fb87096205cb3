"""A household lets its employer see whether it has a home that lasts, and takes that back at once."""

from datetime import date

from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.projection import refresh
from expatdesk.logbook.models import Actor
from expatdesk.rules.region import Region


def share_home(case: Case, *, is_given: bool, language: str, by: Actor, region: Region, today: date) -> None:
    """Keep what a household answers; its employer sees the hire otherwise from now on, and its systems hear of it.

    Raises NobodyToAllow where the household has no employer.
    """
    answer(case, Purpose.HOME, is_given=is_given, language=language, by=by)
    if case.state == CaseState.OPEN:
        refresh(case, region, today)
