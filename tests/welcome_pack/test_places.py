"""The guide in the pack: by the ages of children, where the household lives, and what is verified."""

from flask import Flask

from expatdesk.guide.files import shipped_places
from expatdesk.welcome_pack.places import MOST_PLACES
from expatdesk.welcome_pack.printing import pack_html
from tests.welcome_pack.households import before_the_visit, couple, on_two_days, one, referred, six

# All children of these households were born in 2018.
FOR_EIGHT = {"elckerlyc-international-school", "international-school-leiden", "british-school-junior"}


def test_schools_are_those_of_the_childrens_ages() -> None:
    schools = before_the_visit().content().guide.schools
    assert {one.place.key for one in schools} >= FOR_EIGHT
    assert couple().content().guide.schools == ()


def test_without_children_nothing_is_said_of_schools(spoken: Flask) -> None:
    assert "International schools have waiting lists" not in pack_html(couple().content(), "en")
    assert "International schools have waiting lists" in pack_html(before_the_visit().content(), "en")


def test_places_follow_where_they_live_and_what_they_asked_for() -> None:
    in_katwijk = [one.place.key for one in referred().content().guide.places]
    assert "home-in-leiden" in in_katwijk
    assert "academic-language-centre" in in_katwijk
    assert "academic-language-centre" not in [one.place.key for one in couple().content().guide.places]


def test_nothing_is_printed_that_nobody_verified() -> None:
    for make in (couple, six, on_two_days, before_the_visit, referred, one):
        guide = make().content().guide
        assert all(shipped_places()[one.place.key].verified for one in (*guide.places, *guide.schools))


def test_no_more_than_the_page_holds() -> None:
    assert len(couple().content().guide.places) <= MOST_PLACES
    assert len(six().content().guide.places) <= MOST_PLACES
