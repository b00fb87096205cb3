"""What may stand in a line that somebody typed: every script in the world, but nothing that deceives the eye.

And how it ends a sentence.
"""

import re
import unicodedata
from typing import Literal

# A character of these kinds is not seen: controls, formats, halves of characters, line ends.
UNSEEN_KINDS = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
REPLACEMENT = "\ufffd"
# The three bytes that a surrogate would take, in the spelling of a form.
HALF_A_CHARACTER = re.compile(r"%ed%[ab][0-9a-f]%[89ab][0-9a-f]", re.IGNORECASE)
JOINERS = "\u200c\u200d"
# Writing these scripts well takes joiners between letters (Unicode 16, chapter 23.2).
JOINED_SCRIPTS = frozenset(
    {
        "ARABIC", "BENGALI", "DEVANAGARI", "GUJARATI", "GURMUKHI", "KANNADA", "KHMER", "MALAYALAM", "MONGOLIAN",
        "MYANMAR", "NKO", "ORIYA", "SINHALA", "SYRIAC", "TAMIL", "TELUGU", "THAANA", "TIBETAN",
    }
)  # fmt: skip
# No alphabet stacks more marks than this on one letter; who does, makes the text climb over the page.
MOST_MARKS = 6
# Unicode says nowhere where a letter ends: to sort a hundred thousand marks on one takes minutes (T27). Only a
# word longer than these is composed in pieces.
PIECE = re.compile(r"\S{1,256}|\s+")
# Every kind of space, as it comes along with copied text.
SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def tidy(text: str | None) -> str:
    """One line: composed letters (NFC), single spaces, nothing around it."""
    return SPACES.sub(" ", normal("NFC", text or "")).strip()


def normal(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """The text in a normal form of Unicode (UAX 15), in a time that grows no faster than the text."""
    if text.isascii():
        return text
    return "".join(unicodedata.normalize(form, piece) for piece in PIECE.findall(text))


def one_full_stop(said: str) -> str:
    """A sentence with one full stop, also after a name such as “Naturalis B.V.”."""
    return said.removesuffix(".") if said.endswith("..") else said


def without_controls(text: str) -> str:
    """The text without what may not stand in a page: a refused line is shown again beside its error."""
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cs"))


def is_plain(text: str) -> bool:
    """Whether the text shows all that it holds: no controls, no turned direction, no towers of marks."""
    if text.isascii():
        return text.isprintable()
    marks = 0
    for before, letter in zip(" " + text, text, strict=False):
        kind = unicodedata.category(letter)
        if letter in JOINERS:
            if not _may_be_joined(before):
                return False
        elif kind in UNSEEN_KINDS or _is_no_character(letter):
            return False
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if marks > MOST_MARKS:
            return False
    return True


def arrived_whole(text: str) -> bool:
    """Whether all that was sent was text: a form's reader spells half a character out, or makes it U+FFFD."""
    return REPLACEMENT not in text and not HALF_A_CHARACTER.search(text)


def _is_no_character(letter: str) -> bool:
    """Whether Unicode will never give this number a character (chapter 23.7): no XML may hold most of them."""
    return ord(letter) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(letter) <= 0xFDEF


def _may_be_joined(letter: str) -> bool:
    return unicodedata.name(letter, "").split(" ")[0] in JOINED_SCRIPTS
