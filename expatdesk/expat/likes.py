"""What the adults of a household told they like, as its own pages show it; all of it is told on one page."""

from expatdesk.cases.labels.interests import INTEREST_WORDS
from expatdesk.cases.models import Case
from expatdesk.rules.interests import Interest
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import listed
from expatdesk.social.interests import likes_of


def likes_in_words(case: Case) -> list[tuple[str, str]]:
    """Labels and what was told, of the household as a whole; empty where nobody told anything."""
    liked = likes_of(case).interests
    told = listed(str(INTEREST_WORDS[one]) for one in Interest if one in liked)
    pairs = [(_("What you like to do"), told), (_("In your own words"), case.interests or "")]
    return [(label, words) for label, words in pairs if words]
