"""How names of files are shown and given back (security T28)."""

import pytest

from expatdesk.documents.file_names import shown_name
from expatdesk.shared.text import is_plain

NAMES = {
    "my passport.jpg": "my passport.pdf",
    "Geburtsurkunde Müller.PDF": "Geburtsurkunde Müller.pdf",
    "出生証明書.jpeg": "出生証明書.pdf",
    "../../etc/passwd": "passwd.pdf",
    "/etc/passwd": "passwd.pdf",
    "D:\\scans\\me\\pass.png": "pass.pdf",
    ".htaccess": "htaccess.pdf",
    "CON": "page CON.pdf",
    "con.pdf": "page con.pdf",
    "lpt1.tar.gz": "page lpt1.tar.pdf",
    "invoice\u202egpj.exe": "invoicegpj.pdf",
    "a\r\nX-Evil: y.pdf": "y.pdf",
    "nul\x00.pdf": "page nul.pdf",
    "scan.pdf.html": "scan.pdf.pdf",
    "": "page.pdf",
    "...": "page.pdf",
    ".pdf": "pdf.pdf",
    "x" * 300 + ".pdf": "x" * 100 + ".pdf",
    "e\u0301.pdf": "é.pdf",
}


@pytest.mark.parametrize("given", NAMES)
def test_a_name_is_only_a_name(given: str) -> None:
    shown = shown_name(given, "application/pdf")
    assert shown == NAMES[given]
    assert is_plain(shown)


@pytest.mark.parametrize(("media_type", "ending"), [("image/jpeg", ".jpg"), ("image/png", ".png")])
def test_it_ends_as_its_content_does(media_type: str, ending: str) -> None:
    assert shown_name("a.pdf", media_type) == f"a{ending}"
