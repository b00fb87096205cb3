"""The forms of who lives when in an own place, and of how many an address has room for."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import request
from wtforms import Field, SelectField, ValidationError
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from expatdesk.housing.stay_models import LONGEST_NOTE, PlaceStay
from expatdesk.housing.stays import StaySaid
from expatdesk.shared.forms import CountField, DayField, LineField, Needed, PageForm, Plain, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

MOST_PLACES = 500
FIELDS = ("starts", "ends", "people", "note")


class StayForm(PageForm):
    """From when to when, for how many people, and of which hire where the employer says so."""

    version = CountField(widget=HiddenInput(), least=0, most=9999)
    starts = DayField(_l("First night"), [Needed(_l("Fill in from which night they live there."))])
    ends = DayField(_l("Day of leaving"), [])
    people = CountField(
        _l("How many people?"), [Needed(_l("Fill in how many people live there."))], least=1, most=MOST_PLACES
    )
    hire = SelectField(_l("Which of your hires?"), validators=[Optional()])
    note = LineField(_l("Note"), [Optional(strip_whitespace=True), Plain(LONGEST_NOTE)])

    def let_choose(self, hires: Iterable[tuple[uuid.UUID, str]]) -> None:
        """The hires that may be named, for whoever sees them; without any the question is not asked."""
        choices = [(str(key), name) for key, name in hires]
        if choices:
            self.hire.choices = options([("", _("No hire of yours, or not known yet")), *choices])
        else:
            del self.hire

    def validate_ends(self, field: Field) -> None:
        """Raise ValidationError where they leave before they slept there."""
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError(_l("This is not after the first night. Check both days."))

    @classmethod
    def of(cls, stay: PlaceStay) -> "StayForm":
        """The form as the stay stands."""
        return cls(data={**stored(stay), "hire": str(stay.case_id or "")})

    def said(self, stay: PlaceStay | None = None) -> StaySaid:
        """What was filled in; call when the form is valid. A hire of which nothing is asked stays as it was."""
        kept = stay.case_id if stay else None
        chosen = (uuid.UUID(self.hire.data) if self.hire.data else None) if "hire" in self else kept
        said: dict[str, Any] = {name: self[name].data for name in FIELDS}
        return StaySaid(**{**said, "note": said["note"] or "", "case_id": chosen})


class PlacesForm(PageForm):
    """How many people can live at an address, and how many may be registered there."""

    places = CountField(
        _l("How many people can live there?"), [Needed(_l("Fill in how many people can live there."))], least=1,
        most=MOST_PLACES,
    )  # fmt: skip
    most_registered = CountField(
        _l("How many may be registered there"),
        [Needed(_l("Fill in how many may be registered there."))],
        least=0,
        most=MOST_PLACES,
    )

    def validate_most_registered(self, field: Field) -> None:
        """Nobody is registered where they may not live."""
        if field.data and self.places.data and field.data > self.places.data:
            raise ValidationError(_l("This is more than the number of people who may live there."))


def stored(stay: PlaceStay) -> dict[str, Any]:
    """What is known of a stay, by field."""
    return {name: getattr(stay, name) for name in (*FIELDS, "version")}


def day_asked(name: str) -> date | None:
    """A day that the address of the page names, to fill a form in; None where it names none."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
