"""Templates: what the content security policy would refuse, and what would let content become code (T23)."""

import re

import pytest

from expatdesk.access.permissions import Permission
from tests.codebase.source import ROOT, SOURCES, TEMPLATES

# `safe` and its like are right only for text that we wrote ourselves; those stand here, each with its reason.
TRUSTED: dict[str, str] = {
    "together.html": "its parts are what our own mail templates made, with all names in them escaped already",
}
FAULTS = {
    "inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "unescaped": re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\("),
    "attribute without quotes": re.compile(r"=\{\{"),
}
# A mail client knows no style sheets, and what becomes a PDF is drawn by our own process without any policy.
STYLED = ("/mail/", "/macros/mail.html", "/welcome_pack/", "/fees/", "/templates/pdf/")


@pytest.mark.parametrize("fault", FAULTS)
def test_no_template_has(fault: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()!r}"
        for path in TEMPLATES
        for match in FAULTS[fault].finditer(path.read_text())
        if not (fault == "inline style" and any(part in path.as_posix() for part in STYLED))
        and path.name not in TRUSTED
    ]
    assert found == []


def test_every_template_is_used() -> None:
    """What nobody renders, includes or imports is dead."""
    everything = "\n".join([s.text for s in SOURCES] + [path.read_text() for path in TEMPLATES])
    names = {path.as_posix().split("/templates/")[1] for path in TEMPLATES}
    unused = {name for name in names if name not in everything and not _named_by_rule(name, everything)}
    assert unused == set()


def test_every_permission_that_is_asked_for_exists() -> None:
    """One that was renamed is granted to nobody: what stands behind it would be gone without a sound."""
    asked = {name for path in TEMPLATES for name in re.findall(r"\bmay\(\"([^\"]*)\"\)", path.read_text())}
    assert asked
    assert asked <= set(Permission)


def _named_by_rule(name: str, everything: str) -> bool:
    """Error pages are found by their code; mails, drawings and chapters by a word that stands somewhere."""
    word = name.split("/")[-1].split(".")[0]
    return name.startswith("errors/") or f'"{word}"' in everything
