"""What will follow when a hire is sent, told before it is: where, by when, for how much, and who does what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from expatdesk.cases.actions import Hire, preview
from expatdesk.cases.employer_view import Task, Where, employer_tasks, where_registered
from expatdesk.employer.words import NOT_FOLLOWED, NOT_FOLLOWED_WITH_PERMIT, what_it_means_to_you
from expatdesk.logbook.models import Actor
from expatdesk.organisations.models import Employer
from expatdesk.rules.charging import Payer, payer_of
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.fees import line_for
from expatdesk.rules.household import EMPLOYED_CATEGORIES, PERHAPS_EMPLOYED_CATEGORIES
from expatdesk.rules.plan import Destination, DueKind, Fee, Plan, Route, RouteReason
from expatdesk.rules.region import Contact, Region
from expatdesk.shared.i18n import LazyString

MAY_BE_EMPLOYED = EMPLOYED_CATEGORIES | PERHAPS_EMPLOYED_CATEGORIES
OWN_REGISTRATION = ("brp_registration:0", "referral")


@dataclass(frozen=True, slots=True)
class Outlook:
    """The consequences of a hire, in what HR wants to know."""

    where: Where
    reason: RouteReason
    sentence: str
    municipality: str | None
    office: Contact | None
    last_day: date | None
    fee: Fee
    payer: Payer
    partner_cents: int
    child_cents: int
    tasks: tuple[Task, ...]
    not_followed: LazyString | None

    @property
    def is_here(self) -> bool:
        """Whether the desk registers this hire."""
        return self.where is Where.HERE


def outlook_for(hire: Hire, employer: Employer, *, by: Actor, region: Region, today: date) -> Outlook:
    """The outlook of a hire that is not sent yet."""
    plan = preview(hire, employer, region, today, by=by)
    tariff = region.tariff_on(hire.arrival or today)
    code = plan.route.municipality
    return Outlook(
        where=where_registered(plan),
        reason=plan.route.reason,
        sentence=what_it_means_to_you(plan.route, region),
        municipality=region.municipality(code).name if code else None,
        office=_office(plan.route, region),
        last_day=_last_day(plan),
        fee=plan.fee,
        payer=payer_of(plan.fee, invoice_customer=employer.invoice_customer),
        partner_cents=line_for(0, PersonRole.PARTNER, tariff).incl_cents,
        child_cents=line_for(0, PersonRole.CHILD, tariff).incl_cents,
        tasks=tuple(_open_first(employer_tasks(plan))),
        not_followed=not_followed(hire, where_registered(plan), region),
    )


def not_followed(hire: Hire | None, where: Where, region: Region) -> LazyString | None:
    """What the employer still has to see to where another office registers: the desk has no step for it there.

    It is told by what the employer itself submitted, and so tells it nothing of the household.
    """
    if hire is None or where is not Where.ELSEWHERE or hire.category not in MAY_BE_EMPLOYED:
        return None
    return NOT_FOLLOWED if hire.nationality in region.countries.free_movement else NOT_FOLLOWED_WITH_PERMIT


def _office(route: Route, region: Region) -> Contact | None:
    if route.to is Destination.RNI:
        return region.contacts["rni"]
    if route.to is Destination.MUNICIPALITY and route.municipality:
        return region.municipality(route.municipality).contact
    return None


def _last_day(plan: Plan) -> date | None:
    """The lawful last day of registering, once the arrival is known."""
    lawful = (step for step in plan.steps if step.id in OWN_REGISTRATION and step.due_kind is DueKind.STATUTORY)
    return next((step.due for step in lawful), None)


def _open_first(tasks: Iterable[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: (not task.at_once, task.due or date.max))
