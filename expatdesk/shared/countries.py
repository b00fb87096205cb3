"""The countries of today by ISO 3166-1 code, in the reader's language and in its alphabet."""

import unicodedata
from functools import cache

from babel import Locale

from expatdesk.shared.i18n import language
from expatdesk.shared.text import normal

# Countries that give out passports of a nationality of their own. XK (Kosovo) is in use, though not in ISO's list.
CODES = """
AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL
CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW
GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR KW KZ LA LB LC LI LK LR LS LT
LU LV LY MA MC MD ME MG MH MK ML MM MN MO MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG
PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SI SK SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL
TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VN VU WS XK YE ZA ZM ZW
"""


def countries() -> list[tuple[str, str]]:
    """Code and name of every country, by name."""
    return list(_countries_in(language()))


def country_name(code: str) -> str:
    """The name of a country or territory; its code where the language has no name for it."""
    return str(Locale(language()).territories.get(code, code))


@cache
def _countries_in(spoken: str) -> tuple[tuple[str, str], ...]:
    names = Locale(spoken).territories
    return tuple(sorted(((code, names[code]) for code in CODES.split()), key=lambda pair: sorting(pair[1])))


def sorting(name: str) -> str:
    """Å sorts as A does: nobody looks for the Åland islands after Zimbabwe."""
    apart = normal("NFKD", name.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
