"""How long households wait: counted once a day over all of them, read by each page as a row or two."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, null, select
from sqlalchemy.orm import InstrumentedAttribute

from expatdesk.cases.forecast_models import Forecast
from expatdesk.cases.models import Case, Outcome, Registration, StepRecord
from expatdesk.people.models import Person
from expatdesk.rules.facts import Category
from expatdesk.rules.forecasts import DAYS_BACK, Awaited, Kind, Usual, Way, kind_of, usual
from expatdesk.rules.outcome import Destination, Route
from expatdesk.rules.region import Region
from expatdesk.shared.db import begin_immediate, session

Rows = Select[*tuple[Any, ...]]

ROWS_AT_ONCE = 1000
# All that is looked at of a case; an erased one keeps it.
OF_CASE = (Case.category, Case.submitted_on, Case.arrival, Case.turns)


def way_of(case: Case) -> Way:
    """What the waiting of a household is counted by; the day of registration is its principal's."""
    days = (row.registered_on for row in case.registrations if row.person_id == case.principal.id)
    return _way(case.submitted_on, case.arrival, next(days, None), case.turns)


def usual_waits(case: Case, route: Route) -> dict[Awaited, Usual]:
    """How long households comparable with this one wait; nothing of what too few of them waited for."""
    kind = kind_of(route.to, Category(case.category))
    if kind is None:
        return {}
    known = select(Forecast).where(Forecast.kind == kind, Forecast.half.is_not(None))
    return {Awaited(row.step): Usual(row.half or 0, row.most or 0) for row in session.scalars(known)}


def all_forecasts() -> dict[tuple[Awaited, Kind], Forecast]:
    """All that was counted, also of too few households, in the order in which things are waited for."""
    rows = {(row.step, row.kind): row for row in session.scalars(select(Forecast))}
    keys = ((awaited, kind) for awaited in Awaited for kind in Kind)
    return {key: rows[key] for key in keys if key in rows}


def count_at_night(region: Region, today: date) -> None:
    """The worker's part: once a day. Commits."""
    if session.scalar(select(Forecast.counted_on).where(Forecast.counted_on == today).limit(1)):
        session.rollback()
        return
    waits = _counted(region, today)
    # Counting takes long: only what came of it needs a turn to write.
    begin_immediate()
    _keep(waits, today)
    session.commit()


def count_forecasts(region: Region, today: date) -> None:
    """Count how long households waited who had what they waited for in the last days. Does not commit."""
    _keep(_counted(region, today), today)


def _keep(waits: Mapping[tuple[Awaited, Kind], Sequence[int]], today: date) -> None:
    for awaited in Awaited:
        for kind in Kind:
            days = waits.get((awaited, kind), [])
            known = usual(days)
            half, most = (known.half, known.most) if known else (None, None)
            row = Forecast(step=awaited, kind=kind, households=len(days), half=half, most=most, counted_on=today)
            session.merge(row)


def _counted(region: Region, today: date) -> dict[tuple[Awaited, Kind], list[int]]:
    waits: dict[tuple[Awaited, Kind], list[int]] = defaultdict(list)
    since = today - timedelta(days=DAYS_BACK)
    for awaited, (wanted, ended) in _what_ended().items():
        lately = wanted.where(Case.route_to == Destination.DESK, ended > since, ended <= today)
        for row in session.execute(lately, execution_options={"yield_per": ROWS_AT_ONCE}):
            way = _way(row.submitted_on, row.arrival, row.registered_on, row.turns)
            kind = kind_of(Destination.DESK, Category(row.category))
            days = way.waited_in_all(awaited, row.ended, region.extra_holidays)
            if kind is not None and days is not None:
                waits[awaited, kind].append(days)
    return waits


def _what_ended() -> dict[Awaited, tuple[Rows, InstrumentedAttribute[Any]]]:
    """For each step the households in which it is done, and the column of the day; of a family its principal's."""
    checked = StepRecord.step == Awaited.PAPERS, StepRecord.outcome == Outcome.DONE
    papers = select(*OF_CASE, null().label("registered_on"), StepRecord.on.label("ended"))
    found: dict[Awaited, tuple[Rows, InstrumentedAttribute[Any]]] = {
        Awaited.PAPERS: (papers.join_from(Case, StepRecord).where(*checked), StepRecord.on)
    }
    for awaited, day in ((Awaited.REGISTRATION, Registration.registered_on), (Awaited.BSN, Registration.bsn_on)):
        registered = select(*OF_CASE, Registration.registered_on, day.label("ended"))
        joined = registered.join_from(Case, Registration).join(Person, Person.id == Registration.person_id)
        found[awaited] = (joined.where(Person.position == 0), day)
    return found


def _way(submitted: date, arrival: date | None, registered: date | None, turns: Mapping[str, str | None]) -> Way:
    return Way(submitted, arrival, registered, {date.fromisoformat(day): who for day, who in turns.items()})
