"""The words in which an employer reads of turns, places and its own tasks."""

from dataclasses import dataclass

from expatdesk.access.fields import MILESTONES
from expatdesk.cases.employer_view import ADDRESS_FORM, MilestoneState, Where
from expatdesk.cases.labels import DUE_HEADINGS, SOURCES, what_it_means
from expatdesk.retention.terms import Why
from expatdesk.rules.employer_days import EmployerDay
from expatdesk.rules.plan import DueKind, Party, Route, RouteReason
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class TaskWords:
    """A task as HR reads it, the button that ticks it off, and advice that only helps while its day is ahead."""

    title: LazyString
    why: LazyString
    done: LazyString
    advice: LazyString | None = None


TURNS: dict[Party, LazyString] = {
    Party.EXPAT: _l("The expat"),
    Party.EMPLOYER: _l("You"),
    Party.DESK: _l("The desk"),
    Party.MUNICIPALITY: _l("The municipality"),
    Party.IND: _l("The IND"),
    Party.PARTNER: _l("A partner of the desk"),
}

TURN_ICONS: dict[Party, str] = {
    Party.EXPAT: "user",
    Party.EMPLOYER: "users",
    Party.DESK: "building-community",
    Party.MUNICIPALITY: "building-bank",
    Party.IND: "id-badge-2",
    Party.PARTNER: "heart-handshake",
}

MILESTONE_STATES: dict[MilestoneState, LazyString] = {
    MilestoneState.DONE: _l("done"),
    MilestoneState.BUSY: _l("busy"),
    MilestoneState.NOT_YET: _l("not yet"),
}

# With the household's consent; without it there are no words at all.
HOUSED: dict[bool, LazyString] = {True: _l("yes"), False: _l("not yet")}

TASKS: dict[str, TaskWords] = {
    "residence_right": TaskWords(
        _l("Arrange their right to stay"),
        _l(
            "Ask the IND for the permit of your employee, and of those who come along and need one. Without it "
            "the municipality may not register them."
        ),
        _l("It is arranged"),
        _l("Have it four weeks before the first working day."),
    ),
    "thirty_percent_request": TaskWords(
        _l("Ask for the 30 percent ruling"),
        _l(
            "You and your employee ask the tax office together, within four months of the first working day. "
            "Then it holds from that day; later, from the next month. Does the ruling not apply? Tell the desk."
        ),
        _l("We have asked for it"),
    ),
    ADDRESS_FORM: TaskWords(
        _l("Sign the form for your address"),
        _l(
            "There is no home yet where they may register. With your signature they register at your address, for "
            "three months at most, and you see to it that letters reach them."
        ),
        _l("We have signed the form"),
    ),
}

# What a route means where it turns on the reader's own address.
MEANINGS: dict[RouteReason, LazyString] = {
    RouteReason.EMPLOYER_ADDRESS: _l(
        "There is no home to register at yet. The desk registers this household at your address in "
        "%(municipality)s, for three months at most."
    ),
    RouteReason.EMPLOYER_FORM_MISSING: _l(
        "There is no home to register at yet. Your address can serve for three months, as soon as you sign the "
        "form for it."
    ),
    RouteReason.EMPLOYER_NOT_SPONSOR: _l(
        "There is no home to register at yet. You are not a recognised sponsor with the IND, so your address "
        "cannot serve."
    ),
    RouteReason.EMPLOYER_NOT_COVERED: _l(
        "There is no home to register at yet. The desk may not use addresses of employers in this municipality, "
        "so your address cannot serve."
    ),
}

# What an employer still does for somebody whom another office registers.
NOT_FOLLOWED = _l("The 30 percent ruling stays with you; this desk does not follow whether you asked for it.")
NOT_FOLLOWED_WITH_PERMIT = _l(
    "The residence permit and the 30 percent ruling stay with you; this desk does not follow whether you asked "
    "for them."
)

# What a day is for, in few words; the last one only matters if it comes to that.
DAYS: dict[EmployerDay, LazyString] = {
    EmployerDay.RESIDENCE_RIGHT: _l("Arrange their right to stay"),
    EmployerDay.THIRTY_PERCENT: _l("Ask for the 30 percent ruling"),
    EmployerDay.ADDRESS_ENDS: _l("Your address ends for them"),
    EmployerDay.SPONSOR_REPORT: _l("Tell the IND if they did not come"),
}

DAY_KINDS: dict[EmployerDay, DueKind] = {
    EmployerDay.RESIDENCE_RIGHT: DueKind.ADVICE,
    EmployerDay.THIRTY_PERCENT: DueKind.STATUTORY,
    EmployerDay.ADDRESS_ENDS: DueKind.AGREED,
    EmployerDay.SPONSOR_REPORT: DueKind.STATUTORY,
}

WHERE: dict[Where, LazyString] = {
    Where.HERE: _l("At this desk"),
    Where.ELSEWHERE: _l("Registered by another office"),
    Where.ADDRESS_FIRST: _l("No address to register at yet"),
}

ERASED_WHY: dict[Why, LazyString] = {
    Why.UNUSED: _l("Nobody took up the invitation."),
    Why.ABANDONED: _l("Nobody went on with it for a long time."),
    Why.CLOSED: _l("It was closed, and is not needed any more."),
    Why.ASKED: _l("It is not needed any more."),
}

WORDS = {
    "turns": TURNS,
    "turn_icons": TURN_ICONS,
    "milestone_names": MILESTONES,
    "milestone_states": MILESTONE_STATES,
    "task_words": TASKS,
    "due_headings": DUE_HEADINGS,
    "sources": SOURCES,
    "day_words": DAYS,
    "day_kinds": DAY_KINDS,
    "housed_words": HOUSED,
}


def what_it_means_to_you(route: Route, region: Region) -> str:
    """The reason of a route in a sentence that speaks to the employer, in the reader's language."""
    if route.reason not in MEANINGS:
        return what_it_means(route, region)
    name = region.municipality(route.municipality).name if route.municipality else ""
    return str(MEANINGS[route.reason]) % {"municipality": name}
