"""What an employer sees of the visit of a household that lets it: an allow-list, as in `access/fields.py`.

Neither who comes nor what they bring along, and of the fee no amounts: these tell of partner and children (T07).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from expatdesk.appointments.own_visit import OwnVisit
from expatdesk.rules.visit_changes import Consequence


@dataclass(frozen=True, slots=True)
class CostView:
    """What a change costs: whether, and until when it is free."""

    is_asked: bool
    is_late: bool
    free_until: date

    @classmethod
    def of(cls, consequence: Consequence) -> Self:
        """The same without its amounts."""
        return cls(consequence.fee_cents > 0, consequence.is_late, consequence.free_until)


@dataclass(frozen=True, slots=True)
class VisitView:
    """The visit as the employer sees it: when and where, how firm, what may be done with it, and at what cost."""

    at: datetime | None
    where: str
    is_firm: bool
    is_over: bool
    must_be_moved: bool
    may_choose: bool
    may_cancel: bool
    is_changed_too_often: bool
    changes_left: int
    costs_now: bool
    by_invoice: bool
    cost: CostView | None


def visit_for_employer(own: OwnVisit) -> VisitView:
    """What the employer may know of this visit, and nothing more."""
    at = own.case.visit_at
    return VisitView(
        at=at,
        where=own.where if at else "",
        is_firm=own.is_firm,
        is_over=bool(own.case.registrations) or own.is_over,
        must_be_moved=own.cannot_be_kept,
        may_choose=own.may_choose,
        may_cancel=own.may_cancel,
        is_changed_too_often=own.can_be_booked and not own.may_choose,
        changes_left=own.changes_left,
        costs_now=own.withheld_now > 0,
        by_invoice=own.case.employer_pays,
        cost=CostView.of(own.cost_of_changing(at)) if at else None,
    )
