"""The words for activities: how a household stands, how often something is held, what is spoken."""

from collections.abc import Iterable

from expatdesk.cases.labels.interests import INTERESTS
from expatdesk.cases.words import language_name
from expatdesk.rules.interests import Interest
from expatdesk.rules.series import Rhythm
from expatdesk.rules.waiting_list import Standing
from expatdesk.shared.i18n import LazyString, listed, speaking
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.social.activity_models import ActivityState

# What is spoken at activities of the region; others would fill a list that nobody reads.
SPOKEN = ("nl", "en", "ar", "zh", "fr", "de", "hi", "it", "pl", "pt", "es", "tr", "uk")

STANDINGS: dict[Standing, LazyString] = {
    Standing.COMING: _l("You come"),
    Standing.OFFERED: _l("A place is held for you"),
    Standing.WAITING: _l("On the waiting list"),
    Standing.CANCELLED: _l("Not coming"),
    Standing.LAPSED: _l("The offer is over"),
}
# By which icon and colour each is shown.
KINDS: dict[Standing, str] = {
    Standing.COMING: "done", Standing.OFFERED: "soon", Standing.WAITING: "wait", Standing.CANCELLED: "none",
    Standing.LAPSED: "none",
}  # fmt: skip
STATES: dict[ActivityState, LazyString] = {
    ActivityState.DRAFT: _l("Draft"),
    ActivityState.PUBLISHED: _l("Published"),
    ActivityState.CANCELLED: _l("Cancelled"),
}
STATE_KINDS: dict[ActivityState, str] = {
    ActivityState.DRAFT: "none", ActivityState.PUBLISHED: "done", ActivityState.CANCELLED: "late",
}  # fmt: skip
RHYTHMS: dict[Rhythm, LazyString] = {
    Rhythm.ONCE: _l("Once"),
    Rhythm.WEEKLY: _l("Each week"),
    Rhythm.FORTNIGHTLY: _l("Each other week"),
    Rhythm.MONTHLY: _l("Once a month, on the same weekday"),
}
CLOSES: dict[int, LazyString] = {
    0: _l("Until it begins"),
    24: _l("Until a day before"),
    48: _l("Until two days before"),
    168: _l("Until a week before"),
}


def spoken_in_words(codes: Iterable[str]) -> str:
    """'Dutch and English'."""
    return listed(language_name(code) for code in codes)


def topics_in_words(keys: Iterable[str]) -> list[str]:
    """What an activity is about, in the order in which people are asked what they like."""
    known = set(keys)
    return [str(INTERESTS[one]) for one in Interest if one in known]


def topics_in(keys: Iterable[str], language: str) -> list[str]:
    """The same in one of the two languages, whoever reads."""
    with speaking(language):
        return topics_in_words(keys)
