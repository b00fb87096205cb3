"""Forms of a household's own visit: the time it chooses, and the file that it saw when it did."""

from datetime import datetime
from typing import Any

from wtforms import Field, ValidationError
from wtforms.widgets import HiddenInput

from expatdesk.shared.clock import AMSTERDAM
from expatdesk.shared.forms import PageForm
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.limits import FIRST_YEAR, LAST_YEAR

LONGEST_VERSION = 9


class MomentField(Field):
    """A moment as the page offered it; its data is the time on the desk's clock."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what the button said; nobody types it."""
        try:
            moment = datetime.fromisoformat(str(valuelist[0]))
            self.data = moment.astimezone(AMSTERDAM)
            if not FIRST_YEAR <= self.data.year <= LAST_YEAR:
                raise ValueError(moment)
        except (IndexError, ValueError, OverflowError):
            raise ValidationError(_l("Choose one of the times.")) from None

    def _value(self) -> str:
        return self.data.isoformat() if self.data else ""


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


class TimeForm(PageForm):
    """The time that was chosen."""

    time = MomentField()


class ConfirmForm(PageForm):
    """The time that is booked."""

    time = MomentField()
    version = SeenField()


class CancelForm(PageForm):
    """The visit that is cancelled."""

    version = SeenField()
