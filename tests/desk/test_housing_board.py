"""The housing board as officers see it, and nobody else."""

from datetime import timedelta

import time_machine

from expatdesk.cases.actions import assign, change_facts
from expatdesk.desk.boards import OF_PAGE, OF_SECTION
from expatdesk.housing.wishes import Said, say_wishes
from expatdesk.people.models import User
from expatdesk.rules.housing_stages import NORMS, HousingStage
from expatdesk.shared.clock import today
from tests.factories import an_employer, done_by
from tests.factories.contracts import a_searching_case, a_sent_contract
from tests.factories.queries import counted_queries
from tests.factories.temporary import at_work
from tests.page import text_of
from tests.visitor import Visitor

# The board's own four; who is there, with the menu, asks three more.
MOST_QUERIES = 9


def names(visitor: Visitor) -> list[str]:
    """Who stands in the table, in its order."""
    heads = [head for head in visitor.page.all("th") if head.get("scope") == "row"]
    return [text_of(next(head.iter("bdi"))) for head in heads]


def test_each_household_stands_under_its_stage_with_the_next_act(officer: Visitor) -> None:
    a_searching_case(given_names="Una")
    looking = a_searching_case(given_names="Lien")
    say_wishes(looking, Said(version=0, rooms=3), **done_by())
    a_sent_contract(a_searching_case(given_names="Coen"))
    officer.opens("desk.dashboard").follows("Housing board")
    officer.sees("Nothing told yet 1", "Looking 1", "Contract being checked 1", "No address yet", "since today")
    assert names(officer) == ["Una Krishnan", "Lien Krishnan", "Coen Krishnan"]
    officer.follows("Check the contract: Coen Krishnan").sees("Coen Krishnan")
    officer.opens("desk.housing_board").follows("Write down their wishes: Una Krishnan")


def test_what_stands_too_long_says_so_in_words(officer: Visitor, clock: time_machine.Traveller) -> None:
    a_searching_case()
    clock.shift(timedelta(days=NORMS[HousingStage.UNTOLD]))
    officer.signs_in().opens("desk.housing_board").sees("for 14 days").does_not_see("longer than", "too long")
    clock.shift(timedelta(days=1))
    officer.signs_in().opens("desk.housing_board")
    officer.sees("for 15 days", "longer than the 14 days we aim at", "1 stands there too long")


def test_an_address_that_ends_says_how_soon(officer: Visitor, clock: time_machine.Traveller) -> None:
    case = at_work()
    assert case.temporary_until is not None
    officer.opens("desk.housing_board").sees("in 12 weeks")
    for days, words, kind in [(14, "in 2 weeks", "soon"), (7, "in 7 days", "soon"), (0, "today", "late")]:
        clock.move_to(case.temporary_until - timedelta(days=days))
        officer.signs_in().opens("desk.housing_board").sees(words)
        assert f'class="state {kind}"' in officer.page.html


def test_it_is_narrowed_by_town_officer_and_employer(officer: Visitor) -> None:
    assert isinstance(officer.who, User)
    lumc, other = an_employer("LUMC"), an_employer("Sterrewacht B.V.")
    mine = at_work(lumc)
    assign(mine, officer.who, version=mine.version, by=done_by()["by"])
    a_searching_case(given_names="Bram", employer=other)
    officer.opens("desk.housing_board")
    assert len(names(officer)) == 2
    officer.presses("Show", employer=str(lumc.id))
    assert names(officer) == ["Ananya Krishnan"]
    officer.follows("Show all").presses("Show", officer="nobody")
    assert names(officer) == ["Bram Krishnan"]
    officer.presses("Show", officer=str(officer.who.id), municipality="0546", employer="")
    assert names(officer) == ["Ananya Krishnan"]
    officer.presses("Show", employer=str(other.id)).sees("No household like this")
    # What nobody can choose does not matter.
    for nonsense in ({"employer": "x"}, {"group": "x"}, {"page": "-3"}, {"officer": "\x00"}, {"page": "9" * 30}):
        officer.opens("desk.housing_board", **nonsense)


def test_a_long_section_is_cut_short_and_read_by_pages(officer: Visitor) -> None:
    employer = an_employer("LUMC")
    for number in range(OF_PAGE + 3):
        a_searching_case(given_names=f"Name{number:02}", employer=employer)
    officer.opens("desk.housing_board")
    assert len(names(officer)) == OF_SECTION
    first = names(officer)
    officer.follows(f"{OF_PAGE + 3 - OF_SECTION} more: Nothing told yet")
    assert len(names(officer)) == OF_PAGE
    assert names(officer)[:OF_SECTION] == first
    seen = names(officer)
    officer.follows("Next 50")
    assert len({*seen, *names(officer)}) == OF_PAGE + 3
    officer.follows("Previous 50")
    assert names(officer) == seen


def test_so_many_questions_however_many_households(officer: Visitor) -> None:
    for number in range(30):
        a_searching_case(given_names=f"Name{number}")
    officer.asks_for("desk.housing_board")
    with counted_queries() as queries:
        assert officer._get(officer.address("desk.housing_board")).status_code == 200
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)


def test_an_empty_board_says_what_comes(coordinator: Visitor) -> None:
    coordinator.opens("desk.housing_board").sees("Nobody needs a home")


def test_a_registrar_sees_none_of_it(registrar: Visitor) -> None:
    """Security 2: what home somebody looks for concerns no municipality."""
    a_searching_case()
    registrar.cannot_open("desk.housing_board")
    registrar.opens("desk.dashboard").does_not_see("Housing board")


def test_names_cannot_become_markup(officer: Visitor) -> None:
    """Security T23."""
    a_searching_case(given_names="<b>Eve</b>", employer=an_employer("<i>Co</i>"))
    officer.opens("desk.housing_board").sees("<b>Eve</b>", "<i>Co</i>")


def test_a_home_from_a_day_to_come_says_so(officer: Visitor) -> None:
    case = at_work()
    home = {"home_kind": "rent", "home_postcode": "2312 KS", "home_from": today() + timedelta(days=9)}
    facts = {**home, "home_registration_allowed": True}
    change_facts(case, facts, version=case.version, **done_by())
    officer.opens("desk.housing_board").sees("moves in on Wed 23 Dec").follows("Open the case: Ananya Krishnan")
