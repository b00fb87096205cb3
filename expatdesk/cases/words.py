"""Facts of a household in words: dates, births, languages, yes and no."""

from datetime import date

from babel import Locale
from babel.dates import format_date

from expatdesk.rules.facts import UNKNOWN_BIRTH, PartialDate
from expatdesk.shared.i18n import BABEL_LOCALES, language
from expatdesk.shared.i18n import gettext as _


def birth_in_words(born: str) -> str:
    """'7 February 1991', 'February 1991', '1991' or 'unknown': as much of a date of birth as is known."""
    known = PartialDate.parse(born)
    if known == UNKNOWN_BIRTH:
        return _("unknown")
    shape = "d MMMM y" if known.day else "MMMM y" if known.month else "y"
    return format_date(known.earliest, shape, BABEL_LOCALES[language()])


def day_in_words(day: date) -> str:
    """'7 February 2027': a day of which the day of the week does not matter."""
    return format_date(day, "d MMMM y", BABEL_LOCALES[language()])


def weekday_and_day(day: date) -> str:
    """'Mon 14 December 2026', 'ma 14 december 2026'."""
    return format_date(day, "EEE d MMMM y", BABEL_LOCALES[language()]).replace(".", "")


def yes_no(answer: bool | None) -> str:  # noqa: FBT001 - the answer is the very thing to be worded
    """'Yes', 'No' or, where nobody knows yet, that."""
    if answer is None:
        return _("Not known yet")
    return _("Yes") if answer else _("No")


def language_name(code: str) -> str:
    """The name of a language; its code where there is no name for it."""
    return str(Locale(language()).languages.get(code, code))
