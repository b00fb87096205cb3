"""Keeping the projection true: what a new day makes stale, and computing or checking all of it anew."""

import uuid
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.projection import refresh, stale_cases
from expatdesk.cases.search import kept_words
from expatdesk.rules.region import Region
from expatdesk.shared.db import begin_immediate, session

BATCH = 100


def refresh_stale(region: Region, today: date) -> int:
    """Refresh open cases projected on an earlier day; commits batch by batch, answers how many.

    The rows are locked meanwhile: of two sweeps each takes its own, and nobody's change is written over.
    """
    count = 0
    while cases := _take(today):
        for case in cases:
            refresh(case, region, today)
        session.commit()
        count += len(cases)
    session.rollback()
    return count


def _take(today: date) -> list[Case]:
    begin_immediate()
    return stale_cases(today, BATCH)


def rebuild(region: Region, today: date) -> int:
    """Compute the projection of every case anew; commits batch by batch, answers how many."""
    count = 0
    for batch in _batches():
        for case in batch:
            refresh(case, region, today)
        session.commit()
        count += len(batch)
    return count


def untrue_projections(region: Region, today: date) -> list[str]:
    """The codes of the cases whose projection is not what it should be. Changes nothing.

    Nobody keeps a closed case up to date: it is compared with what it should be on its own last day.
    """
    untrue = []
    for batch in _batches():
        for case in batch:
            stored = _columns(case)
            refresh(case, region, today if case.state == CaseState.OPEN else case.projected_on or today)
            if _columns(case) != stored:
                untrue.append(case.code)
        session.rollback()
    return untrue


def _columns(case: Case) -> list[object]:
    """All columns, and what it is found by: `refresh` writes none but the projection's."""
    return [kept_words(case), *(getattr(case, column.key) for column in Case.__mapper__.column_attrs)]


def _batches() -> Iterator[list[Case]]:
    last: uuid.UUID | None = None
    while True:
        begin_immediate()
        later = select(Case).where(Case.state != CaseState.ERASED)
        if last is not None:
            later = later.where(Case.id > last)
        # Locked, so that nobody changes a fact between reading it and storing what follows from it.
        batch = list(session.scalars(later.order_by(Case.id).limit(BATCH).with_for_update(of=Case)))
        if not batch:
            session.rollback()
            return
        last = batch[-1].id
        yield batch
