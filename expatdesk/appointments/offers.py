"""What a household may choose from: days with free times, in time for the law where any is left."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from expatdesk.appointments.models import Appointment, VisitKind
from expatdesk.appointments.queries import FreeTime, Need, free_by_day, need_beside
from expatdesk.cases.models import Case
from expatdesk.rules.plan import Plan
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local

# So far ahead anybody looks for a time; the law gives five days.
DAYS_AHEAD = 90


@dataclass(frozen=True, slots=True)
class DayOffer:
    """The free times of one day; where several counters have the same time, the first one."""

    day: date
    times: tuple[FreeTime, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which days with free times somebody wants to see: so many, the first ones or those from a day on."""

    most: int
    since: date | None = None
    # Whoever wants to come on the very day of their arrival says so.
    on_arrival: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """Some days with times that fit a household, when the next ones begin, and what the law leaves it."""

    days: tuple[DayOffer, ...]
    later_from: date | None
    # The first day with a free time, shown here or not.
    soonest: date | None
    limit: date | None
    # The day of arrival, where times are free on it that are shown only to who asks for them.
    day_of_arrival: date | None = None

    @property
    def is_at_several_places(self) -> bool:
        """Whether it matters at which of these times one comes where."""
        return len({free.counter.place for offer in self.days for free in offer.times}) > 1

    @property
    def days_late(self) -> int:
        """How many days after the lawful date the first free time is; 0 where one is left in time."""
        if self.limit is None or self.soonest is None:
            return 0
        return max((self.soonest - self.limit).days, 0)


def offer_for(
    case: Case, plan: Plan, region: Region, today: date, asked: Asked, *, own: Sequence[Appointment] = ()
) -> Offer:
    """The free times for this household from its arrival on; those that it has itself count as free."""
    days = _days(case, need_beside(case), region, today, own)
    return _offer(days, asked, lawful_limit(plan))


def best_offer_for(
    case: Case, plan: Plan, region: Region, today: date, asked: Asked, *, own: Sequence[Appointment] = ()
) -> Offer:
    """The same as the household is shown it: times up to the lawful date where any is left, else the soonest.

    From the day after its arrival on: nobody knows when a flight lands. On the day itself where it asks for that,
    or where no other day is left in time.
    """
    limit = lawful_limit(plan)
    days = iter(_days(case, need_beside(case), region, today, own))
    held_back: date | None = None
    if not asked.on_arrival:
        days, held_back = _from_day_after(days, case.arrival, limit)
    return replace(_offer(_in_time_if_any(days, limit), asked, limit), day_of_arrival=held_back)


def offer_of_kind(case: Case, kind: VisitKind, region: Region, today: date, asked: Asked) -> Offer:
    """The free times for a short visit of this kind: one of the household comes, and no law sets a day."""
    return _offer(_days(case, need_beside(case, kind), region, today), asked, None)


def _offer(days: Iterable[DayOffer], asked: Asked, limit: date | None) -> Offer:
    """Looks no further than what is shown: of a hundred who want one time, ninety-nine look at once."""
    coming: list[DayOffer] = []
    soonest = None
    for offer in days:
        soonest = soonest or offer.day
        if asked.since is None or offer.day >= asked.since:
            coming.append(offer)
        if len(coming) > asked.most:
            break
    later_from = coming[asked.most].day if len(coming) > asked.most else None
    return Offer(tuple(coming[: asked.most]), later_from, soonest, limit)


def _from_day_after(
    days: Iterator[DayOffer], arrival: date | None, limit: date | None
) -> tuple[Iterator[DayOffer], date | None]:
    """The days without that of the arrival, and that day where it was left out."""
    first = next(days, None)
    if first is None or first.day != arrival:
        return chain([first] if first else [], days), None
    second = next(days, None)
    if second is not None and (limit is None or second.day <= limit):
        return chain([second], days), arrival
    return chain([first], [second] if second else [], days), None


def _in_time_if_any(days: Iterable[DayOffer], limit: date | None) -> Iterator[DayOffer]:
    """The days up to the lawful date; all days where none of them is."""
    is_any = False
    for offer in days:
        is_in_time = limit is not None and offer.day <= limit
        if is_any and not is_in_time:
            return
        is_any = is_any or is_in_time
        yield offer


def _days(
    case: Case, need: Need, region: Region, today: date, own: Sequence[Appointment] = ()
) -> Iterator[DayOffer]:
    """From day to day what is free; nobody comes before they are in the country."""
    first = max(today, case.arrival or today)
    own_ids = [appointment.id for appointment in own]
    for free in free_by_day(need, first, first + timedelta(days=DAYS_AHEAD), region=region, own=own_ids):
        first_of_each = {time.starts_at: time for time in reversed(free)}
        times = tuple(first_of_each[moment] for moment in sorted(first_of_each))
        yield DayOffer(local(free[0].starts_at).date(), times)


def lawful_limit(plan: Plan) -> date | None:
    """The day by which the law wants the household registered."""
    return next((step.due for step in plan.steps if step.key == "brp_registration"), None)
