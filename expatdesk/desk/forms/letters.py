"""Forms for mails to several households: their words, and which one to send."""

from typing import Any

from wtforms import Field, RadioField, TextAreaField, ValidationError
from wtforms.validators import InputRequired

from expatdesk.desk.forms.version import VersionField
from expatdesk.shared.forms import LineField, Needed, PageForm, Plain, PlainText, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.worklists.letter_actions import Words
from expatdesk.worklists.letters import PLACEHOLDERS, unknown_placeholders
from expatdesk.worklists.models import Letter

LONGEST_TEXT = 4000
# What each placeholder becomes, for those who write the mail.
MEANINGS = {
    "name": _l("the first name of the principal"),
    "code": _l("the case code"),
    "employer": _l("the employer"),
    "arrival": _l("the day of arrival"),
    "limit": _l("the next lawful limit"),
    "visit": _l("day and time of the visit"),
    "officer": _l("the officer who has the case"),
}


def known_placeholders(_form: PageForm, field: Field) -> None:
    """Refuse what stands in braces and that nothing fills in (security T30)."""
    if wrong := unknown_placeholders(field.data or ""):
        names = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        text = _("%(wrong)s is no placeholder. Use one of these: %(names)s.", wrong=wrong[0], names=names)
        raise ValidationError(text)


class LetterForm(PageForm):
    """The words of a mail, in both languages: a household reads it in its own."""

    version = VersionField()
    name = LineField(_l("Name, for colleagues"), [Needed(_l("Give the mail a name.")), Plain(60)])
    subject_nl = LineField(
        _l("Subject in Dutch"), [Needed(_l("Fill in the subject.")), Plain(120), known_placeholders]
    )
    text_nl = TextAreaField(
        _l("Text in Dutch"), [Needed(_l("Fill in the text.")), PlainText(LONGEST_TEXT), known_placeholders]
    )
    subject_en = LineField(
        _l("Subject in English"), [Needed(_l("Fill in the subject.")), Plain(120), known_placeholders]
    )
    text_en = TextAreaField(
        _l("Text in English"), [Needed(_l("Fill in the text.")), PlainText(LONGEST_TEXT), known_placeholders]
    )

    @classmethod
    def of(cls, letter: Letter) -> "LetterForm":
        """The form as the mail stands."""
        names = ("version", *Words.__slots__)
        return cls(data={name: getattr(letter, name) for name in names})

    def words(self) -> Words:
        """What was typed."""
        return Words(**{name: self[name].data for name in Words.__slots__})


class ChooseLetterForm(PageForm):
    """Which mail, as it was read in the preview."""

    version = VersionField()
    letter = RadioField(_l("Which mail?"), validators=[InputRequired(_l("Choose a mail."))])

    def __init__(self, letters: list[Letter], **how: Any) -> None:
        super().__init__(**how)
        self.letter.choices = options((str(letter.id), letter.name) for letter in letters)
