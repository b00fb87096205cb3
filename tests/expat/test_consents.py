"""The household says on its own page whether its employer may see and book its visit, and takes it back there."""

from datetime import timedelta

from expatdesk.cases.consents import Purpose, allows
from expatdesk.shared.clock import today
from tests.conftest import Visit
from tests.factories import a_case, an_employer, registered

ASKED = "May LUMC see and book your visit?"


def test_yes_and_no_are_one_press_each(visit: Visit) -> None:
    case = a_case(employer=an_employer("LUMC"))
    expat = visit(case).opens("expat.status").sees(ASKED, "It can book, move and cancel the visit for you")
    expat.does_not_see("You said").presses("Yes, it may: the visit").sees(
        "LUMC may see and book your visit.", "You said yes."
    )
    assert allows(case, Purpose.VISIT)
    expat.presses("Take it back: the visit").sees("LUMC does not see your visit", "You said no.")
    assert not allows(case, Purpose.VISIT)
    assert expat.posts("expat.allow_employer", {"answer": "perhaps"}).status_code == 422


def test_it_is_asked_only_of_who_has_an_employer_and_comes_to_the_desk(visit: Visit) -> None:
    alone, elsewhere = a_case(), a_case(arrival=today() + timedelta(days=9), stay_months=2)
    alone.employer = None
    for case in (alone, elsewhere, registered(a_case())):
        visit(case).opens("expat.status").does_not_see("see and book your visit")
    assert visit(alone).posts("expat.allow_employer", {"answer": "yes"}).status_code == 404
