"""How a household is doing, theme by theme; all of it may be left out."""

from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.validators import Optional

from expatdesk.check_ins.actions import Said
from expatdesk.check_ins.labels import QUESTIONS, SCORE_WORDS
from expatdesk.rules.check_ins import Theme
from expatdesk.shared.forms import PageForm, PlainText, options
from expatdesk.shared.i18n import lazy_gettext as _l

LONGEST = 2000
SCALE = options((str(score), word) for score, word in SCORE_WORDS.items())


class CheckInForm(PageForm):
    """Four themes on one scale, a field for words, and the wish for a talk."""

    home = RadioField(QUESTIONS[Theme.HOME], [Optional()], choices=SCALE, coerce=int)
    people = RadioField(QUESTIONS[Theme.PEOPLE], [Optional()], choices=SCALE, coerce=int)
    work = RadioField(QUESTIONS[Theme.WORK], [Optional()], choices=SCALE, coerce=int)
    language = RadioField(QUESTIONS[Theme.LANGUAGE], [Optional()], choices=SCALE, coerce=int)
    text = TextAreaField(_l("What goes well, and what would help you?"), [Optional(), PlainText(LONGEST)])
    wants_talk = BooleanField(_l("I would like a talk with the desk"))

    @property
    def said(self) -> Said:
        """What was filled in."""
        scores = {theme: self[theme.value].data for theme in Theme}
        return Said(scores, self.text.data or "", wants_talk=self.wants_talk.data)
