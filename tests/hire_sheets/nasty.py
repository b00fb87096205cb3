"""Sheets as they arrive: made by spreadsheet programs of several countries, and by people."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

HEADS = (
    "Personeelsnummer", "Voornaam", "Tussenvoegsel", "Achternaam", "Nationaliteit", "E-mail", "Categorie",
    "Aankomst (dd-mm-jjjj)", "Maanden", "Gezinsleden",
)  # fmt: skip
ZOE = ("P-1", "Zoë", "van", "Übel", "Duitsland", "zoe@mail.example", "eu", "04-01-2027", "24", "0")
MEERA = ("P-2", "Meera", "", "Raghunathan", "India", "meera@mail.example", "Kennismigrant", "5-1-2027", "60", "1")

Line = Sequence[Any]


def csv_text(*lines: Line, separator: str = ";") -> str:
    """Lines as a program writes them; a cell with a separator stands in quotes."""
    return "".join(separator.join(_quoted(str(cell), separator) for cell in line) + "\r\n" for line in lines)


def _quoted(cell: str, separator: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if separator in cell or "\n" in cell else cell


def workbook(*lines: Line, merged: str = "", before: Sequence[str] = ()) -> bytes:
    """A workbook with these lines; sheets that hold something else stand before it."""
    book = Workbook()
    for name in before:
        book.create_sheet(name, 0).append(["Notes", "of", "somebody"])
    sheet = book["Sheet"]
    for line in lines:
        sheet.append(list(line))
    if merged:
        sheet.merge_cells(merged)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
# The name of an entity, as it stands in a document.
LAUGH = "&a9;"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def open_document(*lines: Line, entities: str = "") -> bytes:
    """The same as LibreOffice keeps it."""
    rows = "".join("<table:table-row>" + "".join(map(_ods_cell, line)) + "</table:table-row>" for line in lines)
    names = " ".join(f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f"{entities}<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Blad1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = f'<manifest:manifest xmlns:manifest="{OFFICE}manifest:1.0"/>'
    return packed({"mimetype": ODS, "META-INF/manifest.xml": manifest, "content.xml": content})


def _ods_cell(value: object) -> str:
    if isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    text = value if value == LAUGH else escape(str(value))
    return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"


def packed(parts: dict[str, str]) -> bytes:
    """A packed file with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            # An open document says what it is at a place where everybody finds it.
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else None)
    return file.getvalue()
