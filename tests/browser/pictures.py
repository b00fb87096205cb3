"""The pictures of the README: script/screenshots takes them anew, from the demonstration as it is on one day."""

import contextlib
import io
import logging
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pypdfium2
import time_machine
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from expatdesk import create_app, demo, do_what_waits
from expatdesk.demo.accounts import PASSWORD
from expatdesk.demo.guests import GUESTS, Guest
from expatdesk.region.loader import load_region
from expatdesk.shared import schema
from expatdesk.shared.clock import AMSTERDAM, today
from tests.browser.conftest import CHROMIUM, DESK, PHONE
from tests.browser.site import Site

# Always the same day, so that a new picture differs from the old one by what was changed in the code.
DAY = datetime(2026, 12, 1, 10, tzinfo=AMSTERDAM)
COLOURS = 256
GAP = 12
INVITED, BOOKED, REGISTERED, _WAITING = GUESTS


@dataclass(frozen=True, slots=True)
class Camera:
    """Takes pictures of a running desk."""

    browser: Browser
    site: Site
    folder: Path

    def visitor(self, language: str, screen: dict[str, int]) -> Page:
        """Somebody with a browser of their own; a telephone has more dots to the millimetre."""
        scale = 2 if screen is PHONE else 1
        context = self.browser.new_context(viewport=screen, device_scale_factor=scale)  # type: ignore[arg-type]
        context.add_cookies([{"name": "language", "value": language, "url": self.site.url}])
        return context.new_page()

    def takes(self, page: Page, name: str, height: int) -> None:
        """The upper part of what this page shows."""
        page.wait_for_load_state("networkidle")
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.set_viewport_size({"width": width, "height": height})
        self.keeps(Image.open(io.BytesIO(page.screenshot())), name)

    def keeps(self, picture: Image.Image, name: str) -> None:
        """Few colours: our pages have no photographs, and a README should open quickly."""
        path = self.folder / f"{name}.png"
        picture.convert("RGB").quantize(COLOURS, kmeans=3, dither=Image.Dither.NONE).save(path, optimize=True)
        print(f"{path}: {path.stat().st_size // 1000} kB")


def main(folder: Path) -> None:
    """Take every picture into this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with time_machine.travel(DAY, tick=True), desk() as site, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        camera = Camera(browser, site, folder)
        for take in (of_the_household, of_the_desk, of_the_employer, of_a_mail):
            take(camera)
        browser.close()


@contextlib.contextmanager
def desk() -> Iterator[Site]:
    """The demonstration within this process, for the sake of its clock; nothing of it is kept."""
    with tempfile.TemporaryDirectory(prefix="expatdesk-pictures-") as folder:
        app = create_app({
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder}/desk.sqlite3", "QUEUE_URL": f"sqlite:///{folder}/queue",
            "INSTANCE_DIR": Path(folder), "SECRET_KEY": "of the pictures alone", "DEMO": True, "SMTP_URL": "",
            "TRUSTED_HOSTS": ["127.0.0.1"],
        })  # fmt: skip
        fill(app)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        url = app.config["BASE_URL"] = f"http://127.0.0.1:{server.port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(url, Path(folder))
        server.shutdown()


def fill(app: Flask) -> None:
    """Everybody of the demonstration, and the mails that they got."""
    with app.app_context():
        schema.upgrade()
        demo.fill(load_region("leiden"), today())
        do_what_waits()


def of_the_household(camera: Camera) -> None:
    """What to do now; a question of the intake; and the booklet that they leave with."""
    status = enters(camera, BOOKED, "en")
    camera.takes(status, "status-en", height=860)
    question = enters(camera, INVITED, "nl")
    question.goto(camera.site.url + "/my/intake/household")
    camera.takes(question, "intake-nl", height=860)
    registered = enters(camera, REGISTERED, "en")
    answer = registered.request.get(camera.site.url + "/my/welcome-pack/en")
    camera.keeps(first_pages(answer.body()), "welcome-pack-en")


def first_pages(pdf: bytes) -> Image.Image:
    """The first three pages of a PDF, side by side."""
    pages = [page.render(scale=1.0).to_pil() for page in list(pypdfium2.PdfDocument(pdf))[:3]]
    width, height = pages[0].size
    spread = Image.new("RGB", (3 * width + 4 * GAP, height + 2 * GAP), "silver")
    for number, page in enumerate(pages):
        spread.paste(page, (GAP + number * (width + GAP), GAP))
    return spread


def of_the_desk(camera: Camera) -> None:
    """The worklist, and one household's case."""
    worklist = signs_in(camera, "sanne@desk.example", "en")
    worklist.goto(f"{camera.site.url}/desk/worklist")
    camera.takes(worklist, "worklist-en", height=900)
    case = signs_in(camera, "sanne@desk.example", "nl")
    case.goto(f"{camera.site.url}/desk/worklist?q={REGISTERED.code}")
    case.get_by_role("link", name=REGISTERED.family_name).first.click()
    camera.takes(case, "case-nl", height=1100)


def of_the_employer(camera: Camera) -> None:
    """How far each hire is, and no more than that."""
    camera.takes(signs_in(camera, "hedwig@lumc.example", "en"), "hires-en", height=900)


def of_a_mail(camera: Camera) -> None:
    """The newest one that the demonstration wrote, as a mail program shows it."""
    reader = camera.visitor("en", {"width": 640, "height": 700})
    reader.goto(camera.site.url + "/demo/mails")
    link = reader.locator(".mails a[lang=en]").first.get_attribute("href")
    reader.goto(f"{camera.site.url}{link}/html")
    camera.takes(reader, "mail-en", height=700)


def enters(camera: Camera, guest: Guest, language: str) -> Page:
    """A household on its telephone, with case code and secret."""
    page = camera.visitor(language, PHONE)
    page.goto(camera.site.url + "/sign-in")
    page.locator("details:has([name=code]) > summary").click()
    page.fill("[name=code]", guest.code)
    page.fill("[name=secret]", guest.secret)
    page.locator("form[action$='/case-code'] button").click()
    return page


def signs_in(camera: Camera, email: str, language: str) -> Page:
    """Somebody with an account, on their first page."""
    page = camera.visitor(language, DESK)
    page.goto(camera.site.url + "/sign-in/password")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button").first.click()
    return page


if __name__ == "__main__":
    main(Path(sys.argv[1]))
