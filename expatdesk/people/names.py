"""Names: how they are searched, and how a household is called."""

import unicodedata
from collections.abc import Sequence

# Letters that Unicode does not take apart, as Dutch officials without that key would type them.
FOLDED = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}
)


def folded(text: str) -> str:
    """Text as searches compare it: lower case, without diacritics: 'Şebnem Yıldırım' -> 'sebnem yildirim'."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(plain.translate(FOLDED).split())


def listed(names: Sequence[str], last_joint: str) -> str:
    """'A, B and C', with the word for 'and' in the reader's language."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last_joint} {names[-1]}"
