"""The guide that everybody reads: the places that ship, and what coordinators wrote over them."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sqlalchemy import and_, func, select

from expatdesk.guide.files import shipped_places
from expatdesk.guide.models import PlaceVersion
from expatdesk.guide.queries import place_of
from expatdesk.guide.search import index_of
from expatdesk.rules.places import Place, PlaceKind
from expatdesk.rules.region import Region
from expatdesk.shared.db import session
from expatdesk.shared.i18n import LANGUAGES
from expatdesk.shared.word_search import Index

Towns = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Guide:
    """The places of this moment, and how to find one. `towns`: the region's municipalities by code and name."""

    places: Mapping[str, Place]
    towns: Towns

    def find(self, key: str) -> Place | None:
        """The place of this key, if everybody may read of it."""
        return self.places.get(key)

    def search(self, asked: str, language: str) -> list[Place]:
        """The places that these words find, best first; all by their names where nothing is asked."""
        if not asked:
            return in_order(self.places.values(), language)
        return [self.places[key] for key in self._indexes[language].find(asked, most=len(self.places))]

    def towns_of(self, place: Place) -> list[str]:
        """The names of the municipalities that a place serves; none where it serves all."""
        names = dict(self.towns)
        return [names[code] for code in place.municipalities if code in names]

    @cached_property
    def _indexes(self) -> dict[str, Index]:
        places = self.places.values()
        return {language: index_of(places, language, self.towns_of) for language in LANGUAGES}


def of_kind(places: Iterable[Place], kind: PlaceKind | None) -> list[Place]:
    """Those of a kind, or all of them."""
    return [place for place in places if kind in (None, place.kind)]


def in_order(places: Iterable[Place], language: str) -> list[Place]:
    """By their names in the language of the reader."""
    return sorted(places, key=lambda place: place.name.in_language(language).casefold())


def open_guide(region: Region) -> Guide:
    """The guide as it is now. What nobody changed since the last reader is not put together again."""
    number = func.max(PlaceVersion.number).label("number")
    newest = select(PlaceVersion.key, number).group_by(PlaceVersion.key).subquery()
    is_newest = and_(PlaceVersion.key == newest.c.key, PlaceVersion.number == newest.c.number)
    rows = session.scalars(select(PlaceVersion.id).join(newest, is_newest).order_by(PlaceVersion.key))
    return _guide(tuple(rows), tuple((town.code, town.name) for town in region.municipalities))


@lru_cache(maxsize=2)
def _guide(ids: tuple[uuid.UUID, ...], towns: Towns) -> Guide:
    places = dict(shipped_places())
    for version in session.scalars(select(PlaceVersion).where(PlaceVersion.id.in_(ids))):
        places[version.key] = place_of(version)
        if not version.is_shown:
            del places[version.key]
    return Guide(places, towns)
