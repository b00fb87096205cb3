"""Finding what looks like a citizen service number, so that it can be refused (UAVG art. 46).

A BSN is found as whole groups of digits that make nine together, whatever stands between the groups and whatever
other numbers stand beside them. An unbroken longer number is something else: an IBAN, an order number. A number
of a Dutch company for VAT is refused too: it is built as a BSN is, and of a sole trader it was one until 2020.
"""

import re
import unicodedata
from collections.abc import Iterator

from stdnum.nl import bsn

from expatdesk.shared.text import normal

LENGTH = 9
# No box of ours takes more letters. To try every row of a megabyte of digits takes seconds (T27).
MOST_DIGITS = 4000
DIGIT = re.compile(r"\d")
GROUP = re.compile(r"\d+")
# Groups of digits with spaces of any kind, dots, dashes or slashes between them.
CHAIN = re.compile(r"(\+?)(\d+(?:[\s._/\\\u00b7\u2010-\u2015\u2212-]+\d+)*)")
# As a spreadsheet writes a number: 123,456,789 here, 123'456'789 in Switzerland.
THOUSANDS = re.compile(r"(?<!\d)(\d{3})([,'\u2019])(\d{3})\2(\d{3})(?!\d)")
# What shows nothing between two digits, or only dresses one up: formats, controls, and marks.
UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me"})
# The day of a visit with its hour has nine digits as well.
DAY = re.compile(r"(?<!\d)(?:[0-3]?\d([-./])[01]?\d\1(?:19|20)\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d)(?!\d)")
# A number with its country code: ITU-T E.164 allows fifteen digits, and a BSN alone has nine.
TELEPHONE = range(LENGTH + 1, 16)
# Old BSNs lose their first 0 in many a sheet. Eight digits are mostly a date or a number of the trade register, so
# these count only where the text itself says what they are.
NAMED = re.compile(r"bsn|burgerservice|service number|servicenummer|sofi", re.IGNORECASE)


def holds_bsn(text: str) -> bool:
    """Whether the text holds nine digits that pass the 11-test (security T43), or too many to look at."""
    plain = normal("NFKC", text if text.isascii() else _bare(text))
    digits = len(DIGIT.findall(plain))
    if digits < LENGTH - 1:
        return False
    if digits > MOST_DIGITS:
        return True
    plain = DAY.sub("|", THOUSANDS.sub(r"\1\3\4", plain.replace("(0)", "0")))
    shortest = LENGTH - 1 if NAMED.search(plain) else LENGTH
    return any(bsn.is_valid(found) for found in _candidates(plain, shortest))


def _bare(text: str) -> str:
    """The text without what cannot be seen; a line that ends still parts two numbers."""
    return "".join(one for one in text if one.isspace() or unicodedata.category(one) not in UNSEEN)


def _candidates(text: str, shortest: int) -> Iterator[str]:
    """Every row of neighbouring groups with as many digits as a BSN."""
    for plus, chain in CHAIN.findall(text):
        groups = [_in_our_figures(group) for group in GROUP.findall(chain)]
        length = sum(map(len, groups))
        if length < shortest or ((plus or groups[0].startswith("00")) and length in TELEPHONE):
            continue
        for start in range(len(groups)):
            digits = ""
            for group in groups[start : start + LENGTH]:
                digits += group
                if shortest <= len(digits) <= LENGTH:
                    yield digits.zfill(LENGTH)


def _in_our_figures(digits: str) -> str:
    """Arabic and Devanagari figures count as ours do."""
    return digits if digits.isascii() else "".join(str(int(digit)) for digit in digits)
