"""What a counter refuses, each with the desk's own name for it."""

from expatdesk.cases.refusals import VisitNotAllowed


class VisitInThePast(VisitNotAllowed):
    """The moment is over."""


class VisitBeforeArrival(VisitNotAllowed):
    """Nobody registers before they are in the country."""


class NoVisitYet(VisitNotAllowed):
    """The plan has no visit to book now: papers or the date of arrival are still missing."""


class DeskClosed(VisitNotAllowed):
    """No counter that serves this household is open on that day."""


class NoSuchTime(VisitNotAllowed):
    """The clock skips this hour on that night in March."""


class DoesNotFit(VisitNotAllowed):
    """No counter is open at that time for as long as this household needs."""


class TimeTaken(VisitNotAllowed):
    """Somebody else has this time at every counter that could serve."""


class ChangedTooOften(VisitNotAllowed):
    """The household moved or cancelled its visit as often as it may by itself; the desk still can."""
