"""A page as a visitor reads it: its text, its links, its forms."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree
from lxml.etree import _Element as Element

UNSEEN = frozenset({"script", "style", "template", "head"})
FIELDS = frozenset({"input", "select", "textarea"})
# A heading or a paragraph is followed by a gap, a word in a sentence is not.
INLINE = frozenset({"a", "abbr", "b", "bdi", "code", "em", "i", "kbd", "mark", "small", "span", "strong", "time"})

Values = dict[str, list[str]]


@dataclass
class Page:
    """An HTML page that was answered, taken apart."""

    html: str
    url: str
    status: int
    root: Element = field(init=False)

    def __post_init__(self) -> None:
        # Whether it is valid HTML is for page_rules to say, with a slower parser.
        self.root = etree.fromstring(self.html.encode(), etree.HTMLParser(encoding="utf-8", remove_comments=True))

    def all(self, *tags: str) -> list[Element]:
        """Every element with one of these tags."""
        return list(self.root.iter(*tags))

    def one(self, tag: str) -> Element:
        """The only element with this tag."""
        found = self.all(tag)
        assert len(found) == 1, f"{len(found)} <{tag}> on {self.url}"
        return found[0]

    @property
    def title(self) -> str:
        """What stands in the browser's tab."""
        return text_of(self.one("title"))

    @property
    def heading(self) -> str:
        """The page's one h1."""
        return text_of(self.one("h1"))

    @cached_property
    def text(self) -> str:
        """All that can be read, spaces evened out."""
        return text_of(self.one("body"))

    @cached_property
    def main(self) -> str:
        """What can be read in the page's own part."""
        return text_of(self.one("main"))

    def link(self, text: str) -> str:
        """Where the link with this text leads."""
        targets = {a.get("href", "") for a in self.all("a") if text in (text_of(a), a.get("aria-label"))}
        assert targets, f"no link {text!r} on {self.url}: {[text_of(a) for a in self.all('a')]}"
        assert len(targets) == 1, f"links {text!r} on {self.url} lead to different pages: {targets}"
        return targets.pop()

    def form_with(self, button: str, about: str = "") -> tuple["Form", Element]:
        """The form that this button sends, and the button. `about` tells it from others of the same name."""
        found = [
            (form, pressed)
            for form in self.forms
            for pressed in form.buttons
            if button in (name := name_of(pressed), text_of(pressed)) and about in f"{name} {form.action}"
        ]
        buttons = [name_of(pressed) for form in self.forms for pressed in form.buttons]
        assert found, f"no button {button!r} on {self.url}: {buttons}"
        assert len(found) == 1, f"{len(found)} buttons {button!r} on {self.url}: say which by about=…"
        return found[0]

    @property
    def forms(self) -> list["Form"]:
        """Every form of the page."""
        return [Form(element, self) for element in self.all("form")]

    def labels(self) -> dict[str, str]:
        """The label of every labelled field, by the field's id."""
        return {label.get("for", ""): text_of(label) for label in self.all("label")}


@dataclass
class Form:
    """A form with all it would send."""

    element: Element
    page: Page

    @property
    def action(self) -> str:
        """Where it goes, as it stands in the page."""
        return self.element.get("action") or ""

    @property
    def method(self) -> str:
        """'get' or 'post'."""
        return (self.element.get("method") or "get").lower()

    @property
    def fields(self) -> list[Element]:
        """All inputs, lists and text areas, also those that stand elsewhere and name this form."""
        inside = list(self.element.iter(*FIELDS))
        named = self.element.get("id")
        outside = [e for e in self.page.all(*FIELDS) if named and e.get("form") == named and e not in inside]
        return [e for e in inside + outside if e.get("disabled") is None]

    @property
    def buttons(self) -> list[Element]:
        """All buttons that send the form."""
        named = self.element.get("id")
        inside = list(self.element.iter("button"))
        outside = [e for e in self.page.all("button") if named and e.get("form") == named and e not in inside]
        return [button for button in inside + outside if button.get("type", "submit") == "submit"]

    def values(self) -> Values:
        """What a browser would send if nobody touched anything."""
        values: Values = {}
        for element in self.fields:
            if name := element.get("name"):
                values.setdefault(name, []).extend(_values_of(element))
        return values

    def names_for(self, wanted: str) -> list[str]:
        """The names of the fields with this name or label."""
        labels = self.page.labels()
        return [
            element.get("name", "")
            for element in self.fields
            if wanted in (element.get("name"), labels.get(element.get("id", "")), element.get("aria-label"))
        ]


def _values_of(element: Element) -> Iterator[str]:
    match element.tag, element.get("type", "text"):
        case "textarea", _:
            yield (element.text or "").removeprefix("\n")
        case "select", _:
            options = [option for option in element.iter() if option.tag == "option"]
            chosen = [option for option in options if option.get("selected") is not None]
            if element.get("multiple") is None and not chosen:
                chosen = options[:1]
            yield from (option.get("value", text_of(option)) for option in chosen)
        case _, "checkbox" | "radio":
            if element.get("checked") is not None:
                yield element.get("value", "on")
        case _, "submit" | "button" | "file" | "image" | "reset":
            return
        case _:
            yield element.get("value", "")


def name_of(element: Element) -> str:
    """What a screen reader calls a button or link."""
    return element.get("aria-label") or text_of(element)


def text_of(element: Element) -> str:
    """The text that can be read in an element."""
    pieces: list[str] = []
    _collect(element, pieces)
    return " ".join("".join(pieces).split())


def _collect(element: Element, pieces: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return
    gap = "" if element.tag in INLINE else " "
    pieces.append(gap + (element.text or ""))
    for child in element:
        _collect(child, pieces)
        pieces.append(child.tail or "")
    pieces.append(gap)
