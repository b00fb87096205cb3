"""What is kept of a file: what one sees on it, and nothing that acts, tells or explodes (security T26, T27)."""

import io
import zipfile
from inspect import unwrap
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from expatdesk.documents import cleaning
from expatdesk.documents.cleaning import MOST_BYTES, clean
from expatdesk.documents.refusals import (
    FileEmpty,
    FileEncrypted,
    FileNotTried,
    FileRefused,
    FileTooLarge,
    FileTooSlow,
    FileUnreadable,
    KindUnknown,
    PhotoIsHeic,
    TooManyPixels,
    TooManySheets,
)
from expatdesk.documents.taking_in import Sent, take_in
from tests.documents import hostile
from tests.documents.hostile import PLACE, opened, pdf, picture

ARMS = (
    b"JavaScript", b"app.alert", b"/JS", b"/AA", b"OpenAction", b"Launch", b"calc.exe", b"EmbeddedFile", b"/EF",
    b"MZ", b"evil", b"XFA", b"xdp", b"RichMedia", b"/URI", b"/A ", PLACE.encode(),
)  # fmt: skip


@pytest.fixture(autouse=True)
def cleaned_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere a file that comes again is not cleaned again."""
    monkeypatch.setattr(cleaning, "_run", unwrap(cleaning._run))


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png")])
@pytest.mark.parametrize("mode", ["RGB", "L", "1"])
def test_a_picture_still_shows_what_it_showed(kind: str, media_type: str, mode: str) -> None:
    kept = clean(picture(kind, mode="L" if (kind, mode) == ("JPEG", "1") else mode))
    assert (kept.media_type, kept.sheets) == (media_type, 1)
    image = opened(kept.content).convert("L")
    assert image.size == (300, 200)
    assert image.getpixel((50, 100)) < 60  # type: ignore[operator]
    assert image.getpixel((250, 100)) > 200  # type: ignore[operator]


def test_a_photo_stands_upright_and_says_nothing_of_where_it_was_taken() -> None:
    photo = hostile.photo_with_place()
    assert opened(photo).getexif().get_ifd(0x8825)[2] == (52.0, 9.0, 36.0)
    kept = clean(photo)
    image = opened(kept.content)
    assert image.size == (200, 300)
    assert image.convert("L").getpixel((100, 50)) < 60  # type: ignore[operator]
    assert dict(image.getexif()) == {}
    assert not {"exif", "comment", "icc_profile"} & set(image.info)
    assert PLACE.encode() not in kept.content


def test_a_picture_carries_no_text_and_nothing_behind_its_end() -> None:
    kept = clean(hostile.png_with_text())
    assert PLACE.encode() not in kept.content
    assert b"script" not in kept.content
    assert kept.content.endswith(b"IEND\xaeB`\x82")


def test_what_is_see_through_lies_on_white_paper() -> None:
    kept = clean(hostile.saved(Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG"))
    assert opened(kept.content).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_scan_in_sixteen_bits_keeps_its_greys() -> None:
    kept = clean(hostile.saved(Image.new("I;16", (20, 20), 0x8000), "PNG"))
    assert 120 <= opened(kept.content).convert("L").getpixel((5, 5)) <= 136  # type: ignore[operator]


@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_the_largest_photo_fits_into_the_memory_there_is(mode: str) -> None:
    notes = Image.Exif()
    notes[0x0112] = 6
    kept = clean(picture(size=(8000, 5000), mode=mode, exif=notes))
    assert opened(kept.content).size == (5000, 8000)


def test_so_does_the_largest_scan_that_is_see_through() -> None:
    assert clean(picture("PNG", (8000, 5000), "RGBA")).media_type == "image/png"


def test_a_pdf_keeps_its_pages() -> None:
    kept = clean(pdf(3))
    assert (kept.media_type, kept.sheets) == ("application/pdf", 3)
    with pikepdf.open(io.BytesIO(kept.content)) as found:
        assert len(found.pages) == 3


def test_a_pdf_loses_all_that_acts_and_its_attachments() -> None:
    armed = hostile.armed_pdf()
    plain = _unfolded(armed)
    assert not [word for word in ARMS if word not in plain and word != b"/A "], "the PDF is not armed"
    kept = clean(armed)
    assert kept.sheets == 1
    left = _unfolded(kept.content)
    assert [word for word in ARMS if word in left] == []
    with pikepdf.open(io.BytesIO(kept.content)) as found:
        notes = found.pages[0].obj["/Annots"]
        assert [str(note["/Subtype"]) for note in notes] == ["/Link", "/Widget", "/Text"]
        assert len(found.attachments) == 0


def _unfolded(content: bytes) -> bytes:
    """The PDF with all its objects and streams open to the eye."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as found:
        found.save(
            out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        )  # fmt: skip
    return out.getvalue()


def test_a_pdf_that_is_something_else_as_well_is_only_a_pdf_afterwards() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("evil.html", hostile.HTML)
    kept = clean(pdf() + hostile.HTML + archive.getvalue())
    assert b"script" not in kept.content
    assert not zipfile.is_zipfile(io.BytesIO(kept.content))


def test_a_pdf_that_may_not_be_printed_is_a_plain_one_afterwards() -> None:
    """It opens without a password, and banks and town halls send such."""
    kept = clean(pdf(encryption=pikepdf.Encryption(owner="secret", user="")))
    with pikepdf.open(io.BytesIO(kept.content)) as found:
        assert not found.is_encrypted


REFUSED: dict[str, tuple[bytes, type[FileRefused]]] = {
    "empty": (b"", FileEmpty),
    "too large": (picture() + bytes(MOST_BYTES), FileTooLarge),
    "svg": (hostile.SVG, KindUnknown),
    "html": (hostile.HTML, KindUnknown),
    "exe": (hostile.EXE, KindUnknown),
    "virus": (hostile.EICAR, KindUnknown),
    "gif": (picture("GIF"), KindUnknown),
    "photo of an iPhone": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(300), PhotoIsHeic),
    "text": (b"my passport", KindUnknown),
    "html before pdf": (hostile.HTML + pdf(), KindUnknown),
    "half a jpeg": (picture()[:600], FileUnreadable),
    "half a png": (picture("PNG")[:200], FileUnreadable),
    "head of a pdf": (b"%PDF-1.7\n" + bytes(100), FileUnreadable),
    "pdf without pages": (pdf(0), FileUnreadable),
    "locked pdf": (pdf(encryption=pikepdf.Encryption(owner="secret", user="secret")), FileEncrypted),
    "long pdf": (pdf(201), TooManySheets),
    "huge png": (hostile.png_that_claims(50_000, 50_000), TooManyPixels),
    "large png": (hostile.png_that_claims(8001, 5000), TooManyPixels),
    "lying png": (hostile.png_that_claims(8000, 5000) + bytes(100), FileUnreadable),
    "bomb in a pdf": (hostile.pdf_bomb(), FileUnreadable),
    "huge picture in a pdf": (hostile.pdf_with_huge_picture(), TooManyPixels),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_kept_is_refused_by_name(name: str) -> None:
    content, refusal = REFUSED[name]
    with pytest.raises(refusal) as refused:
        clean(content)
    assert str(refused.value.words).endswith(".")


def test_a_pdf_of_two_hundred_pages_is_taken() -> None:
    assert clean(pdf(200)).sheets == 200


@pytest.mark.parametrize("process", ["print('no answer')", "import time; time.sleep(60)", "raise SystemExit(1)"])
def test_whatever_the_process_does_the_file_is_refused(
    process: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.py").write_text(process)
    monkeypatch.setattr(cleaning, "PROCESS", tmp_path / "broken.py")
    monkeypatch.setattr(cleaning, "CPU_SECONDS", 0.5)
    with pytest.raises(FileUnreadable):
        clean(picture())


def test_after_two_slow_files_no_other_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow.py").write_text("import time; time.sleep(60)")
    monkeypatch.setattr(cleaning, "PROCESS", tmp_path / "slow.py")
    monkeypatch.setattr(cleaning, "CPU_SECONDS", 0.2)
    taken = take_in(Sent(f"{number}.jpg", picture()) for number in range(4))
    assert [type(one.why) for one in taken.refused] == [FileTooSlow, FileTooSlow, FileNotTried, FileNotTried]


def test_the_process_gets_nothing_of_our_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    (tmp_path / "look.py").write_text(f"import os; open({str(seen)!r}, 'w').write(' '.join(os.environ))")
    monkeypatch.setattr(cleaning, "PROCESS", tmp_path / "look.py")
    monkeypatch.setenv("SECRET_KEY", "of the desk")
    with pytest.raises(FileUnreadable):
        clean(picture())
    assert set(seen.read_text().split()) <= {"PATH", "LANG", "LC_CTYPE"}
