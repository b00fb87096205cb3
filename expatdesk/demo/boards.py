"""What both boards show besides: homes that were found, who has met nobody, and who lets HR see a home."""

from collections.abc import Sequence
from datetime import date, timedelta

from expatdesk.cases.actions import change_facts
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.sharing_home import share_home
from expatdesk.check_ins.actions import Said, answer
from expatdesk.check_ins.queries import open_check_in
from expatdesk.demo.journey import Journey
from expatdesk.demo.past import in_office_hours
from expatdesk.demo.stages import Stage
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Role
from expatdesk.rules.check_ins import Theme
from expatdesk.rules.plan import RouteReason
from expatdesk.rules.region import Region
from expatdesk.social.activity_queries import sign_ups_of

# In Leiderdorp: another municipality than that of most employers.
NEXT_HOMES = (("Van Diepeningenlaan 110", "2352 KA", 8), ("Simon Smitweg 6", "2353 GA", -3))
STRUGGLES = Said({Theme.HOME: 3, Theme.PEOPLE: 1, Theme.WORK: 4, Theme.LANGUAGE: 3})
MOST_WHO_STRUGGLE = 2
# So many households to one that lets HR see whether it has a home.
SHARES_EVERY = 3


def make_boards(ways: Sequence[tuple[Stage, Journey]], region: Region, today: date) -> None:
    """Some who found the home that follows their employer's address; some whom nobody here knows yet."""
    cases = [way.case for _stage, way in ways if way.case.state == CaseState.OPEN]
    lodged = [case for case in cases if case.temporary_kind == "employer" and _is_at_work(case)]
    for case, (street, postcode, days) in zip(lodged, NEXT_HOMES, strict=False):
        _finds(case, street, postcode, region, today, starts=today + timedelta(days=days))
    for way in _alone([way for _stage, way in ways])[:MOST_WHO_STRUGGLE]:
        _struggles(way)
    for case in [case for case in cases if case.employer is not None][::SHARES_EVERY]:
        share_home(case, is_given=True, language=case.language, by=_of(case), region=region, today=today)


def _is_at_work(case: Case) -> bool:
    return case.route_reason == RouteReason.EMPLOYER_ADDRESS and case.home_kind is None


def _of(case: Case) -> Actor:
    return Actor(Role.EXPAT, case.principal.full_name)


def _finds(case: Case, street: str, postcode: str, region: Region, today: date, *, starts: date) -> None:
    home = {
        "home_kind": "rent", "home_street": street, "home_postcode": postcode, "home_from": starts,
        "home_registration_allowed": True,
    }  # fmt: skip
    change_facts(case, home, version=case.version, by=_of(case), region=region, today=today)


def _alone(ways: Sequence[Journey]) -> list[Journey]:
    """Who can answer a check-in now, and came to nothing yet."""
    return [
        way for way in ways
        if way.case.state == CaseState.OPEN and open_check_in(way.plan) and not sign_ups_of(way.case.id)
    ]  # fmt: skip


def _struggles(way: Journey) -> None:
    with in_office_hours(way.today, way.today, minutes=40):
        answer(way.case, STRUGGLES, by=_of(way.case), region=way.region, today=way.today)
