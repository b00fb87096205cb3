"""What the desk knows of an employer, and what follows from it for the cases of its hires."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from expatdesk.cases import employer_changes
from expatdesk.cases.employer_changes import are_following, follow_changes
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
from tests.factories.cases import REGION

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
    how = {"by": done_by()["by"], "today": today()}
    return change_employer(employer, wanted, version=version or employer.version, **how)


def followed() -> None:
    """What the worker does about it."""
    session.commit()
    follow_changes(REGION, today())


def test_no_sponsor_any_more_sends_its_hires_elsewhere() -> None:
    employer = an_employer()
    case, other = (a_case(employer=one, **AT_WORK) for one in (employer, None))
    assert case.route_reason == other.route_reason == RouteReason.EMPLOYER_ADDRESS
    assert changed(employer, recognised_sponsor=False)
    followed()
    assert (case.route_reason, other.route_reason) == (RouteReason.EMPLOYER_NOT_SPONSOR, "employer_address")
    told = "changed what the desk knows of Hortus Instruments B.V., and the plan with it."
    assert sentence(history_of(case.id)[0]).endswith(told)
    assert "employer_changed" not in [line.verb for line in history_of(other.id)]


def test_a_case_whose_plan_stays_says_nothing() -> None:
    case = a_case(employer=an_employer())
    assert case.employer is not None
    assert changed(case.employer, invoice_customer=True, kvk_number="2736 6422", name="Hortus B.V.")
    followed()
    assert (case.employer.kvk_number, case.employer.version) == ("27366422", 2)
    assert "employer_changed" not in [line.verb for line in history_of(case.id)]
    line = session.scalars(select(LogLine).where(LogLine.verb == "employer_changed")).one()
    assert line.details["fields"] == ["name", "kvk_number", "sponsor_checked_on", "invoice_customer"]


def test_its_hires_follow_chunk_by_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten thousand none is planned while the coordinator waits, or anybody for the database (security T27)."""
    monkeypatch.setattr(employer_changes, "AT_ONCE", 2)
    employer = an_employer()
    cases = [a_case(employer=employer, **AT_WORK) for _ in range(5)]
    changed(employer, recognised_sponsor=False)
    assert {case.route_reason for case in cases} == {RouteReason.EMPLOYER_ADDRESS}
    assert are_following(employer.id)
    commits, stored = [], session.commit

    def counting() -> None:
        commits.append(told())
        stored()

    with monkeypatch.context() as patched:
        patched.setattr(session, "commit", counting)
        followed()
    assert commits == [0, 2, 4, 5]
    assert {case.route_reason for case in cases} == {RouteReason.EMPLOYER_NOT_SPONSOR}
    assert not are_following(employer.id)


def told() -> int:
    """How many cases have been told of a change of their employer."""
    lines = select(func.count()).where(LogLine.verb == "employer_changed", LogLine.case_id.is_not(None))
    return session.scalar(lines) or 0


def test_each_of_two_changes_tells_what_it_did() -> None:
    """The second is made before the hires followed the first: what was taken back is told as well."""
    employer = an_employer()
    case = a_case(employer=employer, **AT_WORK)
    changed(employer, recognised_sponsor=False)
    changed(employer, recognised_sponsor=True)
    followed()
    newest, first = [line for line in history_of(case.id) if line.verb == "employer_changed"]
    assert first.details["plan"]["route"] == ["housing_first", "employer_not_sponsor"]
    assert newest.details["plan"]["route"] == ["desk", "employer_address"]
    assert case.route_reason == RouteReason.EMPLOYER_ADDRESS


def test_who_came_later_knew_it_already() -> None:
    employer = an_employer()
    changed(employer, recognised_sponsor=False)
    case = a_case(employer=employer, **AT_WORK)
    case.opened_at += timedelta(seconds=1)
    followed()
    assert "employer_changed" not in [line.verb for line in history_of(case.id)]


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
