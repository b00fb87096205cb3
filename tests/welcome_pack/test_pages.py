"""The pages as they come out of the printer: their number, how full they are, and what stands on them."""

import unicodedata
from collections.abc import Iterator

import pypdfium2
import pytest
from flask import Flask

from expatdesk.shared.bsn import holds_bsn
from expatdesk.shared.i18n import long_date, speaking
from tests.welcome_pack.conftest import Pack

pytestmark = pytest.mark.xdist_group("packs")

MM = 72 / 25.4
TOP, BOTTOM, LEFT, RIGHT = (297 - 24) * MM, 20 * MM, 22 * MM, (210 - 24) * MM
# Letters may hang a little over the edge of their column.
TOLERANCE = 1 * MM


def boxes(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each piece of text between the running head and the page number."""
    text = page.get_textpage()
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        if BOTTOM <= top <= TOP + TOLERANCE and left < RIGHT:
            yield left, bottom, right, top


def filled(page: pypdfium2.PdfPage) -> float:
    """The share of the page's height down to its last line."""
    return (TOP - min(bottom for _, bottom, _, _ in boxes(page))) / (TOP - BOTTOM)


def test_no_page_is_left_nearly_empty(pack: Pack) -> None:
    pages = list(pypdfium2.PdfDocument(pack.data))
    shares = {number: round(filled(page), 2) for number, page in enumerate(pages[1:-1], start=2)}
    assert {number: share for number, share in shares.items() if share < 1 / 3} == {}


def test_a_pack_has_ten_pages(pack: Pack) -> None:
    """One less where little is to be explained, one more where the list of dates needs its own."""
    apart = 'class="dates apart"' in pack.html
    assert len(pypdfium2.PdfDocument(pack.data)) == (9 + pack.content.explained_apart + apart)


def test_the_page_for_the_fridge_is_one_sheet(pack: Pack) -> None:
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pack.data)]
    back = "How each step works" if pack.language == "en" else "Zo gaat elke stap"
    assert back in texts[3 if pack.content.explained_apart else 2]


def test_nothing_is_printed_over_the_edges(pack: Pack) -> None:
    pages = list(pypdfium2.PdfDocument(pack.data))
    for page in pages[1:]:
        for left, bottom, right, _top in boxes(page):
            assert left >= LEFT - TOLERANCE
            assert bottom >= BOTTOM - TOLERANCE
            assert right <= RIGHT + TOLERANCE
    cover = pages[0].get_textpage()
    assert all(cover.get_rect(number)[1] > 5 * MM for number in range(cover.count_rects()))
    assert all(cover.get_rect(number)[2] <= (210 - 20) * MM for number in range(cover.count_rects()))


def test_every_name_and_every_date_of_the_plan_is_there(pack: Pack, spoken: Flask) -> None:
    text = pack.tagged.text
    for person in pack.content.household.people:
        assert stands_in(person.full_name, text), person.full_name
    with speaking(pack.language):
        explained = [long_date(step.day) for step in pack.content.explained if step.day]
    # The renderer drops the space at which a line breaks.
    run_together = text.replace(" ", "")
    assert [day for day in explained if day.replace(" ", "") not in run_together] == []


def stands_in(name: str, text: str) -> bool:
    """Some scripts draw letters in another order than they are read: there, all of them must be found."""
    left_to_right = all(unicodedata.bidirectional(letter) in ("L", "WS", "NSM", "ON", "ES") for letter in name)
    simple = left_to_right and "DEVANAGARI" not in unicodedata.name(name[:1] or "x")
    return name in text if simple else set(name) <= set(text)


@pytest.mark.parametrize("private", ["IN", "1990", "salary_norm", "2312 AB"])
def test_what_is_private_is_not_on_paper(private: str, english: Pack) -> None:
    assert private not in english.tagged.text.split()


def test_no_number_of_the_citizen_is_on_paper(pack: Pack) -> None:
    # Piece by piece, as it is drawn: across them figures of many tables would stand side by side.
    assert [piece.text for piece in pack.tagged.content if holds_bsn(piece.text)] == []


def test_the_languages_differ_in_words_and_not_in_facts(english: Pack, dutch: Pack) -> None:
    assert english.content == dutch.content
    assert "Tuesday 6 April" in english.tagged.text
    assert "dinsdag 6 april" in dutch.tagged.text
    assert "Both of you" not in dutch.tagged.text
    assert "Page 2 of 10" in [piece.text for piece in english.tagged.content if piece.tag == "/Artifact"]
    assert "Pagina 2 van 10" in [piece.text for piece in dutch.tagged.content if piece.tag == "/Artifact"]
