"""Facts of a household in words: births, languages, yes and no."""

from babel import Locale

from expatdesk.rules.facts import UNKNOWN_BIRTH, PartialDate
from expatdesk.shared.i18n import date_like, language
from expatdesk.shared.i18n import gettext as _


def birth_in_words(born: str) -> str:
    """'7 February 1991', 'February 1991', '1991' or 'unknown': as much of a date of birth as is known."""
    known = PartialDate.parse(born)
    if known == UNKNOWN_BIRTH:
        return _("unknown")
    shape = "d MMMM y" if known.day else "MMMM y" if known.month else "y"
    return date_like(known.earliest, shape)


def yes_no(answer: bool | None) -> str:  # noqa: FBT001 - the answer is the very thing to be worded
    """'Yes', 'No' or, where nobody knows yet, that."""
    if answer is None:
        return _("Not known yet")
    return _("Yes") if answer else _("No")


def language_name(code: str) -> str:
    """The name of a language; its code where there is no name for it."""
    return str(Locale(language()).languages.get(code, code))
