"""Whom a round of the desk pairs: properties that hold for whoever there is, and how long it takes."""

import time
from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from expatdesk.rules.buddies import Family, FreeTime, Profile, reasons_for, score
from expatdesk.rules.interests import Interest
from expatdesk.social.assigning import assign

Newcomers = dict[int, Profile]
Volunteers = dict[int, tuple[Profile, int]]
Never = set[tuple[int, int]]

PROFILES = st.builds(
    Profile,
    languages=st.frozensets(st.sampled_from(["nl", "en", "pt", "hi"]), max_size=3),
    interests=st.frozensets(st.sampled_from(Interest), max_size=4),
    times=st.frozensets(st.sampled_from(FreeTime)),
    family=st.sampled_from([None, *Family]),
    municipality=st.sampled_from([None, "0546", "0537"]),
    practises=st.sampled_from([None, "nl", "pt"]),
)
NEWCOMERS = st.dictionaries(st.integers(0, 9), PROFILES, max_size=7)
VOLUNTEERS = st.dictionaries(st.integers(0, 9), st.tuples(PROFILES, st.integers(0, 3)), max_size=5)
LEFT = st.dictionaries(st.integers(0, 9), st.integers(0, 4))
NEVER = st.sets(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20)


def all_ways(newcomers: Newcomers, volunteers: Volunteers, never: Never) -> list[dict[int, int]]:
    """Every way to pair these, by trying all of them."""
    ways: list[dict[int, int]] = [{}]
    for newcomer, profile in newcomers.items():
        more = []
        for way in ways:
            taken = Counter(way.values())
            for volunteer, (theirs, free) in volunteers.items():
                may = (newcomer, volunteer) not in never and taken[volunteer] < free
                if may and profile.languages & theirs.languages:
                    more.append({**way, newcomer: volunteer})
        ways += more
    return ways


@given(NEWCOMERS, VOLUNTEERS, LEFT, NEVER)
@settings(deadline=None)
def test_what_is_never_done(
    newcomers: Newcomers, volunteers: Volunteers, left: dict[int, int], never: Never
) -> None:
    pairs = assign(newcomers, volunteers, left_before=left, never=never)
    for newcomer, volunteer in pairs.items():
        assert newcomers[newcomer].languages & volunteers[volunteer][0].languages
        assert (newcomer, volunteer) not in never
    for volunteer, count in Counter(pairs.values()).items():
        assert count <= volunteers[volunteer][1]


@given(
    st.dictionaries(st.integers(0, 9), PROFILES, max_size=4),
    st.dictionaries(st.integers(0, 9), st.tuples(PROFILES, st.integers(0, 2)), max_size=3),
    LEFT,
    NEVER,
)
@settings(deadline=None)
def test_the_most_pairs_then_who_was_left_then_the_best(
    newcomers: Newcomers, volunteers: Volunteers, left: dict[int, int], never: Never
) -> None:
    """Against every other way, tried one by one."""

    def order(way: dict[int, int]) -> tuple[int, int, int]:
        suits = sum(score(reasons_for(newcomers[one], volunteers[other][0])) for one, other in way.items())
        return len(way), sum(left.get(one, 0) for one in way), suits

    found = assign(newcomers, volunteers, left_before=left, never=never)
    assert order(found) == max(map(order, all_ways(newcomers, volunteers, never)))


@given(NEWCOMERS, VOLUNTEERS, LEFT)
@settings(deadline=None, max_examples=30)
def test_the_same_people_are_paired_in_the_same_way(
    newcomers: Newcomers, volunteers: Volunteers, left: dict[int, int]
) -> None:
    first = assign(newcomers, volunteers, left_before=left)
    assert assign(dict(newcomers), dict(volunteers), left_before=dict(left)) == first


def somebody(chance: Random) -> Profile:
    """A profile as people fill it in."""
    return Profile(
        languages=frozenset({"en", *chance.sample(["nl", "pt", "hi", "fr", "es"], 1)}),
        interests=frozenset(chance.sample(list(Interest), 4)),
        times=frozenset(chance.sample(list(FreeTime), 2)),
        family=chance.choice(list(Family)),
        municipality=chance.choice(["0546", "0537", "0579"]),
        practises="nl",
    )


def test_ten_buddies_and_twenty_five_newcomers_and_nobody_is_left_twice() -> None:
    """Thirteen places for 25: whoever is left goes first in the next round."""
    chance = Random(7)  # noqa: S311
    newcomers = {number: somebody(chance) for number in range(25)}
    volunteers = {number: (somebody(chance), 2 if number < 3 else 1) for number in range(10)}
    first = assign(newcomers, volunteers)
    assert len(first) == 13
    left = {one: 1 for one in newcomers if one not in first}
    others = {100 + number: somebody(chance) for number in range(13)}
    second = assign({one: newcomers[one] for one in left} | others, volunteers, left_before=left)
    assert set(left) <= set(second)


def test_a_whole_region_takes_some_seconds() -> None:
    chance = Random(11)  # noqa: S311
    newcomers = {number: somebody(chance) for number in range(300)}
    volunteers = {number: (somebody(chance), chance.randint(1, 3)) for number in range(150)}
    begun = time.process_time()
    pairs = assign(newcomers, volunteers)
    assert len(pairs) >= min(300, sum(free for _profile, free in volunteers.values())) - 5
    assert time.process_time() - begun < 30
