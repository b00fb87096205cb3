"""Who lives when in an own place: kept, changed, ended. More never live there than fit. Nothing here commits."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import delete, func, select

from expatdesk.cases.refusals import Refusal, StaleVersion
from expatdesk.housing.home_models import Home
from expatdesk.housing.stay_models import PlaceStay
from expatdesk.housing.stay_queries import OwnPlace, stays_at
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import EmployerAddress
from expatdesk.rules.occupancy import Period, most_at_once, too_full
from expatdesk.rules.region import Retention
from expatdesk.rules.terms import add_months
from expatdesk.shared.db import begin_immediate, session


class PlaceFull(Refusal):
    """Somebody lives there already, or too many do; `period` says when first."""

    def __init__(self, period: Period) -> None:
        super().__init__(period)
        self.period = period


class TooManyPeople(Refusal):
    """More people than may live there at all; `most` is how many may, or 0 where nobody said."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class PlacesTaken(Refusal):
    """So few places would not be enough for those who live there, or will; `needed` are."""

    def __init__(self, needed: int) -> None:
        super().__init__(needed)
        self.needed = needed


class NotThereYet(Refusal):
    """Who has not come yet does not leave: such a stay is taken out."""


@dataclass(frozen=True, slots=True)
class StaySaid:
    """What is said of a stay; `ends` is the day of leaving."""

    starts: date
    ends: date | None
    people: int
    note: str = ""
    case_id: uuid.UUID | None = None


def add_stay(place: OwnPlace, said: StaySaid, *, by: Actor) -> PlaceStay:
    """Keep that somebody lives there. Raises PlaceFull and TooManyPeople."""
    stay = PlaceStay(**asdict(said), **_in(place))
    _check_room(place, stay)
    session.add(stay)
    session.flush()
    record("stay_added", by=by, place=str(place.id), stay=str(stay.id))
    return stay


def change_stay(place: OwnPlace, stay: PlaceStay, said: StaySaid, *, version: int, by: Actor) -> None:
    """Change what is said of a stay. Raises StaleVersion where somebody was first, and what `add_stay` raises."""
    _hold(place)
    session.refresh(stay)
    if stay.version != version:
        raise StaleVersion
    with session.no_autoflush:
        for name, value in asdict(said).items():
            setattr(stay, name, value)
        _check_room(place, stay)
    stay.version += 1
    session.flush()
    record("stay_changed", by=by, place=str(place.id), stay=str(stay.id))


def end_stay(place: OwnPlace, stay: PlaceStay, *, by: Actor, today: date) -> None:
    """Say that they leave today; who left before stays as it is. Raises NotThereYet."""
    _hold(place)
    session.refresh(stay)
    if stay.ends is not None and stay.ends <= today:
        return
    if stay.starts >= today:
        raise NotThereYet
    stay.ends = today
    stay.version += 1
    session.flush()
    record("stay_ended", by=by, place=str(place.id), stay=str(stay.id))


def drop_stay(place: OwnPlace, stay: PlaceStay, *, by: Actor) -> None:
    """Take a stay out that was never to be. Of two who do it at once the second takes nothing out."""
    stay_id, mine = stay.id, delete(PlaceStay).where(PlaceStay.id == stay.id)
    if session.scalar(mine.returning(PlaceStay.id)) is not None:
        record("stay_dropped", by=by, place=str(place.id), stay=str(stay_id))


def set_places(place: OwnPlace, places: int, most_registered: int, *, by: Actor, today: date) -> None:
    """Say how many people can live at an address of an employer, and be registered. Raises PlacesTaken."""
    _hold(place)
    spans = [stay.as_span() for stay in stays_at([place.id], today)[place.id]]
    if (needed := most_at_once(spans, today)) > places:
        raise PlacesTaken(needed)
    address = session.get_one(EmployerAddress, place.id)
    address.places, address.most_registered = places, most_registered
    session.flush()
    record("places_told", by=by, place=str(place.id), places=places, registered=most_registered)


def count_old_stays(retention: Retention, today: date) -> int:
    """How many would be erased. Changes nothing."""
    old = PlaceStay.ends < _before(retention, today)
    return session.scalar(select(func.count()).select_from(PlaceStay).where(old)) or 0


def forget_old_stays(retention: Retention, today: date) -> int:
    """Erase who left as long ago as closed cases are kept. Commits; answers how many went."""
    begin_immediate()
    gone = delete(PlaceStay).where(PlaceStay.ends < _before(retention, today)).returning(PlaceStay.id)
    count = len(session.execute(gone, execution_options={"synchronize_session": False}).all())
    session.commit()
    return count


def _before(retention: Retention, today: date) -> date:
    return add_months(today, -retention.closed_months)


def _check_room(place: OwnPlace, stay: PlaceStay) -> None:
    """Whether it fits. The place is ours until the transaction ends: of two at one moment the second sees both."""
    most = _hold(place)
    if stay.people > most:
        raise TooManyPeople(most)
    there = [other.as_span() for other in stays_at([place.id], stay.starts)[place.id] if other is not stay]
    capacity = 1 if place.is_home else most
    if (period := too_full(there, stay.as_span(), capacity)) is not None:
        raise PlaceFull(period)


def _hold(place: OwnPlace) -> int:
    """Lock the place, and read how many people may live there now."""
    if place.is_home:
        return session.scalar(select(Home.most_people).where(Home.id == place.id).with_for_update()) or 0
    mine = select(EmployerAddress.places).where(EmployerAddress.id == place.id)
    return session.scalar(mine.with_for_update()) or 0


def _in(place: OwnPlace) -> dict[str, uuid.UUID]:
    return {"home_id" if place.is_home else "address_id": place.id}
