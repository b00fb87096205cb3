"""Which e-mail addresses we write to."""

import itertools

import pytest
from email_validator import EmailNotValidError, validate_email

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


LOCAL_PARTS = ("ananya", "A.N-an_ya+1", "a..b", ".a", "a-", "=?a?=", "a" * 65, "é", '"a b"', "", "info")
DOMAINS = (
    "Mail.Example", "mail", "-mail.example", "a..example", "xn--zeen-npa.example", "ab--cd.example", "mail.123",
    "zeeën.example", "[IPv6:::1]", "mail.example.", "b" * 64 + ".example", f"{'c' * 60}." * 4 + "example",
)  # fmt: skip


@pytest.mark.parametrize("typed", ["@".join(parts) for parts in itertools.product(LOCAL_PARTS, DOMAINS)])
def test_no_short_cut_lets_anything_in(typed: str) -> None:
    """Addresses that are built as most are, are looked at by their domain; the library says the same of all."""
    try:
        as_the_library_says = validate_email(typed, check_deliverability=False, allow_smtputf8=False).ascii_email
    except EmailNotValidError:
        as_the_library_says = None
    try:
        kept = mailbox(typed)
    except NotAMailbox:
        kept = None
    hides_one = as_the_library_says is not None and "=?" in as_the_library_says
    assert kept == (None if hides_one or as_the_library_says is None else as_the_library_says.lower())
