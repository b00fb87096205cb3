"""Everybody at level B1 can read the answers and the plan, in both languages."""

from dataclasses import fields

import pytest
from flask import Flask

from expatdesk.cases.labels import REFERRALS, ROUTES, STEPS
from expatdesk.expat.overview.wording import WORDS
from expatdesk.knowledge.files import shipped_topics
from expatdesk.knowledge.glossary import glossary
from expatdesk.knowledge.plainness import LONGEST_SENTENCE, reading_ease, reading_of, sentences_of, syllables_of
from expatdesk.shared.i18n import LANGUAGES, LazyString, speaking

# By Flesch and by Douma, texts for everybody reach 60 and more; a list of names of schools has long words.
EASY_ENOUGH, ON_THE_WHOLE = 55, 70
BOTH = pytest.mark.parametrize("language", LANGUAGES)


@BOTH
@pytest.mark.parametrize("slug", shipped_topics())
def test_an_answer_is_plain(slug: str, language: str) -> None:
    said = shipped_topics()[slug].in_language(language)
    reading = reading_of("\n\n".join((said.title, said.summary, said.text)), language)
    assert reading.long_sentences == ()
    assert reading.unexplained == ()
    assert reading.ease >= EASY_ENOUGH


@BOTH
def test_the_answers_are_easy_on_the_whole(language: str) -> None:
    said = [topic.in_language(language) for topic in shipped_topics().values()]
    assert (
        reading_ease([s for one in said for s in sentences_of(one.summary + "\n" + one.text)], language)
        >= ON_THE_WHOLE
    )


@BOTH
def test_the_glossary_is_plain_itself(language: str) -> None:
    for term in glossary(language).terms:
        assert reading_of(term.meaning, language).is_plain, term.key


def texts_of_the_plan() -> list[LazyString]:
    """What the household reads of its steps and its route."""
    labels = [*STEPS.values(), *REFERRALS.values()]
    routes = [label.meaning for label in ROUTES.values()]
    words = [getattr(words, part.name) for words in WORDS.values() for part in fields(words)]
    return [*(label.title for label in labels), *(label.why for label in labels), *routes, *filter(None, words)]


@BOTH
def test_the_plan_is_plain(app: Flask, language: str) -> None:
    with speaking(language):
        texts = [str(text) for text in texts_of_the_plan()]
        assert len(texts) > 80
        faults = [reading for text in texts if not (reading := reading_of(text, language)).is_plain]
        assert faults == []
        assert reading_ease([s for text in texts for s in sentences_of(text)], language) >= ON_THE_WHOLE


def test_long_sentences_and_unknown_letters_are_named() -> None:
    long = " ".join(["word"] * (LONGEST_SENTENCE + 1)) + "."
    reading = reading_of(f"Short. {long} Ask the UWV or the IND.", "en")
    assert (reading.long_sentences, reading.unexplained) == ((long,), ("UWV",))
    assert not reading.is_plain


def test_marks_and_lists_are_no_words() -> None:
    assert sentences_of("**Bold** [link](short-stay). And\n\n- one {fee_child}\n- two\n") == [
        "Bold link.", "And", "one", "two",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "language", "syllables"),
    [("house", "en", 1), ("registered", "en", 3), ("home", "en", 1), ("gemeente", "nl", 3), ("u", "nl", 1)],
)
def test_syllables_are_about_right(word: str, language: str, syllables: int) -> None:
    assert abs(syllables_of(word, language) - syllables) <= 1


@BOTH
def test_officialese_is_hard(language: str) -> None:
    """The measure would not let through what a ministry writes."""
    hard = {
        "en": "Notwithstanding aforementioned administrative obligations, applicants require authorisation.",
        "nl": "Onverminderd voornoemde administratieve verplichtingen behoeft de aanvrager machtiging.",
    }
    assert reading_of(hard[language], language).ease < EASY_ENOUGH


FORBIDDEN = {
    "en": ("successfully", "please note", "click here", "kindly", "simply "),
    "nl": (
        "succesvol",
        "let op",
        "klik hier",
        "gelieve",
        "middels",
        "dient u",
        "teneinde",
        "indien ",
        " je ",
        " jij ",
    ),
}


@BOTH
def test_answers_sound_like_a_good_town_hall(language: str) -> None:
    for topic in shipped_topics().values():
        said = topic.in_language(language)
        text = f"{said.title} {said.summary} {said.text}".lower()
        assert not any(word in text for word in FORBIDDEN[language]), topic.slug
        assert "!" not in text, topic.slug
        assert "papier" not in text, topic.slug
