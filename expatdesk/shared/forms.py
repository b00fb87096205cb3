"""Fields and checks that the forms of all doors share: a date nobody misreads, one line of text, a postcode."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import Field, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.form import BaseForm
from wtforms.utils import unset_value
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget, Select, TextInput

from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.clock import AMSTERDAM
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.kvk import NotKvk, kvk_number
from expatdesk.shared.limits import FIRST_YEAR, LAST_YEAR, POSTCODE
from expatdesk.shared.mailbox import NotAMailbox, mailbox
from expatdesk.shared.text import arrived_whole, is_plain, tidy, without_controls

PARTS = ("day", "month", "year")
LINK = re.compile(r"://|www\.|[<>@]", re.IGNORECASE)
# The pieces of an option; whatever is added to them is escaped.
VALUE, WORDS, CHOSEN = Markup('<option value="'), Markup('">'), Markup('" selected>')


class LightSelect(Select):
    """A list whose options are light to send and to make: a page may have six lists of 250 countries.

    They need no end tag, which would weigh 13 kB there.
    """

    @classmethod
    def render_option(cls, choice: SelectChoice, **_kwargs: Any) -> Markup:  # type: ignore[override]
        """An option; no form of ours gives one more than its value and words. (Types are those of WTForms 3.2.)"""
        return VALUE + str(choice.value) + (CHOSEN if choice.selected else WORDS) + str(choice.label)


LIST = LightSelect()


class PageForm(FlaskForm):  # type: ignore[misc]
    """A form of a page. Its fields are texts: a file that somebody sends under a field's name is not looked at."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How the form gets what was sent."""

        def wrap_formdata(self, form: "PageForm", formdata: Any) -> Any:
            """What was typed; Flask-WTF would mix files in, which no field of text can read."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if form.is_submitted() else None

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Markup:
            """A field as HTML; lists by a widget of ours."""
            if isinstance(field, SelectField) and not isinstance(field, RadioField):
                return LIST(field, **render_kw)
            html: Markup = super().render_field(field, render_kw)
            return html


class DayField(Field):
    """A date in three boxes, so that nobody can mistake the day for the month. Its data is a date or None."""

    widget = TextInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts: dict[str, str] = dict.fromkeys(PARTS, "")

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the three boxes as typed, or the given date where no form was sent."""
        super().process(None, data, extra_filters)
        self.parts = parts_of(self.data)
        if formdata:
            self.parts = {part: tidy(formdata.get(f"{self.name}-{part}")) for part in PARTS}
            self.raw_data = [text for text in self.parts.values() if text]
            self.data = self._read()

    def _read(self) -> date | None:
        if not any(self.parts.values()):
            return None
        try:
            return _date_of(self.parts)
        except ValidationError as error:
            self.process_errors = [error.args[0]]
            return None


def ticked(values: Iterable[str]) -> list[uuid.UUID]:
    """The ids of what was ticked in a list that a page made itself; what is no id is left out."""
    ids: dict[uuid.UUID, None] = {}
    for value in values:
        with suppress(ValueError):
            ids[uuid.UUID(value)] = None
    return list(ids)


def parts_of(day: date | None) -> dict[str, str]:
    """What stands in the three boxes of a date."""
    if day is None:
        return dict.fromkeys(PARTS, "")
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def _date_of(parts: Mapping[str, str]) -> date:
    if not all(parts.values()):
        raise ValidationError(_l("Fill in the day, the month and the year."))
    if not all(text.isascii() and text.isdigit() for text in parts.values()):
        raise ValidationError(_l("Use figures only, for example 4, 1 and 2027."))
    if len(parts["year"]) != 4:
        raise ValidationError(_l("Write the year in four figures, for example 2027."))
    if not FIRST_YEAR <= int(parts["year"]) <= LAST_YEAR:
        raise ValidationError(_l("Check the year: this date lies too far from today."))
    try:
        return date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except (ValueError, OverflowError):
        raise ValidationError(_l("This day does not exist. Check the day and the month.")) from None


class TicksField(SelectMultipleField):
    """Several of a list, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class LineField(StringField):
    """One line of text, tidied: composed letters, single spaces."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Tidy what was typed."""
        self.data = tidy(valuelist[0]) if valuelist else ""

    def _value(self) -> str:
        return without_controls(self.data or "")


class Plain:
    """Nothing that is not seen or turns the direction of reading (security T33), and no BSN (T43)."""

    def __init__(self, longest: int) -> None:
        self.longest = longest
        self.field_flags = {"maxlength": longest}

    def __call__(self, _form: BaseForm, field: Field) -> None:
        """Raise ValidationError where the text hides something, is too long or holds a BSN."""
        self.check(field.data or "")

    def check(self, text: str) -> None:
        """Raise ValidationError where the text is not plain."""
        if not (is_plain(text) and arrived_whole(text)):
            raise ValidationError(
                _l("This text holds a character that cannot be seen. Type it again, without copying.")
            )
        if len(text) > self.longest:
            raise ValidationError(_too_long(self.longest))
        if holds_bsn(text):
            raise ValidationError(_l("This looks like a BSN, which we may not keep. Take the number out."))


class PlainText(Plain):
    """Several lines of the same; browsers send them with the line ends of a typewriter."""

    def __call__(self, _form: BaseForm, field: Field) -> None:
        """Raise ValidationError where one of the lines is not plain, or all are too long."""
        field.data = (field.data or "").replace("\r\n", "\n").strip()
        self.check(field.data.replace("\n", " "))


class PlainName(Plain):
    """A name as in a passport, in any script. An address of a page would become a link in a mail (T24)."""

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Raise ValidationError where the text cannot be a name."""
        super().__call__(form, field)
        if LINK.search(field.data or ""):
            raise ValidationError(_l("This is no name. Fill in the name as it stands in the passport."))


def _too_long(longest: int) -> LazyString:
    return _l("This is too long: at most %(longest)d characters fit.", longest=longest)


class PostcodeField(LineField):
    """A Dutch postcode, kept as '2312 AB' however it was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Bring what was typed into the canonical form, where it has one."""
        super().process_formdata(valuelist)
        if match := POSTCODE.fullmatch((self.data or "").upper()):
            self.data = f"{match[1]} {match[2]}"

    def pre_validate(self, _form: BaseForm) -> None:
        """Raise ValidationError where this is no Dutch postcode."""
        if self.data and not POSTCODE.fullmatch(self.data):
            raise ValidationError(_l("This is no Dutch postcode. Type 4 figures and 2 letters, as in 2312 AB."))


class KvkField(LineField):
    """A number of the trade register, kept as its eight figures however it was typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Bring what was typed into its plain form, where it has one."""
        super().process_formdata(valuelist)
        with suppress(NotKvk):
            self.data = kvk_number(self.data or "")

    def pre_validate(self, _form: BaseForm) -> None:
        """Raise ValidationError where the register gives out no such number."""
        try:
            kvk_number(self.data or "00000001")
        except NotKvk:
            raise ValidationError(_l("This is no KvK number. It has 8 figures, as in 12345678.")) from None


class Needed:
    """Something must be there."""

    def __init__(self, message: LazyString) -> None:
        self.message = message
        self.field_flags = {"required": True}

    def __call__(self, _form: BaseForm, field: Field) -> None:
        """Raise ValidationError where the field is empty."""
        if field.data in (None, "") and not field.process_errors:
            raise ValidationError(self.message)


def mail_address(_form: BaseForm, field: Field) -> None:
    """Bring an e-mail address into its plain form, or refuse what is none."""
    try:
        field.data = mailbox(field.data or "")
    except NotAMailbox:
        raise ValidationError(_l("This is no e-mail address. Check it: it looks like name@example.org.")) from None


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


def options(choices: Iterable[tuple[str, str | LazyString]]) -> list[SelectChoice]:
    """Values and their words, as fields with choices want them."""
    return [SelectChoice(value, words) for value, words in choices]


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


class TimeForm(PageForm):
    """The time that was chosen."""

    time = MomentField()
