"""The form for somebody who walks in without appointment."""

import uuid

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from expatdesk.appointments.counter_queries import counters_by_name, in_use
from expatdesk.appointments.models import VisitKind
from expatdesk.desk.forms.counters import KINDS
from expatdesk.shared.clock import today
from expatdesk.shared.forms import CountField, LineField, Needed, PageForm, Plain, options
from expatdesk.shared.i18n import lazy_gettext as _l

MOST_PEOPLE, LONGEST_CODE = 12, 12


def _counters() -> list[SelectChoice]:
    return options((str(one.id), one.name) for one in in_use(counters_by_name(), today()))


class WalkInForm(PageForm):
    """Who walks in, what for, and where they wait."""

    kind = RadioField(_l("What they come for"), choices=options(KINDS.items()), default=VisitKind.QUESTIONS.value)
    counter = SelectField(_l("Counter"), choices=_counters)
    people = CountField(
        _l("Number of people"), [Needed(_l("Fill in a number."))], least=1, most=MOST_PEOPLE, default=1
    )
    code = LineField(_l("Case code"), [Plain(LONGEST_CODE)])

    @property
    def counter_id(self) -> uuid.UUID:
        """The counter that was chosen; call when the form is valid."""
        return uuid.UUID(self.counter.data)
