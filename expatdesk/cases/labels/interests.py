"""What people may be interested in, in words."""

from expatdesk.rules.interests import Interest
from expatdesk.shared.i18n import LazyString
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
