"""However many nationalities somebody has, the intake keeps them all: one of the EU makes a permit needless."""

from expatdesk.cases.models import Case
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case


def stored(case: Case) -> list[str]:
    """The nationalities as the database has them."""
    session.refresh(case.principal)
    return case.principal.nationalities


def test_a_third_nationality_is_told_and_kept(visit: Visit) -> None:
    case = a_case(nationality="IN")
    expat = visit(case).opens("expat.question", slug="origin")
    expat.presses(
        "Go on", comes_from="IN", second_nationality="GB", third_nationality="US", fourth_nationality="FR"
    )
    assert stored(case) == ["IN", "GB", "US", "FR"]
    visit(case).opens("expat.question", slug="origin").presses("Go on", comes_from="GB")
    assert stored(case) == ["IN", "GB", "US", "FR"]


def test_a_fifth_nationality_has_no_box_and_stays(visit: Visit) -> None:
    case = a_case(nationality="IN")
    case.principal.nationalities = ["IN", "GB", "US", "BR", "FR"]
    visit(case).opens("expat.question", slug="origin").presses("Go on", comes_from="GB")
    assert stored(case) == ["IN", "GB", "US", "BR", "FR"]


def test_the_same_nationality_twice_is_refused(visit: Visit) -> None:
    case = a_case(nationality="IN")
    expat = visit(case).opens("expat.question", slug="origin")
    expat.presses("Go on", refused=422, comes_from="IN", second_nationality="GB", fourth_nationality="GB")
    expat.sees("This is the same nationality.")
