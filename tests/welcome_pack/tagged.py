"""Reads a tagged PDF as a screen reader would: elements in order, with their text, and what lies outside."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

BFCHAR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
# A glyph code takes two bytes in the fonts of the renderer.
CODE_BYTES = 2
BLOCKS = ("/P", "/H1", "/H2", "/LI", "/TR", "/Caption")


@dataclass(frozen=True)
class Element:
    """An element of the structure tree with the text in it and below it."""

    tag: str
    node: Object
    text: str
    parent_tag: str


@dataclass(frozen=True)
class Marked:
    """A piece of marked content on a page: its tag, its number where it has one, and its text."""

    page: int
    tag: str
    number: int | None
    text: str


class TaggedPdf:
    """A PDF opened for checking."""

    def __init__(self, data: bytes) -> None:
        self.pdf = Pdf.open(BytesIO(data))
        self.content = [piece for number, page in enumerate(self.pdf.pages) for piece in _content(number, page)]
        self._texts = {
            (piece.page, piece.number): piece.text for piece in self.content if piece.number is not None
        }
        self._pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.reached: set[tuple[int, int]] = set()
        self.elements = list(self._below(self.pdf.Root.StructTreeRoot, ""))

    def of(self, tag: str) -> list[Element]:
        """The elements of this tag, in reading order."""
        return [element for element in self.elements if element.tag == tag]

    @property
    def passages(self) -> list[Element]:
        """The elements that carry a language of their own."""
        return [element for element in self.elements if Name.Lang in element.node]

    @property
    def text(self) -> str:
        """All that is read out, in order."""
        return squeezed(" ".join(element.text for element in self.elements if element.tag in BLOCKS))

    @property
    def links(self) -> list[Object]:
        """All link annotations, in page order."""
        return [note for page in self.pdf.pages for note in page.get(Name.Annots, []) if note.Subtype == Name.Link]

    def _below(self, node: Object, parent_tag: str) -> Iterator[Element]:
        for kid in _kids(node):
            if isinstance(kid, Dictionary) and Name.S in kid:
                tag = str(kid.S)
                yield Element(tag, kid, squeezed(self._text_of(kid)), parent_tag)
                yield from self._below(kid, tag)

    def _text_of(self, node: Object) -> str:
        parts = []
        for kid in _kids(node):
            if isinstance(kid, int):
                place = (self._pages[node.Pg.objgen], int(kid))
                self.reached.add(place)
                parts.append(self._texts.get(place, ""))
            elif isinstance(kid, Dictionary) and Name.S in kid:
                parts.append(self._text_of(kid))
        return "".join(parts) + ("" if str(node.get(Name.S)) == "/Span" else " ")


def squeezed(text: str) -> str:
    """The text without invisible hyphens and with single spaces."""
    return " ".join(text.replace("\u00ad", "").split())


def _kids(node: Object) -> list[Any]:
    kids = node.get(Name.K, Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _content(number: int, page: Page) -> Iterator[Marked]:
    fonts = {str(name): _letters(font) for name, font in page.Resources.get(Name.Font, Dictionary()).items()}
    open_pieces: list[tuple[str, int | None, list[str]]] = []
    letters: dict[bytes, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Sequence[Any] = list(instruction.operands)
        command = str(instruction.operator)
        if command in ("BDC", "BMC"):
            open_pieces.append((str(operands[0]), _number(operands), []))
        elif command == "EMC":
            tag, mcid, parts = open_pieces.pop()
            yield Marked(number, tag, mcid, "".join(parts))
        elif command == "Tf":
            letters = fonts[str(operands[0])]
        elif command in ("Tj", "TJ") and open_pieces:
            open_pieces[-1][2].append(_shown(operands[0], letters))


def _number(operands: Sequence[Any]) -> int | None:
    if len(operands) < 2 or not isinstance(operands[1], Dictionary):
        return None
    number = operands[1].get(Name.MCID)
    return None if number is None else int(number)


def _letters(font: Object) -> dict[bytes, str]:
    table = font.ToUnicode.read_bytes().partition(b"endcodespacerange")[2]
    pairs = ((bytes.fromhex(code.decode()), text) for code, text in BFCHAR.findall(table))
    return {code: bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _shown(operand: Any, letters: dict[bytes, str]) -> str:
    pieces = operand if isinstance(operand, Array) else [operand]
    codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    return "".join(letters.get(codes[at : at + CODE_BYTES], "") for at in range(0, len(codes), CODE_BYTES))
