"""Forms of the coordinator: which visits a counter takes, for whom and for how long, from a day on."""

from datetime import date
from typing import Any

from wtforms import Field, ValidationError

from expatdesk.access.acting import the_region
from expatdesk.appointments.counters import TermsFacts
from expatdesk.appointments.models import CounterTerms
from expatdesk.desk.forms.counters import KINDS, QUARTER, CounterForm
from expatdesk.desk.forms.version import VersionField
from expatdesk.shared.forms import CountField, DayField, Needed, PageForm, TicksField, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.i18n import long_date

MOST_MINUTES = 240


class TermsFields(PageForm):
    """What is told of the visits that a counter takes."""

    municipalities = TicksField(
        _l("Registers for"),
        choices=lambda: options((town.code, town.name) for town in the_region().municipalities),
    )
    kinds = TicksField(_l("Takes"), choices=options(KINDS.items()))
    first_person_minutes = CountField(
        _l("Minutes for the first person"),
        [Needed(_l("Fill in a number of minutes."))],
        least=15,
        most=MOST_MINUTES,
    )
    further_person_minutes = CountField(
        _l("Minutes for each further person"),
        [Needed(_l("Fill in a number of minutes."))],
        least=0,
        most=MOST_MINUTES,
    )

    def validate_first_person_minutes(self, field: CountField) -> None:
        """Times are kept by the quarter of an hour."""
        _whole_quarters(field)

    def validate_further_person_minutes(self, field: CountField) -> None:
        """Times are kept by the quarter of an hour."""
        _whole_quarters(field)

    def validate_kinds(self, field: Field) -> None:
        """A counter that takes nothing is none."""
        if not field.data:
            raise ValidationError(_l("Tick at least one."))

    @property
    def terms(self) -> TermsFacts:
        """What was typed; call when the form is valid."""
        return TermsFacts(**{name: self[name].data for name in TermsFacts.__slots__})


class NewCounterForm(CounterForm, TermsFields):
    """A counter, and the visits that it takes from its first day on."""


class TermsForm(TermsFields):
    """Other visits at a counter, and from which day on."""

    version = VersionField()
    first_day = DayField(_l("This holds from"), [Needed(_l("Fill in the first day."))])

    def __init__(self, *args: Any, earliest: date, **named: Any) -> None:
        super().__init__(*args, **named)
        self.earliest = earliest

    def validate_first_day(self, field: DayField) -> None:
        """What was decided yesterday stays as it was, and nothing holds before the counter is in use."""
        if field.data and field.data < self.earliest:
            raise ValidationError(_("Choose %(day)s or a later day.", day=long_date(self.earliest)))

    @property
    def facts(self) -> list[Field]:
        """The fields that tell something of the visits."""
        return [self[name] for name in TermsFacts.__slots__]

    @staticmethod
    def stored(terms: CounterTerms) -> dict[str, Any]:
        """What holds by these terms, by field."""
        return {name: getattr(terms, name) for name in TermsFacts.__slots__}


def _whole_quarters(field: CountField) -> None:
    if (field.data or 0) % QUARTER:
        raise ValidationError(_l("Times are kept by the quarter of an hour: type 15, 30, 45 and so on."))
