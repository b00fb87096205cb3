"""Mends what the PDF renderer loses on the way from HTML: scopes, headers, languages, artifacts, link texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from io import BytesIO

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Object, Operator, Page, Pdf

OTHER_LANGUAGE = {"nl": "en", "en": "nl"}
# Bit 3 of an annotation's flags: a link is there on paper too.
PRINT = 4
EMPTY_LETTER, ZERO_WIDTH_SPACE = b"> <>", b"> <200b>"


@dataclass(frozen=True)
class Element:
    """One element of the structure tree, and whether it stands in the head of a table."""

    node: Object
    in_table_head: bool

    @property
    def tag(self) -> str:
        return str(self.node.S)


def mend(data: bytes, html: str, *, title: str, language: str) -> bytes:
    """The same PDF, pixel for pixel, with the tags that a screen reader needs (PDF/UA-1, Matterhorn 1.1)."""
    with Pdf.open(BytesIO(data)) as pdf:
        _join_columns(pdf.Root.StructTreeRoot)
        elements = list(_elements_below(pdf.Root.StructTreeRoot))
        _set_scopes(elements)
        _set_passage_languages(elements, OTHER_LANGUAGE[language])
        for element in elements:
            if element.tag == "/Table":
                _set_cell_headers(element)
        reached = {element.node.objgen for element in elements}
        texts = LinkTexts(html).by_target
        for page in pdf.pages:
            _turn_unreached_into_artifacts(pdf, page, reached)
            _describe_links(page, texts)
            _complete_letters(page)
            page.obj.Tabs = Name.S
        pdf.Root.Lang = language
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
        mended = BytesIO()
        pdf.save(mended)
    return mended.getvalue()


def _elements_below(node: Object, *, in_table_head: bool = False) -> Iterator[Element]:
    for kid in _kids(node):
        if isinstance(kid, Dictionary) and Name.S in kid:
            head = in_table_head or _is_tagged(kid, "/THead")
            yield Element(kid, in_table_head=head)
            yield from _elements_below(kid, in_table_head=head)


def _kids(node: Object) -> list[Object]:
    kids = node.get(Name.K, Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _join_columns(node: Object) -> None:
    """A list set in columns becomes a list of lists, one per column: make it one list again."""
    kids = _kids(node)
    if _is_tagged(node, "/L") and all(_is_tagged(kid, "/L") for kid in kids):
        kids = [item for column in kids for item in _kids(column)]
        for item in kids:
            item.P = node
        node.K = Array(kids)
    for kid in kids:
        if isinstance(kid, Dictionary) and Name.S in kid:
            _join_columns(kid)


def _set_scopes(elements: list[Element]) -> None:
    for element in elements:
        if element.tag == "/TH":
            element.node.A.Scope = Name.Column if element.in_table_head else Name.Row


def _set_passage_languages(elements: list[Element], other: str) -> None:
    """Text makes a Span of its own; only a `span` of the HTML holds such Spans."""
    for element in elements:
        if element.tag == "/Span" and any(_is_tagged(kid, "/Span") for kid in _kids(element.node)):
            element.node.Lang = pikepdf.String(other)


def _is_tagged(node: Object, tag: str) -> bool:
    return isinstance(node, Dictionary) and str(node.get(Name.S)) == tag


def _set_cell_headers(table: Element) -> None:
    """A cell is headed by its column, its row, and the group heading last passed; cells span no rows here."""
    columns: dict[int, Object] = {}
    group: list[Object] = []
    for row in (element for element in _elements_below(table.node) if element.tag == "/TR"):
        cells = list(_cells_of(row.node))
        heads = [cell for _, cell in cells if cell.S == Name.TH]
        if row.in_table_head:
            columns = {column: cell.ID for column, cell in cells}
        elif len(cells) == 1 and heads:
            group = [heads[0].ID]
        else:
            for column, cell in cells:
                if cell.S == Name.TD:
                    own_column = [columns[column]] if column in columns else []
                    cell.A.Headers = Array(own_column + group + [head.ID for head in heads])


def _cells_of(row: Object) -> Iterator[tuple[int, Object]]:
    column = 0
    for cell in _kids(row):
        yield column, cell
        column += int(cell.A.get(Name.ColSpan, 1))


def _turn_unreached_into_artifacts(pdf: Pdf, page: Page, reached: set[tuple[int, int]]) -> None:
    """Running heads, page numbers and edge marks are tagged outside the tree; readers must skip them."""
    owners = _owners_of_content(pdf, page)
    lost = {number for number, owner in enumerate(owners) if owner.objgen not in reached}
    instructions = [_unless_lost(one, lost) for one in pikepdf.parse_content_stream(page)]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
    for number in lost:
        owners[number] = None


def _owners_of_content(pdf: Pdf, page: Page) -> Object:
    """Per number of marked content on this page, the element it belongs to."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    return owners[int(page.StructParents)]


def _unless_lost(
    instruction: ContentStreamInstruction | pikepdf.ContentStreamInlineImage, lost: set[int]
) -> ContentStreamInstruction | pikepdf.ContentStreamInlineImage:
    operands = instruction.operands
    if str(instruction.operator) != "BDC" or not isinstance(operands[1], Dictionary):
        return instruction
    if operands[1].get(Name.MCID) not in lost:
        return instruction
    pagination = Dictionary(Type=Name.Pagination)
    return ContentStreamInstruction([Name.Artifact, pagination], Operator("BDC"))


class LinkTexts(HTMLParser):
    """The words of each link in a page, by the address it leads to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.by_target: dict[str, str] = {}
        self._open: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._open = dict(attrs).get("href")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open:
            self.by_target[self._open] = (self.by_target.get(self._open, "") + data).strip()


def _describe_links(page: Page, texts: dict[str, str]) -> None:
    for annotation in page.get(Name.Annots, Array()):
        if annotation.Subtype == Name.Link:
            annotation.F = PRINT
            target = f"#{annotation.Dest}" if Name.Dest in annotation else str(annotation.A.URI)
            annotation.Contents = pikepdf.String(texts.get(target, target))


def _complete_letters(page: Page) -> None:
    """In scripts that draw letters in another order than they are read, some glyphs are left without any."""
    for font in page.Resources.get(Name.Font, Dictionary()).values():
        table = font.ToUnicode.read_bytes()
        if EMPTY_LETTER in table:
            font.ToUnicode.write(table.replace(EMPTY_LETTER, ZERO_WIDTH_SPACE))
