"""Lines as they are kept: composed in a time that no text can stretch, without what no file may hold (T27)."""

import unicodedata
from typing import Literal

import pytest

from expatdesk.shared.text import is_plain, normal

Form = Literal["NFC", "NFKC", "NFKD"]
FORMS: list[Form] = ["NFC", "NFKC", "NFKD"]
SENTENCES = [
    "",
    "Jose\u0301 A\u030angstro\u0308m",
    "\ufb01ne \u00a0 \uff11\uff12\u3000\u00bd x\u2003y",
    "\ud55c\uad6d\uc5b4 \u1112\u1161\u11ab",
    "\u0905\u093c \u0915\u093c",
    "two\r\nlines\tand e\u0301\n",
]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("said", SENTENCES)
def test_it_is_the_form_of_the_standard(form: Form, said: str) -> None:
    assert normal(form, said) == unicodedata.normalize(form, said)


@pytest.mark.parametrize("form", FORMS)
def test_no_tower_of_marks_is_sorted_at_once(form: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time grows with the square of its height: 200,000 marks on one letter took half a minute."""
    tower, heights = "a" + "\u0301\u0327" * 5_000, list[int]()
    whole = unicodedata.normalize

    def normalize(form: Form, piece: str) -> str:
        heights.append(len(piece))
        return whole(form, piece)

    monkeypatch.setattr(unicodedata, "normalize", normalize)
    assert len(normal(form, tower)) in range(len(tower) - 1, len(tower) + 1)
    assert max(heights) < 1_000


@pytest.mark.parametrize("letter", ["\ufffe", "\uffff", "\ufdd0", "\ufdef", "\U0001fffe", "\U0010ffff"])
def test_what_will_never_be_a_character_is_not_plain(letter: str) -> None:
    assert not is_plain(f"Bad{letter}name")


@pytest.mark.parametrize("letter", ["\ufdcf", "\ufdf0", "\ufffc", "\U0001f600"])
def test_its_neighbours_are(letter: str) -> None:
    assert is_plain(f"A{letter}")
