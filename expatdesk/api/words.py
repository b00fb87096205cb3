"""What the readable page says of each field of an answer, and of its values."""

from expatdesk.api.types import PaperState
from expatdesk.employer.words import DAYS, MILESTONE_STATES, TURNS, WHERE
from expatdesk.housing.home_words import STATES
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

Words = dict[str, LazyString]

OF_A_HIRE: Words = {
    "id": _l("By this you ask for it"),
    "reference": _l("Your reference"),
    "name": _l("Name"),
    "email": _l("E-mail address"),
    "department": _l("Department"),
    "people": _l("How many people come"),
    "state": _l("Whether the desk still works on it"),
    "where": _l("Whether the desk registers this household"),
    "milestones": _l("How far it is, in four milestones"),
    "turn": _l("Whose turn it is; null when it is closed"),
    "turn_since": _l("Since which day it is their turn"),
    "tasks": _l("What you have to do yourself, with the last day for it"),
    "days": _l("The days that concern you; of a hire that you withdrew as a sponsor: until when you tell the IND"),
    "housed": _l("Whether there is a home that lasts; left out unless the household lets you see it"),
    "updated_at": _l("Since when you see it so"),
}
OF_A_PAPER: Words = {
    "key": _l("By this you hand it in"),
    "name": _l("What it is called, in the language that you ask for"),
    "state": _l("How far it is"),
    "reason": _l("Why you have to send it again"),
    "takes_files": _l("Whether you can send files for it now"),
}
OF_A_VISIT: Words = {
    "at": _l("When it is; null where there is no visit yet"),
    "where": _l("Where it is"),
    "is_firm": _l("Whether it stands; until then the time is only held"),
    "is_over": _l("Whether it is over"),
    "must_be_moved": _l("Whether it cannot be kept: then choose another time"),
    "may_choose": _l("Whether you may choose a time, or another one"),
    "changes_left": _l("How many more times you can change it; the household can once more"),
    "change_costs": _l("Whether another time costs something now"),
    "free_until": _l("The last day on which another time is free"),
    "by_invoice": _l("Whether you pay the fee by invoice"),
    "times": _l("The times that are free for this household"),
    "lawful_day": _l("The last day by law"),
}
# What a home that is handed over has, and the form has no box for; or is told in other words.
OF_A_NEW_HOME: Words = {
    "reference": _l("As you call it. Sent again with the same reference, the home is changed"),
    "rent": _l("Bare rent a month, in cents"),
    "service_costs": _l("Service costs a month, in cents"),
    "deposit": _l("Deposit, in cents"),
    "offer": _l("Whether it is offered at once; else it is a draft"),
}
# What an answer has beside that.
OF_A_HOME: Words = {
    "id": _l("By this you ask for it"),
    "state": _l("How far its offer is"),
    "advice": _l("What is good to know of it, as on the page of the home"),
}
VALUES_OF_A_HOME: dict[str, Words] = {"state": {str(state): words for state, words in STATES.items()}}
# The values that a field of a hire or a paper can have.
VALUES_OF_A_HIRE: dict[str, Words] = {
    "state": {"open": _l("yes"), "closed": _l("no")},
    "where": {str(where): words for where, words in WHERE.items()},
    "milestones": {str(state): words for state, words in MILESTONE_STATES.items()},
    "turn": {str(party): words for party, words in TURNS.items()},
    "days": {str(day): words for day, words in DAYS.items()},
}
VALUES_OF_A_PAPER: dict[str, Words] = {
    "state": {
        PaperState.MISSING: _l("not here yet"),
        PaperState.RECEIVED: _l("here, not checked yet"),
        PaperState.SEND_AGAIN: _l("has to be sent again"),
        PaperState.ACCEPTED: _l("in order"),
    }
}
