"""What changes something comes from a page of ours, with its token (security T19)."""

import pytest

from tests.factories import a_case
from tests.visitor import Visitor


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://expatdesk.example"},
        {"Origin": "https://expatdesk.example.evil.example"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
    ],
)
def test_a_foreign_page_cannot_press_our_buttons(nobody: Visitor, headers: dict[str, str]) -> None:
    assert _post(nobody, headers) == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://expatdesk.example"},
        {"Sec-Fetch-Site": "none"},
        {},
    ],
)
def test_our_own_pages_can(nobody: Visitor, headers: dict[str, str]) -> None:
    assert _post(nobody, headers) == 303


@pytest.mark.parametrize("token", ["", "ImE5ZjQi.forged.token"])
def test_without_our_token_nothing_is_taken(nobody: Visitor, token: str) -> None:
    nobody.opens("signin.start")
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}
    data = {"email": "a@mail.example", "csrf_token": token}
    answer = nobody.client.post("/sign-in", base_url=nobody.base_url, data=data, headers=headers)
    assert answer.status_code == 400


def test_a_token_of_another_browser_is_none(nobody: Visitor, expat: Visitor) -> None:
    nobody.opens("signin.start")
    stolen = nobody.page.forms[0].values()["csrf_token"][0]
    answer = expat.client.post("/sign-out", base_url=expat.base_url, data={"csrf_token": stolen})
    assert answer.status_code == 400


def test_reading_asks_for_neither(nobody: Visitor) -> None:
    a_case()
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    assert nobody.client.get("/sign-in", base_url=nobody.base_url, headers=headers).status_code == 200


def _post(visitor: Visitor, headers: dict[str, str]) -> int:
    visitor.opens("signin.start")
    token = visitor.page.forms[0].values()["csrf_token"][0]
    data = {"email": "a@mail.example", "csrf_token": token}
    return visitor.client.post("/sign-in", base_url=visitor.base_url, data=data, headers=headers).status_code
