"""Strict reading of JSON: a value with the path that leads to it, and what is wrong with it."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NoReturn, TypeVar

from expatdesk.rules.countries import COUNTRIES
from expatdesk.rules.facts import UNKNOWN_BIRTH, PartialDate
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.limits import FIRST_YEAR, LAST_YEAR, POSTCODE

Chosen = TypeVar("Chosen", bound=StrEnum)
Read = TypeVar("Read")

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LOCAL_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?")
LANGUAGE = re.compile(r"[a-z]{2,3}")
# What a fault of the whole file is reported under.
FILE = "facts"


class FactsInvalid(ValueError):
    """A facts file that cannot be read: the field, and what is wrong with it, in one line."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


@dataclass(frozen=True, slots=True)
class Field:
    """A value within the file with the path that leads to it, such as `people[0].born`."""

    path: str
    value: object

    def refuse(self, message: str) -> NoReturn:
        raise FactsInvalid(self.path or FILE, message)

    def maybe(self, read: "Callable[[Field], Read]") -> Read | None:
        """None for null, else what `read` makes of it."""
        return None if self.value is None else read(self)

    def table(self, *required: str, optional: tuple[str, ...] = ()) -> "dict[str, Field]":
        """The fields of an object; optional ones that are left out are null."""
        fields = self.entries()
        for key, field in fields.items():
            if key not in required and key not in optional:
                field.refuse(_("is not known here"))
        for key in required:
            if key not in fields:
                self.child(key, None).refuse(_("is missing"))
        return {key: self.child(key, None) for key in optional} | fields

    def entries(self) -> "dict[str, Field]":
        """The fields of an object, whatever their names."""
        if not isinstance(self.value, dict):
            self.refuse(_("must be an object"))
        return {key: self.child(key, value) for key, value in self.value.items()}

    def child(self, key: str, value: object) -> "Field":
        name = shown(key)
        return Field(f"{self.path}.{name}" if self.path else name, value)

    def items(self) -> "list[Field]":
        if not isinstance(self.value, list):
            self.refuse(_("must be a list"))
        return [Field(f"{self.path}[{index}]", value) for index, value in enumerate(self.value)]

    def text(self) -> str:
        if not isinstance(self.value, str):
            self.refuse(_("must be text"))
        return self.value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            self.refuse(_("must be true or false"))
        return self.value

    def whole(self, minimum: int) -> int:
        # To Python true is a number; to a reader of the file it is not.
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.refuse(_("must be a whole number"))
        if self.value < minimum:
            self.refuse(_("must be %(minimum)s or more", minimum=minimum))
        return self.value

    def one_of(self, choices: type[Chosen]) -> Chosen:
        text = self.text()
        if text not in list(choices):
            self.refuse(_("must be one of: %(choices)s", choices=", ".join(choices)))
        return choices(text)

    def matching(self, pattern: re.Pattern[str], message: str) -> re.Match[str]:
        found = pattern.fullmatch(self.text())
        if found is None:
            self.refuse(message)
        return found

    def day(self) -> date:
        text = self.text()
        self.matching(DAY, _("must be a date such as 2027-01-31"))
        try:
            day = date.fromisoformat(text)
        except ValueError:
            self.refuse(_("there is no such date: %(date)s", date=text))
        return self._plannable(day)

    def day_of_visit(self) -> date:
        """A date, or a local date and time, of which the rules need the date alone."""
        text = self.text()
        if not LOCAL_TIME.fullmatch(text):
            return self.day()
        try:
            day = datetime.fromisoformat(text).date()
        except ValueError:
            self.refuse(_("there is no such date: %(date)s", date=text))
        return self._plannable(day)

    def _plannable(self, day: date) -> date:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.refuse(_("must lie between %(first)s and %(last)s", first=FIRST_YEAR, last=LAST_YEAR))
        return day

    def birth(self) -> PartialDate:
        text = self.text()
        self.matching(DAY, _("must be a date such as 1991-05-31, or 1991-05-00 where the day is unknown"))
        try:
            born = PartialDate.parse(text)
        except ValueError:
            self.refuse(_("there is no such date: %(date)s", date=text))
        if born != UNKNOWN_BIRTH:
            self._plannable(born.earliest)
        return born

    def country(self) -> str:
        code = self.text()
        if code not in COUNTRIES:
            self.refuse(_("must be a country code of two letters such as IN"))
        return code

    def postcode(self) -> str:
        found = self.matching(POSTCODE, _("must be a Dutch postcode such as 2312 AB"))
        return f"{found[1]} {found[2]}"


def parse(text: str) -> Field:
    """The value of a JSON text, to be read field by field. Raises FactsInvalid."""
    try:
        return Field("", json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_without_doubles))
    except json.JSONDecodeError as error:
        message = _("is not valid JSON: line %(line)s, column %(column)s", line=error.lineno, column=error.colno)
        raise FactsInvalid(FILE, message) from error
    except FactsInvalid:
        raise
    except (ValueError, RecursionError) as error:
        raise FactsInvalid(FILE, _("is not JSON that can be read")) from error


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; JSON would let the last of two equal keys win in silence."""
    table: dict[str, object] = {}
    for key, value in pairs:
        if key in table:
            raise FactsInvalid(shown(key), _("appears twice"))
        table[key] = value
    return table


def shown(key: str) -> str:
    """A key as it can stand in one line, whatever characters it holds."""
    return json.dumps(key)[1:-1][:60]
