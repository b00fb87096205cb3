"""Makes an accessible PDF (PDF/UA-1) of a page of HTML, in a process of its own."""

import base64
import functools
import json
import logging
import subprocess
import sys
import threading
from pathlib import Path

from markupsafe import Markup

from expatdesk.shared.pdf_tags import mend

log = logging.getLogger("expatdesk.pdf")

HOUSEHOLD_STYLE = Path(__file__).with_name("household_pdf.css")
PROCESS = Path(__file__).with_name("pdf_process.py")
FONTS = Path(__file__).with_name("static") / "vendor" / "source-sans-3"
MEMORY_BYTES = 1024**3
CPU_SECONDS = 60
# A name per subset: the renderer does not read unicode-range, so files of one name would compete.
FACES = {
    "Source Sans 3": "latin",
    "Source Sans 3 Ext": "latin-ext",
    "Source Sans 3 Vietnamese": "vietnamese",
    "Source Sans 3 Greek": "greek",
    "Source Sans 3 Cyrillic": "cyrillic",
}


# Each drawing takes a core for seconds. Who comes when others wait already is asked to come again: otherwise
# a few impatient people would take all threads of the server, and nobody else would be served.
DRAWING = threading.BoundedSemaphore(2)
AT_THE_DOOR = threading.BoundedSemaphore(4)


class PdfNotMade(Exception):
    """The page took too long, asked for too much memory, could not be drawn, or too many are being drawn."""


def render_pdf(html: str, *, title: str, language: str) -> bytes:
    """A tagged PDF of a whole HTML page, which may hold data: addresses and nothing from elsewhere.

    In the HTML, `span` marks a passage in the other language of the desk and is used for nothing else.
    Raises PdfNotMade.
    """
    if not AT_THE_DOOR.acquire(blocking=False):
        raise PdfNotMade("too many at once")
    try:
        with DRAWING:
            return _draw(html, title=title, language=language)
    finally:
        AT_THE_DOOR.release()


def _draw(html: str, *, title: str, language: str) -> bytes:
    order = {
        "html": html,
        "font_faces": font_faces(),
        "memory_bytes": MEMORY_BYTES,
        "cpu_seconds": CPU_SECONDS,
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no argument from outside
            [sys.executable, "-I", str(PROCESS)],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=2 * CPU_SECONDS,
            # Nothing of our environment: settings and secrets are no business of the renderer.
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            check=True,
        )
    except subprocess.TimeoutExpired as too_slow:
        raise PdfNotMade("the page took too long") from too_slow
    except subprocess.CalledProcessError as failed:
        raise PdfNotMade(failed.stderr.decode(errors="replace")[-2000:]) from failed
    for line in done.stderr.decode(errors="replace").splitlines():
        log.warning("%s", line)
    return mend(done.stdout, html, title=title, language=language)


@functools.cache
def style_of(*files: Path) -> Markup:
    """The rules for a page that becomes a PDF: files of our own, nothing in them comes from a visitor."""
    return Markup("".join(file.read_text() for file in files))  # noqa: S704


@functools.cache
def font_faces() -> str:
    """The typeface as @font-face rules with the files in them."""
    return "\n".join(_font_face(family, subset) for family, subset in FACES.items())


def _font_face(family: str, subset: str) -> str:
    data = (FONTS / f"{subset}.woff2").read_bytes()
    source = f"data:font/woff2;base64,{base64.b64encode(data).decode()}"
    return f'@font-face {{ font-family: "{family}"; src: url({source}) format("woff2") }}'
