"""Why a sheet is not taken, before anybody looks at its rows."""

from expatdesk.shared.i18n import LazyString
from expatdesk.shared.i18n import lazy_gettext as _l


class SheetRefused(Exception):
    """Nothing of this sheet can be used; `words` say why, and what to do."""

    words: LazyString


class SheetEmpty(SheetRefused):
    """There is not a single hire in it."""

    words = _l(
        "There are no hires in this sheet. Put each of them on a line of its own, under the names of the columns."
    )


class SheetTooLarge(SheetRefused):
    """More than anybody fills in, or a file that only looks small."""

    words = _l("This sheet is too large: at most 10,000 hires, 100 columns and 10 MB fit. Make more sheets of it.")


class SheetUnreadable(SheetRefused):
    """No workbook and no text."""

    words = _l("We cannot read this file. Save it as XLSX, ODS or CSV, and choose it again.")


class SheetHasPassword(SheetRefused):
    """Nobody can look into it."""

    words = _l("This file has a password. Save it without one, and choose it again.")


class OldWorkbook(SheetRefused):
    """A workbook as it was written until 2007, whose reader knows no limits."""

    words = _l("This is a workbook of an old kind. Save it as XLSX, and choose it again.")


class HeadsUnknown(SheetRefused):
    """No line of it names columns that we know."""

    words = _l("We do not find the names of the columns. Put them on one line above the hires, as in our example.")
