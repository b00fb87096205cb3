"""Dutch and English: which one this reader gets, and dates, distances and amounts written their way."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel.dates import format_date as babel_date
from babel.lists import format_list
from babel.numbers import format_currency
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale
from flask_babel.speaklater import LazyString
from werkzeug.wrappers import Response

from config import ROOT
from expatdesk.shared.clock import local, today

__all__ = [
    "LANGUAGES", "LazyString", "catalogue", "chosen_language", "clock_time", "date_like", "day_and_month",
    "distance", "gettext", "keep_language", "language", "lazy_gettext", "listed", "long_date", "money",
    "ngettext", "other_language", "plain_date", "short_date", "speaking", "untranslated", "weekday_and_day",
]  # fmt: skip

LANGUAGES = ("nl", "en")
TRANSLATIONS = ROOT / "translations"
KEPT_FOR = timedelta(days=365)
# Dutch and British habits: day before month, never the American way.
BABEL_LOCALES = {"nl": "nl_NL", "en": "en_GB"}

babel = Babel()


def language() -> str:
    """The language of the page or text being made: 'nl' or 'en'."""
    locale = get_locale()
    return locale.language if locale and locale.language in LANGUAGES else "en"


def other_language() -> str:
    """The language one choice away."""
    return "en" if language() == "nl" else "nl"


@cache
def catalogue(chosen: str) -> NullTranslations:
    """All texts in this language. A page asks for hundreds, so they are read once per process."""
    return Translations.load(str(TRANSLATIONS), [chosen])


def untranslated() -> list[str]:
    """The languages whose texts were not compiled since they changed: their pages would mix in English."""
    texts = {chosen: TRANSLATIONS / chosen / "LC_MESSAGES" / "messages.po" for chosen in LANGUAGES}
    return [chosen for chosen, text in texts.items() if not _is_compiled(text)]


def _is_compiled(text: Path) -> bool:
    compiled = text.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime >= text.stat().st_mtime


def gettext(string: str, **variables: object) -> str:
    """This text in the language of the page."""
    text: str = catalogue(language()).ugettext(string)
    return text % variables if variables else text


def ngettext(singular: str, plural: str, num: int, **variables: object) -> str:
    """One of these texts in the language of the page, as this number wants it."""
    return _for_number(singular, plural, num) % {"num": num, **variables}


def _for_number(singular: str, plural: str, num: int) -> str:
    text: str = catalogue(language()).ungettext(singular, plural, num)
    return text


def lazy_gettext(string: str, **variables: object) -> LazyString:
    """This text in the language of the page on which it will stand."""
    return LazyString(gettext, string, **variables)


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Make texts in this language for the while, whatever the visitor's own is: mails and packs need it."""
    with force_locale(chosen if chosen in LANGUAGES else "en"):
        yield


def reader_language() -> str:
    """The visitor's own choice, else the account's, else the browser's; Dutch is the desk's own."""
    if not has_request_context():
        return "en"
    chosen = chosen_language() or getattr(g.get("visitor"), "language", None)
    if chosen in LANGUAGES:
        return chosen
    return request.accept_languages.best_match(LANGUAGES, "nl") or "nl"


def chosen_language() -> str | None:
    """What the visitor chose in this browser, if anything yet."""
    kept = request.cookies.get(current_app.config["LANGUAGE_COOKIE_NAME"])
    return kept if kept in LANGUAGES else None


def keep_language(chosen: str, answer: Response) -> None:
    """Let the browser remember the visitor's choice."""
    answer.set_cookie(
        current_app.config["LANGUAGE_COOKIE_NAME"], chosen, max_age=KEPT_FOR, httponly=True, samesite="Lax",
        secure=current_app.config["SESSION_COOKIE_SECURE"],
    )  # fmt: skip


def date_like(day: date, pattern: str) -> str:
    """A day, or a part of it, by its CLDR pattern: 'EEEE' is the name of the weekday. Dutch dots are left out."""
    return babel_date(day, pattern, BABEL_LOCALES[language()]).replace(".", "")


def long_date(day: date) -> str:
    """'Monday 11 January 2027', 'maandag 11 januari 2027'."""
    return date_like(day, "EEEE d MMMM y")


def weekday_and_day(day: date) -> str:
    """'Mon 14 December 2026', 'ma 14 december 2026'."""
    return date_like(day, "EEE d MMMM y")


def plain_date(day: date) -> str:
    """'7 February 2027': a day of which the day of the week does not matter."""
    return date_like(day, "d MMMM y")


def short_date(day: date) -> str:
    """'Mon 11 Jan', 'ma 11 jan'."""
    return date_like(day, "EEE d MMM")


def day_and_month(day: date) -> str:
    """'11 Jan', '11 jan': where the weekday would take too much room."""
    return date_like(day, "d MMM")


def listed(names: Iterable[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    return format_list(list(names), locale=BABEL_LOCALES[language()])


def clock_time(moment: datetime) -> str:
    """'10:30' on the desk's clock."""
    return f"{local(moment):%H:%M}"


def distance(day: date, since: date | None = None) -> str:
    """How far a day lies from today, in words: 'today', 'in 3 days', '2 weeks ago'."""
    days = (day - (since or today())).days
    if days in NEAR_DAYS:
        return str(NEAR_DAYS[days])
    count, weeks = abs(days), abs(days) // 7
    if count < 14:
        ahead = ngettext("in %(num)d day", "in %(num)d days", count)
        return str(ahead if days > 0 else ngettext("%(num)d day ago", "%(num)d days ago", count))
    ahead = ngettext("in %(num)d week", "in %(num)d weeks", weeks)
    return str(ahead if days > 0 else ngettext("%(num)d week ago", "%(num)d weeks ago", weeks))


def minutes_in_words(minutes: int) -> str:
    """'35 minutes', '5 hours and 35 minutes': as one says how long something takes."""
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%(num)d hour", "%(num)d hours", hours)] if hours else []
    return listed([*parts, ngettext("%(num)d minute", "%(num)d minutes", rest)] if rest or not hours else parts)


NEAR_DAYS = {0: lazy_gettext("today"), 1: lazy_gettext("tomorrow"), -1: lazy_gettext("yesterday")}


def money(cents: int) -> str:
    """'€ 60,50' in Dutch, '€60.50' in English."""
    return format_currency(Decimal(cents) / 100, "EUR", locale=BABEL_LOCALES[language()])


def whole_money(cents: int) -> str:
    """'€ 1.500' in Dutch, '€1,500' in English: of sums that are whole euros, or only about so much."""
    shape = "¤\N{NO-BREAK SPACE}#,##0" if language() == "nl" else "¤#,##0"
    return format_currency(round(cents / 100), "EUR", shape, BABEL_LOCALES[language()], currency_digits=False)


def install(app: Flask) -> None:
    """Bind translations to the app and give templates the words for dates and money."""
    babel.init_app(app, locale_selector=reader_language)
    # Flask-Babel's own would look for the catalogue at each text again.
    app.jinja_env.install_gettext_callables(gettext, _for_number, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(
        language=language, other_language=other_language, long_date=long_date, short_date=short_date,
        distance=distance, money=money, clock_time=clock_time, local=local, day_and_month=day_and_month,
        date_like=date_like, minutes_in_words=minutes_in_words, whole_money=whole_money,
    )  # fmt: skip
