"""Which mails a household gets, and in which language. Nothing here commits."""

from collections.abc import Collection

from expatdesk.cases.language import choose_language
from expatdesk.cases.models import Case
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import Actor
from expatdesk.messages.choices import keep_choice, unwanted_by
from expatdesk.messages.kinds import Choice


def choose_mails(case: Case, wanted: Collection[Choice], language: str, *, by: Actor) -> None:
    """From now on this household gets these of the mails that it may do without, in this language."""
    unwanted = frozenset(Choice) - frozenset(wanted)
    if unwanted != unwanted_by(case.id):
        keep_choice(case.id, unwanted)
        record("mails_chosen", by=by, case_id=case.id)
    choose_language(case, language, by=by)
