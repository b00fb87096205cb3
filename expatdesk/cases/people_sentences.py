"""The sentences of the history about meeting people: read by the household and by the desk alone."""

from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

OF_PEOPLE: dict[str, tuple[LazyString, ...]] = {
    "interests_told": (
        _l("%(who)s told what %(person)s likes, to meet people."),
        _l("%(who)s told what somebody of the household likes, to meet people."),
    ),
    "interests_forgotten": (
        _l("%(who)s erased what %(person)s had told to meet people."),
        _l("%(who)s erased what somebody of the household had told to meet people."),
    ),
    "people_consent_given": (
        _l("%(who)s gave a yes of %(person)s that has to do with a buddy."),
        _l("%(who)s gave a yes that has to do with a buddy."),
    ),
    "people_consent_withdrawn": (
        _l("%(who)s took back a yes of %(person)s that has to do with a buddy."),
        _l("%(who)s took back a yes that has to do with a buddy."),
    ),
    "buddy_yes": (_l("%(who)s said yes to a buddy."),),
    "buddy_no": (_l("%(who)s said no to a buddy."),),
    "buddy_ended": (_l("%(who)s ended the time with a buddy."),),
    "incident_told": (_l("%(who)s told the desk of a problem with a buddy."),),
    "buddies_read": (_l("%(who)s looked at the buddies of newcomers."),),
    "social_board_read": (_l("%(who)s looked at who has met people here."),),
    "volunteer_read": (_l("%(who)s looked at a volunteer."),),
    "incidents_read": (_l("%(who)s looked at problems between buddies."),),
}
