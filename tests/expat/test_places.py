"""Places that suit a household, on its own page."""

from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, with_family
from tests.visitor import Visitor

SUGGESTED = 3


def links(visitor: Visitor) -> list[str]:
    """The places that the page suggests."""
    hrefs = [link.get("href", "") for link in visitor.page.all("a")]
    return [href for href in hrefs if href.startswith("/guide/")]


def test_three_places_and_why(visit: Visit) -> None:
    expat = visit(with_family(a_case(), children=1)).opens("expat.status").sees("Places for you", "for children:")
    assert len(links(expat)) == SUGGESTED
    expat.follows("Guide to the region").sees("Schools")


def test_without_children_no_school(visit: Visit) -> None:
    expat = visit(a_case()).opens("expat.status").sees("Places for you")
    assert "for children" not in expat.page.text


def test_who_asked_for_a_course_is_shown_one(visit: Visit) -> None:
    case = a_case()
    case.wants_language_course = True
    session.flush()
    expat = visit(case).opens("expat.status").sees("you want to learn Dutch")
    expat.follows("Academic Language Centre, Leiden University").sees("Dutch courses at all levels")
