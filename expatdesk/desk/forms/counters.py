"""Forms of the coordinator: a counter, and its week of opening hours."""

import re
from collections.abc import Iterator
from datetime import time
from typing import Any

from wtforms import Field, ValidationError
from wtforms.widgets import TextInput

from expatdesk.appointments.counters import CounterFacts
from expatdesk.appointments.models import Counter, VisitKind
from expatdesk.appointments.timetable import Stretch, Week, overlapping
from expatdesk.desk.forms.version import VersionField
from expatdesk.shared.forms import DayField, LineField, Needed, PageForm, Plain
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

# '9:00-12:15', with any dash, and with a dot as well.
STRETCH = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)\s*[-–—]\s*([01]?\d|2[0-3])[:.]([0-5]\d)")
QUARTER = 15
KINDS: dict[str, LazyString] = {
    VisitKind.REGISTRATION: _l("Registration"),
    VisitKind.PAPERS: _l("Handing in papers"),
    VisitKind.QUESTIONS: _l("Questions"),
}
WEEKDAYS: tuple[LazyString, ...] = (
    _l("Monday"), _l("Tuesday"), _l("Wednesday"), _l("Thursday"), _l("Friday"), _l("Saturday"), _l("Sunday"),
)  # fmt: skip


class StretchesField(Field):
    """The stretches of a day in which a counter is open: '9:00–12:15, 13:00–16:30'."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; nothing means closed."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = tuple(_stretches(typed)) if typed else ()

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else in_words(self.data or ())


def in_words(stretches: tuple[Stretch, ...]) -> str:
    """'09:00–12:15, 13:00–16:30'."""
    return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in stretches)


def _stretches(typed: str) -> Iterator[Stretch]:
    for part in re.split(r"[,;]", typed):
        match = STRETCH.fullmatch(part.strip())
        if match is None:
            raise ValidationError(_l("Type hours as 09:00–12:15, with a comma between two of them."))
        opens, closes = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
        if opens >= closes:
            raise ValidationError(_l("Hours end later than they begin. Check the order."))
        if opens.minute % QUARTER or closes.minute % QUARTER:
            raise ValidationError(_l("Use whole quarters of an hour, such as 9:00, 9:15 or 9:30."))
        yield opens, closes


class CounterForm(PageForm):
    """What is told of a counter."""

    version = VersionField()
    name = LineField(_l("Name"), [Needed(_l("Fill in a name, such as Booth 1.")), Plain(60)])
    place = LineField(_l("Place"), [Needed(_l("Fill in where the counter is.")), Plain(200)])
    first_day = DayField(_l("In use from"), [Needed(_l("Fill in the first day."))])
    last_day = DayField(_l("In use until"))

    def validate_last_day(self, field: DayField) -> None:
        """It is not over before it begins."""
        in_order(self.first_day, field)

    @property
    def facts(self) -> list[Field]:
        """The fields that tell something of the counter."""
        return [self[name] for name in CounterFacts.__slots__]

    @property
    def said(self) -> CounterFacts:
        """What was typed; call when the form is valid."""
        return CounterFacts(**{name: self[name].data for name in CounterFacts.__slots__})

    @staticmethod
    def stored(counter: Counter) -> dict[str, Any]:
        """What is known of the counter now, by field."""
        return {name: getattr(counter, name) for name in CounterFacts.__slots__}


def in_order(first: DayField, last: DayField) -> None:
    """Raise ValidationError where the last day lies before the first."""
    if first.data and last.data and last.data < first.data:
        raise ValidationError(_l("The last day lies before the first. Check both."))


class HoursForm(PageForm):
    """A week of opening hours, and from when to when it holds."""

    version = VersionField()
    first_day = DayField(_l("These hours hold from"), [Needed(_l("Fill in the first day."))])
    last_day = DayField(_l("Until"))

    def validate_last_day(self, field: DayField) -> None:
        """It is not over before it begins."""
        in_order(self.first_day, field)

    def validate(self, extra_validators: Any = None) -> bool:
        """The stretches of one day do not overlap."""
        if not super().validate(extra_validators):
            return False
        clashes = overlapping(self.week)
        for box in clashes:
            self[box_of(*box)].errors = [_("These hours overlap. Let one end before the next begins.")]
        return not clashes

    @classmethod
    def for_week(cls, formdata: Any = None, **named: Any) -> "HoursForm":
        """The form with its two boxes for each day of the week."""
        boxes = {box_of(day, walk_in): StretchesField(box_label(day, walk_in)) for day, walk_in in BOXES}
        form: HoursForm = type(cls.__name__, (cls,), boxes)(formdata=formdata, **named)
        return form

    @property
    def week(self) -> Week:
        """The week as it was typed; call when the form is valid."""
        return {(day, walk_in): self[box_of(day, walk_in)].data or () for day, walk_in in BOXES}

    @property
    def facts(self) -> list[Field]:
        """The boxes of the week."""
        return [self[box_of(*box)] for box in BOXES]

    @staticmethod
    def stored(week: Week) -> dict[str, Any]:
        """What holds now, by field."""
        return {box_of(*box): week.get(box, ()) for box in BOXES}


BOXES = [(day, walk_in) for day in range(7) for walk_in in (False, True)]


def box_of(day: int, walk_in: bool) -> str:  # noqa: FBT001
    """The name of the box for this day of the week."""
    return f"day{day}_walk_in" if walk_in else f"day{day}"


def box_label(day: int, walk_in: bool) -> LazyString:  # noqa: FBT001
    """What stands beside that box."""
    if walk_in:
        return _l("%(day)s, without appointment", day=WEEKDAYS[day])
    return _l("%(day)s, by appointment", day=WEEKDAYS[day])
