"""What is sent and is no text is refused with a hint, in whatever way a form carries it (security T33)."""

from urllib.parse import urlencode

import pytest
from werkzeug.test import TestResponse

from expatdesk.cases.hire_models import HireDraft
from expatdesk.cases.models import Case
from expatdesk.shared.db import session
from expatdesk.shared.text import arrived_whole
from tests.employer.hiring import MEERA
from tests.page import Page
from tests.visitor import Visitor

# Half a character: UTF-8 knows no such thing, though JSON and some browsers can spell it.
SURROGATE = "\ud800".encode("utf-8", "surrogatepass")
HERE = {"Origin": "null", "Sec-Fetch-Site": "same-origin"}
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=part"


def sends(hr: Visitor, content: bytes, media_type: str) -> TestResponse:
    """Send these very bytes as the form of a new hire."""
    path = hr.address("employer.new_hire")
    hr.prefers("en")
    with hr.app.app_context():
        return hr.client.post(path, base_url=hr.base_url, data=content, content_type=media_type, headers=HERE)


def urlencoded(values: dict[str, str]) -> bytes:
    return urlencode(values).encode().replace(b"HERE", b"%ED%A0%80")


def in_parts(values: dict[str, str]) -> bytes:
    head = "--part\r\nContent-Disposition: form-data; name="
    parts = "".join(f'{head}"{name}"\r\n\r\n{value}\r\n' for name, value in values.items())
    return f"{parts}--part--\r\n".encode().replace(b"HERE", SURROGATE)


@pytest.mark.parametrize("field", ["given_names", "family_name", "particle", "home_street"])
@pytest.mark.parametrize("by_parts", [False, True])
def test_half_a_character_is_refused_with_a_hint(hr: Visitor, field: str, by_parts: bool) -> None:
    token = hr.opens("employer.new_hire").page.forms[-1].values()["csrf_token"][0]
    values = {**MEERA, "home_kind": "rent", "home_postcode": "2312 KS", field: "MeeHEREra", "csrf_token": token}
    answer = sends(hr, in_parts(values), MULTIPART) if by_parts else sends(hr, urlencoded(values), FORM)
    assert answer.status_code == 422
    page = Page(answer.text, hr.address("employer.new_hire"), 422)
    assert (
        page.link("This text holds a character that cannot be seen. Type it again, without copying.")
        == f"#{field}"
    )
    assert (session.query(HireDraft).count(), session.query(Case).count()) == (0, 0)


def test_bytes_outside_their_spelling_are_no_form(hr: Visitor) -> None:
    hr.opens("employer.new_hire")
    assert sends(hr, b"given_names=" + SURROGATE, FORM).status_code == 400


@pytest.mark.parametrize("text", ["100% sure", "50%", "%C3%A9", "caf\u00e9 %C3%A9", "%zz", "%FF", "20%af", ""])
def test_a_percent_sign_is_text(text: str) -> None:
    assert arrived_whole(text)


@pytest.mark.parametrize("text", ["Mee%ED%A0%80ra", "Mee%ed%bf%bfra", "Mee\ufffdra"])
def test_what_became_of_other_bytes_is_seen(text: str) -> None:
    assert not arrived_whole(text)
