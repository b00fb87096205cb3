"""The second step: what stayed of erased cases becomes a number, and old lines of the logbook go."""

from datetime import date

from sqlalchemy import ColumnElement, and_, delete, func, or_, select

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import held_cases
from expatdesk.logbook.models import LogLine
from expatdesk.retention.models import ErasedCount, Erasure
from expatdesk.rules.region import Retention
from expatdesk.rules.terms import add_months
from expatdesk.shared.clock import start_of
from expatdesk.shared.db import begin_immediate, session

LINES_AT_ONCE = 1000


def cases_to_purge(retention: Retention, today: date) -> int:
    """How many cases were erased so long ago that no more than a number stays of them."""
    return session.scalar(select(func.count()).select_from(Case).where(_is_over(retention, today))) or 0


def purge_cases(retention: Retention, today: date) -> int:
    """Count what stayed of erased cases, and remove it; commits case by case, answers how many."""
    purged = 0
    while True:
        begin_immediate()
        over = select(Case).where(_is_over(retention, today)).order_by(Case.id).limit(1)
        case = session.scalars(over.with_for_update(of=Case)).one_or_none()
        if case is None:
            session.rollback()
            return purged
        _count(case)
        session.execute(delete(Case).where(Case.id == case.id))
        session.commit()
        purged += 1


def _is_over(retention: Retention, today: date) -> ColumnElement[bool]:
    before = add_months(today, -retention.figures_months)
    return and_(Case.state == CaseState.ERASED, Case.id.in_(select(Erasure.case_id).where(Erasure.on <= before)))


def _count(case: Case) -> None:
    why = session.get_one(Erasure, case.id).why
    key = {"year": case.submitted_on.year, "municipality": case.municipality or "", "category": case.category}
    row = session.get(ErasedCount, (*key.values(), why), with_for_update=True)
    if row is None:
        row = ErasedCount(**key, why=why, cases=0, people=0)
        session.add(row)
    row.cases += 1
    row.people += len(case.people)
    session.flush()


def lines_to_erase(retention: Retention, today: date) -> int:
    """How many lines the logbook holds that are older than it is kept."""
    return session.scalar(select(func.count()).select_from(LogLine).where(_is_old(retention, today))) or 0


def erase_lines(retention: Retention, today: date) -> int:
    """Remove the lines of the logbook that are over; commits some at a time, answers how many."""
    erased = 0
    while True:
        begin_immediate()
        old = select(LogLine.id).where(_is_old(retention, today)).order_by(LogLine.at).limit(LINES_AT_ONCE)
        ids = list(session.scalars(old))
        if not ids:
            session.rollback()
            return erased
        session.execute(delete(LogLine).where(LogLine.id.in_(ids)))
        session.commit()
        erased += len(ids)


def _is_old(retention: Retention, today: date) -> ColumnElement[bool]:
    before = start_of(add_months(today, -retention.logbook_months))
    return and_(LogLine.at < before, or_(LogLine.case_id.is_(None), LogLine.case_id.not_in(held_cases())))
