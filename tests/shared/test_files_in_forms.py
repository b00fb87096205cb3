"""What no browser sends: files under the names of text fields, and JSON. No form looks at either."""

from io import BytesIO

import pytest

from tests.visitor import Visitor

AS_A_BROWSER = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}


def token_of(visitor: Visitor) -> str:
    return visitor.opens("signin.start").page.forms[0].values()["csrf_token"][0]


@pytest.mark.parametrize(
    ("endpoint", "field"),
    [
        ("signin.start", "email"),
        ("signin.case_code", "code"),
        ("signin.login", "email"),
        ("signin.forgotten", "email"),
    ],
)
def test_a_file_is_no_text(nobody: Visitor, endpoint: str, field: str) -> None:
    sent = {"csrf_token": token_of(nobody), field: (BytesIO(b"x"), "x.txt")}
    url = nobody.address(endpoint)
    answer = nobody.client.post(url, data=sent, base_url=nobody.base_url, headers=AS_A_BROWSER)
    assert answer.status_code == 422


def test_json_is_no_form(nobody: Visitor) -> None:
    headers = {**AS_A_BROWSER, "X-CSRFToken": token_of(nobody)}
    url = nobody.address("signin.start")
    answer = nobody.client.post(url, json=["email"], base_url=nobody.base_url, headers=headers)
    assert answer.status_code == 422
