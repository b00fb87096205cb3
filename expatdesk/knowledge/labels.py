"""What the themes are called."""

from expatdesk.knowledge.topics import Theme
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

THEMES: dict[Theme, LazyString] = {
    Theme.WHERE: _l("Where you register"),
    Theme.PERMIT: _l("Right to stay"),
    Theme.PAPERS: _l("Your papers"),
    Theme.VISIT: _l("The visit and your BSN"),
    Theme.SETTLING: _l("After your registration"),
    Theme.HOUSING: _l("Housing"),
    Theme.SOCIAL: _l("Social network"),
}
