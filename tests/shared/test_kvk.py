"""Numbers of the trade register, however they are typed."""

import pytest

from expatdesk.shared.kvk import NotKvk, kvk_number


@pytest.mark.parametrize("typed", ["27366422", " 2736 6422 ", "27.36.64.22", "27366422\u00a0"])
def test_a_number_in_its_plain_form(typed: str) -> None:
    assert kvk_number(typed) == "27366422"


@pytest.mark.parametrize("typed", ["", "2736642", "273664220", "NL366422", "00000000", "٢٧٣٦٦٤٢٢"])
def test_what_the_register_never_gives_out(typed: str) -> None:
    with pytest.raises(NotKvk):
        kvk_number(typed)
