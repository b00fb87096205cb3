"""Finding what looks like a citizen service number, so that it can be refused (UAVG art. 46)."""

import re

from stdnum.nl import bsn

# A run of nine digits, as one writes a BSN: together, or with points, dashes or spaces. A longer run is
# a telephone number or the like.
NINE_DIGITS = re.compile(r"(?<!\d)(?<!\d[ .-])\d(?:[ .-]?\d){8}(?![ .-]?\d)")


def holds_bsn(text: str) -> bool:
    """Whether the text holds nine digits that pass the 11-test (security T43)."""
    return any(bsn.is_valid(found) for found in NINE_DIGITS.findall(text))
