"""Finding answers by the words that people type."""

from time import perf_counter

import pytest

from expatdesk.knowledge.files import shipped_topics
from expatdesk.knowledge.search import index_of
from expatdesk.shared.word_search import is_mistyped, likeness, words_of

TOPICS = list(shipped_topics().values())
INDEXES = {language: index_of(TOPICS, language) for language in ("en", "nl")}


@pytest.mark.parametrize(
    ("language", "asked", "wanted"),
    [
        ("en", "driving licence", "driving-licence"),
        ("en", "DRIVING LICENSE", "driving-licence"),
        ("en", "deposits", "deposit"),
        ("en", "how do I get a BSN?", "getting-a-bsn"),
        ("en", "birth certifcate", "birth-certificate"),
        ("en", "hotel", "hotel-or-airbnb"),
        ("en", "huisarts", "family-doctor"),
        ("en", "insuranc", "health-insurance"),
        ("nl", "rijbewijs", "driving-licence"),
        ("nl", "zorgverzekering", "health-insurance"),
        ("nl", "apostile", "apostille-or-legalisation"),
        ("nl", "waarborgsom", "deposit"),
        ("nl", "oekraine", "from-ukraine"),
    ],
)
def test_the_answer_is_among_the_first(language: str, asked: str, wanted: str) -> None:
    assert wanted in INDEXES[language].find(asked)[:3]


@pytest.mark.parametrize("asked", ["", "  ", "?!", "xyzzy", "the of and", "%", "'; drop table"])
def test_nonsense_finds_little_and_breaks_nothing(asked: str) -> None:
    assert len(INDEXES["en"].find(asked)) <= 20


def test_who_has_more_of_the_words_comes_first() -> None:
    assert INDEXES["en"].find("employer address")[0] == "employer-address"


def test_a_long_question_is_answered_at_once() -> None:
    began = perf_counter()
    INDEXES["en"].find(" ".join(f"certifcate{number}" for number in range(500)))
    assert perf_counter() - began < 1


def test_words_lose_accents_and_capitals() -> None:
    assert words_of("Één café, Curaçao!") == ["een", "cafe", "curacao"]


@pytest.mark.parametrize(
    ("word", "known"), [("lisence", "licence"), ("licnce", "licence"), ("liccence", "licence")]
)
def test_one_letter_may_be_wrong(word: str, known: str) -> None:
    assert is_mistyped(word, known)


def test_two_neighbours_may_change_places() -> None:
    assert is_mistyped("aposfille", "apostille")
    assert is_mistyped("apotsille", "apostille")
    assert not is_mistyped("apostil", "apostille")


@pytest.mark.parametrize(
    ("word", "known"), [("driving", "drive"), ("deposits", "deposit"), ("huurcontracten", "huurcontract")]
)
def test_words_of_one_stem_are_alike(word: str, known: str) -> None:
    assert 0 < likeness(word, known) < 1
    assert likeness("certain", "certificate") == 0


def test_a_word_is_found_in_the_dutch_words_that_end_in_it() -> None:
    assert INDEXES["nl"].find("verzekering")[0] == "health-insurance"
    assert likeness("contract", "huurcontract") > 0
    assert likeness("eten", "weten") == 0


def test_short_words_are_taken_as_they_are() -> None:
    assert likeness("brp", "brp") > 0
    assert likeness("bsn", "brp") == 0
