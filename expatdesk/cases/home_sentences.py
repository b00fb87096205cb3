"""The sentences of the history that tell of homes of partners; `cases/history.py` reads them aloud."""

from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

OF_HOMES: dict[str, tuple[LazyString, ...]] = {
    "homes_looked_at": (_l("%(who)s looked which homes suit the household."),),
    "home_interest_said": (_l("%(who)s said that the household is interested in a home."),),
    "home_interest_taken_back": (_l("%(who)s took the interest in a home back."),),
    "home_interest_declined": (_l("%(who)s does not show a home to the household."),),
    "home_interest_over": (_l("%(who)s ended the interest in a home that is gone."),),
    "viewing_invited": (_l("%(who)s invited the household to see a home."),),
    "viewing_booked": (
        _l("%(who)s booked a viewing of a home on %(on)s."),
        _l("%(who)s booked a viewing of a home."),
    ),
    "viewing_changed": (
        _l("%(who)s moved a viewing of a home to %(on)s."),
        _l("%(who)s moved a viewing of a home."),
    ),
    "viewing_cancelled": (
        _l("%(who)s cancelled the viewing of a home on %(on)s."),
        _l("%(who)s cancelled the viewing of a home."),
    ),
    "viewing_called_off": (
        _l("%(who)s called the viewing of a home on %(on)s off."),
        _l("%(who)s called the viewing of a home off."),
    ),
    "home_details_shared": (
        _l("%(who)s let %(partner)s see the names, e-mail address and telephone number of the household."),
        _l("%(who)s let a partner see the names, e-mail address and telephone number of the household."),
    ),
    "home_let": (_l("%(who)s said that a home is let to the household."),),
    "home_confirmed": (_l("%(who)s said that the household takes a home."),),
    "home_not_taken": (_l("%(who)s said that the household did not take a home."),),
}
