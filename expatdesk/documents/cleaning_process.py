"""Runs as a process of its own, by path: reads a file on stdin, writes on stdout what may be kept of it.

It knows nothing of the app: no settings, no database, no secrets, and a limit on time and memory. Its answer is
a line of JSON, {"media_type": …, "sheets": …, "dots": …} or {"refused": …}, with the clean content behind it.
"""

import io
import json
import resource
import sys
from collections.abc import Callable, Iterator

import filetype
import pikepdf
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 40_000_000
MOST_SHEETS = 200
JPEG_QUALITY = 88
# As large as a photo of a home is ever shown.
PHOTO_SIDE, PHOTO_QUALITY = 1280, 80
# Whatever acts, asks elsewhere, or carries another file along (PDF 32000-1: 7.11, 8.10, 12.5, 12.6, 12.7).
ACTING_KEYS = (
    "/A", "/AA", "/AF", "/Collection", "/EF", "/EmbeddedFiles", "/JS", "/JavaScript", "/Metadata", "/OPI",
    "/OpenAction", "/PA", "/PieceInfo", "/Ref", "/URI", "/XFA",
)  # fmt: skip
ACTING_NOTES = frozenset({"/3D", "/FileAttachment", "/Movie", "/RichMedia", "/Screen", "/Sound", "/TrapNet"})
# A stream whose content lies in another file.
STREAM_KEYS = ("/F", "/FFilter", "/FDecodeParms")


class Refused(Exception):
    """The file is not taken; the argument is the word for why."""


# Media type, number of sheets, content, and of a picture how many dots its longer side has; else 0.
Clean = tuple[str, int, bytes, int]


def limit(memory_bytes: int, cpu_seconds: int) -> None:
    """Let the kernel end this process where a file asks for more than a file may."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def clean(content: bytes, *, as_photo: bool = False) -> Clean:
    """Kind, number of sheets and clean content, by what the file holds and not by what it is called."""
    kind = filetype.guess_mime(content)
    if kind == "image/heic":
        raise Refused("heic")
    if as_photo:
        return clean_photo(content, kind)
    if kind not in CLEANERS:
        raise Refused("kind")
    return CLEANERS[kind](content)


def clean_jpeg(content: bytes) -> Clean:
    """The picture drawn anew."""
    return "image/jpeg", 1, *_redrawn(content, "JPEG", quality=JPEG_QUALITY)


def clean_png(content: bytes) -> Clean:
    """The picture drawn anew; of a moving one the first."""
    return "image/png", 1, *_redrawn(content, "PNG")


def clean_photo(content: bytes, kind: str | None) -> Clean:
    """The picture drawn anew, no larger than a page shows it."""
    if kind not in PHOTOS:
        raise Refused("no_photo")
    drawn = _redrawn(content, PHOTOS[kind], side=PHOTO_SIDE, save_as="JPEG", quality=PHOTO_QUALITY)
    return "image/jpeg", 1, *drawn


def _redrawn(content: bytes, kind: str, *, side: int = 0, save_as: str = "", **how: int) -> tuple[bytes, int]:
    """The pixels and nothing else: no place or time of a photo, no text, nothing behind its end."""
    image: Image.Image = Image.open(io.BytesIO(content), formats=[kind])
    if image.width * image.height > MOST_PIXELS:
        raise Refused("pixels")
    # One name for all of them: of a large picture only two fit into the memory there is.
    image = _on_white(image)
    # The camera's note of how it was held is followed, and goes with all others.
    image = ImageOps.exif_transpose(image)
    image.info.clear()
    if side:
        image.thumbnail((side, side))
    out = io.BytesIO()
    image.save(out, save_as or kind, **how)
    return out.getvalue(), max(image.size)


def _on_white(image: Image.Image) -> Image.Image:
    """In colours or greys, as on paper."""
    if image.has_transparency_data:
        picture = image if image.mode == "RGBA" else image.convert("RGBA")
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture)
        paper.info = dict(image.info)
        return paper
    if image.mode.startswith("I"):
        # Sixteen bits of grey; converted as they are, all but black would be white.
        return image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    return image if image.mode in ("L", "RGB") else image.convert("L" if image.mode == "1" else "RGB")


def clean_pdf(content: bytes) -> Clean:
    """The pages, with everything gone that acts, asks elsewhere, or carries another file along."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        sheets = len(pdf.pages)
        if sheets > MOST_SHEETS:
            raise Refused("sheets")
        if sheets == 0:
            raise Refused("unreadable")
        _disarm(pdf)
        out = io.BytesIO()
        # What nothing points to any more is not written.
        pdf.save(out, encryption=False, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return "application/pdf", sheets, out.getvalue(), 0


def _disarm(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo
    for one in list(pdf.objects):
        for part in _parts(one):
            if isinstance(part, pikepdf.Stream):
                _check_stream(part)
                _remove(part, STREAM_KEYS)
            if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
                _remove(part, ACTING_KEYS)
                _remove_notes(part)


def _parts(one: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The object and all that it holds itself; what it only points to comes in its own turn."""
    waiting = [one]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, pikepdf.Array):
            held: list[object] = list(part)
        elif isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            held = [part.get(key) for key in part.keys()]  # noqa: SIM118 - a stream is no mapping
        else:
            continue
        waiting += [inner for inner in held if isinstance(inner, pikepdf.Object) and not inner.is_indirect]


def _check_stream(stream: pikepdf.Stream) -> None:
    """A small stream that unfolds to gigabytes ends here, where memory and time are limited."""
    if stream.get("/Subtype") == "/Image":
        if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MOST_PIXELS:
            raise Refused("pixels")
        return
    stream.get_stream_buffer(pikepdf.StreamDecodeLevel.generalized)


def _remove(part: pikepdf.Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in part:
            del part[key]


def _remove_notes(page: pikepdf.Object) -> None:
    """Take films, sounds and attached files off a page; other notes stay."""
    notes = page.get("/Annots")
    if isinstance(notes, pikepdf.Array):
        kept = [note for note in notes if note.get("/Subtype") not in ACTING_NOTES]
        page["/Annots"] = pikepdf.Array(kept)


CLEANERS: dict[str | None, Callable[[bytes], Clean]] = {
    "application/pdf": clean_pdf,
    "image/jpeg": clean_jpeg,
    "image/png": clean_png,
}
PHOTOS = {"image/jpeg": "JPEG", "image/png": "PNG"}
# What the libraries say of files that are broken, hostile or both.
DAMAGE = (
    pikepdf.PdfError, UnidentifiedImageError, OSError, SyntaxError, ValueError,
    TypeError, AttributeError, KeyError, IndexError, OverflowError, MemoryError, RecursionError, RuntimeError,
)  # fmt: skip


def main() -> None:
    memory_bytes, cpu_seconds, as_photo = map(int, sys.argv[1:])
    limit(memory_bytes, cpu_seconds)
    # Our own limit is asked first.
    Image.MAX_IMAGE_PIXELS = None
    try:
        media_type, sheets, kept, dots = clean(sys.stdin.buffer.read(), as_photo=bool(as_photo))
    except Refused as refused:
        answer(refused=str(refused))
    except pikepdf.PasswordError:
        answer(refused="encrypted")
    except DAMAGE:
        answer(refused="unreadable")
    else:
        answer(kept, media_type=media_type, sheets=sheets, dots=dots)


def answer(content: bytes = b"", **said: str | int) -> None:
    """Tell our caller."""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
