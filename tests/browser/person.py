"""Somebody at a screen. Whatever page they come to is checked: accessible, whole, and within the screen."""

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Self

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from playwright.sync_api import ConsoleMessage, Page, Response

from expatdesk.demo.guests import Guest
from tests.browser.site import Site
from tests.codebase.source import ROOT

# WCAG 2.2 AA, and what its makers hold for good practice besides.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What lies half under a bar that stays at its place is no small target: it can be scrolled out from under it.
NO_FAULT = """() => {
    const bars = [...document.body.querySelectorAll("*")].filter(e => getComputedStyle(e).position === "sticky");
    bars.forEach(bar => { bar.style.position = "static"; });
    return axe.run(document, {runOnly: %s, resultTypes: ["violations"]})
        .finally(() => bars.forEach(bar => { bar.style.position = ""; }));
}"""
# Asking axe takes as long as all the rest: once for each page as it is built up is enough.
CHECKED: set[tuple[object, ...]] = set()
TOO_WIDE = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@dataclass
class Person:
    """A browser with somebody in front of it, who speaks one language."""

    page: Page
    site: Site
    language: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("response", self._see)

    def opens(self, path: str) -> Self:
        """Open a page by its path, or by a whole address as from a mail."""
        self.page.goto(path if "://" in path else self.site.url + path)
        return self.arrived()

    def follows(self, text: str) -> Self:
        """Click the link that holds this text."""
        self.page.locator("a", has_text=self.says(text)).first.click()
        return self.arrived()

    def fills(self, **typed: str | bool) -> Self:
        """Fill fields in by their names: text, a choice, or a tick. `__` stands for a dash."""
        for name, value in typed.items():
            self._fill(name.replace("__", "-"), value)
        return self

    def presses(self, english: str, within: str = "main") -> Self:
        """Press the button with this text, in the language of this person."""
        self.page.locator(within).get_by_role("button", name=self.says(english), exact=True).first.click()
        return self.arrived()

    def enters(self, guest: Guest) -> Self:
        """Sign in as this household, with its code and secret, and read its language from then on."""
        self.opens("/sign-in").page.locator("details:has([name=code]) > summary").click()
        self.page.fill("[name=code]", guest.code)
        self.page.fill("[name=secret]", guest.secret)
        self.page.locator("form[action$='/case-code'] button").click()
        return self.arrived().speaks_their_language()

    def goes_on(self) -> Self:
        """Press the button that leads on in a page with one question."""
        self.page.locator("main form button[type=submit].utrecht-button--primary-action").first.click()
        return self.arrived()

    def sees(self, *texts: str) -> Self:
        """All of these stand on the page, as they are."""
        seen = " ".join(self.page.locator("body").inner_text().split())
        missing = [text for text in texts if text not in seen]
        assert not missing, f"{missing} not on {self.page.url}: {seen}"
        return self

    def does_not_see(self, *texts: str) -> Self:
        """None of these stands anywhere in the page's source."""
        found = [text for text in texts if text in self.page.content()]
        assert not found, f"{found} on {self.page.url}"
        return self

    def speaks_their_language(self) -> Self:
        """Choose the language of this person where the page came in the other one."""
        if self.page.locator("html").get_attribute("lang") != self.language:
            other = {"nl": "Nederlands", "en": "English"}[self.language]
            self.page.get_by_role("button", name=other).first.click()
        return self.arrived()

    def says(self, english: str) -> str:
        """A text of ours in their language."""
        if self.language == "en":
            return english
        message = _dutch().get(english)
        return str(message.string) if message else english

    def arrived(self) -> Self:
        """Check the page that this person has come to."""
        self.page.wait_for_load_state("load")
        where = f"{self.page.url} ({self.language})"
        assert not self.faults, f"{where}: {self.faults}"
        assert not self.page.evaluate(TOO_WIDE), f"{where} is wider than the screen"
        if (seen := self._kind_of_page()) in CHECKED:
            return self
        CHECKED.add(seen)
        self.page.evaluate(_axe())
        found = self.page.evaluate(NO_FAULT % RULES)["violations"]
        told = [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]
        assert not told, f"{where}:\n" + "\n".join(told)
        return self

    def _kind_of_page(self) -> tuple[object, ...]:
        """Pages that differ in their ids alone are told apart by what stands on them, not by their address."""
        place = re.sub(r"[0-9a-f-]{36}|\?.*", "", self.page.url)
        blocks = self.page.evaluate("() => [...document.querySelectorAll('main *')].map(e => e.className).join()")
        return self.language, place, hash(str(blocks))

    def _fill(self, name: str, value: str | bool) -> None:
        field = self.page.locator(f"main [name='{name}']")
        kind = field.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
        if kind == "radio":
            # The mark itself is drawn by us; people click on its words.
            self.page.locator(f"main [name='{name}'][value='{value}']").check(force=True)
        elif kind == "checkbox":
            field.first.set_checked(bool(value), force=True)
        elif kind == "select":
            field.first.select_option(str(value))
        else:
            field.first.fill(str(value))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "422" not in message.text and "409" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _see(self, answer: Response) -> None:
        if answer.status >= 500:
            self.faults.append(f"{answer.status}: {answer.url}")


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text()


@cache
def _dutch() -> Catalog:
    with (ROOT / "translations/nl/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="nl")
