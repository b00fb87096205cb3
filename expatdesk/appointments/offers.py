"""What a household may choose from: days with free times, in time for the law where any is left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from expatdesk.appointments.models import Appointment, VisitKind
from expatdesk.appointments.queries import FreeTime, free_times, need_beside
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
class Leaf:
    """Some days of an offer, and with which day the next ones begin."""

    days: tuple[DayOffer, ...]
    later_from: date | None


@dataclass(frozen=True, slots=True)
class Offer:
    """The days with times that fit a household, and the last day that the law leaves it."""

    days: tuple[DayOffer, ...]
    limit: date | None

    @property
    def in_time(self) -> tuple[DayOffer, ...]:
        """The days up to the lawful date; all of them where no law sets one."""
        return tuple(offer for offer in self.days if self.limit is None or offer.day <= self.limit)

    @property
    def best(self) -> tuple[DayOffer, ...]:
        """What a household is shown: the days in time where any is left, else the soonest after."""
        return self.in_time or self.days

    @property
    def is_at_several_places(self) -> bool:
        """Whether it matters at which of these times one comes where."""
        return len({free.counter.place for offer in self.best for free in offer.times}) > 1

    @property
    def days_late(self) -> int:
        """How many days after the lawful date the first free time is; 0 where one is left in time."""
        if self.limit is None or not self.days or self.in_time:
            return 0
        return (self.days[0].day - self.limit).days


def leaf_of(days: Sequence[DayOffer], since: date | None, size: int) -> Leaf:
    """So many days, the first ones or those from a day on."""
    coming = [offer for offer in days if since is None or offer.day >= since]
    later = coming[size].day if len(coming) > size else None
    return Leaf(tuple(coming[:size]), later)


def offer_for(case: Case, plan: Plan, region: Region, today: date, *, own: Sequence[Appointment] = ()) -> Offer:
    """The free times for this household from its arrival on; those that it has itself count as free."""
    first = _first_day(case, today)
    own_ids = [appointment.id for appointment in own]
    found = free_times(need_beside(case), first, first + timedelta(days=DAYS_AHEAD), region=region, own=own_ids)
    return Offer(tuple(_by_day(found)), lawful_limit(plan))


def offer_of_kind(case: Case, kind: VisitKind, region: Region, today: date) -> Offer:
    """The free times for a short visit of this kind: one of the household comes, and no law sets a day."""
    need, first = need_beside(case, kind), _first_day(case, today)
    found = free_times(need, first, first + timedelta(days=DAYS_AHEAD), region=region)
    return Offer(tuple(_by_day(found)), None)


def _first_day(case: Case, today: date) -> date:
    """Nobody comes before they are in the country."""
    return max(today, case.arrival or today)


def lawful_limit(plan: Plan) -> date | None:
    """The day by which the law wants the household registered."""
    return next((step.due for step in plan.steps if step.key == "brp_registration"), None)


def _by_day(times: Iterable[FreeTime]) -> Iterable[DayOffer]:
    for day, of_day in groupby(times, key=lambda free: local(free.starts_at).date()):
        first_of_each = {free.starts_at: free for free in reversed(list(of_day))}
        yield DayOffer(day, tuple(first_of_each[moment] for moment in sorted(first_of_each)))
