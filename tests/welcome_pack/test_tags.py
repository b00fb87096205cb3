"""The packs as a screen reader meets them: PDF/UA-1, and the counts that the profile does not check."""

from html.parser import HTMLParser

import pytest
from page import ValidationProfile, validate_pdf_bytes
from pikepdf import Name

from tests.welcome_pack.conftest import Pack

pytestmark = pytest.mark.xdist_group("packs")


class Passages(HTMLParser):
    """The texts of `span lang` in a page, and how often other tags occur."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.spans: list[tuple[str, str]] = []
        self.counts: dict[str, int] = {}
        self._open = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if tag == "span":
            self.spans.append((dict(attrs).get("lang") or "", ""))
            self._open = True

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "span"

    def handle_data(self, data: str) -> None:
        if self._open:
            language, text = self.spans[-1]
            self.spans[-1] = (language, text + data)


def letters(texts: list[str]) -> str:
    """The texts run together: where a line broke, or a long word with its hyphen, does not matter."""
    return "".join("".join(texts).translate({ord("\u00ad"): "", ord("\u2010"): ""}).split())


def test_every_pack_meets_the_profile(pack: Pack) -> None:
    assert validate_pdf_bytes(pack.data, profile=ValidationProfile.PDF_UA_1).failures == []


def test_every_passage_in_the_other_language_says_so(pack: Pack) -> None:
    other = "en" if pack.language == "nl" else "nl"
    spans = Passages(pack.html).spans
    assert {language for language, _text in spans} == {other}
    assert {str(passage.node.Lang) for passage in pack.tagged.passages} == {other}
    assert len(pack.tagged.passages) >= len(spans)
    assert letters([passage.text for passage in pack.tagged.passages]) == letters([text for _, text in spans])


def test_every_header_cell_has_a_scope(pack: Pack) -> None:
    heads = pack.tagged.of("/TH")
    repeated_on_a_new_page = len(heads) - Passages(pack.html).counts["th"]
    assert repeated_on_a_new_page == 0
    assert all(Name.Scope in head.node.A for head in heads)


def test_every_cell_has_the_headers_of_its_column_and_row(pack: Pack) -> None:
    texts = {str(head.node.ID): head.text for head in pack.tagged.of("/TH")}
    for cell in pack.tagged.of("/TD"):
        headed = [texts[str(key)] for key in cell.node.A.Headers]
        assert 2 <= len(headed) <= 3, cell.text


def test_all_that_is_drawn_is_read_out_or_an_artifact(pack: Pack) -> None:
    numbered = {(piece.page, piece.number) for piece in pack.tagged.content if piece.number is not None}
    assert numbered == pack.tagged.reached
    running = [piece for piece in pack.tagged.content if piece.tag == "/Artifact" and piece.text]
    # Running head, chapter, maker, page number and edge mark on every page but the cover.
    assert len(running) == 5 * (len(pack.tagged.pdf.pages) - 1)


def test_every_picture_has_words(pack: Pack) -> None:
    figures = pack.tagged.of("/Figure")
    # Beside schools there is no room for what others said.
    drawn = 4 if pack.content.household.children else 5
    assert len(figures) == Passages(pack.html).counts["svg"] == drawn
    assert all(str(figure.node.get(Name.Alt, "")) for figure in figures)


def test_every_link_is_described_and_printed(pack: Pack) -> None:
    titles = [str(link.Contents) for link in pack.tagged.links if Name.Dest in link]
    headings = {heading.text for heading in pack.tagged.of("/H1")}
    assert len(pack.tagged.links) > 8
    assert set(titles) <= headings
    assert all(int(link.F) == 4 for link in pack.tagged.links)


def test_each_chapter_is_one_heading_in_its_order(pack: Pack) -> None:
    headings = [heading.text for heading in pack.tagged.of("/H1")]
    assert len(headings) == 9
    shown = [str(link.Contents) for link in pack.tagged.links if Name.Dest in link]
    assert list(dict.fromkeys(shown)) == headings[1:]


def test_lists_hold_items_and_nothing_else(pack: Pack) -> None:
    assert {element.tag for element in pack.tagged.elements if element.parent_tag == "/L"} == {"/LI"}
