"""Answers as HTML: nothing in them is code (security T23, T30), links lead where they may, words are explained."""

import pytest

from expatdesk.knowledge.rendering import Ways, rendered, words_in

WAYS = Ways(topic=lambda slug: f"/answers/{slug}", word=lambda key: f"/answers/words#{key}")


def html(text: str, language: str = "en") -> str:
    return str(rendered(text, language, WAYS))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "a <b>bold</b> word", "![x](https://x.example/x)",
        "{{ config }} {% raw %}",
    ],
)  # fmt: skip
def test_markup_is_shown_and_does_nothing(text: str) -> None:
    shown = html(text)
    assert not any(tag in shown for tag in ("<script", "<img", "<b>"))
    assert "config" not in shown or "{{ config }}" in shown


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "data:text/html,x", "http://plain.example", "//other.example", "/signin/out", "file:///x",
        "https://user@host.example", "vbscript:x", "&#106;avascript:alert(1)",
    ],
)  # fmt: skip
def test_other_links_stay_text(address: str) -> None:
    assert "<a" not in html(f"[press]({address})")


def test_links_lead_to_topics_and_safe_pages() -> None:
    assert '<a href="/answers/short-stay">stay</a>' in html("[stay](short-stay)")
    assert '<a href="https://ind.nl/en">IND page</a>' in html("[IND page](https://ind.nl/en)")


def test_a_word_is_explained_where_it_comes_first() -> None:
    shown = html("A BSN is a number.\n\nYour BSN and the bsn of your child.")
    assert shown.count('<a href="/answers/words#bsn" class="word">BSN</a>') == 1
    assert "words#" not in html("## BSN")
    assert "words#" not in html("[your BSN](getting-a-bsn)")
    assert "words#" not in html("BSNs, xBSN, bsn.nl and you@bsn.nl")
    known = {"bsn"}
    assert "words#" not in str(rendered("Your BSN.", "en", WAYS, known))


def test_words_of_the_other_language_have_their_own_list() -> None:
    assert "words#thirty-percent" in html("De 30%-regeling.", "nl")
    assert "words#lease" in html("Het huurcontract.", "nl")


def test_one_line_is_plain_text_with_words() -> None:
    assert str(words_in("A <b> and your BSN", "en", WAYS)) == (
        'A &lt;b&gt; and your <a href="/answers/words#bsn" class="word">BSN</a>'
    )
