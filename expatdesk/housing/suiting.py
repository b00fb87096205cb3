"""Which of the homes that are free suit a household, and why none does. Nothing here writes."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import plan_of
from expatdesk.housing.home_models import HomeOffer
from expatdesk.housing.home_queries import free_offer, free_offers
from expatdesk.housing.wishes import wishes_of
from expatdesk.rules.homes import Wishes
from expatdesk.rules.matching import Match, matches
from expatdesk.rules.no_match import Help, WhyNone, why_none
from expatdesk.rules.plan import Plan, StepState
from expatdesk.rules.region import Region

SEARCH = "home_search"
ON_A_PAGE = 20
# Below so many homes it is said as well which wish keeps others away.
FEW = 5


@dataclass(frozen=True, slots=True)
class Suiting:
    """All that suits, the best first; `why_none` where there is nothing, `helps` where there is little."""

    wishes: Wishes
    found: Sequence[Match]
    why_none: WhyNone | None
    helps: tuple[Help, ...] = ()

    def page(self, number: int) -> Sequence[Match]:
        """Those on the page with this number, counted from 1."""
        return self.found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]

    def has_more(self, number: int) -> bool:
        """Whether another page follows this one."""
        return len(self.found) > number * ON_A_PAGE


def looks_for_home(plan: Plan) -> bool:
    """Whether this plan has a search for a home, found or not: then the desk's partners can be of use."""
    return any(step.key == SEARCH and step.state is not StepState.WAIVED for step in plan.steps)


def may_look(case: Case, region: Region, today: date) -> bool:
    """Whether homes are shown to this household: its case is open, and it looks for one."""
    return case.state == CaseState.OPEN and looks_for_home(plan_of(case, region, today))


def suiting(case: Case, region: Region, today: date) -> Suiting | None:
    """The homes for this household; None where it has not said what it looks for.

    All of it must be registrable there, also for whoever is at the employer's address: that one ends.
    """
    wishes = wishes_of(case)
    if wishes is None:
        return None
    offers = free_offers(today)
    found = matches(wishes, offers, cycling=region.cycling, today=today)
    if len(found) >= FEW:
        return Suiting(wishes, found, None)
    why = why_none(wishes, offers, today=today)
    return Suiting(wishes, found, None, why.helps) if found else Suiting(wishes, found, why)


def match_of(case: Case, offer: HomeOffer, region: Region, today: date) -> Match | None:
    """How this one home suits them, free or not; None where it does not, or they have not said."""
    wishes = wishes_of(case)
    if wishes is None:
        return None
    return next(iter(matches(wishes, [offer.as_offer()], cycling=region.cycling, today=today)), None)


def suits_now(case: Case, offer_id: uuid.UUID, region: Region, today: date) -> bool:
    """Whether the home is free and can be theirs."""
    offer = free_offer(offer_id, today)
    return offer is not None and match_of(case, offer, region, today) is not None
