"""The knowledge base: answers to read, open to everybody, in the reader's language."""

from flask import abort, render_template, request, url_for

from expatdesk.access.acting import the_region
from expatdesk.knowledge.book import open_book
from expatdesk.knowledge.figures import filled_in
from expatdesk.knowledge.glossary import glossary
from expatdesk.knowledge.labels import THEMES
from expatdesk.knowledge.rendering import Ways, rendered, words_in
from expatdesk.knowledge.topics import Topic
from expatdesk.public.blueprint import blueprint
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import language
from expatdesk.shared.text import tidy, without_controls

LONGEST_QUESTION = 120
MOST_SUGGESTED = 5


@blueprint.get("/answers")
def answers() -> str:
    """All answers by theme, or those to what somebody asks; while they type, the best few (`part`)."""
    book, asked = open_book(), _asked()
    found = book.search(asked, language()) if asked else []
    if "part" in request.args:
        return render_template("public/answers/suggested.html", found=found[:MOST_SUGGESTED], asked=asked)
    term = glossary(language()).by_form.get(asked.casefold())
    return render_template(
        "public/answers/list.html", asked=asked, found=found, term=term, themes=THEMES, fill=_filled,
        by_theme=book.by_theme(language()), longest=LONGEST_QUESTION,
    )  # fmt: skip


@blueprint.get("/answers/words")
def words() -> str:
    """The glossary."""
    return render_template("public/answers/words.html", terms=glossary(language()).terms, book=open_book())


@blueprint.get("/answers/<topic>")
def answer(topic: str) -> str:
    """One answer, with its day and its sources."""
    book = open_book()
    found = book.find(topic) or abort(404)
    return render_template(
        "public/answers/topic.html", topic=found, theme=THEMES[found.theme],
        wording=found.in_language(language()), related=book.related(found, language()), **as_html(found),
    )  # fmt: skip


def as_html(topic: Topic) -> dict[str, object]:
    """The answer in short and in full, with today's figures and the words explained."""
    said, ways = topic.in_language(language()), Ways(_topic_address, _word_address)
    return {
        "summary": words_in(_filled(said.summary), language(), ways),
        "text": rendered(_filled(said.text), language(), ways),
    }


def _filled(text: str) -> str:
    return filled_in(text, the_region(), today())


def _asked() -> str:
    return without_controls(tidy(request.args.get("q", "")))[:LONGEST_QUESTION]


def _topic_address(slug: str) -> str:
    return url_for("public.answer", topic=slug)


def _word_address(key: str) -> str:
    return url_for("public.words", _anchor=key)
