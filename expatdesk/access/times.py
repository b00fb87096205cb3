"""Choosing a time for a visit, at the doors of the household, its employer and the desk."""

from datetime import date

from flask import request

from expatdesk.access.acting import acting
from expatdesk.appointments.actions import keep_time
from expatdesk.appointments.refusals import ChangedTooOften, TimeTaken
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import VisitNotAllowed
from expatdesk.shared.forms import TimeForm
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

# So many days with times a page shows at once.
DAYS_SHOWN = 4
JUST_TAKEN = _l("Somebody else has just taken that time. Nothing is booked yet: choose another one.")
NOT_FREE = _l("That time is not free. Choose another one.")


def keep_chosen(case: Case) -> tuple[LazyString, int] | None:
    """Keep the time that was pressed; where that cannot be, what the page says and the status of the answer.

    Raises ChangedTooOften: then no other time can be chosen either.
    """
    form = TimeForm()
    if not form.validate():
        return _l("Choose one of the times."), 422
    try:
        keep_time(case, form.time.data.date(), form.time.data.time(), **acting())
    except ChangedTooOften:
        raise
    except TimeTaken:
        return JUST_TAKEN, 409
    except VisitNotAllowed:
        return NOT_FREE, 409
    return None


def first_day_shown() -> date | None:
    """The day from which on the visitor wants to see times; a text that is no day is none."""
    try:
        return date.fromisoformat(request.args.get("from", ""))
    except ValueError:
        return None
