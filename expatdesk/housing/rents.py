"""What homes cost to rent: figures that ship with the region, and newer ones over them. Nothing here commits."""

from datetime import date

from sqlalchemy import select

from expatdesk.housing.rent_models import RentFigure
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.rules.homes import Dwelling
from expatdesk.rules.region import Region
from expatdesk.rules.rents import Rent, newest_rents
from expatdesk.shared.db import session


def all_rents(region: Region) -> list[Rent]:
    """Every figure there ever was, in the order in which they begin; what was added last stands last of a day."""
    added = session.scalars(select(RentFigure).order_by(RentFigure.added_at, RentFigure.id))
    return sorted([*region.rents, *map(_rent, added)], key=lambda rent: rent.starts)


def rents_on(region: Region, today: date) -> dict[tuple[str, Dwelling], Rent]:
    """The figures that hold on that day, by municipality and kind of home."""
    return newest_rents(all_rents(region), today)


def add_rent(rent: Rent, *, by: Actor) -> None:
    """From its day on this figure holds. What held before stays to be read."""
    session.add(
        RentFigure(
            municipality=rent.municipality, dwelling=rent.dwelling, low=rent.low, high=rent.high,
            starts=rent.starts, source=rent.source, as_of=rent.as_of, added_by_name=by.name,
        )
    )  # fmt: skip
    session.flush()
    record(
        "rent_added", by=by, municipality=rent.municipality, dwelling=rent.dwelling, low=rent.low, high=rent.high,
        first=rent.starts.isoformat(),
    )  # fmt: skip


def _rent(row: RentFigure) -> Rent:
    return Rent(
        row.municipality, Dwelling(row.dwelling), row.low, row.high, row.starts, row.source, row.as_of
    )  # fmt: skip
