"""The topics that ship: complete in both languages, dated, sourced, and leading to nothing that is not there."""

from datetime import date

import pytest

from expatdesk.expat.questions import ORDER
from expatdesk.knowledge.figures import unknown_placeholders
from expatdesk.knowledge.files import read_topic, shipped_topics
from expatdesk.knowledge.glossary import glossary
from expatdesk.knowledge.rendering import TOPIC, links_in
from expatdesk.knowledge.topics import Theme, Topic, Wording
from expatdesk.rules.plan import PaperKey
from expatdesk.rules.region import Region
from expatdesk.rules.tracks import PROCESS_SHEET
from expatdesk.shared.i18n import LANGUAGES

TOPICS = list(shipped_topics().values())
EVERY = pytest.mark.parametrize("topic", TOPICS, ids=[topic.slug for topic in TOPICS])
# The household does the intake on pages that explain themselves.
NEEDS_NO_ANSWER = {"intake"}


def wordings(topic: Topic) -> list[Wording]:
    return [topic.in_language(language) for language in LANGUAGES]


def test_there_are_enough_of_them_in_every_theme() -> None:
    assert len(TOPICS) >= 60
    assert {topic.theme for topic in TOPICS} == set(Theme)


@EVERY
def test_it_is_dated_and_sourced(topic: Topic) -> None:
    assert date(2026, 11, 1) <= topic.checked_on
    assert topic.sources
    assert all(source.name and source.url.startswith(("https://", "http://")) for source in topic.sources)


@EVERY
def test_it_is_short_and_said_in_both_languages(topic: Topic) -> None:
    for said in wordings(topic):
        assert len(said.title) <= 80
        assert 10 < len(said.summary) <= 200
        assert said.text
    assert topic.nl != topic.en


@EVERY
def test_both_languages_have_the_same_shape(topic: Topic) -> None:
    """Who reads Dutch learns no less: the same links and figures, and as many points."""
    nl, en = (said.summary + "\n\n" + said.text for said in wordings(topic))
    assert sorted(links_in(nl)) == sorted(links_in(en))
    assert nl.count("\n- ") == en.count("\n- ")
    assert nl.count("{") == en.count("{")


@EVERY
def test_its_links_and_figures_exist(topic: Topic, region: Region) -> None:
    for said in wordings(topic):
        named = {link for link in links_in(said.text) if TOPIC.fullmatch(link)}
        assert named <= set(shipped_topics())
        assert unknown_placeholders(said.summary + said.text, region) == []


@EVERY
def test_no_amount_of_money_is_typed(topic: Topic) -> None:
    """Amounts change each year: the region's dated data fill them in."""
    assert not any("€" in said.summary + said.text for said in wordings(topic))


def test_every_step_question_and_paper_has_one_answer_beside_it() -> None:
    steps = {row.key for _track, rows in PROCESS_SHEET for row in rows} - NEEDS_NO_ANSWER
    wanted = {"steps": steps, "questions": set(ORDER), "papers": {key.value for key in PaperKey}}
    for kind, keys in wanted.items():
        found = [key for topic in TOPICS for key in getattr(topic, kind)]
        assert sorted(found) == sorted(keys), kind


def test_words_lead_to_topics_that_exist() -> None:
    for language in LANGUAGES:
        terms = glossary(language).terms
        assert len(terms) >= 40
        assert {term.topic for term in terms} - {""} <= set(shipped_topics())
        assert all(term.meaning.endswith(".") for term in terms)


FILE = """theme = "visit"
checked = 2026-11-01
sources = [["A town", "https://town.example"]]
{more}
+++ en
# A question?

A short
answer.

The rest.

+++ nl
{dutch}
"""


def test_a_file_becomes_a_topic() -> None:
    topic = read_topic("one", FILE.format(more="", dutch="# Een vraag?\n\nEen antwoord."))
    assert topic.en == Wording("A question?", "A short answer.", "The rest.")
    assert topic.nl == Wording("Een vraag?", "Een antwoord.", "")


@pytest.mark.parametrize(
    ("more", "dutch", "mistake"),
    [
        ('colour = "red"', "# Vraag?\n\nAntwoord.", "unknown colour"),
        ("", "Geen kop.\n\nAntwoord.", "no heading"),
        ("", "# Kop?", "not enough values"),
    ],
)
def test_a_file_with_a_mistake_is_refused(more: str, dutch: str, mistake: str) -> None:
    with pytest.raises(ValueError, match=mistake):
        read_topic("one", FILE.format(more=more, dutch=dutch))
