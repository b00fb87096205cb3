"""Addresses in mails come from the settings, whatever a request says (security T21)."""

import pytest
from flask import Flask

from expatdesk.shared.addresses import full_address


def test_an_address_begins_with_the_configured_base(app: Flask) -> None:
    assert full_address("signin.link", token="abc") == "https://expatdesk.example/sign-in/link/abc"


def test_a_base_with_a_path_or_a_port_keeps_them(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "BASE_URL", "http://127.0.0.1:8000/desk")
    assert full_address("signin.start") == "http://127.0.0.1:8000/desk/sign-in"


def test_the_request_has_no_say(app: Flask) -> None:
    with app.test_request_context("/", base_url="http://evil.example"):
        assert full_address("signin.start") == "https://expatdesk.example/sign-in"
