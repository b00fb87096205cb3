"""Under which name a file is saved: one that every browser reads, and the true one (security T28)."""

import pytest
from werkzeug.http import parse_options_header

from expatdesk.shared.files import attachment


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("welcome-LE-7KQA-24-en.pdf", "welcome-LE-7KQA-24-en.pdf"),
        ("Zoë's lease (2).pdf", "Zoe_s lease (2).pdf"),
        ("паспорт.jpg", "pasport.jpg"),
        ("护照.png", "HuZhao.png"),
        ("a“b”.pdf", "a_b_.pdf"),
        ("50%41.pdf", "50_41.pdf"),
        ("a;b\r\nX: y.pdf", "a_b__X_ y.pdf"),
    ],
)
def test_a_name_is_given_twice(name: str, plain: str) -> None:
    header = attachment(name)
    first, true = header.split("; filename*=")
    assert first == f'attachment; filename="{plain}"'
    assert true.startswith("UTF-8''")
    assert true.isascii()
    assert parse_options_header(f"attachment; filename*={true}")[1]["filename"] == name
    assert "\n" not in header
