"""Addresses that somebody made up: no number and no word of a path is too strange for the database."""

import pytest

from tests.visitor import Visitor

PLACE = "leiden-english-choir"


@pytest.mark.parametrize("number", [3_000_000_000, 2**63, 10**30])
def test_a_number_that_no_page_has_leads_nowhere(coordinator: Visitor, number: int) -> None:
    for endpoint, name in (
        ("desk.place_version", {"place": PLACE}),
        ("desk.answer_version", {"topic": "deposit"}),
    ):
        assert coordinator.asks_for(endpoint, **name, number=number).status_code == 404
    answer = coordinator.posts("desk.take_back_place", {"version": "0"}, place=PLACE, number=number)
    assert answer.status_code == 404


@pytest.mark.parametrize("word", ["\0", "choir\0", "\n", "choir\x7f"])
def test_a_word_with_control_characters_leads_nowhere(coordinator: Visitor, word: str) -> None:
    for endpoint in ("desk.place", "desk.place_history"):
        assert coordinator.asks_for(endpoint, place=word).status_code == 404
    assert coordinator.asks_for("desk.answer", topic=word).status_code == 404
    assert coordinator.asks_for("public.place", place=word).status_code == 404
