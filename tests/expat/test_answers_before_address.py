"""Who has no address yet sends the answers before the plan asks for them, and is not asked once it does."""

import pytest

from expatdesk.cases.models import Case
from expatdesk.cases.queries import plan_of, record_of
from expatdesk.rules.plan import StepState
from expatdesk.rules.region import Region
from expatdesk.shared.clock import today
from tests.conftest import Visit
from tests.expat.answering import SINGLE, answers, sends
from tests.expat.households import NO_HOME
from tests.factories import a_case
from tests.signin.ways_in import mails


def finds_home(case: Case) -> None:
    case.home_kind, case.home_postcode, case.home_registration_allowed = "rent", "2312 AB", True


@pytest.fixture
def case() -> Case:
    return a_case(**NO_HOME)


def test_they_are_told_once_that_the_desk_has_them(visit: Visit, case: Case) -> None:
    expat = visit(case)
    answers(expat, {**SINGLE, "home": {"home_kind": "none"}})
    on_the_laptop = visit(case).opens("expat.summary")
    sends(expat)
    sends(on_the_laptop)
    assert len(mails("answers_received")) == 1
    sent = record_of(case, "intake")
    assert sent is not None
    assert sent.on == today()


def test_with_an_address_the_papers_come_next(visit: Visit, case: Case, region: Region) -> None:
    expat = visit(case)
    answers(expat, {**SINGLE, "home": {"home_kind": "none"}})
    sends(expat)
    finds_home(case)
    plan = plan_of(case, region, today())
    assert plan.step("intake").state is StepState.DONE
    assert plan.step("papers_handed_in").state is StepState.OPEN


def test_a_plan_that_asks_for_them_all_the_same_has_a_button_for_it(
    visit: Visit, case: Case, region: Region
) -> None:
    """Of before they were noted: the page that the plan led to had nothing to press."""
    case.intake_reached = "sent"
    finds_home(case)
    case.principal.born, case.principal.birth_certificate_country = "1990-03-07", "IN"
    expat = visit(case).opens("expat.summary")
    sends(expat)
    assert plan_of(case, region, today()).step("intake").state is StepState.DONE
