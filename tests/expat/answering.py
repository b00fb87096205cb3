"""Going through the intake as a household does: page by page, with the buttons that are there."""

from typing import Any

from expatdesk.shared.i18n import gettext, speaking
from tests.visitor import Visitor

Answers = dict[str, dict[str, Any]]
SINGLE: Answers = {
    "known": {},
    "birth": {"born-day": "7", "born-month": "3", "born-year": "1990"},
    "origin": {"nationality": "IN", "comes_from": "IN"},
    "household": {"partner": "no", "children": "0"},
    "status": {"status_0": "single"},
    "certificates-0": {"issued_in": "IN", "written_in": "en"},
    "earlier": {"lived_in_nl": "no", "has_bsn": "no"},
    "licence": {"licence_0": ""},
    "wishes": {},
    "papers": {},
}


def words(visitor: Visitor, english: str) -> str:
    """A text of ours in the visitor's language."""
    with visitor.app.test_request_context(base_url=visitor.base_url), speaking(visitor.language):
        return gettext(english)


def place(visitor: Visitor) -> str:
    """The question that the visitor is at: 'birth', 'member-1', 'summary'."""
    return visitor.page.url.split("?")[0].rstrip("/").rpartition("/")[2]


def answers(visitor: Visitor, given: Answers, *, until: str = "summary") -> list[str]:
    """Answer whatever is asked, from where the household left off until that page; the questions that came."""
    visitor.goes_to(visitor.asks_for("expat.intake").location)
    came: list[str] = []
    while (asked := place(visitor)) != until:
        came.append(asked)
        assert asked in given, f"nobody prepared an answer to {asked!r}: {visitor.page.heading}"
        visitor.presses(words(visitor, "Yes, go on" if asked == "known" else "Go on"), **given[asked])
    return came


def sends(visitor: Visitor) -> None:
    """Send the answers from the summary."""
    visitor.presses(words(visitor, "Send"))
