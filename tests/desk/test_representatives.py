"""The desk sees who represents a household, and ends it as the household asks."""

from expatdesk.cases.representative_models import Grant
from expatdesk.cases.representatives import representative_of
from expatdesk.people.models import Role
from tests.conftest import Visit
from tests.factories import LEIDEN, a_case, a_representative, a_user
from tests.signin.ways_in import mails
from tests.visitor import Visitor


def test_the_page_of_the_case_says_who_it_is(officer: Visitor) -> None:
    case = a_case()
    officer.opens("desk.case", case_id=case.id).does_not_see("Represents the household")
    a_representative(case, [Grant.PLAN, Grant.PAPERS], has_accepted=False)
    officer.opens("desk.case", case_id=case.id).sees(
        "Represents the household", "Joost Visser", "joost@agent.example"
    )
    officer.sees("The plan and the visit, How far the papers are", "No, only look", "Has not accepted yet")


def test_it_ends_there_and_the_household_hears_of_it(officer: Visitor, visit: Visit) -> None:
    case = a_case()
    agent = visit(a_representative(case)).opens("expat.status")
    officer.opens("desk.case", case_id=case.id).presses("End it, as the household asks")
    officer.sees("Nobody represents this household any more.")
    assert representative_of(case.id) is None
    agent.must_sign_in_for("expat.status")
    assert [mail.recipient for mail in mails("representative_ended")] == [case.email]
    officer.opens("desk.history", case_id=case.id).sees("ended that Joost Visser represents the household")


def test_a_registrar_sees_it_and_does_not_end_it(visit: Visit) -> None:
    case = a_case()
    a_representative(case)
    registrar = visit(a_user(Role.REGISTRAR, municipality=LEIDEN)).opens("desk.case", case_id=case.id)
    registrar.sees("Joost Visser").does_not_see("End it, as the household asks")
    assert registrar.posts("desk.end_representative", case_id=case.id).status_code == 404
    assert representative_of(case.id) is not None
