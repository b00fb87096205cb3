"""The version of a case that a page showed: whoever saves an older one is told what changed meanwhile."""

from typing import Any

from wtforms import Field, ValidationError
from wtforms.widgets import HiddenInput

from expatdesk.shared.i18n import lazy_gettext as _l


class VersionField(Field):
    """A hidden number."""

    widget = HiddenInput()

    def _value(self) -> str:
        return str(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the number."""
        text = str(valuelist[0]) if valuelist else ""
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise ValidationError(_l("This page is out of date. Open the case again."))
        self.data = int(text)
