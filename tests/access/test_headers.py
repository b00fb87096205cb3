"""The headers of each class of answers, as whole sets: nothing is missing and nothing tells too much (T35)."""

import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

import config
from expatdesk.shared.headers import CONTENT_SECURITY_POLICY, FILE_POLICY
from expatdesk.shared.rendering import asset
from tests.conftest import Visit
from tests.factories import a_case, registered
from tests.page_rules import check_cookies
from tests.visitor import Visitor

FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "payment",
    "usb",
)
EVERYWHERE = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
        "manifest-src 'self'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
PRIVATE = {**EVERYWHERE, "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
PUBLIC = {**EVERYWHERE, "Cache-Control": "no-store"}
# What belongs to the one answer and not to its class.
OWN = {"Content-Length", "Content-Type", "Location", "Vary", "Date", "Last-Modified", "ETag", "Content-Encoding"}


def headers_of(answer: TestResponse) -> dict[str, str]:
    return {name: value for name, value in answer.headers if name not in OWN | {"Set-Cookie"}}


def test_a_public_page(nobody: Visitor) -> None:
    assert headers_of(nobody.asks_for("public.start")) == PUBLIC


@pytest.mark.parametrize("endpoint", ["signin.start", "signin.login", "signin.forgotten"])
def test_a_sign_in_page(nobody: Visitor, endpoint: str) -> None:
    assert headers_of(nobody.asks_for(endpoint)) == PRIVATE


def test_a_page_of_somebody(officer: Visitor) -> None:
    assert headers_of(officer.asks_for("desk.worklist")) == PRIVATE
    assert headers_of(officer.asks_for("desk.case", case_id=a_case().id)) == PRIVATE


def test_a_redirect(nobody: Visitor) -> None:
    answer = nobody.asks_for("desk.worklist")
    assert answer.status_code == 303
    assert headers_of(answer) == PRIVATE


@pytest.mark.parametrize("path", ["/nowhere", "/desk/nowhere", "/static/nowhere.css"])
def test_an_error(app: Flask, path: str) -> None:
    answer = app.test_client().get(path, base_url=app.config["BASE_URL"])
    assert answer.status_code == 404
    expected = PUBLIC if path.startswith("/static") else PRIVATE
    assert headers_of(answer) == expected


def test_a_wrong_method(app: Flask) -> None:
    answer = app.test_client().delete("/", base_url=app.config["BASE_URL"])
    assert answer.status_code == 405
    found = headers_of(answer)
    assert set(found.pop("Allow").split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert found == PRIVATE


def test_a_static_file(app: Flask) -> None:
    """The address changes with the content, so a browser may keep it for ever; an old address is not kept."""
    client = app.test_client()
    here = {"base_url": app.config["BASE_URL"], "buffered": True}
    with app.test_request_context(base_url=app.config["BASE_URL"]):
        address = asset("icons.svg")
    kept = client.get(address, **here)
    asked_again = client.get("/static/icons.svg?v=0123456789ab", **here)
    file = {"Accept-Ranges": "bytes", "Content-Disposition": "inline; filename=icons.svg"}
    assert headers_of(kept) == {**EVERYWHERE, **file, "Cache-Control": "public, max-age=31536000, immutable"}
    assert headers_of(asked_again) == {**PUBLIC, **file}


def test_a_file_of_somebody(visit: Visit) -> None:
    expat = visit(registered(a_case()))
    answer = expat.asks_for("expat.pack", language="en")
    assert answer.mimetype == "application/pdf"
    found = headers_of(answer)
    assert re.fullmatch(r"attachment; filename=\S+; filename\*=UTF-8''\S+", found.pop("Content-Disposition"))
    assert found == {**PRIVATE, "Content-Security-Policy": FILE_POLICY}


def test_signing_out(officer: Visitor) -> None:
    officer.opens("desk.worklist")
    answer = officer.posts("signin.sign_out")
    assert answer.status_code == 303
    assert headers_of(answer) == {**PRIVATE, "Clear-Site-Data": '"cache", "cookies", "storage"'}


def test_another_host(app: Flask) -> None:
    """Links and caches cannot be poisoned by a Host header (T21)."""
    answer = app.test_client().get("/", base_url="https://evil.example")
    assert answer.status_code == 400
    assert "evil.example" not in answer.text
    assert headers_of(answer) == PRIVATE


def test_a_body_that_is_too_large(nobody: Visitor) -> None:
    answer = nobody.posts("public.choose_language", {"language": "n" * 1024**2})
    assert answer.status_code == 413
    assert headers_of(answer) == PRIVATE


@pytest.mark.parametrize("endpoint", ["public.start", "desk.worklist"])
def test_a_fault_of_ours(officer: Visitor, endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(officer.app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(officer.app.view_functions, endpoint, lambda: 1 // 0)
    answer = officer.asks_for(endpoint)
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text
    assert headers_of(answer) == PRIVATE


def test_the_policy_is_the_agreed_one() -> None:
    assert EVERYWHERE["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_cookies_are_for_this_host_alone(nobody: Visitor) -> None:
    """Every answer to a visitor is checked for it (tests/page_rules.py); these are all the cookies there are."""
    answers = [
        nobody.asks_for("signin.start"),
        nobody.posts("public.choose_language", {"language": "nl"}),
        nobody.opens("signin.login").posts("signin.login", {"email": "x@y.example", "password": "grachten"}),
    ]
    lines = [line for answer in answers for line in answer.headers.getlist("Set-Cookie")]
    check_cookies(lines, "the walk")
    assert {line.split("=")[0] for line in lines} == {"__Host-expatdesk", "__Host-language"}


@pytest.mark.parametrize(
    "line",
    [
        "language=nl; Secure; HttpOnly; Path=/; SameSite=Lax",
        "__Host-language=nl; HttpOnly; Path=/; SameSite=Lax",
        "__Host-language=nl; Secure; HttpOnly; Path=/; SameSite=Lax; Domain=expatdesk.example",
        "__Host-language=nl; Secure; HttpOnly; Path=/desk; SameSite=Lax",
    ],
)
def test_another_cookie_would_be_noticed(line: str) -> None:
    with pytest.raises(AssertionError, match="cookie"):
        check_cookies([line], "/")


def test_on_plain_http_cookies_have_other_names(tmp_path: Path) -> None:
    """A browser refuses the prefix there."""
    of_http = config.settings({"INSTANCE_DIR": str(tmp_path)})
    names = (of_http["SESSION_COOKIE_NAME"], of_http["LANGUAGE_COOKIE_NAME"])
    assert (names, of_http["SESSION_COOKIE_SECURE"]) == (("expatdesk", "language"), False)
