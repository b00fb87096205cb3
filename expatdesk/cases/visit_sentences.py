"""The sentences of the history that tell of visits and of the day; `cases/history.py` reads them aloud."""

from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

OF_VISITS: dict[str, tuple[LazyString, ...]] = {
    "visit_booked": (_l("%(who)s booked the visit: %(visit)s."),),
    "visit_moved": (
        _l("%(who)s moved the visit to %(visit)s. Of the fee %(withheld)s is charged."),
        _l("%(who)s moved the visit to %(visit)s."),
    ),
    "visit_cancelled": (
        _l("%(who)s cancelled the visit of %(visit)s. Of the fee %(withheld)s is charged."),
        _l("%(who)s cancelled the visit of %(visit)s."),
    ),
    "visit_missed": (
        _l("%(who)s wrote down that nobody came to the visit of %(visit)s. Of the fee %(withheld)s is charged."),
        _l("%(who)s wrote down that nobody came to the visit of %(visit)s."),
    ),
    "visit_kept": (_l("%(who)s wrote down that the household came to the visit of %(visit)s."),),
    "visit_fitted": (
        _l("%(who)s changed the household; its visit of %(visit)s now takes until %(until)s."),
        _l("%(who)s changed the household, and how long its visit takes."),
    ),
    "visit_fits_again": (_l("%(who)s changed the household; its visit of %(visit)s fits again."),),
    "visit_misfits": (_l("%(who)s changed the household; its visit of %(visit)s does not fit any more."),),
    "visit_released": (_l("%(who)s gave the time of %(visit)s back: the papers were not accepted in time."),),
    "other_visit_booked": (
        _l("%(who)s booked a visit %(purpose)s: %(visit)s."),
        _l("%(who)s booked another visit: %(visit)s."),
    ),
    "other_visit_cancelled": (
        _l("%(who)s cancelled the visit %(purpose)s of %(visit)s."),
        _l("%(who)s cancelled the visit of %(visit)s."),
    ),
    "checked_in": (_l("%(who)s wrote down that the household has come."),),
    "walked_in": (_l("%(who)s received the household without appointment."),),
    "service_started": (_l("%(who)s called the household to the counter."),),
    "service_ended": (_l("%(who)s wrote down that the visit is over."),),
    "day_undone": (_l("%(who)s took back the last note on the visit of %(visit)s."),),
}
