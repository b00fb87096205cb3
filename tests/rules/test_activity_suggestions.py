"""Which activities suit a household, and why."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expatdesk.rules.activity_suggestions import WEIGHTS, Held, Invitation, WhyCome, invitations, reasons
from expatdesk.rules.facts import PartialDate, Wants
from expatdesk.rules.interests import Interest
from expatdesk.rules.suggestions import Seeker

LEIDEN, KATWIJK = "0546", "0537"
TODAY = date(2026, 12, 14)
LAST = TODAY + timedelta(weeks=4)
COMPANY = Wants(social=True)
CHILD = (PartialDate(2020, 5, 1),)
ENGLISH = frozenset({"en"})
MUSIC = frozenset({Interest.MUSIC})


def a_time(activity: str = "soup", days: int = 7, **changes: object) -> Held:
    """An evening in English in Leiden with room, about nothing in particular."""
    starts = datetime(2026, 12, 14, 19, tzinfo=UTC) + timedelta(days=days)
    usual = Held(activity, f"{activity}-{days}", starts, LEIDEN, ENGLISH, frozenset(), False, True)
    return replace(usual, **changes)  # type: ignore[arg-type]


def a_seeker(**changes: object) -> Seeker:
    """A household that speaks English, lives in Katwijk and wants company."""
    return replace(Seeker(KATWIJK, wants=COMPANY, languages=ENGLISH), **changes)  # type: ignore[arg-type]


def invited(seeker: Seeker, *ahead: Held, most: int = 3) -> tuple[Invitation, ...]:
    return invitations(ahead, seeker, first=TODAY, last=LAST, most=most)


def keys(found: tuple[Invitation, ...]) -> list[str]:
    return [one.held.occasion for one in found]


def test_what_they_like_comes_before_what_is_near() -> None:
    near, music = a_time("near"), a_time("music", municipality=KATWIJK, topics=MUSIC)
    found = invited(a_seeker(municipality=LEIDEN, interests=MUSIC), near, music)
    assert keys(found) == ["music-7", "near-7"]
    assert (found[0].why, found[0].liked) == ((WhyCome.INTEREST, WhyCome.COMPANY), (Interest.MUSIC,))
    assert found[1].why == (WhyCome.NEAR, WhyCome.COMPANY)


def test_for_a_family_what_children_may_come_to_is_always_first() -> None:
    best = a_time("adults", topics=MUSIC | {Interest.LANGUAGES}, languages=frozenset({"en", "nl"}))
    family = a_time("family", municipality=LEIDEN, child_friendly=True)
    seeker = a_seeker(municipality=LEIDEN, interests=MUSIC, practises=frozenset({"nl"}), children=CHILD)
    assert keys(invited(seeker, best, family)) == ["family-7", "adults-7"]
    assert keys(invited(replace(seeker, children=()), best, family)) == ["adults-7", "family-7"]
    assert WEIGHTS[WhyCome.CHILDREN] > sum(worth for why, worth in WEIGHTS.items() if why is not WhyCome.CHILDREN)


def test_of_an_activity_the_first_time_with_room_is_suggested() -> None:
    full, later, last = a_time(days=3, has_room=False), a_time(days=10), a_time(days=17)
    assert keys(invited(a_seeker(), last, full, later)) == ["soup-10"]
    assert keys(invited(a_seeker(), replace(later, has_room=False), full)) == ["soup-3"]


def test_of_two_that_suit_as_well_the_earlier_is_first() -> None:
    assert keys(invited(a_seeker(), a_time("a", 9), a_time("b", 2))) == ["b-2", "a-9"]


@pytest.mark.parametrize(("days", "is_there"), [(-1, False), (0, True), (28, True), (29, False)])
def test_only_the_weeks_that_are_asked_for(days: int, is_there: bool) -> None:
    assert bool(invited(a_seeker(), a_time(days=days))) is is_there


def test_where_they_understand_nobody_they_are_not_sent() -> None:
    in_german = a_time(languages=frozenset({"de", "nl"}))
    assert invited(a_seeker(), in_german) == ()
    assert invited(a_seeker(languages=frozenset({"de"})), in_german) != ()
    assert invited(a_seeker(), a_time(languages=frozenset())) != ()


def test_who_learns_dutch_is_sent_where_learners_are_expected() -> None:
    table = a_time("table", languages=frozenset({"nl"}))
    evening = a_time("evening", languages=frozenset({"nl", "de"}))
    course = a_seeker(wants=Wants(language_course=True))
    assert [one.why for one in invited(course, table, evening)] == [(WhyCome.PRACTICE,)]
    assert keys(invited(a_seeker(practises=frozenset({"nl"})), table)) == ["table-7"]
    assert invited(a_seeker(), table) == ()


def test_near_alone_is_no_reason() -> None:
    assert invited(a_seeker(municipality=LEIDEN, wants=Wants()), a_time()) == ()


# -- properties ---------------------------------------------------------------------------------------

towns = st.sampled_from([LEIDEN, KATWIJK])
spoken = st.frozensets(st.sampled_from(["nl", "en", "de"]))
topics = st.frozensets(st.sampled_from(Interest), max_size=3)
times = st.builds(
    a_time, st.sampled_from("abc"), st.integers(-3, 40), municipality=towns, languages=spoken, topics=topics,
    child_friendly=st.booleans(), has_room=st.booleans(),
)  # fmt: skip
ahead = st.lists(times, max_size=12, unique_by=lambda one: one.occasion)
seekers = st.builds(
    Seeker, municipality=st.none() | towns, children=st.just(()) | st.just(CHILD), languages=spoken,
    practises=spoken, interests=topics,
    wants=st.builds(Wants, social=st.booleans(), buddy=st.booleans(), language_course=st.booleans()),
)  # fmt: skip


@given(ahead, seekers, st.integers(0, 5))
def test_each_activity_once_with_true_reasons_and_none_too_many(held: list[Held], who: Seeker, most: int) -> None:
    found = invited(who, *held, most=most)
    assert len(found) <= most
    assert len({one.held.activity for one in found}) == len(found)
    for one in found:
        why = set(one.why)
        assert why - {WhyCome.NEAR}
        assert TODAY <= one.held.starts.date() <= LAST
        assert bool(one.liked) == (WhyCome.INTEREST in why)
        assert set(one.liked) <= one.held.topics & who.interests
        assert WhyCome.CHILDREN not in why or (who.children and one.held.child_friendly)
        assert (WhyCome.NEAR in why) == (who.municipality == one.held.municipality)


@given(ahead, seekers, st.randoms())
def test_the_order_in_which_they_are_read_changes_nothing(held: list[Held], who: Seeker, chance: Random) -> None:
    assert invited(who, *held) == invited(who, *chance.sample(held, len(held)))


@given(times, seekers, st.sampled_from(Interest))
def test_one_interest_more_takes_no_reason_away(held: Held, who: Seeker, more: Interest) -> None:
    assert set(reasons(held, who)) <= set(reasons(held, replace(who, interests=who.interests | {more})))
