"""The worklist: what stands where, what narrows it, and who gets the next case."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from expatdesk.cases import worklist
from expatdesk.cases.actions import assign
from expatdesk.cases.models import Case
from expatdesk.desk.worklist_rows import Bar, heading_counts
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.models import Role
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import (
    LEIDERDORP,
    a_case,
    a_user,
    an_employer,
    complete,
    with_family,
)
from tests.factories.queries import counted_queries
from tests.page import text_of
from tests.visitor import Visitor

MOST_QUERIES = 6


def waiting_for_the_desk(**hire: Any) -> Case:
    """A case whose papers are to be checked."""
    case = a_case(**hire)
    complete(case, "intake")
    complete(case, "papers_handed_in")
    return case


def headings(visitor: Visitor) -> list[str]:
    """The headings of the list with their counts, in order."""
    return [text_of(row) for row in visitor.page.all("tr") if "group" in (row.get("class") or "")]


def names(visitor: Visitor) -> list[str]:
    """The households in the list, in order."""
    return [text_of(cell) for cell in visitor.page.all("th") if cell.get("class") == "who"]


def test_it_is_grouped_by_the_lawful_date(officer: Visitor) -> None:
    """Five days from arrival, stretched over weekends: the 14th is a Monday."""
    for name, days in [("Late", -10), ("Due", -5), ("Near", -1), ("Far", 30)]:
        a_case(given_names=name, arrival=today() + timedelta(days=days))
    a_case(given_names="Undated", arrival=None, first_working_day=None)
    officer.opens("desk.worklist")
    assert headings(officer) == ["Late 1", "Today 1", "This week 1", "Later 1", "No date 1"]
    assert [name.split()[0] for name in names(officer)] == ["Late", "Due", "Near", "Far", "Undated"]


def test_a_row_says_what_to_do_and_who_holds_the_ball(officer: Visitor) -> None:
    case = with_family(
        waiting_for_the_desk(employer=an_employer("Naturalis"), work_postcode="2333 CR"), children=2
    )
    officer.opens("desk.worklist").sees("Check the papers", "Naturalis", "Leiden", "Desk", "Nobody", "4 people")
    officer.sees("Registration 2 of", "Social network 0 of")
    assert officer.page.link("Ananya Krishnan").startswith(officer.address("desk.case", case_id=case.id))


def test_a_red_date_says_which_deadline_it_is(officer: Visitor) -> None:
    case = a_case(arrival=today() + timedelta(days=20), submitted=today() - timedelta(days=20))
    complete(case, "intake", on=today() - timedelta(days=20))
    complete(case, "papers_handed_in", on=today() - timedelta(days=20))
    officer.opens("desk.worklist")
    late = [e for e in officer.page.all("span") if e.get("class") == "over"]
    assert [text_of(e) for e in late] == ["late: our promise 1 Dec"]


def test_a_lawful_limit_that_passed_is_named_beside_another_act(officer: Visitor) -> None:
    """What is late by law is the visit; what must be done now is the intake."""
    a_case(arrival=today() - timedelta(days=20))
    officer.opens("desk.worklist").sees("Finish the intake", "By law: Book the visit")


def test_an_officer_sees_all_towns_and_a_registrar_only_their_own(visit: Visit) -> None:
    a_case(family_name="Oduya", home_postcode="2353 GA")
    a_case(family_name="Nakamura")
    assert len(names(visit(a_user(Role.OFFICER)).opens("desk.worklist"))) == 2
    own = visit(a_user(Role.REGISTRAR, municipality=LEIDERDORP)).opens("desk.worklist")
    own.sees("Oduya", "1 household").does_not_see("Nakamura", "Take the next one")


def test_saved_filters_count_what_they_show(visit: Visit, region: Region) -> None:
    me = a_user(Role.OFFICER)
    mine = waiting_for_the_desk(family_name="Oduya")
    assign(mine, me, version=mine.version, by=SYSTEM)
    waiting_for_the_desk(family_name="Nakamura")
    a_case(family_name="Lindqvist", arrival=today() - timedelta(days=20))
    visitor = (
        visit(me)
        .opens("desk.worklist")
        .sees("My work 1", "Waiting for us 2", "Something is late 1", "Everything open 3", "Closed 0")
    )
    assert [name.split()[1] for name in names(visitor.follows("My work 1"))] == ["Oduya"]
    assert len(names(visitor.follows("Waiting for us 2"))) == 2
    assert [name.split()[1] for name in names(visitor.follows("Something is late 1"))] == ["Lindqvist"]


def test_boxes_narrow_it_without_script(officer: Visitor) -> None:
    waiting_for_the_desk(family_name="Oduya", home_postcode="2353 GA")
    waiting_for_the_desk(family_name="Nakamura")
    a_case(family_name="Lindqvist", home_postcode="2353 GA")
    officer.opens("desk.worklist").presses("Show these", municipality=[LEIDERDORP])
    assert len(names(officer)) == 2
    officer.presses("Show these", party=["desk"])
    assert [name.split()[1] for name in names(officer)] == ["Oduya"]
    officer.follows("Show all again")
    assert len(names(officer)) == 3


def test_a_count_leaves_its_own_box_out(officer: Visitor) -> None:
    """So that one sees what another town would show, and still what both filters leave."""
    waiting_for_the_desk(home_postcode="2353 GA")
    waiting_for_the_desk()
    a_case()
    officer.opens("desk.worklist", party="desk").sees("Leiderdorp 1", "Leiden 1", "Expat 1", "Desk 2")


def test_a_count_that_stopped_is_shown_as_the_least_there_are(
    officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting_for_the_desk(home_postcode="2353 GA")
    waiting_for_the_desk()
    officer.opens("desk.worklist").sees("Leiderdorp 1", "Leiden 1").does_not_see("at least so many")
    monkeypatch.setattr(worklist, "FACETS_UP_TO", 1)
    officer.opens("desk.worklist").sees(
        "Leiderdorp 1+", "Leiden 1+", "Voorschoten 0+", "A + means: at least so many."
    )


def test_a_search_that_stopped_says_so_of_what_narrows_it(
    officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting_for_the_desk(home_postcode="2353 GA")
    a_case()
    a_case()
    monkeypatch.setattr(worklist, "COUNT_UP_TO", 2)
    officer.opens("desk.worklist", q="example", party="desk").sees("1+ household with", "Desk 1+")


def test_the_last_heading_that_was_counted_may_have_more() -> None:
    assert heading_counts({"late": 700, "today": 301}, is_floor=False) == {"late": "700", "today": "301+"}
    assert heading_counts({"late": 700, "today": 300}, is_floor=False) == {"late": "700", "today": "300"}
    assert heading_counts({"late": 700, "week": 3}, is_floor=True) == {"late": "700+", "week": "3+"}


@pytest.mark.parametrize(
    "typed", ["sebnem", "ŞEBNEM", "yildirim", "Yıldırım ozturk", "ozt", "DUINVAART", "sebnem@mail"]
)
def test_search_finds_by_any_part_however_it_is_typed(officer: Visitor, typed: str) -> None:
    a_case(
        given_names="Şebnem", family_name="Yıldırım Öztürk", email="sebnem@mail.example",
        employer=an_employer("Duinvaart Space"),
    )  # fmt: skip
    a_case()
    assert names(officer.opens("desk.worklist", q=typed)) == ["Şebnem Yıldırım Öztürk"]


def test_search_finds_by_code_and_by_any_member(officer: Visitor) -> None:
    case = with_family(a_case())
    assert len(names(officer.opens("desk.worklist", q=case.code.lower()))) == 1
    assert len(names(officer.opens("desk.worklist", q="luc moreau"))) == 1


@pytest.mark.parametrize("typed", ["%", "_", "100%", "\\"])
def test_search_takes_every_sign_as_itself(officer: Visitor, typed: str) -> None:
    a_case()
    officer.opens("desk.worklist", q=typed).sees("Nobody found")


def test_who_searches_finds_closed_cases_too(officer: Visitor) -> None:
    case = a_case()
    case.state = "closed"
    session.flush()
    officer.opens("desk.worklist").does_not_see("Krishnan")
    officer.opens("desk.worklist", q="krishnan").sees("Ananya Krishnan", "Closed")


@pytest.mark.parametrize(("sort", "first"), [("name", "Abel"), ("arrival", "Zita"), ("next", "Zita")])
def test_it_is_sorted_as_asked(officer: Visitor, sort: str, first: str) -> None:
    # Both days for their papers lie ahead: one that is over when they answer is advised to nobody.
    for name, days in [("Abel", 30), ("Zita", 23)]:
        arrival, known = today() + timedelta(days=days), today() - timedelta(days=60)
        complete(a_case(given_names=name, arrival=arrival, submitted=known), "intake")
    assert names(officer.opens("desk.worklist", sort=sort))[0].startswith(first)


@pytest.mark.parametrize(
    "asked", [{"sort": "'; drop"}, {"view": "../x"}, {"officer": "x"}, {"party": "y"}, {"page": "-3"}]
)
def test_what_it_does_not_know_it_ignores(officer: Visitor, asked: dict[str, str]) -> None:
    a_case()
    assert len(names(officer.opens("desk.worklist", **asked))) == 1


def test_an_empty_list_says_what_to_do(officer: Visitor) -> None:
    officer.opens("desk.worklist").sees("as soon as an employer submits a hire")
    officer.opens("desk.worklist", view="mine").sees("Press “Take the next one”")
    officer.opens("desk.worklist", view="late").sees("Nothing is late")
    officer.opens("desk.worklist", q="zzz").sees("Accents do not matter")


def test_fifty_on_a_page(officer: Visitor) -> None:
    employer = an_employer()
    for number in range(52):
        a_case(employer=employer, given_names=f"Number{number:02}")
    officer.opens("desk.worklist", sort="name").sees("Households 1 to 50 of 52")
    officer.follows("Next 50").sees("Households 51 to 52 of 52")
    assert names(officer) == ["Number50 Krishnan", "Number51 Krishnan"]
    officer.follows("Previous 50").sees("Households 1 to 50 of 52", "Number00")
    officer.opens("desk.worklist", sort="name", page=7, after="nonsense").sees("Households 1 to 50 of 52")
    tampered = "a\x00~" + 32 * "0"
    officer.opens("desk.worklist", sort="name", after=tampered).sees("Households 1 to 50 of 52")


def test_the_next_one_is_the_most_urgent_that_nobody_has(visit: Visit) -> None:
    me = a_user(Role.OFFICER)
    later = waiting_for_the_desk(family_name="Later")
    urgent = waiting_for_the_desk(family_name="Urgent")
    urgent.next_due = today() - timedelta(days=3)
    taken = waiting_for_the_desk(family_name="Taken")
    taken.next_due = today() - timedelta(days=9)
    assign(taken, a_user(Role.OFFICER), version=taken.version, by=SYSTEM)
    a_case(family_name="Theirs")
    visitor = visit(me).opens("desk.worklist").presses("Take the next one N")
    visitor.sees("Urgent", "is yours now", f"Officer: {me.name}")
    visitor.opens("desk.worklist").presses("Take the next one N").sees("Later")
    assert (urgent.officer_id, later.officer_id) == (me.id, me.id)
    visitor.opens("desk.worklist").presses("Take the next one N").sees("Nobody waits for the desk")


def test_a_case_leads_back_to_the_same_list(officer: Visitor) -> None:
    waiting_for_the_desk()
    officer.opens("desk.worklist", party="desk", sort="name")
    officer.follows("Ananya Krishnan")
    back = next(a for a in officer.page.all("a") if a.get("class") == "back")
    assert back.get("href", "").endswith("?party=desk&sort=name")


def test_a_page_of_many_asks_few_questions(app: Flask, officer: Visitor, region: Region) -> None:
    employer = an_employer()
    for _ in range(12):
        with_family(a_case(employer=employer))
    address = officer.address("desk.worklist")
    officer.asks_for("desk.worklist")
    with counted_queries() as queries:
        assert officer._get(address).status_code == 200
    assert 3 <= len(queries) <= MOST_QUERIES, "\n".join(queries)


def test_names_cannot_become_markup(officer: Visitor) -> None:
    """Security T23."""
    a_case(given_names="<b>Eve</b>", family_name='"><img src=x>')
    officer.opens("desk.worklist").sees("<b>Eve</b>")


@pytest.mark.parametrize("asked", [{"page": "9" * 20}, {"page": "-1"}, {"q": "Kris\x00hnan"}, {"q": "\u202eabc"}])
def test_an_address_that_nobody_typed(officer: Visitor, asked: dict[str, str]) -> None:
    """PostgreSQL knows no NUL, and neither database a page beyond its numbers."""
    officer.opens("desk.worklist", **asked)


@pytest.mark.parametrize(("done", "tenths"), [(0, 0), (1, 1), (7, 6), (12, 9), (13, 10)])
def test_a_bar_begins_with_the_first_step_and_is_full_after_the_last(done: int, tenths: int) -> None:
    assert Bar("Registration", done, 13, "").tenths == tenths
