"""A counter as the coordinator reads it: its facts and hours in words, and what two people typed side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wtforms import Field

from expatdesk.access.acting import the_region
from expatdesk.appointments.models import Counter
from expatdesk.appointments.timetable import Hours, week_on
from expatdesk.desk.conflicts import FieldConflict
from expatdesk.desk.conflicts import in_words as value_in_words
from expatdesk.desk.forms.counters import KINDS, in_words
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import listed


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the week: its hours by appointment and without one, in words."""

    weekday: int
    booked: str
    walk_in: str


@dataclass(frozen=True, slots=True)
class CounterLines:
    """One counter with its present hours, and the days on which they become others."""

    counter: Counter
    municipalities: str
    kinds: str
    hours: list[DayLine]
    changes: list[date]


def counter_lines(counter: Counter, today: date) -> CounterLines:
    """The counter as it is today, or on its first day where that is still to come."""
    hours = [Hours.of(row) for row in counter.hours]
    week = week_on(hours, max(today, counter.first_day))
    lines = [DayLine(day, in_words(week[day, False]), in_words(week[day, True])) for day in range(7)]
    begin = {one.first_day for one in hours} | {one.last_day + timedelta(days=1) for one in hours if one.last_day}
    return CounterLines(
        counter,
        listed([the_region().municipality(code).name for code in counter.municipalities]) or _("Nobody"),
        listed([str(KINDS[kind]) for kind in KINDS if kind in counter.kinds]),
        [line for line in lines if line.booked or line.walk_in],
        sorted(day for day in begin if day > max(today, counter.first_day)),
    )


def what_differs(form: Any, stored: Mapping[str, Any]) -> list[FieldConflict]:
    """Where what is stored now differs from what was typed."""
    return [
        FieldConflict(str(field.label.text), _words(field, stored[field.name]), _words(field, field.data))
        for field in form.facts
        if (stored[field.name] or None) != (field.data or None)
    ]


def _words(field: Field, value: Any) -> str:
    if isinstance(value, tuple):
        return in_words(value) or _("Closed")
    if isinstance(value, list):
        return listed([value_in_words(field, one) for one in value]) or _("Not known")
    return value_in_words(field, value)
