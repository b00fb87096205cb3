"""What home a household looks for: written down whole, once at a time, and part of its plan and its file."""

from datetime import date
from typing import Any

import pytest

from expatdesk.cases.merging import Choice, merge_cases, undo_merge
from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.refusals import CaseClosed, HoldsBsn
from expatdesk.housing.wishes import COLUMNS, NothingWished, Said, WishesChanged, say_wishes, wishes_of, wishes_row
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.rights.contents import OF_HOME_WISHES, contents_of
from expatdesk.rules.homes import Dwelling, Furnishing, Wishes
from expatdesk.shared.db import session
from tests.conftest import MONDAY_MORNING
from tests.factories import a_case, an_employer, the_plan
from tests.factories.cases import REGION

HOW: Any = {"by": SYSTEM, "region": REGION, "today": MONDAY_MORNING.date()}
ALL = Said(
    version=0, budget=150_000, rooms=3, dwellings=frozenset({"house", "apartment"}),
    furnishings=frozenset({"furnished"}), municipalities=frozenset({"0546"}), starts=date(2027, 2, 1), months=24,
    pets=True, step_free=True, work_postcode="2311 AB", minutes_to_work=25, own_words="A garden",
)  # fmt: skip

pytestmark = pytest.mark.usefixtures("app")


def homeless(**said: Any) -> Case:
    """A household that has no home yet."""
    return a_case(home_kind=None, home_street=None, home_postcode=None, **said)


def say(case: Case, said: Said) -> bool:
    return say_wishes(case, said, **HOW)


def test_all_of_it_is_kept_and_the_step_is_done() -> None:
    case = homeless()
    assert not the_plan(case).step("housing_wishes").is_finished
    assert say(case, ALL) is True
    assert wishes_of(case) == Wishes(
        people=1, budget=150_000, rooms=3, dwellings=frozenset({Dwelling.HOUSE, Dwelling.APARTMENT}),
        furnishings=frozenset({Furnishing.FURNISHED}), municipalities=frozenset({"0546"}),
        starts=date(2027, 2, 1), months=24, pets=True, step_free=True, work_postcode="2311 AB",
        minutes_to_work=25,
    )  # fmt: skip
    assert case.home_wishes == "A garden"
    assert the_plan(case).step("housing_wishes").done_on == HOW["today"]
    assert say(case, Said(version=1, rooms=2)) is False
    assert wishes_of(case) == Wishes(people=1, rooms=2, work_postcode=an_employer().postcode)
    assert case.home_wishes is None


def test_own_words_alone_are_enough_and_nothing_is_not() -> None:
    case = homeless()
    for nothing in (Said(version=0), Said(version=0, months=24, work_postcode="2311 AB")):
        with pytest.raises(NothingWished):
            say(case, nothing)
    assert say(case, Said(version=0, own_words="A quiet room")) is True
    with pytest.raises(HoldsBsn):
        say(case, Said(version=1, own_words="BSN 111222333"))


def test_who_saves_an_older_page_is_told() -> None:
    case = homeless()
    say(case, ALL)
    for version in (0, 2):
        with pytest.raises(WishesChanged):
            say(case, Said(version=version, rooms=1))
    say(case, Said(version=1, rooms=1))
    row = wishes_row(case.id)
    assert row is not None
    assert (row.version, row.rooms) == (2, 1)


def test_saving_the_same_once_more_leaves_no_trace() -> None:
    case = homeless()
    say(case, ALL)
    lines = len(history_of(case.id))
    say(case, Said(**{**{name: getattr(ALL, name) for name in ALL.__slots__}, "version": 1}))
    row = wishes_row(case.id)
    assert row is not None
    assert (row.version, len(history_of(case.id))) == (1, lines)


def test_the_history_says_that_it_was_said_and_not_what() -> None:
    case = homeless()
    say(case, ALL)
    said = next(line for line in history_of(case.id) if line.verb == "home_wishes_said")
    assert said.details == {}


def test_a_closed_case_takes_none() -> None:
    case = homeless()
    case.state = CaseState.CLOSED
    with pytest.raises(CaseClosed):
        say(case, ALL)
    assert wishes_row(case.id) is None


def test_everybody_who_is_announced_is_to_live_there() -> None:
    case = homeless(people_expected=4)
    say(case, ALL)
    wishes = wishes_of(case)
    assert wishes is not None
    assert wishes.people == 4


def test_where_they_work_is_as_the_file_has_it_unless_they_say_otherwise() -> None:
    case = homeless(work_postcode="2333 ZA")
    say(case, Said(version=0, rooms=1))
    wishes = wishes_of(case)
    assert wishes is not None
    assert wishes.work_postcode == "2333 ZA"


def test_all_of_it_goes_along_with_their_data() -> None:
    case = homeless()
    assert contents_of(case, REGION)["home_wishes"] == []
    say(case, ALL)
    assert set(OF_HOME_WISHES) == set(COLUMNS)
    (told,) = contents_of(case, REGION)["home_wishes"]
    assert (told["budget"], told["starts"], told["dwellings"]) == (150_000, "2027-02-01", ["apartment", "house"])


@pytest.mark.parametrize("kept_has_some", [True, False])
def test_of_two_cases_that_become_one(kept_has_some: bool) -> None:
    """What the kept case says stays; where it says nothing, the other's wishes come over, until it is undone."""
    employer = an_employer()
    kept, emptied = homeless(employer=employer), homeless(employer=employer)
    say(emptied, ALL)
    if kept_has_some:
        say(kept, Said(version=0, rooms=1))
    same = Choice(same={emptied.principal.id: kept.principal.id})
    merge_cases(kept, emptied, same, version=kept.version, other_version=emptied.version, **HOW)
    session.expire_all()
    wishes = wishes_of(kept)
    assert wishes is not None
    assert wishes.rooms == (1 if kept_has_some else 3)
    undo_merge(kept, version=kept.version, **HOW)
    session.expire_all()
    now, others = wishes_of(kept), wishes_of(emptied)
    assert (now and now.rooms) == (1 if kept_has_some else None)
    assert others is not None
    assert others.rooms == 3
