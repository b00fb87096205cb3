"""Making PDFs: what is mended in them, and what their making may not touch."""

import socket
from pathlib import Path

import pikepdf
import pytest
from page import ValidationProfile, validate_pdf_bytes

from expatdesk.shared import pdf
from tests.welcome_pack.tagged import TaggedPdf

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not this one</title>
<style>@page { size: A4; @top-left { content: "Running head" } @bottom-right { content: counter(page) } }
body { font-family: "Source Sans 3" }</style></head><body>
<h1 id="top">Papers</h1>
<p>Your <span lang="nl">huisarts</span> is near.
<a href="#steps">The steps</a>, <a href="https://ind.nl/en">the IND</a>.</p>
<h2 id="steps">Steps</h2>
<table><caption>Steps</caption>
<thead><tr><th scope="col">Tick</th><th scope="col">Step</th><th scope="col">By</th></tr></thead>
<tbody><tr><th scope="colgroup" colspan="3">This week</th></tr>
<tr><td>–</td><th scope="row">DigiD</th><td>Friday</td></tr>
<tr><th scope="colgroup" colspan="3">Later</th></tr>
<tr><td>–</td><th scope="row">Bank</th><td>Monday</td></tr></tbody></table>
</body></html>"""


@pytest.fixture(scope="module")
def made() -> TaggedPdf:
    return TaggedPdf(pdf.render_pdf(PAGE, title="Papers of one household", language="en"))


def headers_of(cell: pikepdf.Object) -> list[str]:
    return [str(key) for key in cell.A.Headers]


def test_it_says_its_title_and_language(made: TaggedPdf) -> None:
    assert made.pdf.docinfo[pikepdf.Name.Title] == "Papers of one household"
    assert made.pdf.Root.Lang == "en"
    assert made.pdf.open_metadata()["dc:title"] == "Papers of one household"


def test_header_cells_say_what_they_head(made: TaggedPdf) -> None:
    scopes = [(element.text, str(element.node.A.Scope)) for element in made.of("/TH")]
    assert scopes == [
        ("Tick", "/Column"), ("Step", "/Column"), ("By", "/Column"),
        ("This week", "/Row"), ("DigiD", "/Row"), ("Later", "/Row"), ("Bank", "/Row"),
    ]  # fmt: skip


def test_a_cell_is_headed_by_its_column_its_group_and_its_row(made: TaggedPdf) -> None:
    texts = {str(element.node.ID): element.text for element in made.of("/TH")}
    headed = [[texts[key] for key in headers_of(element.node)] for element in made.of("/TD")]
    assert headed == [
        ["Tick", "This week", "DigiD"], ["By", "This week", "DigiD"],
        ["Tick", "Later", "Bank"], ["By", "Later", "Bank"],
    ]  # fmt: skip


def test_a_passage_in_the_other_language_says_so(made: TaggedPdf) -> None:
    assert [(passage.text, str(passage.node.Lang)) for passage in made.passages] == [("huisarts", "nl")]


def test_running_heads_and_page_numbers_are_not_read_out(made: TaggedPdf) -> None:
    assert "Running head" not in made.text
    artifacts = [piece.text for piece in made.content if piece.tag == "/Artifact" and piece.text]
    assert artifacts == ["Running head", "1"]


def test_all_that_is_drawn_is_read_out_or_an_artifact(made: TaggedPdf) -> None:
    numbered = {(piece.page, piece.number) for piece in made.content if piece.number is not None}
    assert numbered == made.reached


def test_links_are_described_by_their_words_and_printed(made: TaggedPdf) -> None:
    assert [(str(link.Contents), int(link.F)) for link in made.links] == [("The steps", 4), ("the IND", 4)]
    assert all(page.obj.Tabs == "/S" for page in made.pdf.pages)


def test_it_meets_the_accessibility_profile() -> None:
    report = validate_pdf_bytes(pdf.render_pdf(PAGE, title="x", language="en"), profile=ValidationProfile.PDF_UA_1)
    assert report.failures == []
    assert report.is_compliant


def test_nothing_is_fetched_from_the_network_or_the_disk(tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">kept from you</text></svg>')
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        elsewhere = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        html = f"""<!doctype html><html lang="en"><head><title>x</title>
            <link rel="stylesheet" href="{elsewhere}.css"><link rel="stylesheet" href="{secret.as_uri()}">
            <style>@import url("{elsewhere}.css"); body {{ background: url("{secret.as_uri()}") }}</style></head>
            <body><p>Text</p><img src="{elsewhere}.png" alt="a"><img src="{secret.as_uri()}" alt="b">
            <object data="{secret.as_uri()}" type="image/svg+xml"></object></body></html>"""
        made = TaggedPdf(pdf.render_pdf(html, title="x", language="en"))
        with pytest.raises(TimeoutError):
            server.accept()
    assert all("kept from you" not in piece.text for piece in made.content)
    assert not made.pdf.pages[0].Resources.get(pikepdf.Name.XObject)


def test_a_page_that_asks_for_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MEMORY_BYTES", 64 * 1024**2)
    with pytest.raises(pdf.PdfNotMade):
        pdf.render_pdf(PAGE, title="x", language="en")


def test_a_page_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "CPU_SECONDS", 2)
    endless = PAGE.replace("</tbody>", "<tr><td>–</td><th scope='row'>x</th><td>y</td></tr>" * 20_000 + "</tbody>")
    with pytest.raises(pdf.PdfNotMade):
        pdf.render_pdf(endless, title="x", language="en")


def test_the_renderer_gets_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spy = tmp_path / "spy.py"
    spy.write_text("import os, sys\nsys.exit(f'environment: {sorted(os.environ)}')")
    monkeypatch.setenv("SECRET_KEY", "of the app")
    monkeypatch.setattr(pdf, "PROCESS", spy)
    with pytest.raises(pdf.PdfNotMade, match="environment") as refused:
        pdf.render_pdf(PAGE, title="x", language="en")
    assert "SECRET_KEY" not in str(refused.value)


def a_page_with(words: str) -> str:
    return f'<!doctype html><html lang="en"><head><title>x</title></head><body><p>{words}</p></body></html>'


def test_letters_that_the_typeface_lacks_come_from_the_system(caplog: pytest.LogCaptureFixture) -> None:
    """The packages that script/prepare installs: no name is printed as boxes."""
    names = (
        "عائشة שירה Նարե ბექა अनिरुद्ध রুমানা ਗੁਰਪ੍ਰੀਤ તારા தமிழ் తార ಮೀರಾ മീര සඳුනි สมชาย ນາງ မေ ស្រី ሰላም 王小明 さくら 김하늘"
    )
    pdf.render_pdf(a_page_with(names), title="x", language="en")
    assert caplog.messages == []


def test_a_letter_that_no_font_has_is_told_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    pdf.render_pdf(a_page_with("\U0010fffd"), title="x", language="en")
    assert any(".notdef glyph" in message for message in caplog.messages)
