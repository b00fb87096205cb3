"""Who comes along and tells of work."""

from dataclasses import replace

from expatdesk.cases.models import Case
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Person, Role
from expatdesk.social.careers import Told, career_row, tell_career
from tests.factories.cases import done_by

# A physiotherapist from France who speaks no Dutch yet.
TOLD = Told(
    version=0, looks_for=["paid"], field="health", profession="Physiotherapist", level="skilled",
    diploma="bachelor", diploma_from="FR", regulated="yes", dutch="a_little", english="well", wants_talk=True,
    may_invite=True,
)  # fmt: skip


def told_of_work(case: Case, person: Person | None = None, **changes: object) -> Case:
    """The same household with its partner, or this person, who told the desk of work on their own page."""
    person = person or case.people[1]
    row = career_row(person)
    told = replace(TOLD, version=row.version if row else 0, **changes)  # type: ignore[arg-type]
    by = Actor(role=Role.EXPAT, name=person.full_name)
    tell_career(case, person, told, language="en", **done_by(by))
    return case
