"""Names in mails stay names (security T24)."""

import pytest

from expatdesk.messages.names import plain


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ananya Krishnan", "Ananya Krishnan"),
        ("Šárka Nováková", "Šárka Nováková"),
        ("Hortus Instruments B.V.", "Hortus Instruments B.V."),
        ("Click https://evil.example/now", "Click"),
        ("www.evil.example", ""),
        ("Anna HTTP://EVIL.EXAMPLE Berg", "Anna Berg"),
        ("Two\r\nBcc: lines", "Two Bcc: lines"),
        (None, ""),
    ],
)
def test_what_becomes_of_a_name(typed: str | None, shown: str) -> None:
    assert plain(typed) == shown


@pytest.mark.parametrize("site", ["evil.example", "Booking.com B.V.", "t.co", "a.b.evil.example"])
def test_the_name_of_a_site_is_no_link_any_more(site: str) -> None:
    joined = plain(site)
    assert joined.replace("\u2060", "") == site
    assert ".\u2060" in joined
