"""Whom a household lets see or do something: its employer, and who represents it; as sentences of the history."""

from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

OF_LETTING_OTHERS_IN: dict[str, tuple[LazyString, ...]] = {
    "consent_given": (
        _l("%(who)s lets %(employer)s see and book the visit."),
        _l("%(who)s lets the employer see and book the visit."),
    ),
    "consent_refused": (
        _l("%(who)s does not let %(employer)s see and book the visit."),
        _l("%(who)s does not let the employer see and book the visit."),
    ),
    "consent_withdrawn": (
        _l("%(who)s does not let %(employer)s see and book the visit any more."),
        _l("%(who)s does not let the employer see and book the visit any more."),
    ),
    "home_shared": (
        _l("%(who)s lets %(employer)s see whether there is a home."),
        _l("%(who)s lets the employer see whether there is a home."),
    ),
    "home_not_shared": (
        _l("%(who)s does not let %(employer)s see whether there is a home."),
        _l("%(who)s does not let the employer see whether there is a home."),
    ),
    "home_unshared": (
        _l("%(who)s does not let %(employer)s see whether there is a home any more."),
        _l("%(who)s does not let the employer see whether there is a home any more."),
    ),
    "representative_named": (
        _l("%(who)s asked %(person)s to represent the household until %(on)s."),
        _l("%(who)s asked somebody to represent the household."),
    ),
    "representative_accepted": (_l("%(who)s accepted."),),
    "representative_ended": (
        _l("%(who)s ended that %(person)s represents the household."),
        _l("%(who)s ended that somebody represents the household."),
    ),
}
