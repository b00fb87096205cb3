"""Before a server starts: what it says of an address that is not safe."""

import pytest
from flask import Flask

from expatdesk.cli.running import refuse_open_http


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
