"""A newer figure of what a kind of home costs to rent."""

from typing import Any, Self

from flask import request
from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired

from expatdesk.housing.rent_models import LONGEST_SOURCE
from expatdesk.housing.wish_words import DWELLINGS
from expatdesk.rules.homes import Dwelling
from expatdesk.rules.region import Region
from expatdesk.rules.rents import Rent
from expatdesk.shared.clock import today
from expatdesk.shared.forms import CountField, DayField, LineField, Needed, PageForm, Plain, options
from expatdesk.shared.i18n import lazy_gettext as _l

MOST = 9999


class RentForm(PageForm):
    """From low to high in whole euros a month; where that was found, and of which day it is."""

    municipality = SelectField(_l("Municipality"))
    dwelling = RadioField(
        _l("Kind of home"), [InputRequired(_l("Choose a kind of home."))], choices=options(DWELLINGS.items())
    )
    low = CountField(
        _l("Most cost from, in euros a month"), [Needed(_l("Fill in an amount."))], least=50, most=MOST
    )
    high = CountField(_l("To, in euros a month"), [Needed(_l("Fill in an amount."))], least=50, most=MOST)
    starts = DayField(_l("Shown to households from"), [Needed(_l("Fill in the day."))])
    source = LineField(_l("Where this comes from"), [Needed(_l("Fill in the source.")), Plain(LONGEST_SOURCE)])
    as_of = DayField(_l("Of which day the figure is"), [Needed(_l("Fill in the day."))])

    @classmethod
    def of(cls, region: Region) -> Self:
        """The form, with the region's municipalities, from today on; a link may name what it is about."""
        told = {"municipality": request.args.get("town"), "dwelling": request.args.get("kind")}
        form = cls(data={"starts": today(), "as_of": today(), **told})
        form.municipality.choices = options((town.code, town.name) for town in region.municipalities)
        return form

    def validate_high(self, field: CountField) -> None:
        """From low to high."""
        if field.data and self.low.data and field.data < self.low.data:
            raise ValidationError(_l("This is less than what most cost from."))

    def validate_as_of(self, field: DayField) -> None:
        """Nobody knows what homes will cost."""
        if field.data and field.data > today():
            raise ValidationError(_l("This day is still to come."))

    def validate_starts(self, field: DayField) -> None:
        """What was shown until yesterday was shown."""
        if field.data and field.data < today():
            raise ValidationError(_l("This day is over. Choose today or a later day."))

    @property
    def rent(self) -> Rent:
        """The figure; call when the form is valid."""
        told: dict[str, Any] = {name: self[name].data for name in ("municipality", "starts", "source", "as_of")}
        cents = {name: self[name].data * 100 for name in ("low", "high")}
        return Rent(dwelling=Dwelling(self.dwelling.data), **cents, **told)
