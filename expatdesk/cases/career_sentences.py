"""The sentences of the history about help with work: read by the household and by the desk alone."""

from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

OF_CAREERS: dict[str, tuple[LazyString, ...]] = {
    "career_told": (
        _l("%(who)s told what help with work %(person)s would like."),
        _l("%(who)s told what help with work somebody of the household would like."),
    ),
    "career_written_down": (
        _l("%(who)s wrote down what help with work %(person)s would like, with their yes to it."),
        _l("%(who)s wrote down what help with work somebody of the household would like, with their yes to it."),
    ),
    "career_withdrawn": (
        _l("%(who)s took back the yes of %(person)s to help with work. What was told is erased."),
        _l("%(who)s took back a yes to help with work. What was told is erased."),
    ),
    "careers_read": (_l("%(who)s looked at the list of who would like help with work."),),
}
