"""What narrows the list of who would like help with work."""

from collections.abc import Iterable
from typing import Self

from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from expatdesk.rules.careers import Looking
from expatdesk.rules.region import Region
from expatdesk.shared.forms import options
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.social.career_words import FIELD_WORDS, LOOKING_WORDS, SPEAKS_WORDS
from expatdesk.social.careers import Wanted

ALL = _l("All of them")


class CareersForm(Form):
    """Read from the address; what it does not know narrows nothing."""

    looks_for = SelectField(_l("Looks for"), default="")
    field = SelectField(_l("Field"), default="")
    dutch = SelectField(_l("Dutch"), default="")
    town = SelectField(_l("Municipality"), default="")

    @classmethod
    def of(cls, asked: MultiDict[str, str], region: Region) -> Self:
        """The list as it was asked for."""
        form = cls(asked)
        kinds = [(kind.value, words) for kind, words in LOOKING_WORDS.items() if kind is not Looking.NOT_NOW]
        form.looks_for.choices = _with_all(kinds)
        form.field.choices = _with_all(FIELD_WORDS.items())
        form.dutch.choices = _with_all(SPEAKS_WORDS.items())
        form.town.choices = _with_all((town.code, town.name) for town in region.municipalities)
        if not form.validate():
            for box in form:
                box.data, box.errors = "" if box.errors else box.data, []
        return form

    @property
    def wanted(self) -> Wanted:
        """Whom to list."""
        chosen = (self.field, self.looks_for, self.dutch, self.town)
        return Wanted(*(box.data or None for box in chosen))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen."""
        return self.wanted != Wanted()


def _with_all(pairs: Iterable[tuple[str, str | LazyString]]) -> list[SelectChoice]:
    return [*options([("", ALL)]), *options(pairs)]
