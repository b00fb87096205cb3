"""The guide to the region as everybody reads it, without signing in."""

import pytest

from expatdesk.rules.places import PlaceKind
from tests.conftest import Visit
from tests.visitor import Visitor

ZOETERWOUDE = "0638"


def test_the_start_page_leads_to_the_guide(nobody: Visitor) -> None:
    nobody.opens("public.start").follows("Guide to the region").sees("Schools", "Learning Dutch", "Faith")
    nobody.follows("Leiden English Choir").sees("welcomes members from abroad")


def test_a_place_has_its_day_sources_and_whom_it_is_for(nobody: Visitor) -> None:
    nobody.opens("public.place", place="elckerlyc-international-school")
    nobody.sees("3 to 12 years", "Leiderdorp", "English", "waiting list", "Read on 29 November 2026")
    nobody.sees("Elckerlyc International, admission").does_not_see("We could not check this yet")


def test_a_doctor_who_had_room_had_it_on_a_day(nobody: Visitor) -> None:
    nobody.opens("public.place", place="heydoc").sees("There was room on 1 May 2026")


def test_what_nobody_could_verify_says_so(nobody: Visitor) -> None:
    nobody.opens("public.place", place="leiden-fc").sees("We could not check this yet. Ask before you go.")


def test_it_is_read_in_the_readers_language(visit: Visit) -> None:
    visit(language="nl").opens("public.place", place="bplusc-leiden").sees("Bibliotheek van de stad", "Nederlands")


def test_a_search_finds_it_without_any_script(nobody: Visitor) -> None:
    nobody.opens("public.guide").presses("Search", q="libary voorschoten").follows("Voorschoten library")


def test_by_kind_and_municipality(nobody: Visitor) -> None:
    nobody.opens("public.guide").presses("Search", kind=PlaceKind.LANGUAGE.value, town="0537")
    nobody.sees("1 place in Katwijk", "Taalhuis of the Katwijk library", "In other municipalities of the region")
    nobody.sees("Gilde SamenSpraak Leiden").does_not_see("Leiden English Choir")


def test_where_we_know_of_none_the_municipality_is_named(nobody: Visitor) -> None:
    nobody.opens("public.guide", kind="school", town=ZOETERWOUDE)
    nobody.sees(
        "We know of none in Zoeterwoude yet", "zoeterwoude.nl", "For the whole region", "Scholen op de kaart"
    )


@pytest.mark.parametrize("asked", ["xyzzy", "<script>", "%", "a" * 300, "\u202e"])
def test_nothing_found_says_what_to_do(nobody: Visitor, asked: str) -> None:
    nobody.opens("public.guide", q=asked)
    assert "We know of no such place yet" in nobody.page.text or "Learning Dutch" in nobody.page.text


def test_a_kind_that_nobody_knows_is_none(nobody: Visitor) -> None:
    nobody.opens("public.guide", kind="shop", town="9999").sees("Learning Dutch")


def test_while_typing_the_best_few_come(nobody: Visitor) -> None:
    part = nobody.asks_for("public.guide", q="school", part="suggested")
    assert part.text.count("<li>") == 5
    assert "<html" not in part.text


@pytest.mark.parametrize("place", ["no-such-place", "..", "UPPER"])
def test_what_is_not_there_is_missing(nobody: Visitor, place: str) -> None:
    nobody.cannot_open("public.place", place=place)


def test_search_engines_may_find_it(nobody: Visitor) -> None:
    assert "X-Robots-Tag" not in nobody.asks_for("public.guide").headers
    assert "Allow: /guide" in nobody.asks_for("public.robots").text


@pytest.mark.parametrize("who", ["expat", "hr", "officer"])
def test_who_is_signed_in_reads_it_too(who: str, request: pytest.FixtureRequest) -> None:
    visitor: Visitor = request.getfixturevalue(who)
    visitor.opens("public.place", place="gilde-samenspraak-leiden").sees("A volunteer speaks Dutch with you")
