"""The coordinator writes answers: preview, versions, history, and the way back."""

import pytest

from expatdesk.access.permissions import PERMISSIONS, Permission
from expatdesk.knowledge.book import topic_of
from expatdesk.knowledge.queries import newest_version, versions_of
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_user
from tests.visitor import Visitor

NEW = {
    "title_nl": "Mag mijn hond mee?", "summary_nl": "Ja, met een paspoort.", "text_nl": "Vraag het uw dierenarts.",
    "title_en": "May I bring my dog?", "summary_en": "Yes, with a passport.", "text_en": "Ask your vet.",
    "sources": "A town | https://town.example/dogs", "why": "Asked often", "standing": "published",
}  # fmt: skip
A_BSN = "111222333"


@pytest.fixture
def coordinator(visit: Visit) -> Visitor:
    """Who keeps the answers."""
    return visit(a_user(Role.COORDINATOR))


def test_nobody_else_writes_them(officer: Visitor) -> None:
    assert [role for role in Role if Permission.WRITE_ANSWERS in PERMISSIONS[role]] == [Role.COORDINATOR]
    officer.cannot_open("desk.answers")


def test_a_change_is_read_by_everybody_at_once(coordinator: Visitor, nobody: Visitor) -> None:
    coordinator.opens("desk.answers").sees("As shipped").follows("How do I get DigiD?")
    coordinator.presses("Save", summary_en="You apply at digid.nl.", why="Shorter").sees(
        "is saved", "Ours, version 1"
    )
    nobody.opens("public.answer", topic="digid").sees("You apply at digid.nl.")
    nobody.opens("public.answers", q="digid").sees("You apply at digid.nl.")


def test_it_keeps_its_place_beside_the_step(coordinator: Visitor, officer: Visitor) -> None:
    coordinator.opens("desk.answer", topic="digid").presses("Save", title_en="DigiD, how?", why="Shorter")
    changed = newest_version("digid")
    assert changed is not None
    assert topic_of(changed).steps == ("digid",)


def test_a_preview_saves_nothing(coordinator: Visitor) -> None:
    coordinator.opens("desk.answer", topic="digid")
    long = "This sentence goes on " + "and on " * 20 + "."
    coordinator.presses("Preview", refused=200, text_en=f"{long} Ask the UWV. {{fee_child}}", why="Try")
    coordinator.sees("Nothing is saved yet", "A long sentence", "Nobody explains this word: UWV", "€15.13")
    assert newest_version("digid") is None
    coordinator.presses("Save")
    assert newest_version("digid") is not None


def test_a_draft_leaves_what_everybody_reads(coordinator: Visitor, nobody: Visitor) -> None:
    coordinator.opens("desk.answer", topic="digid").presses(
        "Save", title_en="Draft", why="Later", standing="draft"
    )
    coordinator.sees("Draft")
    nobody.opens("public.answer", topic="digid").sees("How do I get DigiD?")
    coordinator.opens("desk.answer", topic="digid").presses("Save", why="Now", standing="published")
    nobody.opens("public.answer", topic="digid").sees("Draft")


def test_an_answer_is_taken_away(coordinator: Visitor, nobody: Visitor) -> None:
    coordinator.opens("desk.answer", topic="qr-codes").presses("Save", why="Not so any more", standing="hidden")
    coordinator.sees("Taken away")
    nobody.cannot_open("public.answer", topic="qr-codes")
    assert "qr-codes" not in nobody.opens("public.answers").page.html


def test_a_new_answer(coordinator: Visitor, nobody: Visitor) -> None:
    coordinator.opens("desk.answers").follows("Write a new answer").presses("Save", theme="settling", **NEW)
    nobody.opens("public.answer", topic="may-i-bring-my-dog").sees("Yes, with a passport.", "A town")
    coordinator.opens("desk.new_answer").presses("Save", refused=422, **NEW).sees("There is an answer to this")
    coordinator.presses("Save", refused=422, **NEW | {"title_en": "Words"}).sees("There is an answer to this")


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        ({"text_en": "It costs {nothing}."}, "{nothing} is no figure of the region"),
        ({"text_nl": f"Uw nummer is {A_BSN}."}, "This looks like a BSN"),
        ({"sources": "no address"}, "Write each source on a line of its own"),
        ({"sources": "x | javascript:alert(1)"}, "Write each source on a line of its own"),
        ({"sources": ""}, "Name at least one source"),
        ({"checked_on-day": "1", "checked_on-month": "1", "checked_on-year": "2031"}, "still to come"),
        ({"why": ""}, "Say in a few words why"),
    ],
)
def test_mistakes_are_named(coordinator: Visitor, mistake: dict[str, str], says: str) -> None:
    coordinator.opens("desk.new_answer").presses("Save", refused=422, **NEW | mistake).sees(says)


def test_markup_of_a_coordinator_does_nothing(coordinator: Visitor, nobody: Visitor) -> None:
    bad = "<script>alert(1)</script> [press](javascript:alert(1))"
    coordinator.opens("desk.answer", topic="digid").presses("Save", text_en=bad, why="Try")
    html = nobody.opens("public.answer", topic="digid").page.html
    assert "<script>alert" not in html
    assert 'href="javascript' not in html


def test_the_second_of_two_reads_what_the_first_saved(visit: Visit) -> None:
    first, second = (visit(a_user(Role.COORDINATOR)).opens("desk.answer", topic="digid") for _ in range(2))
    first.presses("Save", summary_en="The first.", why="I was first")
    second.presses("Save", refused=409, summary_en="The second.", why="Me too")
    second.sees("while you were at it", "Gone: The first.", "New: The second.")
    second.presses("Save")
    assert [version.summary_en for version in versions_of("digid")] == ["The second.", "The first."]


def test_every_version_stays_and_comes_back(coordinator: Visitor, nobody: Visitor) -> None:
    for number in (1, 2):
        coordinator.opens("desk.answer", topic="digid")
        coordinator.presses("Save", summary_en=f"Version number {number}.", why=f"Change {number}")
    coordinator.opens("desk.answer", topic="digid").follows("Earlier versions").sees(
        "Change 1", "Change 2", "As shipped"
    )
    coordinator.follows("Version 1").sees("What it changed", "New: Version number 1.", "Gone: Version number 1.")
    coordinator.presses("Let everybody read this version").sees("Everybody reads that version now.")
    nobody.opens("public.answer", topic="digid").sees("Version number 1.")
    coordinator.opens("desk.answer_version", topic="digid", number=0).presses("Let everybody read this version")
    nobody.opens("public.answer", topic="digid").sees("You apply online at digid.nl with your BSN.")
    assert [version.number for version in versions_of("digid")] == [4, 3, 2, 1]


def test_going_back_undoes_nothing_that_nobody_saw(visit: Visit) -> None:
    """T39: what a colleague saved since the page was opened is shown before it goes."""
    first, second = (visit(a_user(Role.COORDINATOR)) for _ in range(2))
    first.opens("desk.answer", topic="digid").presses("Save", summary_en="Ours.", why="Ours")
    second.opens("desk.answer_version", topic="digid", number=0)
    first.opens("desk.answer", topic="digid").presses("Save", summary_en="Better.", why="Better")
    second.presses("Let everybody read this version", refused=409).sees(
        "saved this answer meanwhile", "New: Better."
    )
    assert [version.number for version in versions_of("digid")] == [2, 1]
    second.presses("Let everybody read this version").sees("Everybody reads that version now.")


def test_no_answer_takes_the_address_of_a_page(coordinator: Visitor) -> None:
    coordinator.opens("desk.new_answer").presses("Save", refused=422, **(NEW | {"title_en": "New"}))
    assert versions_of("new") == []


def test_a_newer_shipped_text_is_shown(coordinator: Visitor) -> None:
    coordinator.opens("desk.answer", topic="digid").presses("Save", summary_en="Ours.", why="Ours")
    coordinator.opens("desk.answer", topic="digid").does_not_see("With a new release")
    written = newest_version("digid")
    assert written is not None
    written.shipped_print = "of an earlier release"
    session.flush()
    coordinator.opens("desk.answers").sees("The shipped text changed")
    coordinator.follows("How do I get DigiD?").sees("With a new release", "Gone: Ours.")


@pytest.mark.parametrize("number", [1, 99])
def test_what_is_not_there_is_missing(coordinator: Visitor, number: int) -> None:
    coordinator.cannot_open("desk.answer", topic="no-such-answer")
    coordinator.cannot_open("desk.answer_version", topic="digid", number=number)
