"""The knowledge base: answers to read, open to everybody, in the reader's language."""

from flask import abort, render_template, request

from expatdesk.access.answers import shown, with_figures
from expatdesk.knowledge.book import open_book
from expatdesk.knowledge.glossary import glossary
from expatdesk.knowledge.labels import THEMES
from expatdesk.public.blueprint import blueprint
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
        "public/answers/list.html", asked=asked, found=found, term=term, themes=THEMES, fill=with_figures,
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
        "public/answers/topic.html", topic=found, theme=THEMES[found.theme], answer=shown(found, language()),
        related=book.related(found, language()),
    )  # fmt: skip


def _asked() -> str:
    return without_controls(tidy(request.args.get("q", "")))[:LONGEST_QUESTION]
