"""Why two cases do not become one, or not two again."""

from expatdesk.cases.refusals import Refusal


class MergeRefused(Refusal):
    """The subclass says why."""


class OneAndTheSame(MergeRefused):
    """It is the same case."""


class TwoEmployers(MergeRefused):
    """Each of them has its own employer, who follows its own case and pays for it."""


class EmployerOnOther(MergeRefused):
    """Only the other case has an employer, who would lose sight of it."""


class TwoVisits(MergeRefused):
    """Both have a visit, and a household comes once."""


class DifferentPrincipals(MergeRefused):
    """Each has a principal whom the municipality has registered, and these are two people."""


class DayIsOver(MergeRefused):
    """A merge can be undone for a day."""


class ChangedSince(MergeRefused):
    """Somebody went on working with the people or steps of the joined case."""
