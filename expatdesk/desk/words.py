"""Dates and names of languages as the desk's pages write them."""

from datetime import date

from babel import Locale
from babel.dates import format_date

from expatdesk.rules.facts import PartialDate
from expatdesk.shared.i18n import BABEL_LOCALES, language


def birth_in_words(born: str) -> str:
    """'7 February 1991', 'February 1991' or '1991': as much of a date of birth as is known."""
    known = PartialDate.parse(born)
    shape = "d MMMM y" if known.day else "MMMM y" if known.month else "y"
    return format_date(known.earliest, shape, BABEL_LOCALES[language()])


def date_in_words(day: date) -> str:
    """'7 February 2027': a day of which the day of the week does not matter."""
    return format_date(day, "d MMMM y", BABEL_LOCALES[language()])


def weekday_and_date(day: date) -> str:
    """'Mon 14 December 2026', 'ma 14 december 2026'."""
    return format_date(day, "EEE d MMMM y", BABEL_LOCALES[language()]).replace(".", "")


def language_name(code: str) -> str:
    """The name of a language; its code where there is no name for it."""
    return str(Locale(language()).languages.get(code, code))
