"""A field for an amount in euros, however somebody writes it; its data is cents."""

import re
from collections.abc import Sequence
from typing import Any

from wtforms import Field
from wtforms.widgets import TextInput

from expatdesk.shared.i18n import lazy_gettext as _l

# "1.250,50", "1,250.50", "1250" and "€ 1 250": what comes last and has two figures behind it are cents.
AMOUNT = re.compile(r"(?P<euros>[0-9]{1,3}(?:[., ]?[0-9]{3})*|[0-9]+)(?:[.,](?P<cents>[0-9]{2}|-))?")
MOST_EUROS = 1_000_000


class MoneyField(Field):
    """An amount of money; its data is a number of cents, or None."""

    widget = TextInput()

    def process_formdata(self, valuelist: Sequence[Any]) -> None:
        """Read the amount as typed."""
        text = str(valuelist[0]).replace("€", "").replace("\u00a0", " ").strip() if valuelist else ""
        self.data = None
        if not text:
            return
        found = AMOUNT.fullmatch(text) if text.isascii() else None
        if found is None:
            raise ValueError(_l("Type an amount in euros, for example 1250 or 1250,50."))
        euros = int(re.sub("[., ]", "", found["euros"]))
        if euros > MOST_EUROS:
            raise ValueError(_l("Check this amount: it is very high."))
        self.data = euros * 100 + int((found["cents"] or "0").replace("-", "0"))

    def _value(self) -> str:
        if self.process_errors and self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        euros, cents = divmod(self.data, 100)
        return f"{euros},{cents:02}" if cents else str(euros)
