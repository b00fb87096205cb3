"""The form to book or move the visit of a household."""

import re
from datetime import time
from typing import Any

from wtforms import Field, ValidationError
from wtforms.widgets import TextInput

from expatdesk.cases.models import Case
from expatdesk.desk.forms.cases import CaseForm
from expatdesk.shared.clock import local
from expatdesk.shared.forms import DayField, Needed
from expatdesk.shared.i18n import lazy_gettext as _l

# '10:30', '10.30' and '1030' are all typed; a shorter one leaves doubt.
CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)")


class ClockField(Field):
    """A time of day as on the clock. Its data is a time or None."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time as typed."""
        typed = valuelist[0].strip() if valuelist else ""
        match = CLOCK.fullmatch(typed)
        self.data = time(int(match[1]), int(match[2])) if match else None
        if typed and match is None:
            raise ValidationError(_l("Type a time as on the clock, for example 10:30."))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%H:%M}" if self.data else ""


class VisitForm(CaseForm):
    """When the household comes to the desk."""

    day = DayField(_l("Day"), [Needed(_l("Fill in the day of the visit."))])
    at = ClockField(_l("Time"), [Needed(_l("Fill in the time of the visit."))])

    @property
    def facts(self) -> list[Field]:
        """The fields that tell the moment."""
        return [self.day, self.at]

    @staticmethod
    def stored(case: Case) -> dict[str, Any]:
        """What the file says now, by field."""
        moment = local(case.visit_at) if case.visit_at else None
        return {"day": moment.date() if moment else None, "at": moment.time() if moment else None}
