"""Names: under which words they are kept for searching, and what somebody who searches means by what they type.

Both sides go through `folded`: whoever types 'Шевчук', 'Shevchuk' or 'SHEVCHUK' finds the same people.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator

from expatdesk.shared.folding import NO_LETTERS, folded

# Passports of some countries write these letters out: Müller is MUELLER there, Åsa AASA.
WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
# How Dutch lists shorten 'van der', 'van den' and 'van de'.
SHORT_PARTICLES = frozenset({"vd", "v.d.", "v.d", "v/d"})
POSTCODE = re.compile(r"([0-9]{4}) ([a-z]{2})")
# Nobody needs more words than these to find one household; each costs time.
MOST_PIECES = 8


def words_for_search(texts: Iterable[str]) -> list[str]:
    """Every word under which these texts are found, each once: 'El-Haddad' is 'el', 'haddad' and 'elhaddad'.

    An e-mail address is itself, and its parts.
    """
    spellings = (spelling for text in texts for spelling in _spellings(text))
    return list(dict.fromkeys(word for spelling in spellings for word in _words(folded(spelling)) if word))


def _spellings(text: str) -> tuple[str, ...]:
    return (text,) if text.isascii() else (text, text.casefold().translate(WRITTEN_OUT))


def _words(plain: str) -> Iterator[str]:
    for token in plain.split():
        yield from NO_LETTERS.split(token)
        yield token if "@" in token else NO_LETTERS.sub("", token)


def pieces_of(typed: str) -> list[str]:
    """What must all be found of what somebody typed; an e-mail address stays one piece, a postcode becomes one."""
    plain = folded(typed)
    if postcode := POSTCODE.fullmatch(plain):
        return [postcode[1] + postcode[2]]
    pieces: list[str] = []
    for token in plain.split():
        if "@" in token:
            pieces.append(token)
        elif token in SHORT_PARTICLES:
            pieces.append("van")
        else:
            pieces.extend(filter(None, NO_LETTERS.split(token)))
    return list(dict.fromkeys(pieces))[:MOST_PIECES]


def name_key(name: str) -> str | None:
    """What two spellings of a name have in common: same letters, in whichever order of its parts."""
    parts = sorted(folded(name).split())
    return hashlib.blake2b(" ".join(parts).encode(), digest_size=16).hexdigest() if parts else None
