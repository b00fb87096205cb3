"""Where a step of the household is done that has a page of its own."""

from collections.abc import Mapping

from expatdesk.housing.suiting import SEARCH
from expatdesk.housing.wishes import STEP as HOME_WISHES
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.reminders import CHECK_INS, ENDS_OF_ADDRESSES
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

# The word of the button, and the page that it leads to.
LEADS: dict[str, tuple[LazyString, str, Mapping[str, str]]] = {
    "papers_handed_in": (_l("Hand in your papers"), "expat.papers", {}),
    "visit_booked": (_l("Choose a time"), "expat.visit", {}),
    **dict.fromkeys(
        ENDS_OF_ADDRESSES, (_l("Tell us your new address"), "expat.question", {"slug": "home", "back": "plan"})
    ),
    HOME_WISHES: (_l("Tell us"), "expat.home_wishes", {}),
    SEARCH: (_l("See homes for you"), "expat.homes", {}),
    "social_intake": (_l("Tell us"), "expat.tell_interests", {"who": str(PersonRole.PRINCIPAL)}),
    "first_activity": (_l("See what suits you"), "expat.suggestions", {}),
    "language_course": (_l("See the courses"), "expat.suggestions", {"_anchor": "places"}),
    **dict.fromkeys(CHECK_INS, (_l("Tell us how it goes"), "expat.check_in", {})),
}
