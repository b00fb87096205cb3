"""What somebody comes to the desk for, other than to be registered."""

from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

# By the kind of the visit; each ends a sentence on it.
PURPOSES: dict[str, LazyString] = {
    "papers": _l("to hand in papers"),
    "questions": _l("to ask a question"),
}
