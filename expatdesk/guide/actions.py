"""Keeping the guide: each time a new version, so that every earlier one can come back. Nothing here commits."""

from sqlalchemy.exc import IntegrityError

from expatdesk.cases.refusals import HoldsBsn, StaleVersion
from expatdesk.guide.files import print_of, shipped_places, table_of
from expatdesk.guide.models import PlaceVersion
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.rules.places import Place
from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.db import session


def save_place(place: Place, *, is_shown: bool, why: str, after: int, by: Actor) -> PlaceVersion:
    """Keep the place as the version that follows number `after`, which is 0 for the one that ships.

    Raises StaleVersion where somebody saved another one meanwhile, and HoldsBsn.
    """
    if any(holds_bsn(text) for text in _said_of(place)):
        raise HoldsBsn
    shipped = shipped_places().get(place.key)
    version = PlaceVersion(
        key=place.key, number=after + 1, content=table_of(place), is_shown=is_shown, why=why,
        shipped_print=print_of(shipped) if shipped else "", author_id=by.user_id, author_name=by.name[:200],
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(version)
    except IntegrityError:
        # Its number is taken: somebody else was first.
        raise StaleVersion from None
    record("place_written", by=by, place=place.key, number=version.number, is_shown=is_shown)
    return version


def _said_of(place: Place) -> list[str]:
    texts = (place.name, place.text, place.cost, place.waiting_list)
    return [place.address, place.phone, *(said for text in texts for said in (text.nl, text.en))]
