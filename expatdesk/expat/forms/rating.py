"""How it went, in a score and a few words."""

from wtforms import RadioField, TextAreaField

from expatdesk.ratings.labels import SCORE_WORDS
from expatdesk.shared.forms import Needed, PageForm, PlainText, options
from expatdesk.shared.i18n import lazy_gettext as _l

LONGEST = 2000


class RatingForm(PageForm):
    """A score; the page that follows it also has a field for words."""

    score = RadioField(
        _l("How did it go with us?"),
        [Needed(_l("Choose one of the five."))],
        choices=options((str(score), word) for score, word in SCORE_WORDS.items()),
        coerce=int,
    )
    text = TextAreaField(_l("What should we do better, or keep?"), [PlainText(LONGEST)])

    @property
    def asks_for_words(self) -> bool:
        """Whether only the score was pressed: then the field for words comes next."""
        return not self.text.raw_data
