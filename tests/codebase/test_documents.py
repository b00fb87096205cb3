"""What README and docs tell is so: every setting, every picture, every path and every package that they name."""

import re

import pytest

from tests.codebase.source import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
HOUSE = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
CONFIG = (ROOT / "config.py").read_text(encoding="utf-8")
PREPARE = (ROOT / "script" / "prepare").read_text(encoding="utf-8")
SOURCES = {".py", ".html", ".toml"}
PICTURE_MOST = 150_000


def test_the_table_of_settings_is_that_of_the_code() -> None:
    read = set(re.findall(r'environ\.get\(\s*"(\w+)"', CONFIG))
    told = set(re.findall(r"^\| `(\w+)` \|", README, re.MULTILINE))
    assert len(read) > 10, "the test does not find the settings any more"
    assert told == read


def test_operations_names_no_setting_that_is_none() -> None:
    read = set(re.findall(r'environ\.get\(\s*"(\w+)"', CONFIG))
    told = set(re.findall(r"^([A-Z_]+)=", OPERATIONS, re.MULTILINE)) - {"PIP_CONSTRAINT"}
    assert told
    assert told <= read


def test_pictures_are_there_described_and_small() -> None:
    linked = re.findall(r"!\[(.*?)\]\((docs/\S+\.png)\)", README)
    linked += [(alt, path) for path, alt in re.findall(r'<img src="(\S+)" width="\d+" alt="(.*?)">', README)]
    assert {path for _, path in linked} == {
        f"docs/screenshots/{p.name}" for p in ROOT.glob("docs/screenshots/*.png")
    }
    assert [path for alt, path in linked if len(alt) < 40] == []
    assert [path for _, path in linked if (ROOT / path).stat().st_size > PICTURE_MOST] == []


@pytest.mark.parametrize("document", ["README.md", "docs/operations.md"])
def test_links_within_the_repository_lead_somewhere(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    linked = [link.split("#")[0] for link in re.findall(r"\]\((?!https?:)([^)]+)\)", text)]
    assert linked
    assert [link for link in linked if not ((ROOT / document).parent / link).exists()] == []


def test_the_house_names_no_file_and_no_function_that_is_not_there() -> None:
    """Folders before a name may be left out there, where the row has named them already."""
    (table,) = re.findall(r"^## Where to find …$(.*?)^## ", HOUSE, re.MULTILINE | re.DOTALL)
    quoted = set(re.findall(r"`([^`]+)`", table))
    tops = ("expatdesk", "tests", "docs")
    there = [path for top in tops for path in (ROOT / top).rglob("*.*") if path.is_file()]
    named = {name for name in quoted if re.fullmatch(r"[\w/.-]+\.(?:py|html|css|js|toml)", name)}
    assert len(named) > 100
    assert sorted(name for name in named if not any(f"{path}".endswith(f"/{name}") for path in there)) == []
    words = set(re.findall(r"\w+", "".join(path.read_text() for path in there if path.suffix in SOURCES)))
    assert sorted(name for name in quoted if name.isidentifier() and name not in words) == []


def test_installing_by_hand_names_the_packages_of_the_script() -> None:
    (packages,) = re.findall(r"^RUN_PACKAGES=\((.*)\)$", PREPARE, re.MULTILINE)
    (line,) = re.findall(r"^apt-get install .*$", OPERATIONS, re.MULTILINE)
    assert set(packages.split()) <= set(line.split())
