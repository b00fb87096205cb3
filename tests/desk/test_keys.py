"""The keys that a page tells when somebody asks for them are those of that page."""

from tests.factories import a_case
from tests.factories.papers import with_all_papers
from tests.page import text_of
from tests.visitor import Visitor


def keys_of(visitor: Visitor) -> dict[str, str]:
    """Each key in the box of keys, with what it does."""
    lines = visitor.page.all("dl")[-1].iter("div")
    return {text_of(line[0]): text_of(line[1]) for line in lines}


def test_a_scan_has_keys_of_its_own(officer: Visitor) -> None:
    with_all_papers(a_case())
    told = keys_of(officer.goes_to(officer.asks_for("desk.papers").location))
    assert (told["A"], told["R"], told["T"], told["J"]) == ("Accept", "Return", "Turn", "Next paper")
    assert "assign what is picked" not in told.values()


def test_the_worklist_has_those_of_a_list(officer: Visitor) -> None:
    told = keys_of(officer.opens("desk.worklist"))
    assert (told["A"], told["S"]) == ("assign what is picked", "save this filter")
