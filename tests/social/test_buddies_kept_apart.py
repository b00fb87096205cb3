"""What nobody but the household and the desk learns: that somebody looks for a buddy, and whom they meet."""

import pytest

from expatdesk.cases.consents import Purpose
from expatdesk.cases.models import Case
from expatdesk.cases.representative_models import Grant
from expatdesk.logbook.models import SYSTEM
from expatdesk.rules.plan import Party
from expatdesk.shared.clock import today
from expatdesk.social.interests import Told, say, tell
from expatdesk.social.links import new_link
from expatdesk.social.pairs import newcomer_answers, volunteer_answers
from tests.conftest import Visit
from tests.factories import a_case, complete, done_by, registered, the_plan
from tests.factories.buddies import a_newcomer, a_volunteer, proposed
from tests.factories.representatives import a_representative
from tests.visitor import Visitor

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def case(nobody: Visitor) -> Case:
    """A registered newcomer who told what they like, and met a volunteer."""
    case = a_newcomer(registered(a_case()), words="Chess at night")
    a_volunteer()
    (pair,) = proposed()
    newcomer_answers(pair, says=True, by=SYSTEM, today=today())
    volunteer_answers(pair, says=True, today=today())
    token = new_link(pair.volunteer, today())
    assert nobody.posts("public.answer_newcomer", {"act": "met"}, token=token, pair_id=pair.id).status_code == 303
    return case


def test_a_municipality_reads_of_no_buddy(registrar: Visitor, officer: Visitor, case: Case) -> None:
    officer.opens("desk.buddies").opens("desk.case", case_id=case.id).sees("Buddy met", "said yes to a buddy")
    for page in ("desk.case", "desk.history"):
        registrar.opens(page, case_id=case.id)
        registrar.does_not_see("buddy", "Buddy", "buddies", "Chess", "Fatima", "A volunteer")


def test_nor_does_its_worklist_say_so(registrar: Visitor, officer: Visitor) -> None:
    a_newcomer(registered(a_case()))
    case = a_newcomer(registered(a_case(given_names="Bram")))
    case.next_step = "buddy_met"
    officer.opens("desk.worklist").sees("Bram", "buddy")
    registrar.opens("desk.worklist").sees("Bram").does_not_see("buddy")


def test_nor_does_who_represents_them(visit: Visit, case: Case) -> None:
    one = a_representative(case, (Grant.PLAN,))
    visit(one).opens("expat.status").sees("Interests").does_not_see("buddy", "Buddy", "Fatima")


def test_an_employer_does_not_see_that_the_desk_looks_for_one() -> None:
    case = registered(a_case())
    for step in ("welcome_talk", "thirty_percent_request"):
        complete(case, step)
    tell(case, case.principal, Told(["en"], ["music"], ["weekend"]), **done_by())
    for step in (one.id for one in the_plan(case).open_steps):
        complete(case, step)
    before = case.employer_party, case.hire_print
    say(case, case.principal, Purpose.BUDDY, is_given=True, language="en", **done_by())
    assert the_plan(case).ball is Party.DESK
    assert (case.employer_party, case.hire_print) == before
