"""Fields on people that several doors ask for: a date of birth known in part, countries, languages."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from babel import Locale
from wtforms import BooleanField, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.utils import unset_value

from expatdesk.shared.clock import today
from expatdesk.shared.countries import countries, country_name, sorting
from expatdesk.shared.forms import DayField, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import language
from expatdesk.shared.i18n import lazy_gettext as _l

Choices = list[tuple[str, str]]
# No nationality at all; kept as an empty list of nationalities.
STATELESS = "none"
OLDEST = 120
# A date of birth that nobody knows, as the BRP writes it.
UNKNOWN_BIRTH = "0000-00-00"


def places(codes: Iterable[str]) -> Choices:
    """Countries and territories by name: people also come from Aruba, which gives out no nationality."""
    return sorted(((code, country_name(code)) for code in codes), key=lambda place: sorting(place[1]))


def nationalities() -> Choices:
    """Every nationality, and none."""
    return [*countries(), (STATELESS, _("No nationality (stateless)"))]


def languages() -> Choices:
    """Every language that has a two-letter code."""
    named = [(code, name) for code, name in Locale(language()).languages.items() if len(code) == 2]
    return sorted(named, key=lambda pair: sorting(pair[1]))


def other_nationalities() -> tuple[SelectField, SelectField, SelectField]:
    """Boxes for three more nationalities. Each form makes its own: fields stand in the order of their making."""
    labels = (_l("A second nationality"), _l("A third nationality"), _l("A fourth nationality"))
    second, third, fourth = (SelectField(label, choices=_other_countries) for label in labels)
    return second, third, fourth


def _other_countries() -> list[SelectChoice]:
    return options([("", _("No other nationality")), *countries()])


class OtherNationalities:
    """A form with a box `nationality` and three more. Who has still more keeps these, though no box shows them."""

    nationality: SelectField
    second_nationality: SelectField
    third_nationality: SelectField
    fourth_nationality: SelectField

    def validate_second_nationality(self, field: SelectField) -> None:
        """A second one is another one, and who is stateless has none."""
        self._refuse_as_another(field, self.nationality)

    def validate_third_nationality(self, field: SelectField) -> None:
        """So is a third one."""
        self._refuse_as_another(field, self.nationality, self.second_nationality)

    def validate_fourth_nationality(self, field: SelectField) -> None:
        """And a fourth one."""
        self._refuse_as_another(field, self.nationality, self.second_nationality, self.third_nationality)

    def _refuse_as_another(self, field: SelectField, *above: SelectField) -> None:
        if field.data and field.data in [box.data for box in above]:
            raise ValidationError(_l("This is the same nationality. Choose another one, or no other."))
        if field.data and self.nationality.data in (STATELESS, ""):
            raise ValidationError(_l("Choose this nationality in the box above."))

    @property
    def shows_more_nationalities(self) -> bool:
        """Whether somebody has a third one already, or filled it in."""
        boxes = (self.third_nationality, self.fourth_nationality)
        return any(box.data or box.errors for box in boxes)

    def nationalities_said(self, stored: Sequence[str]) -> list[str]:
        """The nationalities, the first one first; `stored` are those known before."""
        boxes = (self.nationality, self.second_nationality, self.third_nationality, self.fourth_nationality)
        said = [box.data for box in boxes if box.data and box.data != STATELESS]
        unseen = [code for code in stored[len(boxes) :] if code not in said]
        return [*said, *unseen] if said else []


def other_nationalities_of(stored: Sequence[str]) -> dict[str, str]:
    """What the boxes after the first hold for these nationalities."""
    _first, second, third, fourth, *_unseen = [*stored, "", "", "", ""]
    return {"second_nationality": second, "third_nationality": third, "fourth_nationality": fourth}


class BirthField(DayField):
    """A date of birth; day and month may stay open. Its data is text as the BRP writes it: '1991-02-00'.

    That nothing is known is said with a tick beside it (`BornInPart`); three open boxes say that nobody told.
    """

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the three boxes as typed, or what is stored where no form was sent."""
        super().process(formdata, None, extra_filters)
        if not formdata and data and data is not unset_value:
            self.data = data
            stored = zip(("year", "month", "day"), data.split("-"), strict=True)
            self.parts = {part: str(int(digits) or "") for part, digits in stored}

    def _read(self) -> Any:
        try:
            return self._born() if any(self.parts.values()) else None
        except ValidationError as error:
            self.process_errors = [error.args[0]]
            return None

    def _born(self) -> str:
        if not all(text.isascii() and text.isdigit() for text in self.parts.values() if text):
            raise ValidationError(_l("Use figures only, for example 7, 3 and 1990."))
        if len(self.parts["year"]) != 4:
            raise ValidationError(_l("Write the year in four figures, for example 1990."))
        # Nobody means more than two figures; Python refuses to read thousands of them.
        day, month, year = (int(self.parts[part][:5] or 0) for part in ("day", "month", "year"))
        if day and not month:
            raise ValidationError(_l("Fill in the month too, or leave the day open."))
        _refuse_impossible(year, month or 1, day or 1)
        return f"{year:04}-{month:02}-{day:02}"


class BornInPart:
    """A form with a date of birth, and the tick for who does not know all of it (security T41)."""

    born: BirthField
    born_in_part: BooleanField

    def validate_born(self, field: BirthField) -> None:
        """A day left open by mistake is not the same as an unknown one."""
        if self.born_in_part.data and not any(field.parts.values()):
            field.data = UNKNOWN_BIRTH
        if field.data and "-00" in field.data and not self.born_in_part.data:
            raise ValidationError(_l("Fill in the day and the month. Not known? Then tick that below."))


def _refuse_impossible(year: int, month: int, day: int) -> None:
    try:
        earliest = date(year, month, day)
    except ValueError:
        raise ValidationError(_l("This day does not exist. Check the day and the month.")) from None
    if earliest > today():
        raise ValidationError(_l("This day is still to come. Check the year."))
    if year < today().year - OLDEST:
        raise ValidationError(_l("This is more than 120 years ago. Check the year."))
