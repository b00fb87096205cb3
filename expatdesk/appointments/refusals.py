"""What a counter refuses, each with the desk's own name for it."""

from expatdesk.cases.refusals import Refusal, VisitNotAllowed


class VisitInThePast(VisitNotAllowed):
    """The moment is over."""


class VisitBeforeArrival(VisitNotAllowed):
    """Nobody registers before they are in the country."""


class NoVisitYet(VisitNotAllowed):
    """The plan has no visit to book now: papers or the date of arrival are still missing."""


class NotAllowedByHousehold(VisitNotAllowed):
    """The household does not let its employer see and book its visit, or not any more."""


class DeskClosed(VisitNotAllowed):
    """No counter that serves this household is open on that day."""


class NoSuchTime(VisitNotAllowed):
    """The clock skips this hour on that night in March."""


class DoesNotFit(VisitNotAllowed):
    """No counter is open at that time for as long as this household needs."""


class TimeTaken(VisitNotAllowed):
    """Somebody else has this time at every counter that could serve."""


class ElsewhereThen(VisitNotAllowed):
    """The household has another visit in that time."""


class VisitIsFirm(VisitNotAllowed):
    """The papers are accepted, so the time is the household's and is not given back."""


class ChangedTooOften(VisitNotAllowed):
    """The household moved or cancelled its visit as often as it may by itself; the desk still can."""


class DayRefusal(Refusal):
    """The day at the counter: what was pressed makes no sense any more, and the subclass says why."""


class NotToday(DayRefusal):
    """The appointment is on another day."""


class NotExpected(DayRefusal):
    """Nobody is expected: the household is there already, or was written down as not come."""


class NotWaiting(DayRefusal):
    """The household is not waiting: it was called already, or has not checked in."""


class NotBeingServed(DayRefusal):
    """The household is not at the counter."""


class NotLateYet(DayRefusal):
    """The time of the visit is still to come."""


class CounterBusy(DayRefusal):
    """Another household is at this counter."""


class SomebodyRegistered(DayRefusal):
    """Somebody was registered at this visit, so the household was there."""


class TimeGivenAway(DayRefusal):
    """Somebody else has taken this time meanwhile."""


class VisitAlready(DayRefusal):
    """The household has another time already."""


class NotReady(DayRefusal):
    """The household cannot be registered yet: papers or the date of arrival are still missing."""


class TownNotServed(DayRefusal):
    """This counter does not register for the municipality of the household."""


class KindNotTaken(DayRefusal):
    """This counter does not take such visits."""
