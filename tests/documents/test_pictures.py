"""Pages of papers as pictures."""

import io
import uuid

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from expatdesk.documents.models import Document, DocumentState, Page
from expatdesk.documents.pictures import PictureNotMade, draw, picture_of
from expatdesk.documents.store import new_name, the_store
from expatdesk.logbook.models import LogLine
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.db import session
from expatdesk.shared.key_ring import key_ring
from tests.factories import a_case
from tests.factories.papers import a_paper
from tests.visitor import Visitor


def a_pdf(*colours: str) -> bytes:
    """A PDF with a page of each colour."""
    pages = [Image.new("RGB", (300, 400), colour) for colour in colours]
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    return out.getvalue()


def stored(document: Document, content: bytes, media_type: str = "application/pdf", sheets: int = 1) -> Page:
    """The content as a page of this paper."""
    page_id, name, ring = uuid.uuid4(), new_name(), key_ring()
    the_store().put(name, ring.encrypt(content, page_id))
    page = Page(
        id=page_id, position=len(document.pages), stored_as=name, key_id=ring.newest.id, media_type=media_type,
        size=len(content), sheets=sheets, shown_name="scan.pdf",
    )  # fmt: skip
    document.pages.append(page)
    session.flush()
    return page


@pytest.fixture
def lease(app: Flask) -> Document:
    return a_paper(a_case(), PaperKey.LEASE)


def test_each_sheet_of_a_pdf_is_drawn() -> None:
    pdf = a_pdf("red", "blue")
    for sheet, colour in ((1, (255, 0, 0)), (2, (0, 0, 255))):
        picture = Image.open(io.BytesIO(draw(pdf, sheet))).convert("RGB")
        assert picture.width == 1600
        pixel = picture.getpixel((800, 1000))
        assert isinstance(pixel, tuple)
        assert all(abs(found - wanted) < 6 for found, wanted in zip(pixel, colour, strict=True))


def test_a_giant_sheet_is_drawn_small() -> None:
    out = io.BytesIO()
    Image.new("L", (20, 14_000)).save(out, "PDF", resolution=1)
    picture = Image.open(io.BytesIO(draw(out.getvalue(), 1)))
    assert picture.width * picture.height <= 12_100_000


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7 broken", b"<html>"])
def test_what_cannot_be_drawn_is_said_so(pdf: bytes) -> None:
    with pytest.raises(PictureNotMade):
        draw(pdf, 1)


def test_a_picture_stays_as_it_is_and_a_sheet_too_far_is_none(lease: Document) -> None:
    page = stored(lease, b"\x89PNG picture", "image/png")
    assert picture_of(page, 1).content == b"\x89PNG picture"
    for sheet in (0, 2):
        with pytest.raises(LookupError):
            picture_of(page, sheet)


def test_the_page_shows_the_sheets_and_writes_down_who_looked(officer: Visitor, lease: Document) -> None:
    page = stored(lease, a_pdf("red", "blue"), sheets=2)
    officer.opens("desk.paper", case_id=lease.case_id, document_id=lease.id)
    first, second = [image.get("src") or "" for image in officer.page.all("img")]
    answer = officer.client.get(second, base_url=officer.base_url)
    assert (answer.status_code, answer.content_type) == (200, "image/png")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert "; filename*=UTF-8''" in answer.headers["Content-Disposition"]
    assert len(session.scalars(select(LogLine).where(LogLine.verb == "paper_read")).all()) == 1
    assert first.endswith(f"{page.id}/1")


def test_the_sheets_of_an_accepted_paper_are_closed(officer: Visitor, lease: Document) -> None:
    page = stored(lease, a_pdf("red"))
    where = {"case_id": lease.case_id, "document_id": lease.id, "page_id": page.id, "sheet": 1}
    assert officer.asks_for("desk.sheet", **where).status_code == 200
    lease.state = DocumentState.ACCEPTED
    officer.cannot_open("desk.sheet", **where)


def test_a_sheet_opens_with_its_own_paper_alone(officer: Visitor, lease: Document) -> None:
    page, other = stored(lease, a_pdf("red")), a_paper(a_case(), PaperKey.LEASE)
    officer.cannot_open("desk.sheet", case_id=other.case_id, document_id=other.id, page_id=page.id, sheet=1)
    officer.cannot_open("desk.sheet", case_id=other.case_id, document_id=lease.id, page_id=page.id, sheet=1)
