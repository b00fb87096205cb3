"""The sentences of the history that tell of homes of partners; `cases/history.py` reads them aloud."""

from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

OF_HOMES: dict[str, tuple[LazyString, ...]] = {
    "homes_looked_at": (_l("%(who)s looked which homes suit the household."),),
}
