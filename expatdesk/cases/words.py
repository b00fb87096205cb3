"""Facts of a household in words: births, languages, yes and no."""

from datetime import date

from babel import Locale

from expatdesk.cases.labels import CATEGORIES, HOME_KINDS
from expatdesk.cases.models import Case
from expatdesk.cases.temporary import registered_at_work
from expatdesk.rules.facts import UNKNOWN_BIRTH, Category, HomeKind, PartialDate
from expatdesk.shared.i18n import date_like, language, ngettext, plain_date
from expatdesk.shared.i18n import gettext as _

DAYS = frozenset({"arrival", "first_working_day", "home_from", "home_until"})


def birth_in_words(born: str) -> str:
    """'7 February 1991', 'February 1991', '1991' or 'unknown': as much of a date of birth as is known."""
    known = PartialDate.parse(born)
    if known == UNKNOWN_BIRTH:
        return _("unknown")
    shape = "d MMMM y" if known.day else "MMMM y" if known.month else "y"
    return date_like(known.earliest, shape)


def home_address(case: Case) -> str:
    """The address of the home as far as it is known."""
    return on_one_line(case.home_street, case.home_postcode)


def work_address(case: Case) -> str:
    """Where they work: at their employer's own address, unless another one was told."""
    return on_one_line(*registered_at_work(case, case.employer)) if case.employer else ""


def left_address(case: Case) -> str:
    """The home in which they were registered and which they leave, as far as it is known."""
    return on_one_line(case.left_street, case.left_postcode)


def on_one_line(street: str | None, postcode: str | None) -> str:
    """Street and postcode; a postcode is never broken in two."""
    return ", ".join(part for part in (street, (postcode or "").replace(" ", "\u00a0")) if part)


def yes_no(answer: bool | None) -> str:  # noqa: FBT001 - the answer is the very thing to be worded
    """'Yes', 'No' or, where nobody knows yet, that."""
    if answer is None:
        return _("Not known yet")
    return _("Yes") if answer else _("No")


def language_name(code: str) -> str:
    """The name of a language; its code where there is no name for it."""
    return str(Locale(language()).languages.get(code, code))


def months_in_words(months: int) -> str:
    """'7 months', '2 years': as one says it."""
    if months % 12:
        return ngettext("%(num)d month", "%(num)d months", months)
    return ngettext("%(num)d year", "%(num)d years", months // 12)


def fact_in_words(column: str, value: object) -> str:
    """What this column of a case says, as the logbook keeps it; nothing where nothing is known."""
    match column, value:
        case _column, None | "":
            return ""
        case _column, bool():
            return yes_no(value)
        case "category", str():
            return str(CATEGORIES[Category(value)])
        case "home_kind", str():
            return str(HOME_KINDS[HomeKind(value)])
        case "language", str():
            return language_name(value)
        case "stay_months", int():
            return months_in_words(value)
        case _column, str() if column in DAYS:
            return plain_date(date.fromisoformat(value))
        case _:
            return str(value)
