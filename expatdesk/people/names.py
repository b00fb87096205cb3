"""Names: how they are searched."""

import unicodedata

# Letters that Unicode does not take apart, as Dutch officials without that key would type them.
FOLDED = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}
)


def folded(text: str) -> str:
    """Text as searches compare it: lower case, without diacritics: 'Şebnem Yıldırım' -> 'sebnem yildirim'."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(plain.translate(FOLDED).split())
