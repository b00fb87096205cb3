"""Words for what households wait for, and for how long it usually takes."""

from expatdesk.rules.forecasts import Awaited, Kind, Usual
from expatdesk.shared.i18n import LazyString, ngettext
from expatdesk.shared.i18n import gettext as _
from expatdesk.shared.i18n import lazy_gettext as _l

KINDS_OF_HOUSEHOLDS: dict[Kind, LazyString] = {
    Kind.EU_CITIZENS: _l("citizens of the EU"),
    Kind.ALL_OTHERS: _l("all others"),
}
WAITS: dict[Awaited, LazyString] = {
    Awaited.PAPERS: _l("Papers checked"),
    Awaited.REGISTRATION: _l("Registered, counted from the arrival"),
    Awaited.BSN: _l("BSN, where it comes by post"),
}


def usually_takes(known: Usual) -> str:
    """'Usually takes 2 to 4 working days'."""
    if known.most == 0:
        return _("Usually done on the same day")
    if known.half == known.most:
        return ngettext("Usually takes %(num)d working day", "Usually takes %(num)d working days", known.most)
    if known.half == 0:
        return ngettext(
            "Usually takes %(num)d working day at most", "Usually takes %(num)d working days at most", known.most
        )
    return _("Usually takes %(half)d to %(most)d working days", half=known.half, most=known.most)
