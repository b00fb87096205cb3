"""Lines of the history that no municipality reads: whom somebody meets, and what work they look for."""

from collections.abc import Iterable

from expatdesk.cases.career_sentences import OF_CAREERS
from expatdesk.cases.people_sentences import OF_PEOPLE
from expatdesk.logbook.models import LogLine
from expatdesk.rules.careers import CAREER_STEPS


def open_to_municipality(lines: Iterable[LogLine]) -> list[LogLine]:
    """The lines without what is between the household and the desk alone."""
    return [line for line in lines if not _is_private(line)]


def _is_private(line: LogLine) -> bool:
    step = str(line.details.get("step") or "").partition(":")[0]
    return line.verb in OF_PEOPLE or line.verb in OF_CAREERS or step in CAREER_STEPS
