"""What holds for every page of Expatdesk; the visitor of the tests checks it at each page they open."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import html5lib
from babel.messages.pofile import read_po
from lxml.etree import _Element as Element
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter, RequestRedirect

from expatdesk.shared.headers import CONTENT_SECURITY_POLICY
from tests.page import FIELDS, Page, name_of, text_of

CATALOGUE = Path(__file__).parents[1] / "translations/nl/LC_MESSAGES/messages.po"
NOT_TYPED_IN = frozenset({"hidden", "submit", "button", "image", "reset"})
# What a forgotten value, a broken template or a lazy text leaves behind.
LEFT_OVERS = re.compile(
    r"%\(|\{\{|\{%|\bNone\b|\bNaN\b|\bundefined\b|<[\w.]+ object at|\[object |&(amp|lt|gt|#\d+);"
)
# Two sentences between which a template lost the space.
GLUED = re.compile(r"\w{3}[.?][A-Z][a-z]+ ")
# Plain words and values make no HTML invalid. Without them the parts of pages are alike, and each needs the slow,
# strict parser once.
PART = re.compile(r"<(/?)(section|form|details|fieldset|table|ul|ol|dl|nav|header|footer|svg)\b[^>]*>")
# Elements that must not stand within one of their kind, however deep.
NOT_WITHIN_ITSELF = frozenset({"a", "button", "form"})
SPOKEN = re.compile(r">\s*[^\s<>&\x00-\x1f\x7f-\x9f][^<>&\x00-\x08\x0b-\x1f\x7f-\x9f]*<")
UNSPOKEN = re.compile(r'="[^"&\x00-\x1f\x7f-\x9f]*"')
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
REQUIRED_OF_COOKIES = {("Secure", ""), ("HttpOnly", ""), ("Path", "/"), ("SameSite", "Lax")}


def check_page(page: Page, language: str, urls: MapAdapter) -> None:
    """Raise AssertionError that lists all that is wrong with a page."""
    faults = list(_faults(page, language, urls))
    assert not faults, f"{page.url} ({language}):\n  " + "\n  ".join(faults)


def check_headers(headers: dict[str, str], url: str) -> None:
    """Raise AssertionError where a page comes without one of the headers that every page has."""
    wrong = {name: headers.get(name) for name, value in HEADERS.items() if headers.get(name) != value}
    assert not wrong, f"{url}: headers {wrong}"


def check_cookies(lines: Iterable[str], url: str) -> None:
    """Raise AssertionError where a cookie that is set could be read by scripts, other hosts or on plain http."""
    for line in lines:
        (name, _), *attributes = (part.partition("=")[::2] for part in line.split("; "))
        assert name.startswith("__Host-"), f"{url}: cookie {name}"
        missing = REQUIRED_OF_COOKIES - set(attributes)
        assert not missing, f"{url}: cookie {name} without {missing}"
        assert "Domain" not in dict(attributes), f"{url}: cookie {name} for other hosts"


def _faults(page: Page, language: str, urls: MapAdapter) -> Iterator[str]:
    yield from _html_errors(page.html)
    yield from _structure(page, language)
    yield from _duplicate_ids(page)
    yield from _fields_without_label(page)
    yield from _nameless(page)
    yield from _namesakes(page)
    yield from _inline_code(page)
    yield from _forms_without_token(page)
    yield from _dead_links(page, urls)
    yield from (f"left over in the text: {found.group()!r}" for found in LEFT_OVERS.finditer(page.text))
    yield from (f"no space between sentences: {found.group()!r}" for found in GLUED.finditer(page.text))
    if language == "nl":
        yield from _untranslated(page)


def _html_errors(html: str) -> Iterator[str]:
    if all(_is_valid(part) for part in _parts(SPOKEN.sub(">x<", UNSPOKEN.sub('=""', html)))):
        return
    for (line, column), code, _ in _parsed(html).errors:
        yield f"invalid HTML at {line}:{column}: {code}: {html.splitlines()[line - 1].strip()[:100]!r}"


def _parts(bones: str) -> Iterator[str]:
    """The parts that the page is made of, then the page, each with a nearly empty element for a part within it."""
    open_parts, begun = [""], 0
    for tag in PART.finditer(bones):
        closes, name = tag.groups()
        if not closes:
            open_parts[-1] += bones[begun : tag.start()]
            open_parts.append("")
            begun = tag.start()
        elif len(open_parts) > 1:
            part = open_parts.pop() + bones[begun : tag.end()]
            yield part
            inside = "".join(f"<{one}></{one}>" for one in NOT_WITHIN_ITSELF - {name} if f"<{one}" in part)
            open_parts[-1] += f"<{name}>{inside}</{name}>"
            begun = tag.end()
    open_parts[-1] += bones[begun:]
    yield from open_parts


@lru_cache(maxsize=10_000)
def _is_valid(bones: str) -> bool:
    return not _parsed(bones).errors


def _parsed(html: str) -> html5lib.HTMLParser:
    """A page, or a part of one."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(html) if "<html" in html else parser.parseFragment(html)
    return parser


def _structure(page: Page, language: str) -> Iterator[str]:
    if page.root.get("lang") != language:
        yield f"html lang is {page.root.get('lang')!r}"
    for tag in ("h1", "title", "main"):
        if [tag == "title" or bool(text_of(e)) for e in page.all(tag)] != [True]:
            yield f"not exactly one filled <{tag}>"
    if not any(name.endswith("Expatdesk") for name in ((e.text or "").strip() for e in page.all("title"))):
        yield "the title does not end with Expatdesk"
    levels = [int(str(e.tag)[1]) for e in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield f"headings skip a level: {levels}"


def _duplicate_ids(page: Page) -> Iterator[str]:
    ids = Counter(e.get("id") for e in page.root.iter() if e.get("id") is not None)
    yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    for e in page.root.iter():
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for name in (e.get(attribute) or "").split():
                if name not in ids:
                    yield f"{attribute}={name!r} points at nothing"


def _fields_without_label(page: Page) -> Iterator[str]:
    labels = page.labels()
    wrapped = {field for label in page.all("label") if text_of(label) for field in label.iter()}
    for e in page.all(*FIELDS):
        if e.get("type") in NOT_TYPED_IN:
            continue
        if not (labels.get(e.get("id", "")) or e.get("aria-label") or e.get("aria-labelledby") or e in wrapped):
            yield f"field {e.get('name')!r} has no label"


def _nameless(page: Page) -> Iterator[str]:
    for e in page.all("a", "button"):
        if not (name_of(e) or any(child.get("alt") for child in e.iter())):
            yield f"<{e.tag}> without a name: {e.attrib}"
    yield from (f"image without alt: {e.get('src')}" for e in page.all("img") if e.get("alt") is None)


def _namesakes(page: Page) -> Iterator[str]:
    """Named parts of a page are places that a screen reader lists: two of one name cannot be told apart."""
    by_id = {e.get("id"): e for e in page.root.iter() if e.get("id")}
    names = Counter(
        e.get("aria-label") or " ".join(text_of(by_id[name]) for name in e.get("aria-labelledby", "").split())
        for e in page.all("section")
        if e.get("aria-label") or e.get("aria-labelledby")
    )
    yield from (f"{count} parts are called {name!r}" for name, count in names.items() if count > 1)


def _inline_code(page: Page) -> Iterator[str]:
    """The content security policy would refuse it, and the page would look or act broken."""
    yield from (f"<{e.tag}> inline" for e in page.all("style", "script") if not e.get("src"))
    for e in page.root.iter():
        for name, value in ((str(name), str(value)) for name, value in e.items()):
            if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
                yield f"inline code: {name}={value!r}"


def _forms_without_token(page: Page) -> Iterator[str]:
    for form in page.forms:
        if form.method == "post" and not any(form.values().get("csrf_token", [])):
            yield f"form {form.action!r} has no CSRF token"


def _dead_links(page: Page, urls: MapAdapter) -> Iterator[str]:
    for path in sorted(_inner_paths(page.root)):
        try:
            urls.match(path, method="GET")
        except RequestRedirect:
            continue
        except HTTPException as error:
            if error.code != 405:
                yield f"link to nowhere: {path}"


def _inner_paths(root: Element) -> set[str]:
    targets = [target for e in root.iter() for name in ("href", "src", "action") if (target := e.get(name))]
    return {target.split("?")[0].split("#")[0] for target in targets if target.startswith("/")}


def _untranslated(page: Page) -> Iterator[str]:
    english = _english_sentences()
    for e in page.one("body").iter():
        # A part of the page may be in another language where it says so.
        if e.get("lang") in (None, "nl"):
            for piece in (e.text, *(child.tail for child in e)):
                if piece and " ".join(piece.split()) in english:
                    yield f"English on a Dutch page: {piece.strip()!r}"


@cache
def _english_sentences() -> frozenset[str]:
    """Texts of several words that have a different Dutch one."""
    with CATALOGUE.open("rb") as file:
        messages = list(read_po(file, locale="nl"))
    pairs = [(m.id, m.string) for m in messages if isinstance(m.id, str) and isinstance(m.string, str)]
    return frozenset(source for source, dutch in pairs if " " in source and dutch and dutch != source)
