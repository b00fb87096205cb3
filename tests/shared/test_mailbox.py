"""Which e-mail addresses we write to."""

import pytest

from expatdesk.shared.mailbox import NotAMailbox, mailbox


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Ananya@Mail.Example ", "ananya@mail.example"),
        ("o'brien+leiden@mail.example", "o'brien+leiden@mail.example"),
        ("post@zeeën.example", "post@xn--zeen-npa.example"),
    ],
)
def test_one_plain_form(typed: str, kept: str) -> None:
    assert mailbox(typed) == kept


def test_what_is_too_long_is_not_taken_apart() -> None:
    """Anybody may type it, at the door (security T27)."""
    with pytest.raises(NotAMailbox, match="254 letters"):
        mailbox("a." * 240_000 + "@b.example")
    assert len(mailbox(f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.example")) == 60 * 4 + 11


@pytest.mark.parametrize(
    "typed",
    [
        "", "ananya", "a@b@c.example", "ananya@mail.example\r\nBcc: v@evil.example", "ananya @mail.example",
        # Mail programs decode these into other addresses, and into the end of the header (security T24).
        "=?utf-8?q?x=0aBcc=3a_v=40evil.example?=@mail.example", "=?utf-8?q?v=40evil.example=2c?=@mail.example",
    ],
)  # fmt: skip
def test_what_is_no_address_or_hides_one(typed: str) -> None:
    with pytest.raises(NotAMailbox):
        mailbox(typed)
