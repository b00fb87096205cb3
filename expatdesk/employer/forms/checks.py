"""Checks of what HR types about a hire: its shape only, never the rules of the desk."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import Field, IntegerField, ValidationError
from wtforms.form import BaseForm
from wtforms.widgets import TextInput

from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

# Mail programs make a link of these by themselves, and our mails greet people by their name (security T24).
LINK = re.compile(r"://|www\.|@", re.IGNORECASE)


class Needed:
    """Something must be there."""

    def __init__(self, message: LazyString) -> None:
        self.message = message
        self.field_flags = {"required": True}

    def __call__(self, _form: BaseForm, field: Field) -> None:
        """Raise ValidationError where the field is empty."""
        if field.data in (None, "") and not field.process_errors:
            raise ValidationError(self.message)


def no_bsn(_form: BaseForm, field: Field) -> None:
    """Refuse what looks like a BSN, which is never stored (UAVG art. 46)."""
    if holds_bsn(field.data or ""):
        raise ValidationError(_l("This holds a number that looks like a BSN. We never keep one: leave it out."))


def no_link(_form: BaseForm, field: Field) -> None:
    """Refuse web and mail addresses in a name."""
    if LINK.search(field.data or ""):
        raise ValidationError(_l("Type the name only, without a web or e-mail address."))


def mail_address(_form: BaseForm, field: Field) -> None:
    """Bring an e-mail address into its plain form, or refuse what is none."""
    try:
        checked = validate_email(field.data or "", check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise ValidationError(_l("This is no e-mail address. Check it: it looks like name@example.org.")) from None
    field.data = checked.ascii_email or checked.normalized


class NearToday:
    """A date within so many days before and after today: whoever types 2072 means 2027."""

    def __init__(self, before: int, after: int) -> None:
        self.before, self.after = timedelta(days=before), timedelta(days=after)

    def __call__(self, _form: BaseForm, field: Field) -> None:
        """Raise ValidationError where the date lies too far off."""
        if field.data and not today() - self.before <= field.data <= today() + self.after:
            raise ValidationError(_l("Check the year: this date lies too far from today."))


class CountField(IntegerField):
    """A whole number within limits."""

    widget = TextInput()

    def __init__(self, *args: Any, least: int, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.least, self.most = least, most

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the number as typed."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
        if text and self.data is None:
            raise ValueError(_l("Type a whole number in figures."))

    def pre_validate(self, _form: BaseForm) -> None:
        """Raise ValidationError outside of the limits."""
        if self.data is not None and not self.least <= self.data <= self.most:
            limits = {"least": self.least, "most": self.most}
            raise ValidationError(_l("Type a number from %(least)d to %(most)d.", **limits))
