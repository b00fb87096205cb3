"""What the cells of a sheet mean: words in Dutch or English become the values that the form for one hire knows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global

from expatdesk.cases.labels import CATEGORIES_OF_HIRES
from expatdesk.cases.models import LONGEST_REFERENCE
from expatdesk.hire_sheets.columns import as_head
from expatdesk.hire_sheets.rows import BSN, UNSEEN
from expatdesk.rules.facts import Category, HomeKind
from expatdesk.shared.countries import CODES
from expatdesk.shared.i18n import LANGUAGES, LazyString, speaking
from expatdesk.shared.i18n import lazy_gettext as _l
from expatdesk.shared.nationalities import nationality_words

Faults = dict[str, LazyString | str]
# A value, and the words for it: in English, in Dutch, and what other programs write.
Words = Mapping[str, tuple[str, ...]]

YES: Words = {
    "yes": ("Yes", "Ja", "y", "j", "x", "true", "waar", "1"),
    "no": ("No", "Nee", "n", "false", "onwaar", "0"),
}
LANGUAGE: Words = {"en": ("English", "Engels"), "nl": ("Dutch", "Nederlands")}
EARLIER: Words = {
    "no": ("No", "Nee", "n", "0", "unknown", "onbekend"),
    "lived": ("Was registered as a resident", "Stond ingeschreven als inwoner", "lived", "resident", "inwoner"),
    "bsn": ("Has a BSN, never lived here", "Heeft een BSN, nooit hier gewoond", "RNI"),
}
HOME: Words = {
    "none": ("No address yet", "Nog geen adres", "no", "nee", "geen"),
    HomeKind.RENT: ("Rented home", "Huurwoning", "rented", "huur", "a rented home", "een huurwoning"),
    HomeKind.OWN: ("Bought home", "Koopwoning", "bought", "koop", "a home they bought", "een koopwoning"),
    HomeKind.WITH_HOST: (
        "With somebody",
        "Bij iemand in huis",
        "host",
        "inwonend",
        "with somebody who lives there",
    ),
    HomeKind.TEMPORARY: ("Temporary home", "Tijdelijke woning", "tijdelijk", "a temporary home"),
    HomeKind.HOTEL: ("Hotel or Airbnb", "Hotel of Airbnb", "hotel", "airbnb"),
}
CHOICES: Mapping[str, Words] = {
    "mail_language": LANGUAGE, "earlier": EARLIER, "home_kind": HOME, "home_registration_allowed": YES,
    "only_one_name": YES, "address_form_signed": YES,
}  # fmt: skip
TICKS = ("only_one_name", "address_form_signed")
# What the form for one hire holds before anybody chooses.
UNTOUCHED = {
    "nationality": "", "category": "", "mail_language": "en", "earlier": "no", "home_kind": "none",
    "home_registration_allowed": "yes",
}  # fmt: skip
SHORT_CATEGORIES = {
    "hsm": Category.HIGHLY_SKILLED_MIGRANT, "km": Category.HIGHLY_SKILLED_MIGRANT,
    "blue card": Category.EU_BLUE_CARD, "blauwe kaart": Category.EU_BLUE_CARD,
    "ict": Category.INTRA_CORPORATE_TRANSFEREE, "onderzoeker": Category.RESEARCHER,
    "eu": Category.EU_CITIZEN, "eu citizen": Category.EU_CITIZEN, "eu burger": Category.EU_CITIZEN,
}  # fmt: skip
STATELESS = {"stateless": "none", "staatloos": "none"}
PERMANENT = {"permanent": "60", "onbepaald": "60", "onbepaalde tijd": "60", "vast": "60"}
DAYS = ("first_working_day", "arrival", "home_from", "home_until")
NUMBERS = ("stay_months", "people_along")
DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2}|[^\W\d_]+)\.?[-/. ]+(\d{4}|\d{2})")
YEAR_FIRST = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ][\d:.]+)?")
# A day that lost its format is the number of days since this one; five figures lie between 1982 and 2119.
DAY_NUMBER, DAY_ZERO = re.compile(r"[3-7]\d{4}"), date(1899, 12, 30)
WHOLE = re.compile(r"(\d{1,6})(?:[.,]0+)?")

WITHHELD = {
    BSN: _l("This looks like a BSN, which we may not keep. Take the number out."),
    UNSEEN: _l("This text holds a character that cannot be seen. Type it again, without copying."),
}


def typed_of(cells: Mapping[str, str]) -> tuple[dict[str, str], Faults]:
    """What would be typed in the form for one hire, and by column what does not mean anything."""
    typed: dict[str, str] = dict(UNTOUCHED)
    faults: Faults = {}
    for key, text in cells.items():
        if key in DAYS:
            _read_day(key, text, typed, faults)
        elif key in CHOICES or key in ("nationality", "category"):
            _read_choice(key, text, typed, faults)
        elif key in NUMBERS:
            typed[key] = PERMANENT.get(as_head(text), "") or _whole(text)
        else:
            typed[key] = text
    elsewhere = "work_postcode" in cells or "work_street" in cells
    return {**typed, "work_at": "elsewhere" if elsewhere else "own"}, {**faults, **_left_open(cells)}


def _read_day(key: str, text: str, typed: dict[str, str], faults: Faults) -> None:
    parts = day_parts(text)
    if parts is None:
        faults[key] = _l("We cannot read this date. Write it as 4-1-2027 or 2027-01-04.")
    else:
        typed.update(zip((f"{key}-{part}" for part in ("day", "month", "year")), parts, strict=True))


def day_parts(text: str) -> tuple[str, str, str] | None:
    """Day, month and year of a date as one writes it in Dutch or in English, or by ISO."""
    if found := YEAR_FIRST.fullmatch(text):
        return found[3], found[2], found[1]
    if found := DAY_FIRST.fullmatch(text):
        month = found[2] if found[2].isdigit() else months().get(as_head(found[2])[:3])
        return (found[1], month, found[3]) if month else None
    if DAY_NUMBER.fullmatch(text):
        day = DAY_ZERO + timedelta(days=int(text))
        return str(day.day), str(day.month), str(day.year)
    return None


@cache
def months() -> dict[str, str]:
    """The number of each month by the first three letters of its name."""
    names = [Locale(spoken).months["format"]["wide"] for spoken in LANGUAGES]
    return {as_head(name)[:3]: str(number) for each in names for number, name in each.items()}


def _whole(text: str) -> str:
    """A whole number without what a sheet puts behind it; anything else as it is, for the form to refuse."""
    found = WHOLE.fullmatch(text)
    return found[1] if found else text


def _read_choice(key: str, text: str, typed: dict[str, str], faults: Faults) -> None:
    known, said = values_of(key), as_head(text)
    value = known.get(said)
    if value is None:
        faults[key] = _not_known(text, _word_like(said, key))
    elif key not in TICKS:
        typed[key] = value
    elif value == "yes":
        typed[key] = "y"


def _not_known(text: str, meant: str | None) -> LazyString:
    if meant:
        return _l("We do not know “%(text)s”. Do you mean “%(meant)s”?", text=text[:60], meant=meant)
    return _l("We do not know “%(text)s”. Our example as XLSX lists what you can fill in here.", text=text[:60])


# A word that one row has, many have; comparing it with 900 others takes longer than all the rest of a row.
@lru_cache(maxsize=256)
def _word_like(said: str, key: str) -> str | None:
    """The word for a value of this column that looks most like what somebody said; None where none does."""
    close = get_close_matches(said, values_of(key), n=1, cutoff=0.75)
    return next((word for word in words_for(key) if as_head(word) in close), None)


@cache
def values_of(key: str) -> dict[str, str]:
    """The values of a column by every word we know for them."""
    return {as_head(word): value for value, word in meanings_of(key)}


def words_for(key: str) -> Iterator[str]:
    """Every word that we know for a value of this column."""
    return (word for _value, word in meanings_of(key))


def meanings_of(key: str) -> Iterator[tuple[str, str]]:
    """Every value of this column with every word that we know for it."""
    if key == "nationality":
        yield from _of_countries()
    elif key == "category":
        yield from ((value, word) for word, value in SHORT_CATEGORIES.items())
        yield from _in_both_languages(CATEGORIES_OF_HIRES.items())
    else:
        yield from ((value, word) for value, words in CHOICES[key].items() for word in (value, *words))


def _of_countries() -> Iterator[tuple[str, str]]:
    codes = set(CODES.split())
    yield from ((value, word) for word, value in STATELESS.items())
    for spoken in LANGUAGES:
        names = Locale(spoken).territories
        yield from ((code, names[code]) for code in codes)
    yield from ((code, code) for code in codes)
    yield from nationality_words()
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    yield from ((meant[0], long) for long, meant in aliases.items() if len(long) == 3 and meant[0] in codes)


def _in_both_languages(labels: Iterable[tuple[str, LazyString]]) -> Iterator[tuple[str, str]]:
    named = list(labels)
    for spoken in LANGUAGES:
        with speaking(spoken):
            yield from [(str(value), str(label)) for value, label in named]
    yield from ((str(value), str(value)) for value, _label in named)


def _left_open(cells: Mapping[str, str]) -> Faults:
    """What the form asks before it shows a box; in a sheet somebody can fill in the one without the other."""
    faults: Faults = {}
    reference = cells.get("reference", "")
    if not reference:
        faults["reference"] = _l("Give each hire a number of your own. By it we see whom you handed over before.")
    elif len(reference) > LONGEST_REFERENCE:
        faults["reference"] = _l(
            "This is too long: at most %(longest)d characters fit.", longest=LONGEST_REFERENCE
        )
    if cells.keys() & {"home_street", "home_postcode"} and "home_kind" not in cells:
        faults["home_kind"] = _l("There is an address of a home. Fill in what kind of home it is.")
    return faults
