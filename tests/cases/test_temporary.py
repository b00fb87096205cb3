"""Prolonging the employer's address, the old address of who moves, and how many are registered where."""

from collections.abc import Collection
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, true

from expatdesk.cases.actions import change_facts
from expatdesk.cases.address_extensions import NotAtEmployerAddress, NotLater, extend_address
from expatdesk.cases.history import sentence
from expatdesk.cases.merging import Choice, merge_cases
from expatdesk.cases.models import Case
from expatdesk.cases.refusals import HoldsBsn, StaleVersion
from expatdesk.cases.temporary import compared
from expatdesk.cases.temporary_queries import count_registered, hires_at_address, temporary_addresses
from expatdesk.logbook.models import LogLine
from expatdesk.messages.models import Mail
from expatdesk.rules.terms import add_months
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case, an_employer, complete, done_by, registered, the_plan, with_family
from tests.factories.temporary import NO_HOME, at_work


def extend(case: Case, days: int, reason: str = "No home before the summer") -> None:
    until = add_months(today(), 3) + timedelta(days=days)
    extend_address(case, until, reason, version=case.version, **done_by())


def test_a_later_day_moves_plan_list_and_what_the_employer_sees(app: Flask) -> None:
    case = at_work()
    until = add_months(today(), 3)
    assert (case.temporary_until, case.address_ends_due) == (until, until)
    extend(case, 30)
    later = until + timedelta(days=30)
    assert the_plan(case).step("employer_address_ends").due == later
    assert (case.temporary_until, case.address_ends_due, case.address_until) == (later, later, later)
    line = session.scalars(select(LogLine).where(LogLine.verb == "address_extended")).one()
    assert "address" in sentence(line)
    # The log outlives the file: why is told in the file alone.
    assert "summer" not in str(line.details)
    mail = session.scalars(select(Mail).where(Mail.kind == "address_extended")).one()
    assert mail.recipient == case.email
    assert "summer" not in mail.text


def test_what_cannot_be_prolonged(app: Flask) -> None:
    case = at_work()
    with pytest.raises(NotLater):
        extend(case, 0)
    with pytest.raises(HoldsBsn):
        extend(case, 9, "BSN 111222333")
    with pytest.raises(StaleVersion):
        extend_address(case, add_months(today(), 5), "Late", version=case.version - 1, **done_by())
    complete(case, "employer_address_ends")
    with pytest.raises(NotAtEmployerAddress):
        extend(case, 30)
    with pytest.raises(NotAtEmployerAddress):
        extend(a_case(**NO_HOME), 30)


def test_who_moves_from_a_temporary_home_reports_it_with_both_addresses(app: Flask) -> None:
    case = registered(a_case(home_kind="temporary", home_until=today() + timedelta(days=40)))
    assert (case.temporary_until, case.temporary_people) == (today() + timedelta(days=40), 1)
    assert "temporary_home_ends" in {step.key for step in the_plan(case).steps}
    new = {"home_kind": "rent", "home_street": "Breestraat 1", "home_postcode": "2225 LM", "home_until": None,
           "home_from": today() + timedelta(days=20), "home_registration_allowed": True}  # fmt: skip
    change_facts(case, new, version=case.version, **done_by())
    assert (case.left_street, case.left_postcode) == ("Hooigracht 12", "2312 KS")
    keys = {step.key for step in the_plan(case).steps}
    assert "address_reported" in keys
    assert not keys & {"temporary_home_ends", "employer_address_ends"}
    assert case.temporary_until is None
    # Another correction of the new home leaves the old one what it was.
    change_facts(case, {"home_street": "Breestraat 11"}, version=case.version, **done_by())
    assert case.left_street == "Hooigracht 12"
    # They do not move after all.
    back = {"home_street": "Hooigracht 12", "home_postcode": "2312 KS", "home_from": today() - timedelta(days=5)}
    change_facts(case, back, version=case.version, **done_by())
    assert case.left_postcode is None


def test_a_mistake_in_the_address_is_no_move(app: Flask) -> None:
    case = registered(a_case(home_kind="temporary"))
    change_facts(case, {"home_street": "Hooigracht 13"}, version=case.version, **done_by())
    assert case.left_postcode is None
    assert "address_reported" not in {step.key for step in the_plan(case).steps}


def test_how_many_are_registered_at_an_address_however_it_was_typed(app: Flask) -> None:
    until = today() + timedelta(days=40)
    for street in ("Hooigracht 12", "hooigracht  12", "HOOIGRACHT 12."):
        registered(a_case(home_kind="temporary", home_street=street, home_until=until))
    a_case(home_kind="temporary", home_until=until)
    key = compared("Hooigracht 12", "2312KS")
    assert count_registered({key}) == {key: 3}
    rows = temporary_addresses(true(), None).rows
    assert [row.temporary_at for row in rows] == [key] * 4


def test_two_numbers_are_two_addresses() -> None:
    ways = ("Langegracht 11-1", "langegracht 11 1", "Langegracht 111", "Langegracht 1-11", "Lange Gracht 11/1")
    keys = [compared(street, "2312 KS") for street in ways]
    assert keys[0] == keys[1] == keys[4]
    assert len({*keys}) == 3


def test_a_later_day_and_the_old_home_come_along_when_two_cases_become_one(app: Flask) -> None:
    employer = an_employer()
    kept, emptied = a_case(employer=employer, **NO_HOME), at_work(employer)
    extend(emptied, 60)
    until = emptied.address_until
    put_together(kept, emptied)
    assert (kept.address_until, kept.address_reason) == (until, "No home before the summer")
    assert the_plan(kept).step("employer_address_ends").due == until


def test_the_home_that_they_leave_comes_along_with_the_new_one(app: Flask) -> None:
    emptied = registered(a_case(home_kind="temporary", home_until=today() + timedelta(days=40)))
    new = {"home_kind": "rent", "home_street": "Breestraat 1", "home_postcode": "2225 LM", "home_until": None,
           "home_from": today() + timedelta(days=20), "home_registration_allowed": True}  # fmt: skip
    change_facts(emptied, new, version=emptied.version, **done_by())
    kept = a_case(employer=emptied.employer, **NO_HOME)
    put_together(kept, emptied, set(new))
    assert (kept.left_street, kept.home_street) == ("Hooigracht 12", "Breestraat 1")


def put_together(kept: Case, emptied: Case, facts: Collection[str] = ()) -> None:
    choice = Choice(facts=facts, same={emptied.principal.id: kept.principal.id})
    merge_cases(kept, emptied, choice, version=kept.version, other_version=emptied.version, **done_by())


def test_an_employer_counts_no_household_of_which_some_are_registered(app: Flask) -> None:
    employer = an_employer()
    at_work(employer)
    some = with_family(a_case(employer=employer, **NO_HOME))
    registered(some, first=1)
    assert some.temporary_until is not None
    assert hires_at_address(employer.id, true()) == {None: 1}
    registered(some)
    assert hires_at_address(employer.id, true()) == {None: 2}
    # The desk counts people.
    assert session.scalar(select(func.sum(Case.temporary_people))) == 3
