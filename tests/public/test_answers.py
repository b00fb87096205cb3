"""The knowledge base as everybody reads it, without signing in."""

import pytest

from expatdesk.shared.text import normal
from tests.conftest import Visit
from tests.visitor import Visitor


def test_the_start_page_leads_to_the_answers(nobody: Visitor) -> None:
    nobody.opens("public.start").follows("Answers to your questions").sees("Where you register", "Housing")
    nobody.follows("When do I get my BSN?").sees("as soon as the municipality has registered you")


def test_an_answer_has_its_day_and_sources(nobody: Visitor) -> None:
    nobody.opens("public.answer", topic="cost-of-the-visit")
    nobody.sees("€60.50 for you", "Checked on 1 November 2026", "Expat Centre Leiden, service fees")


def test_it_is_read_in_the_readers_language(visit: Visit) -> None:
    reader = visit(language="nl").opens("public.answer", topic="cost-of-the-visit")
    assert "€ 60,50 voor u" in normal("NFKC", reader.page.text)
    reader.sees("Wat kost het bezoek?")


def test_a_search_finds_it_without_any_script(nobody: Visitor) -> None:
    nobody.opens("public.answers").presses("Search", q="driving lisence")
    nobody.follows("How long may I drive with my own licence?").sees("185 days")


def test_a_word_of_an_office_is_explained_beside_the_answers(nobody: Visitor) -> None:
    nobody.opens("public.answers", q="RNI").sees("register of people who work or study here")


@pytest.mark.parametrize("asked", ["xyzzy", "<script>", "%", "a" * 300, "\u202e"])
def test_nothing_found_says_what_to_do(nobody: Visitor, asked: str) -> None:
    nobody.opens("public.answers", q=asked)
    assert "We have no answer to this yet" in nobody.page.text or "Where you register" in nobody.page.text


def test_while_typing_the_best_few_come(nobody: Visitor) -> None:
    part = nobody.asks_for("public.answers", q="deposit", part="suggested")
    assert "How high may the deposit be?" in part.text
    assert part.text.count("<li>") <= 5
    assert "<html" not in part.text


def test_words_have_a_page_of_their_own(nobody: Visitor) -> None:
    nobody.opens("public.answer", topic="short-stay").follows("RNI desk").sees("Words explained", "apostille")
    nobody.follows("Do I need an apostille or legalisation?")


@pytest.mark.parametrize("topic", ["no-such-topic", "..", "UPPER"])
def test_what_is_not_there_is_missing(nobody: Visitor, topic: str) -> None:
    nobody.cannot_open("public.answer", topic=topic)


def test_search_engines_may_find_it(nobody: Visitor) -> None:
    assert "X-Robots-Tag" not in nobody.asks_for("public.answers").headers
    assert "Allow: /answers" in nobody.asks_for("public.robots").text


@pytest.mark.parametrize("who", ["expat", "hr", "officer"])
def test_who_is_signed_in_reads_it_too(who: str, request: pytest.FixtureRequest) -> None:
    visitor: Visitor = request.getfixturevalue(who)
    visitor.opens("public.answer", topic="digid").sees("How do I get DigiD?")
