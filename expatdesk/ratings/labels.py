"""The words for scores."""

from expatdesk.ratings.models import SCORES
from expatdesk.shared.i18n import lazy_gettext as _l

SCORE_WORDS = dict(
    zip(SCORES, (_l("Bad"), _l("Not so good"), _l("Fair"), _l("Good"), _l("Very good")), strict=True)
)
