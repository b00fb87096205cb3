"""The day of an officer: each number is that of the list it leads to."""

from datetime import time, timedelta

import pytest

from expatdesk.cases.actions import assign
from expatdesk.cases.models import Case
from expatdesk.logbook.models import SYSTEM
from expatdesk.people.models import Role, User
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.desk.test_worklist import names, waiting_for_the_desk
from tests.factories import LEIDEN, a_case, a_user, up_to_visit
from tests.factories.queries import counted_queries
from tests.page import text_of
from tests.visitor import Visitor

# Three of them look whether the counters are open when somebody comes, one who comes for something else.
MOST_QUERIES = 10


@pytest.fixture
def me(officer: Visitor) -> User:
    """The officer whose day it is."""
    assert isinstance(officer.who, User)
    return officer.who


def mine(case: Case, me: User) -> Case:
    """The case, in this officer's hands."""
    assign(case, me, version=case.version, by=SYSTEM)
    return case


def numbers(visitor: Visitor) -> dict[str, int]:
    """The numbers of the page by their name."""
    links = [a for a in visitor.opens("desk.dashboard").page.all("a") if a.find("b") is not None]
    texts = [text_of(link).split(" ", 1) for link in links]
    return {name: int(count) for count, name in texts}


def test_each_number_is_that_of_its_list(officer: Visitor, me: User) -> None:
    mine(waiting_for_the_desk(family_name="Ours", arrival=today() + timedelta(days=9)), me)
    mine(a_case(family_name="Theirs", arrival=today() + timedelta(days=9)), me)
    mine(a_case(family_name="Late", arrival=today() - timedelta(days=20)), me)
    mine(a_case(family_name="Due", arrival=today() - timedelta(days=5)), me)
    waiting_for_the_desk(family_name="Nobodys", arrival=today() - timedelta(days=20))
    found = numbers(officer)
    assert found == {"due today": 1, "too late": 1, "waiting for you": 1, "waiting for others": 3}
    for name, count in found.items():
        officer.opens("desk.dashboard").follows(f"{count} {name}")
        assert len(names(officer)) == count


def test_visits_of_today_stand_in_order(officer: Visitor) -> None:
    up_to_visit(a_case(family_name="Late"), day=today(), at=time(14, 15))
    up_to_visit(a_case(family_name="Early"), day=today(), at=time(11, 0))
    up_to_visit(a_case(family_name="Tomorrow"), day=today() + timedelta(days=1), at=time(11, 0))
    text = officer.opens("desk.dashboard").does_not_see("Tomorrow").page.text
    assert text.index("11:00") < text.index("Early") < text.index("14:15") < text.index("Late")
    officer.follows("Show them in the worklist")
    assert {name.split()[1] for name in names(officer)} == {"Early", "Late"}


def test_a_registrar_sees_the_own_municipality_alone(visit: Visit) -> None:
    """Security T02, T05."""
    up_to_visit(a_case(family_name="Own"), day=today(), at=time(11, 0))
    up_to_visit(a_case(family_name="Foreign", home_postcode="2353 GA"), day=today(), at=time(11, 0))
    own = visit(a_user(Role.REGISTRAR, municipality=LEIDEN)).opens("desk.dashboard")
    own.sees("Own", "waiting for the municipality").does_not_see("Foreign", "Take the next one")


def test_an_empty_day_says_so(officer: Visitor) -> None:
    officer.opens("desk.dashboard").sees("Nobody visits today", "0 due today")


def test_it_asks_few_questions(officer: Visitor, me: User) -> None:
    for _ in range(5):
        mine(up_to_visit(a_case(), day=today(), at=time(11, 0)), me)
    address = officer.address("desk.dashboard")
    session.commit()
    with counted_queries() as queries:
        assert officer._get(address).status_code == 200
    assert 3 <= len(queries) <= MOST_QUERIES, "\n".join(queries)


@pytest.mark.parametrize(
    ("role", "lines"),
    [
        (Role.COORDINATOR, ["Housing", "Social network", "Our service"]),
        (Role.OFFICER, ["Housing", "Social network"]),
        (Role.REGISTRAR, ["Housing"]),
    ],
)
def test_what_looks_further_stands_by_track(visit: Visit, role: Role, lines: list[str]) -> None:
    municipality = LEIDEN if role is Role.REGISTRAR else None
    page = visit(a_user(role, municipality=municipality)).signs_in().opens("desk.dashboard").page
    looks = next(one for one in page.all("ul") if one.get("class") == "looks")
    assert [text_of(name) for name in looks.iter("b")] == lines
    assert len(list(looks.iter("li"))) == len(lines)
