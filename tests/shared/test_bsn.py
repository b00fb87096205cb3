"""What looks like a BSN is found however it is written, and what is none is let pass (security T43)."""

import pytest
from stdnum.nl import bsn

from expatdesk.shared.bsn import holds_bsn

NUMBER = "111222333"


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        "BSN111222333",
        "111 222 333",
        "111  222   333",
        "111\u00a0222\u202f333",
        "111.222.333",
        "1112-22-333",
        "111 - 222 - 333",
        "111\u2013222\u2013333",
        "111/222/333",
        "1 1 1 2 2 2 3 3 3",
        "room 4 111222333",
        "111222333 2 people",
        "12 111 222 333 14",
        "(111222333)",
        "111222333, +31 71 516 5165",
        "+31 71 516 5165 111222333",
        "visit on 14-12-2026 111222333",
        "\uff11\uff11\uff11\uff12\uff12\uff12\uff13\uff13\uff13",
        "\u0661\u0661\u0661\u0662\u0662\u0662\u0663\u0663\u0663",
        "111,222,333",
        "111'222'333",
        "111\u2019222\u2019333.00",
        "111\u200b222\u00ad333",
        "1\ufe0f\u20e31\ufe0f\u20e3122\u0301 2333",
        "bsn 10000008",
        "burgerservicenummer: 1000 00 08",
    ],
)
def test_a_bsn_is_found_however_it_is_written(text: str) -> None:
    assert holds_bsn(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "111222334",
        "1112223334",
        "+31 71 516 5165",
        "+31 (0)71 516 5165",
        "+31 111 222 333",
        "0031 111222333",
        "071 516 5165",
        "06-12345678",
        "+49 111 222 333",
        "NL91 ABNA 0417 1643 00",
        "DE89 3704 0044 0532 0130 00",
        "KvK 10000008",
        "14-12-2026",
        "2026-12-14",
        "case LE-7KQA-24, Breestraat 12, 2312 AB Leiden",
        "111a222b333",
        "111, 222, 333",
        "1,112,223.33",
    ],
)
def test_what_is_no_bsn_is_let_pass(text: str) -> None:
    assert not holds_bsn(text)


def test_no_day_with_an_hour_is_taken_for_one() -> None:
    """Nine digits pass the test once in eleven times; a day and an hour have nine."""
    moments = [f"{day}-{month:02}-2026 {hour}" for day in range(10, 29) for month in (1, 11) for hour in range(10)]
    assert any(bsn.is_valid("".join(filter(str.isdigit, moment))) for moment in moments)
    assert not any(holds_bsn(moment) for moment in moments)


def test_too_many_digits_to_look_at() -> None:
    """Security T27: a text that no box of ours takes is refused as it is."""
    assert not holds_bsn("1 " * 4000)
    assert holds_bsn("1 " * 4001)
