"""Papers of the demonstration, drawn by the program: nobody's real paper is among them."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from expatdesk.shared.folding import folded

WIDTH, HEIGHT = 720, 960
INK, PAPER, FRAME, FAINT = "#22304A", "#FDFBF4", "#7A8A6A", "#DDD8CC"


def a_scan(title: str, lines: Sequence[tuple[str, str]]) -> Image.Image:
    """One page: its title, and rows of what is said of whom."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((36, 36, WIDTH - 36, HEIGHT - 36), outline=FRAME, width=3)
    pen.text((WIDTH / 2, 480), "SPECIMEN", FAINT, _font(110), anchor="mm")
    pen.text((WIDTH / 2, 120), _plain(title)[:44], INK, _font(28), anchor="mm")
    for row, (name, value) in enumerate(lines):
        height = 220 + row * 60
        pen.text((80, height), _plain(name), FRAME, _font(20))
        pen.text((300, height), _plain(value)[:36], INK, _font(22))
        pen.line((296, height + 34, WIDTH - 80, height + 34), FAINT)
    pen.ellipse((WIDTH - 230, HEIGHT - 240, WIDTH - 100, HEIGHT - 110), outline="#6B5B95", width=3)
    pen.line((90, HEIGHT - 120, 180, HEIGHT - 170, 240, HEIGHT - 125, 330, HEIGHT - 165), INK, 2)
    return image


def as_png(page: Image.Image) -> bytes:
    """The page as a picture."""
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def as_pdf(*pages: Image.Image) -> bytes:
    """The pages as one PDF."""
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=96)
    return out.getvalue()


def _plain(text: str) -> str:
    """The letters that the drawing's typeface has; other scripts as a passport spells them."""
    return text if text.isascii() else folded(text).title()


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
