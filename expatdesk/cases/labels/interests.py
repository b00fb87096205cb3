"""What people may be interested in, in words."""

from collections.abc import Iterable

from expatdesk.rules.interests import Interest
from expatdesk.shared.i18n import LazyString, listed
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

INTERESTS: dict[Interest, LazyString] = {
    Interest.LANGUAGES: _l("Languages"),
    Interest.SPORT: _l("Sports"),
    Interest.OUTDOORS: _l("Nature and being outdoors"),
    Interest.MUSIC: _l("Music"),
    Interest.ARTS: _l("Arts and film"),
    Interest.READING: _l("Reading"),
    Interest.FOOD: _l("Food and cooking"),
    Interest.GAMES: _l("Games"),
    Interest.TECHNOLOGY: _l("Technology"),
    Interest.HISTORY: _l("History"),
    Interest.FAMILY: _l("Things to do with children"),
    Interest.FAITH: _l("Faith"),
    Interest.VOLUNTEERING: _l("Volunteering"),
    Interest.PROFESSION: _l("Work and profession"),
}
# As they stand in a sentence.
INTEREST_WORDS: dict[Interest, LazyString] = {
    Interest.LANGUAGES: _l("languages"),
    Interest.SPORT: _l("sports"),
    Interest.OUTDOORS: _l("being outdoors"),
    Interest.MUSIC: _l("music"),
    Interest.ARTS: _l("art"),
    Interest.READING: _l("reading"),
    Interest.FOOD: _l("cooking"),
    Interest.GAMES: _l("games"),
    Interest.TECHNOLOGY: _l("technology"),
    Interest.HISTORY: _l("history"),
    Interest.FAMILY: _l("doing things with children"),
    Interest.FAITH: _l("faith"),
    Interest.VOLUNTEERING: _l("volunteering"),
    Interest.PROFESSION: _l("talking about work"),
}
# What somebody believes is nobody's business, least of all on paper that lies on a table.
KEPT_QUIET = frozenset({Interest.FAITH})


def because_you_like(liked: Iterable[Interest]) -> str:
    """'because you like music and games'."""
    said = [str(INTEREST_WORDS[one]) for one in liked if one not in KEPT_QUIET]
    return _("because you like %(things)s", things=listed(said)) if said else _("you told us that you like this")
