"""Forms of a household's own visit: the time it chooses, and the file that it saw when it did."""

from typing import Any

from wtforms import Field, ValidationError
from wtforms.widgets import HiddenInput

from expatdesk.shared.forms import MomentField, PageForm
from expatdesk.shared.i18n import lazy_gettext as _l

LONGEST_VERSION = 9


class SeenField(Field):
    """The version of the file that the page showed."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number."""
        text = str(valuelist[0]) if valuelist else ""
        if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_VERSION):
            raise ValidationError(_l("This page is out of date. Open it again."))
        self.data = int(text)

    def _value(self) -> str:
        return str(self.data)


class ConfirmForm(PageForm):
    """The time that is booked."""

    time = MomentField()
    version = SeenField()


class CancelForm(PageForm):
    """The visit that is cancelled."""

    version = SeenField()
