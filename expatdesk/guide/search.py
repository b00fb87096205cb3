"""Finding places by words: their names, what they are for, their towns, and what is said of them."""

from collections.abc import Callable, Iterable, Iterator

from expatdesk.rules.places import Place, PlaceKind
from expatdesk.shared.word_search import Index, index

NAME, KIND, TOWN, TEXT, OTHER_NAME, OTHER_TEXT = 8.0, 5.0, 5.0, 3.0, 6.0, 1.0
# What people type who look for a place of this kind, in either language.
KIND_WORDS = {
    PlaceKind.SCHOOL: "school schools onderwijs education basisschool primary middelbare secondary kinderen",
    PlaceKind.GP: "gp doctor huisarts huisartsen dokter arts medical health zorg gezondheid",
    PlaceKind.LANGUAGE: "dutch nederlands language taal course cursus lesson les learn leren taalles",
    PlaceKind.MEETING: "meet meeting ontmoeten people mensen friends vrienden buddy club",
    PlaceKind.PARENTS: "parents ouders family gezin toddlers peuters playgroup speelgroep children kinderen",
    PlaceKind.LIBRARY: "library bibliotheek books boeken reading lezen",
    PlaceKind.SPORT: "sport sports club sportclub vereniging fitness",
    PlaceKind.CULTURE: "music muziek museum choir koor singing zingen art kunst film culture cultuur",
    PlaceKind.WORK: "work werk job baan career loopbaan partner",
    PlaceKind.VOLUNTEERING: "volunteer volunteering vrijwilliger vrijwilligerswerk helpen help",
    PlaceKind.FAITH: "faith geloof church kerk mosque moskee religion godsdienst",
}


def index_of(places: Iterable[Place], language: str, towns_of: Callable[[Place], list[str]]) -> Index:
    """The index for readers of this language."""
    return index((place.key, _parts(place, language, towns_of(place))) for place in places)


def _parts(place: Place, language: str, towns: list[str]) -> Iterator[tuple[float, str]]:
    other = "en" if language == "nl" else "nl"
    yield NAME, place.name.in_language(language)
    yield KIND, KIND_WORDS[place.kind]
    yield TOWN, " ".join(towns)
    yield TEXT, f"{place.text.in_language(language)} {place.address}"
    yield OTHER_NAME, place.name.in_language(other)
    yield OTHER_TEXT, place.text.in_language(other)
