"""What the kinds of places and the reasons for a suggestion are called."""

from babel import Locale

from expatdesk.cases.labels.interests import because_you_like
from expatdesk.rules.places import Place, PlaceKind
from expatdesk.rules.region import Region
from expatdesk.rules.suggestions import Suggestion, Why
from expatdesk.shared.i18n import LazyString, language, listed
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

KINDS: dict[PlaceKind, LazyString] = {
    PlaceKind.SCHOOL: _l("Schools"),
    PlaceKind.GP: _l("General practitioners (huisarts)"),
    PlaceKind.LANGUAGE: _l("Learning Dutch"),
    PlaceKind.MEETING: _l("Meeting people"),
    PlaceKind.PARENTS: _l("Parents and small children"),
    PlaceKind.LIBRARY: _l("Libraries"),
    PlaceKind.SPORT: _l("Sports"),
    PlaceKind.CULTURE: _l("Music, film and museums"),
    PlaceKind.WORK: _l("Work for partners"),
    PlaceKind.VOLUNTEERING: _l("Volunteering"),
    PlaceKind.FAITH: _l("Faith"),
}


def why(suggestion: Suggestion, most: int = 2) -> str:
    """Why a place is suggested, in a few words; the best reasons are enough."""
    return " · ".join(_reason(reason, suggestion) for reason in suggestion.why[:most])


def in_one_sentence(place: Place) -> str:
    """What a place is, as short as its text allows."""
    first, stop, _rest = place.text.in_language(language()).partition(". ")
    return first + stop.strip()


def ages(place: Place) -> str:
    """For people of which ages a place is; nothing where for all."""
    if place.ages_from is None and place.ages_to is None:
        return ""
    if place.ages_to is None:
        return _("from %(age)d years", age=place.ages_from)
    if not place.ages_from:
        return _("up to %(age)d years", age=place.ages_to)
    return _("%(first)d to %(last)d years", first=place.ages_from, last=place.ages_to)


def where_and_ages(place: Place, region: Region) -> str:
    """Which municipalities a place serves and people of which ages, as far as it is not for all."""
    towns = [town.name for town in region.municipalities if town.code in place.municipalities]
    return ", ".join(filter(None, [listed(towns), ages(place)]))


def spoken(place: Place) -> str:
    """The languages in which one is helped there."""
    return listed(language_name(code) for code in place.languages)


def language_name(code: str) -> str:
    """A language (ISO 639-1) in the reader's own."""
    return str(Locale(language()).languages.get(code, code))


def _reason(reason: Why, suggestion: Suggestion) -> str:
    place = suggestion.place
    match reason:
        case Why.CHILDREN:
            return _("for children: %(ages)s", ages=ages(place)) if place.has_ages else _("for parents")
        case Why.COURSE:
            return _("you want to learn Dutch")
        case Why.INTEREST:
            return because_you_like(suggestion.liked)
        case Why.COMPANY:
            return _("you want to meet people")
        case Why.PARTNER:
            return _("for your partner")
        case Why.NEAR:
            return _("near you")
    return _("in your language")
