"""The sentences of the history that tell of activities; `cases/history.py` reads them aloud."""

from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

OF_ACTIVITIES: dict[str, tuple[LazyString, ...]] = {
    "activity_signed_up": (
        _l("%(who)s signed the household up for an activity on %(on)s."),
        _l("%(who)s signed the household up for an activity."),
    ),
    "activity_offered": (
        _l("%(who)s offered the household a place at an activity on %(on)s."),
        _l("%(who)s offered the household a place at an activity."),
    ),
    "activity_accepted": (
        _l("%(who)s took the place that was offered at an activity on %(on)s."),
        _l("%(who)s took the place that was offered at an activity."),
    ),
    "activity_lapsed": (
        _l("%(who)s offered the place at an activity on %(on)s to the next: nobody took it in time."),
        _l("%(who)s offered the place at an activity to the next: nobody took it in time."),
    ),
    "activity_fewer": (
        _l("%(who)s told that fewer people come to an activity on %(on)s."),
        _l("%(who)s told that fewer people come to an activity."),
    ),
    "activity_left": (
        _l("%(who)s took the household off the list of an activity on %(on)s."),
        _l("%(who)s took the household off the list of an activity."),
    ),
    "activity_attended": (
        _l("%(who)s ticked that the household was at an activity on %(on)s."),
        _l("%(who)s ticked that the household was at an activity."),
    ),
    "activity_not_attended": (
        _l("%(who)s took back that the household was at an activity on %(on)s."),
        _l("%(who)s took back that the household was at an activity."),
    ),
}
