"""The columns of the worklist: the date and the household always, the others as somebody chose."""

from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l

# In the order of the list.
CHOOSABLE: dict[str, LazyString] = {
    "code": _l("Case code"),
    "size": _l("Size"),
    "employer": _l("Employer"),
    "town": _l("Municipality"),
    "arrival": _l("Arrival"),
    "tracks": _l("Tracks: registration, housing, social network"),
    "ball": _l("Ball with"),
    "officer": _l("Handled by"),
}
USUAL = frozenset(CHOOSABLE) - {"code", "arrival"}


def shown_columns(chosen: frozenset[str] | None) -> list[str]:
    """The columns to show, in order; the usual ones where nobody chose."""
    wanted = USUAL if chosen is None else chosen
    return [column for column in CHOOSABLE if column in wanted]
