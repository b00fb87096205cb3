"""Before a server starts: what it says of an address that is not safe."""

import os
from pathlib import Path

import pytest
from flask import Flask

from expatdesk.cli.running import refuse_open_http, refuse_untranslated
from expatdesk.cli.stopping import Stopped
from expatdesk.shared import i18n


@pytest.mark.parametrize(
    ("base_url", "warns"),
    [("http://127.0.0.1:8000", True), ("http://localhost", True), ("https://desk.example", False)],
)
def test_serve_warns_of_plain_http(
    app: Flask, base_url: str, warns: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(app.config, "BASE_URL", base_url)
    refuse_open_http(app, "127.0.0.1")
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n"), "not for real people" in said.err) == ("", int(warns), warns)


def test_serve_starts_with_no_half_english_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "TRANSLATIONS", tmp_path)
    for language in i18n.LANGUAGES:
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        for number, ending in enumerate(("po", "mo")):
            (folder / f"messages.{ending}").touch()
            os.utime(folder / f"messages.{ending}", (1_000 + number, 1_000 + number))
    refuse_untranslated()
    os.utime(tmp_path / "nl/LC_MESSAGES/messages.po", (2_000, 2_000))
    with pytest.raises(Stopped, match=r"nl not compiled .* pybabel compile"):
        refuse_untranslated()
    (tmp_path / "en/LC_MESSAGES/messages.mo").unlink()
    with pytest.raises(Stopped, match="nl and en not compiled"):
        refuse_untranslated()
