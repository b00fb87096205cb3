"""What a step is called, and what the step of going to another office is called at each of them."""

from dataclasses import dataclass

from expatdesk.rules.plan import Destination
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class StepLabel:
    """A step's title as the expat reads it, the officer's short name for it, and why it is there."""

    title: LazyString
    officer: LazyString
    why: LazyString


REFERRALS: dict[Destination, StepLabel] = {
    Destination.RNI: StepLabel(
        _l("Register at an RNI desk"),
        _l("Referred to RNI"),
        _l(
            "You stay for less than four months, so you register as a non-resident. "
            "You can do this at any RNI desk in the country, and you get your BSN there."
        ),
    ),
    Destination.MUNICIPALITY: StepLabel(
        _l("Register at your town hall"),
        _l("Referred to the municipality"),
        _l(
            "The municipality where you live registers you itself. Make an appointment "
            "within five days of your arrival: the law asks for it."
        ),
    ),
    Destination.HOUSING_FIRST: StepLabel(
        _l("Report to the municipality where you stay"),
        _l("No address to register at"),
        _l(
            "We can register you as soon as you have an address for it. Until then, ask the municipality "
            "where you stay how to report your arrival: the law asks for it within five days."
        ),
    ),
}
