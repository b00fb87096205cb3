"""The places that ship: complete in both languages, dated, sourced, and of every kind and municipality."""

import json
from collections import Counter
from datetime import date, timedelta

import pytest

from expatdesk.guide.files import place_from, print_of, shipped_places, table_of
from expatdesk.knowledge.plainness import LONGEST_SENTENCE, reading_of
from expatdesk.rules.places import HOLDS, ROOM_HOLDS, Place, PlaceKind
from expatdesk.rules.region import Region, Text
from tests.factories.places import a_place

PLACES = list(shipped_places().values())
EVERY = pytest.mark.parametrize("place", PLACES, ids=[place.key for place in PLACES])


def test_there_are_enough_of_every_kind_and_for_every_municipality(region: Region) -> None:
    assert len(PLACES) >= 30
    assert {place.kind for place in PLACES} == set(PlaceKind)
    towns = Counter(code for place in PLACES for code in place.municipalities)
    assert set(towns) == {town.code for town in region.municipalities}


@EVERY
def test_it_is_dated_and_sourced(place: Place) -> None:
    assert date(2026, 1, 1) <= place.as_of <= date(2026, 11, 29)
    assert place.sources
    assert all(source.name and source.url.startswith(("https://", "http://")) for source in place.sources)


@EVERY
def test_it_is_said_plainly_in_both_languages(place: Place) -> None:
    assert place.text.nl != place.text.en
    for text in (place.text, place.cost, place.waiting_list):
        assert bool(text.nl) == bool(text.en)
        for language in ("nl", "en"):
            assert len(text.in_language(language)) <= 200
            long = reading_of(text.in_language(language), language).long_sentences
            assert not long, f"more than {LONGEST_SENTENCE} words: {long}"


@EVERY
def test_what_a_source_says_of_an_earlier_year_names_that_year(place: Place) -> None:
    """An amount without its year would be taken for today's."""
    if "€" in place.cost.nl:
        assert "20" in place.cost.nl or not place.verified


@EVERY
def test_it_comes_back_from_the_database_as_it_was(place: Place) -> None:
    stored = json.loads(json.dumps(table_of(place)))
    assert place_from(place.key, stored) == place
    assert print_of(place_from(place.key, stored)) == print_of(place)


def test_a_print_changes_with_whatever_is_said() -> None:
    assert print_of(a_place()) != print_of(a_place(text=Text("Kom langs.", "Come by!")))


@pytest.mark.parametrize(
    ("table", "mistake"),
    [
        ({"colour": "red"}, "unknown colour"),
        ({"kind": "shop"}, "shop"),
        ({"interests": ["sleeping"]}, "sleeping"),
    ],
)
def test_a_table_with_a_mistake_is_refused(table: dict[str, object], mistake: str) -> None:
    with pytest.raises(ValueError, match=mistake):
        place_from("one", table_of(a_place()) | table)


@pytest.mark.parametrize(
    ("place", "days", "must"),
    [
        (a_place(), HOLDS.days, False),
        (a_place(), HOLDS.days + 1, True),
        (a_place(verified=False), 0, True),
        (a_place(takes_new=True), ROOM_HOLDS.days, False),
        (a_place(takes_new=False), ROOM_HOLDS.days + 1, True),
    ],
)
def test_when_it_must_be_checked_again(place: Place, days: int, must: bool) -> None:
    assert place.must_be_checked(place.as_of + timedelta(days=days)) is must
