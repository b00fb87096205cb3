"""Fields in which somebody tells of themselves to meet people: newcomers and volunteers tell the same."""

from collections.abc import Sequence

from wtforms import SelectField, ValidationError
from wtforms.validators import Optional

from expatdesk.cases.labels.interests import INTEREST_WORDS
from expatdesk.rules.buddies import FreeTime
from expatdesk.rules.interests import Interest
from expatdesk.shared.forms import PageForm, TicksField, options
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.person_fields import languages
from expatdesk.social.people_labels import TIME_WORDS, language_word

# What most newcomers and volunteers here speak; any other one is chosen from the list below them.
COMMON = ("nl", "en", "de", "fr", "es", "pt", "it", "pl", "tr", "ar", "hi", "zh")


class PeopleForm(PageForm):
    """Languages, interests and times."""

    speaks = TicksField(_l("Which languages do you speak?"), choices=lambda: options(_common()))
    other_language = SelectField(_l("Another language"), [Optional()], choices=lambda: options(_others()))
    interests = TicksField(
        _l("What do you like?"), choices=options((one.value, INTEREST_WORDS[one]) for one in Interest)
    )
    times = TicksField(
        _l("When do you have time?"), choices=options((one.value, TIME_WORDS[one]) for one in FreeTime)
    )

    def validate_speaks(self, _field: TicksField) -> None:
        """Raise ValidationError where there is no language in which two people could talk."""
        if not self.spoken:
            raise ValidationError(_l("Choose a language at least."))

    @property
    def spoken(self) -> list[str]:
        """All languages that were told, by their code."""
        return sorted({*(self.speaks.data or ()), *filter(None, [self.other_language.data])})

    @staticmethod
    def of_languages(spoken: Sequence[str]) -> dict[str, object]:
        """How stored languages stand in the two fields; a second one off the list is told again."""
        others = [code for code in spoken if code not in COMMON]
        return {"speaks": [code for code in spoken if code in COMMON], "other_language": "".join(others[:1])}


def _common() -> list[tuple[str, str]]:
    return [(code, language_word(code)) for code in COMMON]


def _others() -> list[tuple[str, str]]:
    return [("", _("No other language")), *languages()]
