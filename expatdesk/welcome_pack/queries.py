"""From a case to the content of its pack."""

from datetime import date

from expatdesk.appointments.places import visit_of
from expatdesk.cases.facts import facts_of
from expatdesk.cases.models import BsnWay, Case
from expatdesk.cases.private_lines import without_private
from expatdesk.cases.queries import plan_of, registration_of
from expatdesk.guide.book import open_guide
from expatdesk.people.models import Person
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.region import Region
from expatdesk.rules.suggestions import Likes, seeker_of
from expatdesk.shared.clock import local
from expatdesk.social.interests import likes_of
from expatdesk.welcome_pack.activities import activities_with_room
from expatdesk.welcome_pack.content import PackContent, pack_content
from expatdesk.welcome_pack.household import PackHousehold, PackPerson
from expatdesk.welcome_pack.places import places_for
from expatdesk.welcome_pack.regional import load_pack_region


def content_of(case: Case, region: Region, today: date, *, status_url: str, follows_likes: bool) -> PackContent:
    """What the pack of this case says today; `status_url` is the address of the household's plan page.

    Not `follows_likes`: whoever makes it may not know what its adults told they like, whom they meet and what work
    they look for, and it says nothing of it.
    """
    whole, regional = plan_of(case, region, today), load_pack_region(region.key)
    plan = whole if follows_likes else without_private(whole)
    facts, household = facts_of(case), household_of(case, status_url)
    likes = likes_of(case) if follows_likes else Likes(languages=frozenset({case.language}))
    seeker = seeker_of(facts, plan.route, region, likes)
    guide = places_for(seeker, open_guide(region).places.values(), today)
    held = activities_with_room(case, seeker, region, today)
    return pack_content(household, facts, plan, region, regional, guide, held, today)


def household_of(case: Case, status_url: str) -> PackHousehold:
    """The names and the outcome of the visit, as the case holds them."""
    visit = visit_of(case)
    return PackHousehold(
        case_code=case.code,
        people=tuple(_person(case, person) for person in case.people),
        status_url=status_url,
        employer_name=case.employer.name if case.employer else None,
        visit_at=local(case.visit_at) if case.visit_at else None,
        visit_place=visit.counter.place if visit else None,
    )


def _person(case: Case, person: Person) -> PackPerson:
    registration = registration_of(case, person)
    return PackPerson(
        role=PersonRole(person.role),
        full_name=person.full_name,
        calling_name=person.calling_name,
        registered_on=registration.registered_on if registration else None,
        bsn=BsnWay(registration.bsn_way) if registration and registration.bsn_way else None,
        originals_seen=registration is not None and registration.originals_seen,
    )
