"""The desk's own words for "no": what an action may refuse, and why."""

from datetime import datetime


class Refusal(Exception):
    """An action that the rules of the desk do not allow now."""


class StaleVersion(Refusal):
    """Somebody else changed the case since the page was opened."""


class CaseClosed(Refusal):
    """Nothing changes on a closed case: open it again first."""


class StepNotOpen(Refusal):
    """The step does not exist in this plan, or waits for another one, or is done already."""


class DayAhead(Refusal):
    """Nothing was done on a day that is still to come."""


class DayTooEarly(Refusal):
    """The desk did not know the household yet on that day."""


class NotArrived(Refusal):
    """Nobody reports at another office before they are here."""


class UnknownReason(Refusal):
    """The reason is not on the fixed list."""


class NobodyToAllow(Refusal):
    """No employer sent this household, so there is nobody to let see anything."""


class VisitNotAllowed(Refusal):
    """The visit cannot be at this moment: the message of the subclass says why."""


class PersonRegistered(Refusal):
    """Somebody whom the municipality has registered cannot leave the household's file."""


class PapersInOrder(Refusal):
    """The desk has checked the household's papers: from then on it alone closes the file."""


class IsPrincipal(Refusal):
    """The case is this person's: it does not go on without them."""


class NotOfHousehold(Refusal):
    """Nobody is named, or somebody of another household."""


class OnePartner(Refusal):
    """There is a partner in this household already."""


class StepsUnfinished(Refusal):
    """A case is closed when nothing is left to do."""


class HoldsBsn(Refusal):
    """The text holds a number that looks like a BSN, which is never stored (UAVG art. 46)."""


class TooManyMails(Refusal):
    """So many invitations went to this address that the next one has to wait (security T16)."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until
