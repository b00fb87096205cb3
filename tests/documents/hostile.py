"""Files as somebody up to no good, or with an old phone, would send them; each is made here."""

import io
import struct
import zlib
from typing import Any

import pikepdf
from PIL import Image, PngImagePlugin

# The test file that every virus scanner knows (eicar.org), put together so that none finds it in this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
HTML = b"<!doctype html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
EXE = b"MZ\x90\x00" + bytes(200)
PLACE = "Hooigracht"
# The modulus of the checksum that zlib ends with (RFC 1950).
ADLER = 65521


def picture(kind: str = "JPEG", size: tuple[int, int] = (300, 200), mode: str = "RGB", **how: Any) -> bytes:
    """A picture whose left half is dark and whose right half is light."""
    image = Image.new("L", size, 230)
    image.paste(20, (0, 0, size[0] // 2, size[1]))
    return saved(image.convert(mode), kind, **how)


def saved(image: Image.Image, kind: str, **how: Any) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    """The file as a picture."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def photo_with_place() -> bytes:
    """A photo that was taken with the phone held upright, and says where."""
    notes = Image.Exif()
    notes[0x0112] = 6
    notes[0x010E] = PLACE
    notes.get_ifd(0x8825)[1] = "N"
    notes.get_ifd(0x8825)[2] = (52.0, 9.0, 36.0)
    return picture(exif=notes, comment=PLACE.encode())


def png_with_text() -> bytes:
    """A PNG that carries text, and something behind its end."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", PLACE)
    return picture("PNG", pnginfo=text) + HTML


def png_that_claims(width: int, height: int) -> bytes:
    """A small PNG that says that it is huge, with a stream that unfolds to as much."""
    head = struct.pack("!IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes(1 << 24), 9) * 3
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))


def pdf(sheets: int = 1, **how: Any) -> bytes:
    """A plain PDF."""
    made = pikepdf.new()
    for _ in range(sheets):
        made.add_blank_page()
    return written(made, **how)


def written(made: pikepdf.Pdf, **how: Any) -> bytes:
    """The PDF as a file."""
    out = io.BytesIO()
    made.save(out, **how)
    return out.getvalue()


def armed_pdf() -> bytes:
    """A PDF with everything in it that acts, asks elsewhere or carries another file along."""
    made = pikepdf.new()
    page = made.add_blank_page()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe", Next=script)
    made.Root.OpenAction = made.make_indirect(launch)
    made.Root.AA = pikepdf.Dictionary(WC=script)
    made.Root.URI = pikepdf.Dictionary(Base="http://evil.example/")
    field = made.make_indirect(_note("Widget", AA=pikepdf.Dictionary(E=script)))
    made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), XFA=pikepdf.Stream(made, b"<xdp/>"))
    made.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["x", script])))
    made.attachments["evil.exe"] = EXE
    link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://evil.example/?id=1")
    page.obj["/Annots"] = pikepdf.Array([_note("Link", A=link), field, _note("RichMedia"), _note("Text")])
    page.obj["/AA"] = pikepdf.Dictionary(O=script)
    outside = pikepdf.Stream(made, b"")
    outside["/F"] = "\\\\evil.example\\share"
    page.obj["/Contents"] = pikepdf.Array([made.make_indirect(outside)])
    made.docinfo["/Author"] = PLACE
    return written(made)


def _note(kind: str, **more: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name("/" + kind), Rect=[0, 0, 9, 9], **more)


def pdf_bomb() -> bytes:
    """A small PDF whose one page unfolds to four gigabytes."""
    megabyte, times = bytes(1 << 20), 4096
    squeeze = zlib.compressobj(9)
    head = squeeze.compress(megabyte) + squeeze.flush(zlib.Z_FULL_FLUSH)
    # After a full flush the same bytes are squeezed into the same ones: no need to squeeze all four gigabytes.
    again = squeeze.compress(megabyte) + squeeze.flush(zlib.Z_FULL_FLUSH)
    checksum = ((len(megabyte) * times % ADLER) << 16 | 1).to_bytes(4, "big")
    data = head + again * (times - 1) + zlib.compressobj(9, wbits=-15).flush() + checksum
    made = pikepdf.new()
    page = made.add_blank_page()
    page.obj["/Contents"] = pikepdf.Stream(made, b"")
    page.obj["/Contents"].write(data, filter=pikepdf.Name.FlateDecode)
    return written(made, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def pdf_with_huge_picture() -> bytes:
    """A PDF with a picture of 50,000 by 50,000 points, which a drawing of the page would have to unfold."""
    made = pikepdf.new()
    page = made.add_blank_page()
    huge = pikepdf.Stream(made, b"x")
    huge["/Subtype"], huge["/Width"], huge["/Height"] = pikepdf.Name.Image, 50_000, 50_000
    page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=made.make_indirect(huge)))
    return written(made)
