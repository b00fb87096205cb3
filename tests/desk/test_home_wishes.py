"""What home a household looks for, on the page of its case: for the desk, and for no registrar."""

import pytest

from expatdesk.cases.models import Case
from expatdesk.housing.wishes import Said, say_wishes, wishes_row
from expatdesk.logbook.actions import record
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.clock import today
from tests.conftest import Visit
from tests.factories import LEIDEN, a_case, a_home, a_partner, the_plan
from tests.factories.cases import REGION
from tests.factories.viewings import a_booked, an_interest
from tests.visitor import Visitor


@pytest.fixture
def case(app: object) -> Case:
    """A household that wants help with another home."""
    case: Case = a_case()
    case.wants_housing_help = True
    return case


def test_an_officer_writes_down_what_was_told_on_the_phone(officer: Visitor, case: Case) -> None:
    officer.opens("desk.case", case_id=case.id).sees("The home they look for", "They have not said yet.")
    officer.opens("desk.home_wishes", case_id=case.id)
    officer.presses("Save", budget="1450", rooms="2", municipalities=[LEIDEN], own_words="Told on the phone")
    officer.sees("The wishes are saved.", "€1,450", "2 or more", "Told on the phone")
    assert the_plan(case).step("housing_wishes").is_finished
    officer.opens("desk.history", case_id=case.id).sees("wrote down what home the household looks for")
    officer.does_not_see("1,450", "Told on the phone")


def test_nothing_and_older_pages_are_refused(officer: Visitor, case: Case) -> None:
    officer.opens("desk.home_wishes", case_id=case.id)
    officer.presses("Save", refused=422).sees("Fill in one thing at least.")
    say_wishes(case, Said(version=0, budget=99_900), by=SYSTEM, region=REGION, today=today())
    officer.presses("Save", refused=409, budget="1450").sees("Somebody changed these wishes", "€999")
    officer.presses("Save").sees("€1,450")
    row = wishes_row(case.id)
    assert row is not None
    assert row.version == 2


def test_a_registrar_sees_nothing_of_it(registrar: Visitor, case: Case) -> None:
    """Security 2: what home they look for is for the desk alone."""
    said = Said(version=0, budget=143_300, own_words="Near the canal")
    say_wishes(case, said, by=SYSTEM, region=REGION, today=today())
    registrar.opens("desk.case", case_id=case.id).does_not_see("1,433", "Near the canal", "At most a month")
    registrar.opens("desk.history", case_id=case.id).does_not_see("1,433", "Near the canal")
    registrar.cannot_open("desk.home_wishes", case_id=case.id)


def test_who_looks_for_no_home_is_not_asked(officer: Visitor, visit: Visit) -> None:
    officer.opens("desk.case", case_id=a_case().id).does_not_see("The home they look for")


def test_an_officer_sees_how_far_they_are_with_homes(officer: Visitor, case: Case) -> None:
    seen, wanted = a_home(), a_home(a_partner("B"), postcode="2225 LM", town="Katwijk")
    a_booked(case, seen)
    an_interest(case, wanted)
    page = officer.opens("desk.homes_for_case", case_id=case.id).sees("Homes they are interested in")
    page.sees("Viewing on Wed 16 Dec, 10:00", "They are interested, the landlord decides", "Katwijk")
    page.does_not_see("Morsweg 502")


def test_a_registrar_reads_nothing_of_homes_and_contracts_in_the_history(
    officer: Visitor, registrar: Visitor, case: Case
) -> None:
    """Which homes they are interested in, see and are let, and how the desk judged a contract."""
    a_booked(case, a_home(a_partner("Sleutelstad Verhuur")))
    record("contract_judged", by=SYSTEM, case_id=case.id, judgement="warned")
    case.municipality = LEIDEN
    officer.opens("desk.homes_for_case", case_id=case.id)
    seen = ("viewing of a home", "Sleutelstad Verhuur", "read a rental contract", "which homes suit the household")
    officer.opens("desk.history", case_id=case.id).sees(*seen)
    for page in ("desk.history", "desk.case"):
        registrar.opens(page, case_id=case.id).does_not_see(*seen)
