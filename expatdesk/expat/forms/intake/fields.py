"""Fields of the intake: countries, languages, yes or no, and a date of birth that may be known in part."""

from collections.abc import Callable, Sequence
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, Optional

from expatdesk.rules.countries import COUNTRIES
from expatdesk.shared.forms import options
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.person_fields import BirthField, BornInPart, languages, nationalities, places

Choices = list[tuple[str, str]]


def places_to_choose() -> Choices:
    """Every country and territory, none chosen yet."""
    return [("", _("Choose a country")), *places(COUNTRIES)]


def nationalities_to_choose() -> Choices:
    """Every nationality, none chosen yet."""
    return [("", _("Choose a country")), *nationalities()]


def licences() -> Choices:
    """Where a driving licence comes from, or that there is none."""
    return [("", _("No driving licence")), *places(COUNTRIES)]


def languages_to_choose() -> Choices:
    """Every language; nobody has to know it yet."""
    return [("", _("I do not know yet")), *languages()]


def select(label: str | LazyString, choices: Callable[[], Choices], needed: str | LazyString = "") -> SelectField:
    """A select; `needed` is what to say where nothing is chosen."""
    checks = [InputRequired(needed)] if needed else []
    return SelectField(label, choices=lambda: options(choices()), validators=checks)


def radios(
    label: str | LazyString, choices: Sequence[tuple[str, str | LazyString]], needed: str | LazyString
) -> RadioField:
    """A choice between a few answers, none chosen at first."""
    return RadioField(label, choices=options(choices), validators=[InputRequired(needed)])


def yes_or_no(label: str | LazyString) -> RadioField:
    """A question with yes or no."""
    return radios(label, YES_OR_NO, _l("Choose yes or no."))


def said(answer: str | None) -> bool | None:
    """The answer to a `yes_or_no`; None for anything else."""
    return {"yes": True, "no": False}.get(answer or "")


def as_said(value: bool | None) -> str | None:  # noqa: FBT001 - the value is the very thing asked for
    """What a `yes_or_no` holds for this value."""
    return None if value is None else "yes" if value else "no"


YES_OR_NO = (("yes", _l("Yes")), ("no", _l("No")))


class BornMixin(BornInPart):
    """A date of birth, which a household has to tell, were it that nobody knows it."""

    born = BirthField(_l("Date of birth"))
    born_in_part = BooleanField(_l("The date is not known, or not all of it"))

    def validate_born(self, field: BirthField) -> None:
        """Nothing said is no answer."""
        super().validate_born(field)
        if not field.data and not field.errors:
            raise ValidationError(_l("Fill in the date of birth."))


def born_of(stored: str) -> dict[str, Any]:
    """What the two fields hold for a stored date of birth."""
    return {"born": stored, "born_in_part": "-00" in stored}


OPEN = Optional(strip_whitespace=True)
