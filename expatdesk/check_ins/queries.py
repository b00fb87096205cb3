"""Reading check-ins: what a household can answer now, what it said, and how all of them are doing."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from statistics import mean

from sqlalchemy import ColumnElement, select

from expatdesk.cases.models import Case, CaseState
from expatdesk.check_ins.models import CheckInAnswer
from expatdesk.rules.check_ins import STRUGGLES_UNTIL, CheckIn, Theme
from expatdesk.rules.figures import told_together
from expatdesk.rules.outcome import Plan
from expatdesk.rules.quarters import Quarter
from expatdesk.shared.db import session

QUARTERS_BEFORE = 7
FAIR = 3


@dataclass(frozen=True, slots=True)
class Spread:
    """What was said of one theme: how many went badly, fairly and well, and the mean; nothing of too few."""

    mean: float | None = None
    low: int = 0
    fair: int = 0
    good: int = 0


@dataclass(frozen=True, slots=True)
class QuarterOfCheckIns:
    """The answers of one quarter to one check-in."""

    quarter: Quarter
    check_in: CheckIn
    answers: int
    themes: dict[Theme, Spread]


def open_check_in(plan: Plan) -> CheckIn | None:
    """The check-in that the household can answer now, the latest of several; None where there is none."""
    open_keys = {step.key for step in plan.open_steps}
    return next((check_in for check_in in reversed(CheckIn) if check_in in open_keys), None)


def answers_of(case_id: uuid.UUID) -> list[CheckInAnswer]:
    """What this household said, the first one first."""
    said = select(CheckInAnswer).where(CheckInAnswer.case_id == case_id)
    return list(session.scalars(said.order_by(CheckInAnswer.given_on, CheckInAnswer.check_in.desc())))


def trends(today: date) -> list[QuarterOfCheckIns]:
    """How households were doing, by quarter and check-in, the newest first; without whose answers these are."""
    first = Quarter.of(today)
    for _quarter in range(QUARTERS_BEFORE):
        first = first.before
    given = select(CheckInAnswer).where(CheckInAnswer.given_on >= first.first_day)
    # A stable sort keeps the order of their days within each quarter.
    in_turn = session.scalars(given.order_by(CheckInAnswer.given_on, CheckInAnswer.case_id))
    rows = sorted(in_turn, key=_period, reverse=True)
    return [
        _quarter_of(Quarter.of(of_it[0].given_on), CheckIn(of_it[0].check_in), of_it, today)
        for of_it in (list(group) for _key, group in groupby(rows, key=_period))
    ]


def _period(row: CheckInAnswer) -> tuple[date, str]:
    return Quarter.of(row.given_on).first_day, row.check_in


def _quarter_of(
    quarter: Quarter, check_in: CheckIn, rows: Sequence[CheckInAnswer], today: date
) -> QuarterOfCheckIns:
    before = [row for row in rows if row.given_on < today]
    themes = {theme: _spread(getattr(row, theme) for row in before) for theme in Theme}
    return QuarterOfCheckIns(quarter, check_in, len(rows), themes)


def _spread(scores: Iterable[int | None]) -> Spread:
    """Of scores in the order of their days."""
    told = told_together([score for score in scores if score is not None])
    if not told:
        return Spread()
    low, fair = sum(score <= STRUGGLES_UNTIL for score in told), told.count(FAIR)
    return Spread(mean(told), low, fair, len(told) - low - fair)


def last_of_theme(theme: Theme, visible: ColumnElement[bool]) -> dict[uuid.UUID, tuple[date, int]]:
    """What open cases said of this theme last: on which day, and the score."""
    score = getattr(CheckInAnswer, theme)
    wanted = select(CheckInAnswer.case_id, CheckInAnswer.given_on, score).join(
        Case, Case.id == CheckInAnswer.case_id
    )
    said = session.execute(
        wanted.where(visible, Case.state == CaseState.OPEN, score.is_not(None)).order_by(CheckInAnswer.given_on)
    )
    return {case_id: (given_on, value) for case_id, given_on, value in said}
