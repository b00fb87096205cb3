"""The coordinator keeps the guide: what is to be checked, preview, versions, history, and the way back."""

import pytest

from expatdesk.access.permissions import PERMISSIONS, Permission
from expatdesk.guide.queries import newest_version, place_of, versions_of
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_user
from tests.visitor import Value, Visitor

CHOIR = "leiden-english-choir"
NEW: dict[str, Value] = {
    "kind": "sport", "name_nl": "Schaakclub", "text_nl": "Elke maandag.", "name_en": "Chess club",
    "text_en": "Every Monday.", "municipalities": ["0638"], "languages": ["nl", "en"], "ages_from": "8",
    "interests": ["games"], "website": "https://chess.example/", "takes_new": "yes", "verified": "yes",
    "sources": "The club | https://chess.example/join", "why": "Asked often", "is_shown": "yes",
}  # fmt: skip
A_BSN = "111222333"


@pytest.fixture
def coordinator(visit: Visit) -> Visitor:
    """Who keeps the guide."""
    return visit(a_user(Role.COORDINATOR))


def test_nobody_else_keeps_it(officer: Visitor) -> None:
    assert [role for role in Role if Permission.KEEP_GUIDE in PERMISSIONS[role]] == [Role.COORDINATOR]
    officer.cannot_open("desk.guide")


def test_a_change_is_read_by_everybody_at_once(coordinator: Visitor, nobody: Visitor) -> None:
    coordinator.opens("desk.guide").sees("As shipped").follows("Leiden English Choir")
    coordinator.presses("Save", text_en="Sings in Latin now.", why="They told us").sees(
        "is saved", "Ours, version 1"
    )
    nobody.opens("public.place", place=CHOIR).sees("Sings in Latin now.")
    nobody.opens("public.guide", q="latin").sees("Leiden English Choir")


def test_a_save_changes_nothing_that_nobody_touched(coordinator: Visitor) -> None:
    before = {}
    for key in ("heydoc", "international-school-leiden", "scholen-op-de-kaart", "isn-leiden"):
        coordinator.opens("desk.place", place=key).presses("Save", why="Looked at")
        changed = newest_version(key)
        assert changed is not None
        before[key] = place_of(changed)
        coordinator.opens("desk.place_version", place=key, number=1).does_not_see("What it changed")


def test_a_preview_saves_nothing(coordinator: Visitor) -> None:
    coordinator.opens("desk.place", place=CHOIR)
    coordinator.presses("Preview", refused=200, text_en="Sings in Latin now.", why="Try")
    coordinator.sees("Nothing is saved yet", "Sings in Latin now.")
    assert newest_version(CHOIR) is None
    coordinator.presses("Save")
    assert newest_version(CHOIR) is not None


def test_a_place_is_taken_out_and_comes_back(coordinator: Visitor, nobody: Visitor) -> None:
    coordinator.opens("desk.place", place=CHOIR).presses("Save", why="It stopped", is_shown="no").sees("Taken out")
    nobody.cannot_open("public.place", place=CHOIR)
    assert CHOIR not in nobody.opens("public.guide").page.html
    coordinator.opens("desk.place_version", place=CHOIR, number=0).presses("Let everybody read this version")
    nobody.opens("public.place", place=CHOIR).sees("Leiden English Choir")


def test_a_new_place(coordinator: Visitor, nobody: Visitor) -> None:
    coordinator.opens("desk.guide").follows("Add a place").presses("Save", **NEW)
    nobody.opens("public.place", place="chess-club").sees(
        "Every Monday.", "Zoeterwoude", "from 8 years", "There was room"
    )
    nobody.opens("public.guide", kind="sport", town="0638").sees("1 place in Zoeterwoude", "Chess club")
    coordinator.opens("desk.new_place").presses("Save", refused=422, **NEW).sees("There is a place of this name")
    coordinator.presses("Save", refused=422, **NEW | {"name_en": "New"}).sees("There is a place of this name")


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        ({"text_nl": f"Bel {A_BSN}."}, "This looks like a BSN"),
        ({"phone": A_BSN}, "This looks like a BSN"),
        ({"sources": "no address"}, "Write each source on a line of its own"),
        ({"sources": "x | javascript:alert(1)"}, "Write each source on a line of its own"),
        ({"sources": ""}, "Name at least one source"),
        ({"website": "ftp://chess.example"}, "This is no address of a page"),
        ({"ages_to": "4"}, "This age is below the other one"),
        ({"checked_on-day": "1", "checked_on-month": "1", "checked_on-year": "2031"}, "still to come"),
        ({"why": ""}, "Say in a few words why"),
        ({"name_nl": ""}, "Fill in the name"),
    ],
)
def test_mistakes_are_named(coordinator: Visitor, mistake: dict[str, Value], says: str) -> None:
    coordinator.opens("desk.new_place").presses("Save", refused=422, **NEW | mistake).sees(says)


def test_what_is_old_or_unverified_is_to_be_checked(coordinator: Visitor, nobody: Visitor) -> None:
    coordinator.opens("desk.guide").sees("To be checked again", "Not verified", "Leiden FC")
    coordinator.presses("All of it holds Leiden FC").sees("“Leiden FC” holds, as of today.")
    kept = newest_version("leiden-fc")
    assert kept is not None
    assert (place_of(kept).verified, place_of(kept).as_of) == (True, today())
    nobody.opens("public.place", place="leiden-fc").does_not_see("We could not check this yet")


def test_what_a_colleague_changed_meanwhile_is_not_taken_for_checked(visit: Visit) -> None:
    first, second = (visit(a_user(Role.COORDINATOR)).opens("desk.guide") for _ in range(2))
    first.opens("desk.place", place="leiden-fc").presses("Save", text_en="It stopped.", why="They told us")
    second.presses("All of it holds Leiden FC").sees("A colleague changed “Leiden FC” meanwhile")
    assert len(versions_of("leiden-fc")) == 1


def test_markup_of_a_coordinator_does_nothing(coordinator: Visitor, nobody: Visitor) -> None:
    coordinator.opens("desk.place", place=CHOIR).presses("Save", text_en="<script>alert(1)</script>", why="Try")
    assert "<script>alert" not in nobody.opens("public.place", place=CHOIR).page.html


def test_the_second_of_two_reads_what_the_first_saved(visit: Visit) -> None:
    first, second = (visit(a_user(Role.COORDINATOR)).opens("desk.place", place=CHOIR) for _ in range(2))
    first.presses("Save", text_en="The first.", why="I was first")
    second.presses("Save", refused=409, text_en="The second.", why="Me too")
    second.sees("while you were at it", "Gone: The first.", "New: The second.")
    second.presses("Save")
    assert [place_of(version).text.en for version in versions_of(CHOIR)] == ["The second.", "The first."]


def test_every_version_stays_and_comes_back(coordinator: Visitor, nobody: Visitor) -> None:
    for number in (1, 2):
        coordinator.opens("desk.place", place=CHOIR)
        coordinator.presses("Save", text_en=f"Version number {number}.", why=f"Change {number}")
    coordinator.opens("desk.place", place=CHOIR).follows("Earlier versions").sees(
        "Change 1", "Change 2", "As shipped"
    )
    coordinator.follows("Version 1").sees("What it changed", "New: Version number 1.", "Gone: Version number 1.")
    coordinator.presses("Let everybody read this version").sees("Everybody reads that version now.")
    nobody.opens("public.place", place=CHOIR).sees("Version number 1.")
    assert [version.number for version in versions_of(CHOIR)] == [3, 2, 1]


def test_going_back_undoes_nothing_that_nobody_saw(visit: Visit) -> None:
    """T39: what a colleague saved since the page was opened is shown before it goes."""
    first, second = (visit(a_user(Role.COORDINATOR)) for _ in range(2))
    first.opens("desk.place", place=CHOIR).presses("Save", text_en="Ours.", why="Ours")
    second.opens("desk.place_version", place=CHOIR, number=0)
    first.opens("desk.place", place=CHOIR).presses("Save", text_en="Better.", why="Better")
    second.presses("Let everybody read this version", refused=409)
    second.sees("saved this place meanwhile", "New: Better.")
    assert [version.number for version in versions_of(CHOIR)] == [2, 1]
    second.presses("Let everybody read this version").sees("Everybody reads that version now.")


def test_a_newer_shipped_text_is_shown(coordinator: Visitor) -> None:
    coordinator.opens("desk.place", place=CHOIR).presses("Save", text_en="Ours.", why="Ours")
    written = newest_version(CHOIR)
    assert written is not None
    written.shipped_print = "of an earlier release"
    session.flush()
    coordinator.opens("desk.guide").sees("The shipped text changed")
    coordinator.follows("Leiden English Choir").sees("With a new release", "Gone: Ours.")


@pytest.mark.parametrize("number", [1, 99])
def test_what_is_not_there_is_missing(coordinator: Visitor, number: int) -> None:
    coordinator.cannot_open("desk.place", place="no-such-place")
    coordinator.cannot_open("desk.place_version", place=CHOIR, number=number)
