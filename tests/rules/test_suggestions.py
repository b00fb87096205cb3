"""Which places suit a household, and why."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.guide.files import shipped_places
from expatdesk.region import load_region
from expatdesk.rules.facts import Facts, Home, HomeKind, PartialDate, PersonRole, Wants
from expatdesk.rules.interests import Interest
from expatdesk.rules.places import Place, PlaceKind
from expatdesk.rules.plan import plan_for
from expatdesk.rules.suggestions import (
    MOST_OF_A_KIND,
    Seeker,
    Suggestion,
    Why,
    reasons,
    seeker_of,
    suggestions,
)
from tests.factories.places import a_place
from tests.rules.households import household
from tests.rules.strategies import births, facts

REGION = load_region("leiden")
LEIDEN, KATWIJK = "0546", "0537"
TODAY = date(2026, 12, 14)
SIX, THREE, TWO = (PartialDate(2020, 5, 1), PartialDate(2023, 12, 1), PartialDate(2024, 12, 1))


def keys(found: tuple[Suggestion, ...]) -> list[str]:
    return [one.place.key for one in found]


def suggested(seeker: Seeker, *places: Place, most: int = 3) -> tuple[Suggestion, ...]:
    return suggestions(places, seeker, TODAY, most=most)


def test_what_is_near_comes_first() -> None:
    far, near = a_place("a-far", municipalities=(KATWIJK,)), a_place("near", municipalities=(LEIDEN,))
    found = suggested(Seeker(LEIDEN, wants=Wants(social=True)), far, near)
    assert keys(found) == ["near", "a-far"]
    assert found[0].why == (Why.COMPANY, Why.NEAR)


def test_near_alone_is_enough_of_what_everybody_uses() -> None:
    library = a_place("library", PlaceKind.LIBRARY, municipalities=(LEIDEN,))
    course = a_place("course", PlaceKind.LANGUAGE, municipalities=(LEIDEN,))
    assert keys(suggested(Seeker(LEIDEN), library, course)) == ["library"]
    assert keys(suggested(Seeker(KATWIJK), library, course)) == []


def test_who_wants_a_course_finds_one() -> None:
    course = a_place("course", PlaceKind.LANGUAGE, municipalities=(KATWIJK,))
    found = suggested(Seeker(LEIDEN, wants=Wants(language_course=True)), course)
    assert found[0].why == (Why.COURSE,)


@pytest.mark.parametrize(("born", "suits"), [(SIX, True), (THREE, True), (TWO, False), (PartialDate(), False)])
def test_a_school_is_for_children_of_its_ages_and_those_who_are_soon(born: PartialDate, suits: bool) -> None:
    school = a_place("school", PlaceKind.SCHOOL, ages_from=4, ages_to=12)
    assert bool(suggested(Seeker(LEIDEN, (born,)), school)) is suits


def test_a_school_without_ages_is_for_every_child_and_nobody_else() -> None:
    school = a_place("school", PlaceKind.SCHOOL, municipalities=(LEIDEN,), interests=frozenset({Interest.FAMILY}))
    assert keys(suggested(Seeker(LEIDEN, (PartialDate(),)), school)) == ["school"]
    assert keys(suggested(Seeker(LEIDEN, interests=frozenset({Interest.FAMILY})), school)) == []


def test_nobody_is_taken_for_a_believer() -> None:
    church = a_place("church", PlaceKind.FAITH, municipalities=(LEIDEN,), interests=frozenset({Interest.FAITH}))
    assert suggested(Seeker(LEIDEN, wants=Wants(social=True)), church) == ()
    assert suggested(Seeker(LEIDEN, interests=frozenset({Interest.FAITH})), church)[0].why[0] is Why.INTEREST


def test_nobody_is_sent_to_a_doctor_by_us() -> None:
    liked = frozenset({Interest.FAMILY})
    doctor = a_place("doctor", PlaceKind.GP, municipalities=(LEIDEN,), takes_new=True, interests=liked)
    assert suggested(Seeker(LEIDEN, interests=liked), doctor) == ()


def test_what_is_for_students_is_for_students() -> None:
    club = a_place(for_students=True, municipalities=(LEIDEN,))
    assert suggested(Seeker(LEIDEN, wants=Wants(social=True)), club) == ()
    assert suggested(Seeker(LEIDEN, wants=Wants(social=True), is_student=True), club) != ()


def test_one_of_each_kind_before_a_second() -> None:
    meeting = [a_place(f"meeting-{number}", municipalities=(LEIDEN,)) for number in range(4)]
    library = a_place("library", PlaceKind.LIBRARY, municipalities=(LEIDEN,))
    found = suggested(Seeker(LEIDEN, wants=Wants(social=True)), *meeting, library, most=9)
    assert keys(found) == ["meeting-0", "library", "meeting-1"]


def test_what_is_sure_comes_before_what_is_not() -> None:
    doubtful, sure = a_place("a-doubtful", verified=False), a_place("sure")
    assert keys(suggested(Seeker(None, wants=Wants(social=True)), doubtful, sure)) == ["sure", "a-doubtful"]


def test_where_they_live_counts_before_where_they_register() -> None:
    """Who is registered at the employer's address in Leiden looks for a library in the town of its home."""
    home = Home("2225 LM", HomeKind.RENT, None, registration_allowed=True)
    facts = household(home=home)
    route = plan_for(household(home=None), REGION, TODAY).route
    assert seeker_of(facts, route, REGION).municipality == KATWIJK
    assert seeker_of(household(home=None), route, REGION).municipality == route.municipality


# -- properties ---------------------------------------------------------------------------------------

PLACES = list(shipped_places().values())
seekers = st.builds(
    Seeker,
    municipality=st.none() | st.sampled_from(["0546", "0547", "0579", "0626", "0638", "0537"]),
    children=st.lists(births, max_size=4).map(tuple),
    has_partner=st.booleans(),
    is_student=st.booleans(),
    wants=st.builds(Wants, social=st.booleans(), buddy=st.booleans(), language_course=st.booleans()),
    languages=st.frozensets(st.sampled_from(["nl", "en"])),
    interests=st.frozensets(st.sampled_from(Interest)),
)


@given(seekers, st.integers(0, 9))
def test_each_is_there_once_with_a_reason_and_none_too_many(seeker: Seeker, most: int) -> None:
    found = suggestions(PLACES, seeker, TODAY, most=most)
    assert len(found) <= most
    assert len(set(keys(found))) == len(found)
    assert all(one.why for one in found)
    kinds = [one.place.kind for one in found]
    assert all(kinds.count(kind) <= MOST_OF_A_KIND for kind in kinds)


@given(seekers, st.permutations(PLACES))
def test_the_order_of_the_guide_changes_nothing(seeker: Seeker, mixed: list[Place]) -> None:
    assert suggestions(mixed, seeker, TODAY, most=5) == suggestions(PLACES, seeker, TODAY, most=5)


@given(seekers)
def test_more_of_them_begin_with_the_same(seeker: Seeker) -> None:
    many = suggestions(PLACES, seeker, TODAY, most=9)
    assert suggestions(PLACES, seeker, TODAY, most=3) == many[:3]


@given(seekers)
def test_every_reason_is_true(seeker: Seeker) -> None:
    for one in suggestions(PLACES, seeker, TODAY, most=9):
        place, why = one.place, set(one.why)
        assert (Why.NEAR in why) == (seeker.municipality in place.municipalities)
        assert Why.CHILDREN not in why or seeker.children
        assert Why.COURSE not in why or seeker.wants.language_course
        assert Why.INTEREST not in why or place.interests & seeker.interests
        assert place.kind is not PlaceKind.FAITH or Interest.FAITH in seeker.interests
        assert place.kind is not PlaceKind.GP


@given(seekers, st.sampled_from(Interest))
def test_one_interest_more_takes_no_reason_away(seeker: Seeker, interest: Interest) -> None:
    wider = replace(seeker, interests=seeker.interests | {interest})
    for place in PLACES:
        assert set(reasons(place, seeker, TODAY)) <= set(reasons(place, wider, TODAY))


@given(facts)
def test_the_facts_of_any_case_tell_who_seeks(known: Facts) -> None:
    seeker = seeker_of(known, plan_for(known, REGION, TODAY).route, REGION)
    assert len(seeker.children) == sum(one.role is PersonRole.CHILD for one in known.people)
    suggestions(PLACES, seeker, TODAY, most=3)
