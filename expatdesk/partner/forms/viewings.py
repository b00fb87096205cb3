"""Times at which a partner shows a home: a day, from when, how long each, and how many."""

from datetime import datetime
from typing import Any

from wtforms import Field, ValidationError

from expatdesk.access.activity_forms import ClockField
from expatdesk.housing.viewings import MOST_AT_ONCE, Span, spans
from expatdesk.rules.slots import moment_at
from expatdesk.shared.clock import AMSTERDAM
from expatdesk.shared.forms import CountField, DayField, Needed, PageForm
from expatdesk.shared.i18n import lazy_gettext as _l

LEAST_MINUTES, MOST_MINUTES = 5, 120
USUAL: dict[str, Any] = {"minutes": 20, "count": 3}


class ViewingTimesForm(PageForm):
    """Several times one after the other."""

    day = DayField(_l("On which day"), [Needed(_l("Fill in the day."))])
    starts = ClockField(_l("From"), [Needed(_l("Fill in when it begins."))])
    minutes = CountField(
        _l("Minutes each"), [Needed(_l("Fill in how long each takes."))], least=LEAST_MINUTES, most=MOST_MINUTES
    )
    count = CountField(_l("How many times"), [Needed(_l("Fill in how many times."))], least=1, most=MOST_AT_ONCE)

    def validate_starts(self, field: Field) -> None:
        """A time that the wall shows, and all of them on that day."""
        if not (field.data and self.day.data):
            return
        if self._first is None:
            raise ValidationError(_l("The clock skips this time on that day. Choose another one."))
        told = self.minutes.data and self.count.data
        if told and self.spans[-1].ends_at.astimezone(AMSTERDAM).date() != self.day.data:
            raise ValidationError(_l("These times go on past midnight. Take fewer, or begin earlier."))

    @property
    def _first(self) -> datetime | None:
        return moment_at(self.day.data, self.starts.data, AMSTERDAM)

    @property
    def spans(self) -> list[Span]:
        """What was typed; call when the form is valid."""
        first = self._first
        return spans(first, self.minutes.data or 0, self.count.data or 0) if first else []
