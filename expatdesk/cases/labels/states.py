"""Words for states, parties, tracks and kinds of dates."""

from expatdesk.rules.plan import DueKind, Party, StepState, Track
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

STATES: dict[StepState, LazyString] = {
    StepState.DONE: _l("Done"),
    StepState.OPEN: _l("To do"),
    StepState.WAITING: _l("Waiting"),
    StepState.WAIVED: _l("Not needed"),
}

TRACKS: dict[Track, LazyString] = {
    Track.REGISTRATION: _l("Registration"),
    Track.HOUSING: _l("Housing"),
    Track.SOCIAL: _l("Social network"),
}

PARTIES: dict[Party, LazyString] = {
    Party.EXPAT: _l("Expat"),
    Party.EMPLOYER: _l("Employer"),
    Party.DESK: _l("Desk"),
    Party.MUNICIPALITY: _l("Municipality"),
    Party.IND: _l("IND"),
    Party.PARTNER: _l("Partner organisation"),
}

PARTIES_TO_EXPAT: dict[Party, LazyString] = {
    Party.EXPAT: _l("you"),
    Party.EMPLOYER: _l("your employer"),
    Party.DESK: _l("the desk"),
    Party.MUNICIPALITY: _l("the municipality"),
    Party.IND: _l("the IND"),
    Party.PARTNER: _l("a partner of the desk"),
}

# What kind of date it is, said after the date.
DUE_KINDS: dict[DueKind, LazyString] = {
    DueKind.STATUTORY: _l("by law"),
    DueKind.AGREED: _l("as agreed"),
    DueKind.PROMISE: _l("our promise"),
    DueKind.ADVICE: _l("our advice"),
}

# The same as a heading above the date.
DUE_HEADINGS: dict[DueKind, LazyString] = {
    DueKind.STATUTORY: _l("Last day"),
    DueKind.AGREED: _l("As agreed"),
    DueKind.PROMISE: _l("Our promise"),
    DueKind.ADVICE: _l("We ask"),
}
