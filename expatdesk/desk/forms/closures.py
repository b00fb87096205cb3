"""Forms for the days on which a counter, or the whole desk, is closed."""

import uuid
from typing import Any

from wtforms import Field, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from expatdesk.appointments.counter_queries import counters_by_name
from expatdesk.appointments.counters import ClosureFacts
from expatdesk.appointments.models import Closure
from expatdesk.appointments.timetable import Closed
from expatdesk.desk.forms.counters import in_order
from expatdesk.desk.forms.version import VersionField
from expatdesk.shared.forms import DayField, LineField, Needed, PageForm, Plain, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

LONGEST_REASON = 200


def _which() -> list[SelectChoice]:
    return options([("", _("The whole desk")), *((str(one.id), one.name) for one in counters_by_name())])


class ClosureForm(PageForm):
    """Days on which a counter is closed."""

    version = VersionField()
    counter = SelectField(_l("What is closed"), choices=_which)
    first_day = DayField(_l("First day"), [Needed(_l("Fill in the first day."))])
    last_day = DayField(_l("Last day"), [Needed(_l("Fill in the last day; the same as the first for one day."))])
    reason_nl = LineField(_l("Reason in Dutch"), [Needed(_l("Fill in the reason.")), Plain(LONGEST_REASON)])
    reason_en = LineField(_l("Reason in English"), [Needed(_l("Fill in the reason.")), Plain(LONGEST_REASON)])

    def validate_last_day(self, field: DayField) -> None:
        """It is not over before it begins."""
        in_order(self.first_day, field)

    @property
    def facts(self) -> list[Field]:
        """The fields that tell something of the closure."""
        return [self.counter, self.first_day, self.last_day, self.reason_nl, self.reason_en]

    @property
    def said(self) -> ClosureFacts:
        """What was typed; call when the form is valid."""
        counter_id = uuid.UUID(self.counter.data) if self.counter.data else None
        reasons = (self.reason_nl.data or "", self.reason_en.data or "")
        return ClosureFacts(counter_id, self.first_day.data, self.last_day.data, *reasons)

    @property
    def days(self) -> Closed:
        """The days alone."""
        return Closed(self.said.counter_id, self.said.first_day, self.said.last_day)

    @staticmethod
    def stored(closure: Closure) -> dict[str, Any]:
        """What is known of the closure now, by field."""
        plain = {name: getattr(closure, name) for name in ("first_day", "last_day", "reason_nl", "reason_en")}
        return {"counter": str(closure.counter_id or ""), **plain}


class VersionForm(PageForm):
    """A button that carries no more than the version of what it is about."""

    version = VersionField()
