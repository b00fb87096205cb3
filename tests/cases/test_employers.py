"""What the desk knows of an employer, and what follows from it for the cases of its hires."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from expatdesk.cases.employers import change_employer, count_open_cases
from expatdesk.cases.history import sentence
from expatdesk.cases.refusals import StaleVersion
from expatdesk.logbook.models import LogLine
from expatdesk.logbook.queries import history_of
from expatdesk.organisations.actions import EmployerFacts, EmployerRefused, KvkTaken, NameTaken, add_employer
from expatdesk.organisations.models import Employer
from expatdesk.rules.plan import RouteReason
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case, an_employer, done_by

# A hire without a home yet, who registers at the address of the employer.
AT_WORK: dict[str, Any] = {
    "home_kind": None,
    "home_street": None,
    "home_postcode": None,
    "address_form_signed": True,
}

pytestmark = pytest.mark.usefixtures("app")


def changed(employer: Employer, version: int | None = None, **facts: Any) -> bool:
    """Change some of what is known of this employer."""
    wanted = replace(EmployerFacts.of(employer), **{"sponsor_checked_on": today(), **facts})
    return change_employer(employer, wanted, version=version or employer.version, **done_by())


def test_no_sponsor_any_more_sends_its_hires_elsewhere() -> None:
    employer = an_employer()
    case, other = (a_case(employer=one, **AT_WORK) for one in (employer, None))
    assert case.route_reason == other.route_reason == RouteReason.EMPLOYER_ADDRESS
    assert changed(employer, recognised_sponsor=False)
    assert (case.route_reason, other.route_reason) == (RouteReason.EMPLOYER_NOT_SPONSOR, "employer_address")
    told = "changed what the desk knows of Hortus Instruments B.V., and the plan with it."
    assert sentence(history_of(case.id)[0]).endswith(told)
    assert "employer_changed" not in [line.verb for line in history_of(other.id)]


def test_a_case_whose_plan_stays_says_nothing() -> None:
    case = a_case(employer=an_employer())
    assert case.employer is not None
    assert changed(case.employer, invoice_customer=True, kvk_number="2736 6422", name="Hortus B.V.")
    assert (case.employer.kvk_number, case.employer.version) == ("27366422", 2)
    assert "employer_changed" not in [line.verb for line in history_of(case.id)]
    line = session.scalars(select(LogLine).where(LogLine.verb == "employer_changed")).one()
    assert line.details["fields"] == ["name", "kvk_number", "sponsor_checked_on", "invoice_customer"]


def test_what_holds_already_leaves_no_trace() -> None:
    employer = an_employer(sponsor_checked_on=today())
    assert not changed(employer)
    assert employer.version == 1


def test_somebody_was_first() -> None:
    """Security T39."""
    employer = an_employer()
    changed(employer, town="Leiderdorp")
    with pytest.raises(StaleVersion):
        changed(employer, version=1, town="Katwijk")
    assert employer.town == "Leiderdorp"


def test_a_name_and_a_number_are_of_one_employer() -> None:
    one, _other = an_employer("One B.V."), an_employer("Other B.V.", kvk_number="27366422")
    with pytest.raises(NameTaken):
        changed(one, name=" Other B.V. ")
    with pytest.raises(KvkTaken):
        changed(one, kvk_number="27.36.64.22")
    with pytest.raises(KvkTaken):
        add_employer(EmployerFacts("New", None, "2333 ZA", "Leiden", "27366422"), by=done_by()["by"])


@pytest.mark.parametrize(
    "wrong", [{"sponsor_checked_on": None}, {"postcode": "99"}, {"kvk_number": "1234"}], ids=str
)  # fmt: skip
def test_what_cannot_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(EmployerRefused):
        changed(an_employer(), **{"town": "Katwijk", **wrong})


def test_open_hires_are_counted() -> None:
    case, closed = a_case(employer=an_employer()), a_case()
    closed.state = "closed"
    assert count_open_cases() == {case.employer_id: 1}
