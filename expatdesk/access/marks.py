"""In which cases something is asked of the desk, as far as a visitor may know of it: what the worklist raises."""

import enum
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import g
from sqlalchemy import Date, cast, literal, null, select, union_all

from expatdesk.access.permissions import Permission
from expatdesk.access.policy import visible_threads
from expatdesk.access.visitor import Visitor
from expatdesk.cases.models import Case, CaseState
from expatdesk.enquiries.models import Thread
from expatdesk.enquiries.queries import WAITS
from expatdesk.rights.models import DataRequest, RequestState
from expatdesk.shared.db import session

# Nobody works through more of a kind at once; of more, those that wait longest.
MOST_OF_A_KIND = 200
# As many as the first page of the list raises at most.
MOST_RAISED = 25
# Late, or due by tomorrow.
RAISED_BEFORE = timedelta(days=1)


class Mark(enum.StrEnum):
    """What is asked of the desk in a case."""

    QUESTION = "question"
    REQUEST = "request"
    SIGN_UP = "sign_up"


@dataclass(frozen=True, slots=True)
class Marks:
    """The cases of each mark, and those whose questions are to be answered first, the most pressing on top."""

    cases: Mapping[str, Sequence[uuid.UUID]]
    raised: Sequence[uuid.UUID]

    def among(self, chosen: Sequence[str]) -> tuple[uuid.UUID, ...]:
        """The cases that have any of these marks."""
        return tuple({case_id: None for mark in chosen for case_id in self.cases[mark]})


def marks_of(visitor: Visitor, today: date) -> Marks:
    """The marks that this visitor may know of, asked once a request; some cases may be none of theirs."""
    if "marks" not in g:
        rows = session.execute(union_all(*(select(one.subquery()) for one in _questions(visitor)))).all()
        cases = {str(mark): [row.case_id for row in rows if row.mark == mark] for mark in Mark}
        pressing = sorted((row.due, row.case_id) for row in rows if row.due and row.due <= today + RAISED_BEFORE)
        raised = list(dict.fromkeys(case_id for _due, case_id in pressing))
        g.marks = Marks(cases, raised[:MOST_RAISED])
    marks: Marks = g.marks
    return marks


def _questions(visitor: Visitor) -> list[Any]:
    """The kinds as queries: a registrar knows of the questions alone that the desk passed on to them."""
    no_day = cast(null(), Date).label("due")
    asked = select(literal(str(Mark.QUESTION)).label("mark"), Thread.case_id, Thread.due)
    asked = asked.where(WAITS, visible_threads(visitor)).order_by(Thread.due, Thread.id)
    if not visitor.may(Permission.CHANGE_CASE):
        return [asked.limit(MOST_OF_A_KIND)]
    wanted = select(literal(str(Mark.REQUEST)).label("mark"), DataRequest.case_id, no_day)
    wanted = wanted.where(DataRequest.state == RequestState.OPEN).order_by(DataRequest.asked_at)
    new = select(literal(str(Mark.SIGN_UP)).label("mark"), Case.id.label("case_id"), no_day)
    is_new = Case.signed_up, Case.officer_id.is_(None), Case.state == CaseState.OPEN
    new = new.where(*is_new).order_by(Case.opened_at)
    return [one.limit(MOST_OF_A_KIND) for one in (asked, wanted, new)]
