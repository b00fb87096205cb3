"""From the content of a pack to its pages, in one of the two languages, and to the PDF."""

from functools import cache
from pathlib import Path

import segno
from markupsafe import Markup

from expatdesk.guide import labels as places
from expatdesk.shared.i18n import gettext, plain_date, speaking
from expatdesk.shared.pdf import FACES, render_pdf, style_of
from expatdesk.shared.rendering import render
from expatdesk.social.suggesting import why_come
from expatdesk.welcome_pack import contacts, dates, drawings, labels, names, phrases, visits
from expatdesk.welcome_pack.content import PackContent
from expatdesk.welcome_pack.glossary import WORDS
from expatdesk.welcome_pack.timeline import draw

STYLE = Path(__file__).with_name("pack.css")
# Each chapter with its number and its drawing; its template and its page mark bear the same name.
CHAPTERS = (
    ("done", 1, "keys"),
    ("plan", 2, "plan"),
    ("months", 3, "bridge"),
    ("municipality", 4, "town-hall"),
    ("home", 5, "front-door"),
    ("people", 6, "bicycle"),
    ("words", 7, "words"),
    ("contact", 8, "desk-bell"),
)


def pack_pdf(content: PackContent, language: str) -> bytes:
    """The pack as a tagged PDF. Raises PdfNotMade."""
    with speaking(language):
        title = _title(content)
    return render_pdf(pack_html(content, language), title=title, language=language)


def pack_html(content: PackContent, language: str) -> str:
    """The pack as one page of HTML with everything in it."""
    with speaking(language):
        words = {"title": _title(content), "running": _running(content), "titles": _titles(content)}
        maker = gettext("Expatdesk, %(region)s", region=content.region.name.in_language(language))
        qr = qr_code(content.household.status_url)
    return render(
        "pack/pack.html",
        language,
        content=content,
        chapters=CHAPTERS,
        maker=maker,
        qr=qr,
        shown_url=content.household.status_url.partition("://")[2],
        style=_style(),
        families=", ".join(FACES),
        words=WORDS,
        picture=drawings.picture,
        draw=draw,
        labels=labels,
        names=names,
        dates=dates,
        phrases=phrases,
        contacts=contacts,
        visits=visits,
        places=places,
        why_come=why_come,
        **words,
    )


def _title(content: PackContent) -> str:
    return gettext(
        "Welcome pack for %(names)s, %(day)s",
        names=names.greeted(content.household),
        day=plain_date(content.today),
    )


def _running(content: PackContent) -> str:
    return gettext("Welcome pack · %(names)s", names=names.greeted(content.household))


def _titles(content: PackContent) -> dict[str, str]:
    """The titles of the chapters; the first says how far the household is."""
    if content.made_on_visit:
        done = gettext("Done today")
    else:
        done = gettext("What is done") if content.is_registered else gettext("Where you stand")
    return {
        "done": done,
        "plan": gettext("Your plan"),
        "months": gettext("The first four months"),
        "municipality": gettext("Your municipality"),
        "home": gettext("Your home"),
        "people": gettext("Your social network"),
        "words": gettext("Words you will meet"),
        "contact": gettext("Where to find us"),
    }


@cache
def _style() -> Markup:
    """The style sheet and the drawings it shows: our own files, nothing in them comes from a visitor."""
    return style_of(STYLE) + drawings.style_rules()


def qr_code(url: str) -> Markup:
    """The QR code of an address, with a title for who cannot see it."""
    code = segno.make(url, error="m")
    svg = code.svg_inline(dark="#16324F", border=0, svgclass=None, lineclass=None, omitsize=True)
    end = svg.index(">")
    title = gettext("QR code for %(address)s, the page with your plan", address=url.partition("://")[2])
    # Made by the QR library of modules alone; the title is escaped.
    opening = Markup(svg[:end] + ' xmlns="http://www.w3.org/2000/svg" width="46mm" height="46mm">')  # noqa: S704
    return opening + Markup("<title>{}</title>").format(title) + Markup(svg[end + 1 :])  # noqa: S704
