"""Who looked at a file, as its household reads it: organisation, role and time, never a name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from expatdesk.cases.labels import PAPERS
from expatdesk.logbook.models import LogLine
from expatdesk.people.models import Role
from expatdesk.rules.plan import PaperKey
from expatdesk.rules.region import Region
from expatdesk.shared.i18n import LazyString, language
from expatdesk.shared.i18n import lazy_gettext as _l

ROLE_NAMES: dict[str, LazyString] = {
    Role.OFFICER: _l("Officer"),
    Role.COORDINATOR: _l("Coordinator"),
    Role.REGISTRAR: _l("Registrar"),
    Role.EMPLOYER: _l("Employer"),
    Role.EMPLOYER_ADMIN: _l("Employer"),
    Role.EMPLOYER_SYSTEM: _l("Program of the employer"),
    Role.REPRESENTATIVE: _l("Who represents you"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
SOMEBODY = _l("Somebody")
WHAT: dict[str, LazyString] = {
    "case_read": _l("Opened your file"),
    "history_read": _l("Read the history of your file"),
    "question_read": _l("Read one of your questions to the desk"),
    "question_file_read": _l("Opened a file with one of your questions"),
    "hire_read": _l("Looked how far you are"),
    "hires_exported": _l("Took along in a list how far you are"),
    "pack_made": _l("Printed your welcome pack"),
}
GRANTED = _l("Looked at what you let them see")
A_PAPER = _l("Looked at the paper “%(paper)s” of %(name)s")
LOOKED = _l("Looked at your file")


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at the file."""

    role: str
    organisation: str
    what: str
    at: datetime


def readings_for(lines: Iterable[LogLine], region: Region) -> list[Reading]:
    """The looks of others, in the order given; a household's own are no news to it."""
    desk = region.desk.name.in_language(language())
    found: dict[tuple[str, str, str, datetime], Reading] = {}
    for line in lines:
        if line.actor_role != Role.EXPAT:
            role, where = str(ROLE_NAMES.get(line.actor_role, SOMEBODY)), line.actor_organisation or desk
            if line.actor_role == Role.REPRESENTATIVE:
                # Whom the household named itself it knows by name.
                where = line.actor_name
            reading = Reading(role, where, _what(line), line.at)
            # The sheets of one paper come one by one: in one minute they are one look.
            found.setdefault((role, where, reading.what, line.at.replace(second=0, microsecond=0)), reading)
    return list(found.values())


def _what(line: LogLine) -> str:
    paper = line.details.get("paper")
    if line.actor_role == Role.REPRESENTATIVE and line.verb == "case_read":
        return str(GRANTED)
    if line.verb == "paper_read" and paper:
        return str(A_PAPER) % {"paper": PAPERS[PaperKey(paper)], "name": line.details["person"]}
    return str(WHAT.get(line.verb, LOOKED))
