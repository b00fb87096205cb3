"""Reading the versions of places, for those who keep the guide, and what is to be checked again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from expatdesk.guide.files import place_from, print_of, shipped_places
from expatdesk.guide.models import PlaceVersion
from expatdesk.rules.places import Place
from expatdesk.shared.db import session


@dataclass(frozen=True, slots=True)
class Kept:
    """A place as its keepers find it: its newest version, or as it ships."""

    place: Place
    version: PlaceVersion | None

    @property
    def number(self) -> int:
        """Of the newest version; 0 for the place that ships."""
        return self.version.number if self.version else 0

    @property
    def is_shown(self) -> bool:
        """Whether everybody reads of it."""
        return self.version is None or self.version.is_shown

    @property
    def shipped_since(self) -> Place | None:
        """The place that ships, where it changed since this version was written."""
        shipped = shipped_places().get(self.place.key)
        if self.version is None or shipped is None:
            return None
        return shipped if print_of(shipped) != self.version.shipped_print else None


def kept_places() -> list[Kept]:
    """All places, those that were taken out too."""
    newest = _newest_versions()
    return [_kept(key, newest.get(key)) for key in {*shipped_places(), *newest}]


def kept_place(key: str) -> Kept | None:
    """One of them; None where there is none of this key."""
    newest = newest_version(key)
    return None if newest is None and key not in shipped_places() else _kept(key, newest)


def to_check(kept: list[Kept], today: date) -> list[Kept]:
    """What somebody has to look at again: what is unverified or old, the oldest first."""
    old = [one for one in kept if one.is_shown and one.place.must_be_checked(today)]
    return sorted(old, key=lambda one: (one.place.as_of, one.place.key))


def versions_of(key: str) -> Sequence[PlaceVersion]:
    """All versions of a place, the newest first."""
    wanted = select(PlaceVersion).where(PlaceVersion.key == key)
    return session.scalars(wanted.order_by(PlaceVersion.number.desc())).all()


def version_of(key: str, number: int) -> Place | None:
    """A version by its number; 0 is the place that ships."""
    if number == 0:
        return shipped_places().get(key)
    wanted = select(PlaceVersion).where(PlaceVersion.key == key, PlaceVersion.number == number)
    version = session.scalars(wanted).one_or_none()
    return place_of(version) if version else None


def newest_version(key: str) -> PlaceVersion | None:
    """The newest version of a place; None where it is as it ships."""
    wanted = select(PlaceVersion).where(PlaceVersion.key == key)
    return session.scalars(wanted.order_by(PlaceVersion.number.desc()).limit(1)).one_or_none()


def place_of(version: PlaceVersion) -> Place:
    """A version as a place."""
    return place_from(version.key, version.content)


def _newest_versions() -> dict[str, PlaceVersion]:
    number = func.max(PlaceVersion.number).label("number")
    newest = select(PlaceVersion.key, number).group_by(PlaceVersion.key).subquery()
    is_newest = (PlaceVersion.key == newest.c.key) & (PlaceVersion.number == newest.c.number)
    return {version.key: version for version in session.scalars(select(PlaceVersion).join(newest, is_newest))}


def _kept(key: str, newest: PlaceVersion | None) -> Kept:
    return Kept(place_of(newest) if newest else shipped_places()[key], newest)
