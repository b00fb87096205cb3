"""What is erased when stands on the page of a case, and who must keeps it longer."""

from datetime import timedelta

import pytest
from flask import Flask

from expatdesk.cases.history import sentence
from expatdesk.cases.merge_models import Merge
from expatdesk.cases.models import Case, CaseState
from expatdesk.documents.retention import due_to_erase, erase_due
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.retention.erasing import erase_case
from expatdesk.retention.holding import AlreadyErased, hold_case
from expatdesk.retention.sweep import erase_cases
from expatdesk.retention.terms import Why
from expatdesk.rules.plan import PaperKey
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case, complete
from tests.factories.cases import REGION
from tests.factories.handing_in import handed_in
from tests.visitor import Visitor

REASON = "The court in The Hague asked for it"


@pytest.fixture
def case(app: Flask) -> Case:
    """A case that its household has not seen yet."""
    return a_case()


def test_the_page_says_what_goes_when(officer: Visitor, case: Case) -> None:
    officer.opens("desk.case", case_id=case.id).sees(
        "What is erased when", "7 days after they were sent", "24 months after each act",
        "on 12 February 2027, if the household does not take up the invitation",
    ).does_not_see("Scans of papers")  # fmt: skip
    handed_in(case, PaperKey.IDENTITY)
    officer.opens("desk.case", case_id=case.id).sees("the first on 14 March 2027")
    complete(case, "intake")
    officer.opens("desk.case", case_id=case.id).sees("on 14 June 2027, if nobody goes on with it")
    case.state, case.closed_on = CaseState.CLOSED, today()
    officer.opens("desk.case", case_id=case.id).sees("on 14 June 2027, as it is closed")


def test_a_case_is_kept_and_let_go(officer: Visitor, case: Case) -> None:
    handed_in(case, PaperKey.IDENTITY)
    officer.signs_in().opens("desk.case", case_id=case.id).follows("Keep it longer: what is erased when")
    officer.presses("Erase nothing for now", reason=REASON)
    officer.sees("Nothing of this case is erased for now.", f"Reason: {REASON}", "Its pages are kept")
    officer.does_not_see("The whole case")
    assert sentence(history_of(case.id)[0]).endswith(f"nothing of this case is erased for now. Reason: {REASON}.")
    session.commit()
    far = today() + timedelta(days=500)
    assert list(due_to_erase(REGION, far)) == []
    assert (erase_due(REGION, far), erase_cases(REGION, far)) == (0, 0)
    officer.follows("End or change it: what is erased when").presses("Erase it in time")
    assert sentence(history_of(case.id)[0]).endswith("decided that this case is erased when its time comes.")
    session.commit()
    assert (erase_due(REGION, far), erase_cases(REGION, far)) == (1, 1)


def test_why_is_asked_and_no_bsn_taken(officer: Visitor, case: Case) -> None:
    officer.signs_in().opens("desk.hold", case_id=case.id)
    officer.presses("Erase nothing for now", refused=422, reason="").sees("Write down why.")
    officer.presses("Erase nothing for now", refused=422, reason="About 111222333")
    assert case.hold_reason is None


def test_a_closed_case_is_kept_as_well(officer: Visitor, case: Case) -> None:
    case.state, case.closed_on = CaseState.CLOSED, today()
    officer.signs_in().opens("desk.hold", case_id=case.id).presses("Erase nothing for now", reason=REASON)
    assert case.hold_reason == REASON


def test_a_registrar_reads_it_and_decides_nothing(registrar: Visitor, case: Case) -> None:
    case.hold_reason = REASON
    registrar.opens("desk.case", case_id=case.id).sees(REASON).does_not_see("End or change it")


def test_so_is_one_that_became_one_with_it(officer: Visitor, case: Case) -> None:
    handed_in(case, PaperKey.IDENTITY)
    emptied = a_case(email="other@mail.example")
    session.add(Merge(kept_id=case.id, emptied_id=emptied.id))
    emptied.hold_reason = REASON
    officer.opens("desk.case", case_id=case.id)
    officer.sees("Nothing of this case is erased for now. A case that became one with it is kept.")
    officer.sees("Its pages are kept").does_not_see("The whole case")
    session.commit()
    assert erase_cases(REGION, today() + timedelta(days=500)) == 0


def test_what_is_erased_cannot_be_kept(case: Case) -> None:
    erase_case(case, Why.UNUSED, countries=REGION.countries, today=today())
    with pytest.raises(AlreadyErased):
        hold_case(case, REASON, by=SYSTEM)
