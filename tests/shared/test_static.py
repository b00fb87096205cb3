"""The front end as it is shipped: vendored files are what they claim, our own keep to the house's look."""

import gzip
import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "expatdesk"
STATIC = PACKAGE / "shared" / "static"
VENDOR = STATIC / "vendor"
TEMPLATES = sorted(path for path in PACKAGE.rglob("templates/**/*.html"))
# Mails and papers to print bring their own style along; no browser reads them under our policy.
NO_PAGES = ("/mail/", "macros/mail.html", "welcome_pack", "fees/templates", "templates/pdf/")
PAGES = [path for path in TEMPLATES if not any(kind in f"{path}" for kind in NO_PAGES)]
OWN_CSS = sorted(STATIC.glob("*.css"))
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")

# A page may weigh 100 kB on a first visit without fonts; this much is left for the page itself.
FOR_THE_PAGE = 80_000
EVERYWHERE = ("tokens.css", "base.css", "app.js", "icons.svg", "vendor/utrecht/utrecht.css")
SIDES = {
    "status page": ("expat.css",),
    "question": ("expat.css", "question.css"),
    "worklist": ("desk.css", "worklist.css", "lists.js"),
    "case": ("desk.css", "case.css", "lists.js"),
    "employer": ("employer.css",),
}
# Text and its ground: at least 4.5. The border of a control and its ground: at least 3 (WCAG 1.4.3, 1.4.11).
TEXT_ON = [
    ("ink", "paper"), ("ink", "surface"), ("ink", "hover"), ("ink", "open-ground"), ("ink-soft", "paper"),
    ("ink-soft", "surface"), ("ink-soft", "hover"), ("ink-soft", "open-ground"), ("action", "paper"),
    ("action", "surface"), ("action", "open-ground"), ("action-deep", "surface"), ("on-action", "action"),
    ("on-action", "action-deep"), ("key-red", "paper"), ("key-red", "surface"), ("key-red", "late-ground"),
    ("done", "paper"), ("done", "done-ground"), ("soon", "surface"), ("soon", "soon-ground"),
    ("ink", "soon-ground"), ("on-now", "now"), ("now-soft", "now"), ("now-warm", "now"),
    ("now-button-ink", "now-button"), ("on-bar", "bar"),
]  # fmt: skip
SHAPE_ON = [("control", "surface"), ("control", "paper"), ("action", "paper"), ("track-done", "track")]


def manifest() -> dict[str, str]:
    """Every vendored file with its sum."""
    packages = tomllib.loads((VENDOR / "manifest.toml").read_text(encoding="utf-8"))["package"]
    return {name: digest for package in packages for name, digest in package["files"].items()}


def scheme(*, dark: bool) -> dict[str, str]:
    """The colours of the tokens by name, in the light or the dark scheme."""
    light, _, night = TOKENS.partition("@media screen and (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6}|var\(--[\w-]+\));", light))
    if dark:
        found |= dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6}|var\(--[\w-]+\));", night))
    return {
        name: found.get(value[6:-1], "") if value.startswith("var") else value for name, value in found.items()
    }


def luminance(colour: str) -> float:
    """How light a colour is, as WCAG reckons it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_vendored_files_are_what_the_manifest_says() -> None:
    sums = {name: hashlib.sha256((STATIC / name).read_bytes()).hexdigest() for name in manifest()}
    assert sums == manifest()


def test_nothing_vendored_is_missing_from_the_manifest() -> None:
    laid_down = {f"{path.relative_to(STATIC)}" for path in VENDOR.rglob("*") if path.is_file()}
    assert laid_down - {"vendor/manifest.toml"} <= set(manifest())


def test_every_package_names_its_licence_and_ships_its_text() -> None:
    packages = tomllib.loads((VENDOR / "manifest.toml").read_text(encoding="utf-8"))["package"]
    assert {package["licence"] for package in packages} == {"EUPL-1.2", "OFL-1.1", "MIT"}
    for package in packages:
        assert any(Path(name).stem in {"LICENSE", "OFL"} for name in package["files"]), package["name"]


def test_the_font_addresses_carry_the_hash_of_their_file() -> None:
    css = (VENDOR / "source-sans-3" / "source-sans-3.css").read_text(encoding="utf-8")
    addresses = re.findall(r'url\("([\w.-]+)\?v=(\w+)"\)', css)
    assert len(addresses) == 5
    for name, version in addresses:
        assert hashlib.sha256((VENDOR / "source-sans-3" / name).read_bytes()).hexdigest().startswith(version)


def test_every_component_token_is_both_set_and_used() -> None:
    components = (VENDOR / "utrecht" / "utrecht.css").read_text(encoding="utf-8")
    named = set(re.findall(r"(--utrecht-[\w-]+):", TOKENS))
    read = set(re.findall(r"var\((--utrecht-[\w-]+)", components))
    assert named == read, "run script/vendor after a change of the tokens"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_colours_keep_their_contrast(*, dark: bool) -> None:
    colours = scheme(dark=dark)
    weak = [(a, b, contrast(colours[a], colours[b])) for a, b in TEXT_ON if contrast(colours[a], colours[b]) < 4.5]
    weak += [(a, b, contrast(colours[a], colours[b])) for a, b in SHAPE_ON if contrast(colours[a], colours[b]) < 3]
    assert not weak


@pytest.mark.parametrize("path", OWN_CSS, ids=lambda path: path.name)
def test_style_sheets_name_no_colour_but_by_its_token(path: Path) -> None:
    css = path.read_text(encoding="utf-8")
    if path.name != "tokens.css":
        assert not re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgba?\(|hsl\(", css)
    assert not re.findall(r"https?://(?!www\.w3\.org)|@import|(?<!sans-)serif|gradient\(", css)


def variables() -> Iterator[tuple[str, str]]:
    """Each variable that a style sheet of ours reads, with the sheet."""
    for path in OWN_CSS:
        for name in re.findall(r"var\((--[\w-]+)\)", path.read_text(encoding="utf-8")):
            yield path.name, name


def test_every_variable_that_is_read_is_set() -> None:
    named = {name for path in OWN_CSS for name in re.findall(r"(--[\w-]+):", path.read_text(encoding="utf-8"))}
    assert not {(sheet, name) for sheet, name in variables() if name not in named}


@pytest.mark.parametrize("side", SIDES)
def test_a_first_visit_stays_light(side: str) -> None:
    """As it is sent: these files are compressed on their way, pages are not (they may hold secrets)."""
    weight = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in (*EVERYWHERE, *SIDES[side]))
    assert weight <= 100_000 - FOR_THE_PAGE


def test_the_script_stays_small() -> None:
    assert (STATIC / "app.js").stat().st_size < 6_000


def test_every_icon_that_is_asked_for_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    asked = {
        name
        for path in TEMPLATES
        for name in re.findall(r'icon\("([\w-]+)"|sprite \}\}#([\w-]+)', path.read_text(encoding="utf-8"))
    }
    assert {one or other for one, other in asked} <= sprite


def test_every_asset_that_is_asked_for_is_there() -> None:
    asked = {name for path in TEMPLATES for name in re.findall(r'asset\("([^"]+)"\)', path.read_text("utf-8"))}
    assert asked
    assert not [name for name in asked if not (STATIC / name).is_file()]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.relative_to(PACKAGE)}")
def test_pages_hold_no_style_script_or_handler(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    assert not re.findall(r'<style|<script(?! src=)|\sstyle="|\son[a-z]+="|javascript:', html)
