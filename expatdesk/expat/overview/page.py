"""The status page as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from expatdesk.cases.employer_view import as_others_see
from expatdesk.cases.facts import facts_of
from expatdesk.cases.forecasts import usual_waits
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.queries import plan_of
from expatdesk.documents.checks import asked_since_check
from expatdesk.expat.family import called, isolated
from expatdesk.expat.overview.address import Address, address_of
from expatdesk.expat.overview.ball import Ball, ball_of
from expatdesk.expat.overview.came_back import CameBack, came_back
from expatdesk.expat.overview.cards import Elsewhere, Visit, elsewhere_of, visit_of
from expatdesk.expat.overview.dates import Dated, why_by_then
from expatdesk.expat.overview.members import Member, members_of
from expatdesk.expat.overview.months import Moment, months_of
from expatdesk.expat.overview.now import Now, now_of
from expatdesk.expat.overview.situation import MOST_NAMES, Situation
from expatdesk.expat.overview.tracks import TrackView, tracks_of
from expatdesk.expat.papers import PaperGroup, are_waived, counted, groups_of
from expatdesk.rules.plan import Plan, plan_for
from expatdesk.rules.region import Region
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import distance, listed, long_date, ngettext
from expatdesk.shared.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers card: what came back, what the household has, and how far the desk is with them."""

    groups: Sequence[PaperGroup]
    in_hand: int
    total: int
    are_handed_in: bool
    are_checked: bool
    # The case is closed, or the desk needs none of them any more.
    take_nothing: bool
    came_back: CameBack | None


@dataclass(frozen=True, slots=True)
class StatusPage:
    """All that the status page says, in the reader's language."""

    name: str
    line: str
    now: Now
    why: Sequence[Dated]
    ball: Ball | None
    tracks: Sequence[TrackView]
    months: Sequence[Moment]
    visit: Visit | None
    papers: Papers
    members: Sequence[Member]
    elsewhere: Elsewhere | None
    employer: str
    gets_pack: bool
    address: Address | None


def status_page(case: Case, region: Region, today: date, *, of_all: bool = True) -> StatusPage:
    """The status page of a case on a day; not `of_all`, without what is between household and desk alone."""
    plan, expected = plan_of(case, region, today), _expected(case, region, today)
    if not of_all:
        plan, expected = as_others_see(plan), as_others_see(expected)
    usual = usual_waits(case, plan.route)
    situation = Situation(case, plan, expected, region, today, usual)
    now, papers = now_of(situation), _papers(situation)
    asked = [] if papers.take_nothing else [line for group in papers.groups for line in group.lines]
    return StatusPage(
        name=isolated(case.principal.calling_name),
        line=_greeting(situation),
        now=now,
        why=why_by_then(now, situation),
        ball=ball_of(situation, now),
        tracks=tracks_of(situation, now),
        months=months_of(situation),
        visit=visit_of(situation),
        papers=papers,
        members=members_of(situation, asked, are_checked=papers.are_checked),
        elsewhere=elsewhere_of(situation, now),
        employer=case.employer.name if case.employer else "",
        gets_pack=bool(case.registrations) or not situation.is_registered_elsewhere,
        address=address_of(situation),
    )


def _expected(case: Case, region: Region, today: date) -> Plan:
    """The plan if everybody is registered at the visit: what is counted from that day gets a date to expect."""
    facts = facts_of(case)
    if facts.appointment is None or facts.registered_on is not None:
        return plan_for(facts, region, today)
    people = range(len(facts.people))
    at_visit = {f"brp_registration:{person}": facts.appointment for person in people}
    at_visit["welcome_talk"] = facts.appointment
    return plan_for(replace(facts, completed={**at_visit, **facts.completed}), region, today)


def _greeting(situation: Situation) -> str:
    """Where the household stands, in one sentence."""
    case, today = situation.case, situation.today
    if situation.registered_on is not None:
        return _("You have been registered since %(day)s.", day=long_date(situation.registered_on))
    if situation.visit_at is not None and local(situation.visit_at).date() == today:
        return _("Today is your visit.")
    if case.arrival is None:
        return _("You have not told us yet when you arrive.")
    when = {"distance": distance(case.arrival, today), "day": long_date(case.arrival)}
    if case.arrival < today:
        return _("You arrived %(distance)s, on %(day)s.", **when)
    if len(case.people) == 1:
        return _("You arrive %(distance)s, on %(day)s.", **when)
    return _("%(who)s arrive %(distance)s, on %(day)s.", who=_you_and_others(case), **when)


def _you_and_others(case: Case) -> str:
    """'You, Luc and Mira', or 'You and 4 others' where there are many or somebody has no name yet."""
    others = [called(person) for person in case.people[1:]]
    if len(others) > MOST_NAMES or not all(person.full_name for person in case.people):
        others = [ngettext("%(num)d other", "%(num)d others", len(others))]
    return listed([_("You"), *others])


def _papers(situation: Situation) -> Papers:
    groups = groups_of(situation.case, situation.plan)
    in_hand, total = counted(groups)
    handed_in = next(iter(situation.steps("papers_handed_in")), None)
    checked = next(iter(situation.steps("papers_checked")), None)
    back = came_back(handed_in, situation) if handed_in is not None else None
    # The steps stay done where later facts ask for more; what that is, each paper then says for itself.
    is_settled = back is None and not asked_since_check(situation.case, situation.plan)
    return Papers(
        groups,
        in_hand,
        total,
        are_handed_in=is_settled and handed_in is not None and handed_in.done_on is not None,
        are_checked=is_settled and checked is not None and checked.done_on is not None,
        take_nothing=situation.case.state == CaseState.CLOSED or are_waived(situation.plan),
        came_back=back,
    )
