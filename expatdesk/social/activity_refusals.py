"""Why something cannot be done with an activity, by names of the desk."""

from expatdesk.cases.refusals import Refusal


class SignUpRefused(Refusal):
    """A household cannot sign up, or not as it wishes."""


class NotOpenYet(SignUpRefused):
    """Signing up begins later."""


class SignUpOver(SignUpRefused):
    """It is too late, or the activity is not held."""


class SignedUpAlready(SignUpRefused):
    """The household has signed up for this occasion."""


class TooManyPeople(SignUpRefused):
    """More people than the household has, or than there are places at all."""


class NotSignedUp(SignUpRefused):
    """The household is not in the line."""


class OfferOver(SignUpRefused):
    """The place that was offered is not held any longer."""


class ActivityRefused(Refusal):
    """Who organises it cannot do this with an activity."""


class TooFewPlaces(ActivityRefused):
    """More people come already than there would be places; the number is the argument."""


class TimeTwice(ActivityRefused):
    """The activity is held at that moment already."""


class TimeIsOver(ActivityRefused):
    """A time to come is wanted, and this one is over."""


class NotThatDay(ActivityRefused):
    """Who comes is ticked from the day itself on, until only their number is kept."""


class NothingToShow(ActivityRefused):
    """An activity without any time to come cannot be published."""
