"""When a visit is firm, what it costs a household to move or cancel it, and how often it may by itself."""

from dataclasses import dataclass
from datetime import date

from .outcome import Fee, Plan
from .region import Region
from .terms import add_working_days

# A time that is only held should be firm by then: so many working days before the visit.
FIRM_BEFORE = 2
# So many of the changes are never an employer’s.
LEFT_TO_HOUSEHOLD = 1


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a change on this day does to the fee. Whoever comes late or not at all loses the same."""

    free_until: date
    is_late: bool
    fee_cents: int
    withheld_cents: int


def consequence_of_change(visit_day: date, fee: Fee, region: Region, today: date) -> Consequence:
    """What is withheld when the visit is moved or cancelled today (domain reference 2.7)."""
    rule = region.visit_changes
    free_until = add_working_days(visit_day, -rule.cutoff_working_days, region.extra_holidays)
    share = rule.withheld_percent if today > free_until else 0
    withheld = (fee.total_incl_cents * share + 50) // 100
    return Consequence(free_until, today > free_until, fee.total_incl_cents, withheld)


def papers_are_accepted(plan: Plan) -> bool:
    """Whether the time of a visit is firm; until then it is only held."""
    return all(step.is_finished for step in plan.steps if step.key == "papers_checked")


def firm_by(visit_day: date, region: Region) -> date:
    """The day by which the papers should be accepted; from then on the desk is warned of a time only held."""
    return add_working_days(visit_day, -FIRM_BEFORE, region.extra_holidays)


def changes_left(changed: int, region: Region, *, by_employer: bool = False) -> int:
    """How often a visit that was changed so often may still be changed without the desk.

    An employer leaves the last change to the household: whoever is moved may say no with another time.
    """
    most = region.visit_changes.most_by_household - (LEFT_TO_HOUSEHOLD if by_employer else 0)
    return max(most - changed, 0)
