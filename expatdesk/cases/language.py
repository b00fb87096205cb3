"""In which language somebody is written to: their mails, their pages and their welcome pack."""

from expatdesk.cases.models import Case
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.people.models import User


def write_to_household_in(case: Case, language: str, *, by: Actor) -> None:
    """From now on this household reads this language."""
    if case.language != language:
        case.language = language
        record("language_changed", by=by, case_id=case.id, language=language)


def write_to_user_in(user: User, language: str) -> None:
    """From now on this user reads this language."""
    user.language = language
