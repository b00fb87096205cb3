"""In which language a household is written to: its mails, its pages and its welcome pack. Nothing here commits."""

from expatdesk.cases.models import Case
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor


def choose_language(case: Case, language: str, *, by: Actor) -> None:
    """From now on this household reads this language."""
    if case.language != language:
        case.language = language
        record("language_changed", by=by, case_id=case.id, language=language)
