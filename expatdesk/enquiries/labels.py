"""Where a question stands, in words."""

from expatdesk.enquiries.models import ThreadState
from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

STATES: dict[ThreadState, LazyString] = {
    ThreadState.WAITING: _l("Waits for an answer"),
    ThreadState.ANSWERED: _l("Answered"),
    ThreadState.CLOSED: _l("Closed"),
}
# As what kind of state pages draw it.
KINDS: dict[ThreadState, str] = {
    ThreadState.WAITING: "wait", ThreadState.ANSWERED: "done", ThreadState.CLOSED: "none",
}  # fmt: skip
