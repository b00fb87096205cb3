"""Who came along in the demonstration and tells of work: each with another story."""

from collections.abc import Sequence
from datetime import date

from expatdesk.cases.models import Case
from expatdesk.cases.step_actions import complete_steps
from expatdesk.demo.accounts import actor_of
from expatdesk.demo.journey import Journey
from expatdesk.demo.stages import Stage, registered, settled, settling
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Person, Role, User
from expatdesk.rules.careers import RIGHT_TO_WORK
from expatdesk.rules.facts import PersonRole
from expatdesk.rules.region import Region
from expatdesk.social.careers import Told, tell_career

# A teacher who asks for a talk, and has looked at the back of the residence card already.
TEACHER = Told(
    0, ["paid"], "teaching", "Leraar wiskunde", "senior", "master", "TR", "yes", "a_little", "well",
    wants_talk=True, may_invite=True,
)  # fmt: skip
# Somebody who called the desk: a volunteer first, and a course beside it.
DESIGNER = Told(
    0, ["volunteering", "study"], "arts", "Graphic designer", "skilled", "bachelor", None, "no", "well",
    "very_well", wants_talk=False, may_invite=True,
)  # fmt: skip
BAKER = Told(
    0, ["business"], "service", "Baker", "senior", "vocational", None, "unsure", "nothing", "a_little",
    wants_talk=True, may_invite=True,
)  # fmt: skip
WITH_A_BABY = Told(
    0, ["not_now"], None, None, None, "secondary", None, "unsure", "nothing", "well", wants_talk=False,
    may_invite=False,
)  # fmt: skip


def make_careers(
    ways: Sequence[tuple[Stage, Journey]], users: Sequence[User], region: Region, today: date
) -> None:
    """The first of them tells it on the own page, the second one by phone, the others on their pages again."""
    settled_ways = [way for stage, way in ways if stage in (registered, settling, settled)]
    couples = [(way.case, _partner(way.case)) for way in settled_ways if way.case.closed_on is None]
    stories = (TEACHER, DESIGNER, BAKER, WITH_A_BABY)
    officer = actor_of(next(user for user in users if user.role == Role.OFFICER))
    there = [(case, person) for case, person in couples if person is not None]
    for (case, person), told in zip(there, stories, strict=False):
        by = officer if told is DESIGNER else Actor(Role.EXPAT, person.full_name)
        tell_career(case, person, told, language=case.language, by=by, region=region, today=today)
        _looked(case, f"{RIGHT_TO_WORK}:{person.position}", told, by, region, today)


def _partner(case: Case) -> Person | None:
    return next((person for person in case.people if person.role == PersonRole.PARTNER), None)


def _looked(case: Case, step_id: str, told: Told, by: Actor, region: Region, today: date) -> None:
    if told is TEACHER:
        complete_steps(case, [step_id], version=case.version, by=by, region=region, today=today)
