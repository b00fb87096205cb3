"""The form for an employer's address as it is signed on a page: its words, and the PDF that proves it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from expatdesk.documents.taking_in import Sent
from expatdesk.shared.clock import local
from expatdesk.shared.i18n import clock_time, gettext, long_date, speaking
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.pdf import render_pdf, style_of
from expatdesk.shared.rendering import render

STYLE = Path(__file__).with_name("address_form.css")
TITLE = _l("Form for the employer’s address")


@dataclass(frozen=True, slots=True)
class AddressForm:
    """What is signed: whose address, for whom."""

    employer: str
    kvk_number: str
    address: str
    hire: str

    @property
    def promises(self) -> list[str]:
        """The text, in the reader's language; what somebody read is what the PDF holds."""
        return [
            gettext(
                "%(hire)s may be registered at our address, %(address)s, until there is a home, and for three "
                "months at most.",
                hire=self.hire,
                address=self.address,
            ),
            gettext("We see to it that letters reach %(hire)s without delay.", hire=self.hire),
            gettext("We tell the desk at once when %(hire)s does not work with us any more.", hire=self.hire),
            gettext("We are a recognised sponsor with the IND."),
        ]

    @property
    def mark(self) -> str:
        """What tells whether this is the text that somebody read."""
        read = json.dumps([self.employer, self.kvk_number, *self.promises])
        return hashlib.sha256(read.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, with which account, and when."""

    name: str
    account: str
    at: datetime


def signed_form(form: AddressForm, signature: Signature, language: str) -> Iterator[Sent]:
    """The file of the signed form. Raises PdfNotMade."""
    with speaking(language):
        title, day = str(TITLE), long_date(local(signature.at).date())
        html = render(
            "address_form/form.html", language, form=form, signature=signature, title=title, day=day,
            time=clock_time(signature.at), style=style_of(STYLE),
        )  # fmt: skip
    yield Sent(f"{title}.pdf", render_pdf(html, title=title, language=language))
