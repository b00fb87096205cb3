"""Choosing a time for a visit, at the doors of the household, its employer and the desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time

from flask import request
from sqlalchemy.exc import OperationalError

from expatdesk.access.acting import acting, the_region
from expatdesk.appointments.actions import keep_time
from expatdesk.appointments.booking import is_taken
from expatdesk.appointments.models import VisitKind
from expatdesk.appointments.offers import Asked
from expatdesk.appointments.refusals import ChangedTooOften, TimeTaken
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import VisitNotAllowed
from expatdesk.shared.db import begin_writing, let_others_write
from expatdesk.shared.forms import TimeForm
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

# So many days with times a page shows at once.
DAYS_SHOWN = 4
JUST_TAKEN = _l("Somebody else has just taken that time. Nothing is booked yet: choose another one.")
NOT_FREE = _l("That time is not free. Choose another one.")


@contextmanager
def turn_for(case: Case, day: date, at: time, kind: VisitKind = VisitKind.REGISTRATION) -> Iterator[None]:
    """The turn to write, for whoever wants this time. Raises TimeTaken at once where others have it.

    Of a hundred who want one time, one has to write; nobody of the others waits for that, or lets anybody wait
    while their page is drawn.
    """
    _refuse_taken(case, day, at, kind)
    try:
        begin_writing()
    except OperationalError:
        # Too many were before us: most likely one of them has it now.
        let_others_write()
        _refuse_taken(case, day, at, kind)
        raise
    try:
        yield
    except VisitNotAllowed:
        let_others_write()
        raise


def _refuse_taken(case: Case, day: date, at: time, kind: VisitKind) -> None:
    if is_taken(case, day, at, region=the_region(), kind=kind):
        raise TimeTaken


def keep_chosen(case: Case) -> tuple[LazyString, int] | None:
    """Keep the time that was pressed; where that cannot be, what the page says and the status of the answer.

    Raises ChangedTooOften: then no other time can be chosen either.
    """
    form = TimeForm()
    if not form.validate():
        return _l("Choose one of the times."), 422
    day, at = form.time.data.date(), form.time.data.time()
    try:
        with turn_for(case, day, at):
            keep_time(case, day, at, **acting())
    except ChangedTooOften:
        raise
    except TimeTaken:
        return JUST_TAKEN, 409
    except VisitNotAllowed:
        return NOT_FREE, 409
    return None


def days_asked(most: int = DAYS_SHOWN) -> Asked:
    """The days of which the visitor wants to see times; a text that is no day asks for the first ones."""
    on_arrival = "arrival" in request.args
    try:
        return Asked(most, date.fromisoformat(request.args.get("from", "")), on_arrival)
    except ValueError:
        return Asked(most, on_arrival=on_arrival)
