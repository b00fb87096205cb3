"""Volunteers of the demonstration, newcomers who would like to meet one, and two who are asked."""

from collections.abc import Sequence
from datetime import date

from expatdesk.cases.consents import OF_PEOPLE
from expatdesk.cases.models import Case
from expatdesk.demo.journey import Journey
from expatdesk.demo.stages import Stage, registered, settled, settling
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Role
from expatdesk.rules.buddies import reasons_for
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now
from expatdesk.shared.db import session
from expatdesk.social.buddy_models import BuddyRound, Volunteer, VolunteerState
from expatdesk.social.interests import Told, interests_of, profile_of, say, tell
from expatdesk.social.proposing import propose
from expatdesk.social.volunteers import TEXT_VERSION, Offer, profile_of_volunteer

VOLUNTEERS = (
    Offer("Fatima", "el Amrani", "fatima@vrijwilliger.example", "nl", ["en", "nl", "ar"], ["music", "food"],
          ["weekend", "evening"], "couple", "0546", 1),
    Offer("Joris", "Oosterhuis", "joris@vrijwilliger.example", "nl", ["en", "nl", "de"], ["sport", "outdoors"],
          ["evening"], "alone", "0546", 2),
    Offer("Marieke", "Zandstra", "marieke@vrijwilliger.example", "nl", ["en", "nl", "es"], ["family", "reading"],
          ["weekday"], "small_children", "0547", 1),
    Offer("Peter", "van Loon", "peter@vrijwilliger.example", "en", ["en", "nl"], ["history", "games"],
          ["weekend"], "older_children", "0579", 2),
)  # fmt: skip
LIKED = (
    ["music", "food", "outdoors"], ["sport", "games"], ["family", "food"], ["reading", "history"],
    ["arts", "music"],
)  # fmt: skip


def make_buddies(ways: Sequence[tuple[Stage, Journey]], region: Region, today: date) -> None:
    """Some who have settled tell what they like; the first of them is asked about a volunteer."""
    there = [_volunteer(offer, today) for offer in VOLUNTEERS]
    there[-1].state, there[-1].screened_on, there[-1].screened_by = VolunteerState.WAITING, None, None
    settled_ways = [way for stage, way in ways if stage in (registered, settling, settled)]
    cases = [way.case for way in settled_ways if way.case.wants_social and way.case.closed_on is None]
    for case, liked in zip(cases, LIKED, strict=False):
        _tells(case, liked, region, today)
    made = BuddyRound(asked_by="Sanne de Wit", made_at=now(), pairs=1)
    session.add(made)
    session.flush()
    for case in cases[:1]:
        if (told := interests_of(case.principal)) is not None:
            reasons = reasons_for(profile_of(told, case, today), profile_of_volunteer(there[0]))
            propose(made, case.principal.id, there[0], reasons, today)


def _volunteer(offer: Offer, today: date) -> Volunteer:
    told = {name: getattr(offer, name) for name in Offer.__slots__}
    one = Volunteer(
        **told, state=VolunteerState.ACTIVE, text_version=TEXT_VERSION, confirmed_at=now(), screened_on=today,
        screened_by="Sanne de Wit",
    )  # fmt: skip
    session.add(one)
    session.flush()
    return one


def _tells(case: Case, liked: list[str], region: Region, today: date) -> None:
    by = Actor(Role.EXPAT, case.principal.full_name)
    told = Told(["en"], liked, ["weekend"], "nl", case.interests or "")
    tell(case, case.principal, told, by=by, region=region, today=today)
    for purpose in OF_PEOPLE:
        say(
            case, case.principal, purpose, is_given=True, language=case.language, by=by, region=region, today=today
        )
