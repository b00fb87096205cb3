"""Two people at one case: what the file says now beside what was typed, so that nothing is lost unseen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import Any

from wtforms import Field

from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case
from expatdesk.cases.queries import as_stored_now
from expatdesk.cases.words import birth_in_words, yes_no
from expatdesk.desk.readable import lines_to_read
from expatdesk.logbook.models import LogLine
from expatdesk.logbook.queries import history_of
from expatdesk.shared.forms import DayField
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import plain_date
from expatdesk.shared.person_fields import BirthField


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """One field that somebody else left different from what was typed here."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """What somebody else did meanwhile, and where it differs from what was typed.

    `is_of_button` says that nothing was typed: an act of one button met a case that had changed. `is_over` says
    that what was to be done here cannot be done any more, mostly because it was done.
    """

    last: LogLine | None
    what: str
    differences: list[FieldConflict]
    is_of_button: bool = False
    is_over: bool = False


def meanwhile(case: Case, *forms: Any, stored: Callable[[], Mapping[str, Any]] | None = None) -> Conflict:
    """What happened to the case since these forms were shown; pressed once more, they go on from there.

    `stored` tells what the file says, by field of the first form, once the case is read anew.
    """
    as_stored_now(case)
    for form in forms:
        form.version.data = case.version
    return _conflict(case, forms[0].facts, stored()) if stored else _conflict(case)


def button_met_change(case: Case, form: Any) -> Conflict:
    """The same for a button, beside which nothing was typed."""
    return replace(meanwhile(case, form), is_of_button=True)


def _conflict(case: Case, fields: Iterable[Field] = (), stored: Mapping[str, Any] | None = None) -> Conflict:
    last = next(iter(lines_to_read(history_of(case.id))), None)
    found = [
        FieldConflict(str(field.label.text), in_words(field, now), in_words(field, field.data))
        for field in fields
        if ((now := (stored or {}).get(field.name)) or None) != (field.data or None)
    ]
    return Conflict(last, sentence(last) if last else "", found)


def in_words(field: Field, value: Any) -> str:
    """A value of this field as one reads it."""
    if isinstance(value, bool):
        return yes_no(value)
    choices = {choice.value: choice.label for choice in getattr(field, "choices", None) or []}
    if value in choices:
        return str(choices[value])
    if value in (None, ""):
        return _("Not known")
    if isinstance(field, BirthField):
        return birth_in_words(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return plain_date(value) if isinstance(field, DayField) else str(value)
