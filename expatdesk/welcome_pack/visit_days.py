"""What was done at the counter, day by day, as the pack tells it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from expatdesk.cases.models import BsnWay
from expatdesk.rules.facts import Facts
from expatdesk.rules.plan import PaperKey, Plan, StepState
from expatdesk.welcome_pack.household import PackHousehold

CERTIFICATES = (
    PaperKey.BIRTH_CERTIFICATE, PaperKey.MARRIAGE_CERTIFICATE, PaperKey.DIVORCE_CERTIFICATE,
    PaperKey.DEATH_CERTIFICATE_SPOUSE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VisitDay:
    """What was done at the counter on one day, and for whom.

    `originals_seen` and `residence_right` hold for each of these people, or are not said at all.
    """

    day: date
    people: tuple[int, ...]
    certificates: tuple[tuple[PaperKey, int], ...]
    originals_seen: bool
    residence_right: bool
    bsn_handed_over: tuple[int, ...]
    bsn_by_post: tuple[int, ...]
    welcome_talk: bool


def visit_days(household: PackHousehold, facts: Facts, plan: Plan) -> tuple[VisitDay, ...]:
    """Each day on which somebody of the household was registered, in order."""
    days = sorted({person.registered_on for person in household.people if person.registered_on})
    return tuple(_visit(day, household, facts, plan) for day in days)


def _visit(day: date, household: PackHousehold, facts: Facts, plan: Plan) -> VisitDay:
    people = tuple(index for index in household.everyone if household.people[index].registered_on == day)
    papers = Counter(paper.key for paper in plan.papers if paper.person in people)
    return VisitDay(
        day=day,
        people=people,
        certificates=tuple((key, papers[key]) for key in CERTIFICATES if papers[key]),
        originals_seen=all(household.people[index].originals_seen for index in people),
        residence_right=_has_residence_right(people, plan),
        bsn_handed_over=tuple(i for i in people if household.people[i].bsn is BsnWay.HANDED_OVER),
        bsn_by_post=tuple(i for i in people if household.people[i].bsn is BsnWay.BY_POST),
        welcome_talk=facts.completed.get("welcome_talk") == day,
    )


def _has_residence_right(people: tuple[int, ...], plan: Plan) -> bool:
    """Whether their right of residence was arranged; nothing is said of those who need none."""
    steps = [step for step in plan.steps if step.key == "residence_right" and step.person in people]
    return bool(steps) and all(step.state is StepState.DONE for step in steps)
