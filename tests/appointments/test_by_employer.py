"""An employer books, moves and cancels for a household that lets it: by its rules, and not behind its back."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
import time_machine
from flask import Flask

from expatdesk.appointments.actions import book_visit, cancel_visit, keep_time
from expatdesk.appointments.queries import changes_made
from expatdesk.appointments.refusals import ChangedTooOften, NotAllowedByHousehold, VisitInThePast
from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case
from expatdesk.logbook.models import Actor
from expatdesk.logbook.queries import history_of
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.rules.region import Region
from expatdesk.shared.clock import now, today
from expatdesk.shared.db import session
from tests.factories import a_case, a_counter, an_employer, complete

# The day after tomorrow: later than two working days before.
WEDNESDAY = date(2026, 12, 16)
HR = Actor(Role.EMPLOYER, "Hedwig Maas", organisation="LUMC www.evil.example")


@pytest.fixture
def case(app: Flask) -> Case:
    """A household whose papers are handed in, which reads English and lets its employer see and book its visit."""
    a_counter()
    case = a_case(employer=an_employer("LUMC"))
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    allow(case)
    return case


def allow(case: Case, *, yes: bool = True) -> None:
    answer(case, Purpose.VISIT, is_given=yes, language="en", by=Actor(Role.EXPAT, "Ananya Krishnan"))


def book(case: Case, region: Region, at: time, day: date = WEDNESDAY) -> None:
    book_visit(case, day, at, version=case.version, by=HR, region=region, today=today())


def cancel(case: Case, region: Region) -> None:
    cancel_visit(case, version=case.version, by=HR, region=region, today=today())


def test_without_consent_nothing_is_kept_booked_or_cancelled(case: Case, region: Region) -> None:
    book(case, region, time(10))
    allow(case, yes=False)
    for act in (
        lambda: keep_time(case, WEDNESDAY, time(11), by=HR, region=region, today=today()),
        lambda: book(case, region, time(11)),
        lambda: cancel(case, region),
    ):
        with pytest.raises(NotAllowedByHousehold):
            act()
    assert case.visit_at is not None


def test_it_counts_as_the_households_own_but_for_the_last(case: Case, region: Region) -> None:
    with pytest.raises(VisitInThePast):
        book(case, region, time(9), today())
    for hour in (10, 11, 12):
        book(case, region, time(hour))
    assert changes_made(case.id) == 2
    with pytest.raises(ChangedTooOften):
        book(case, region, time(14))


def test_the_household_reads_who_did_it_what_it_costs_and_how_to_object(
    case: Case, region: Region, clock: time_machine.Traveller
) -> None:
    told = []
    acts: tuple[Callable[[], None], ...] = (
        lambda: book(case, region, time(10)),
        lambda: book(case, region, time(11), today()),
        lambda: cancel(case, region),
    )
    for act in acts:
        clock.shift(timedelta(minutes=1))
        act()
        told.append(session.query(Mail).filter_by(written_at=now()).one())
    # Beside what else suits them better, as long as there is a visit.
    said = (("booked this visit", "also "), ("moved this visit", "also "), ("cancelled it", ""))
    for mail, (did, also) in zip(told, said, strict=True):
        for text in (mail.text, mail.html):
            assert f"Your employer LUMC {did} for you." in text
            assert f"you can {also}take back that LUMC sees and books your visit." in text
        assert "METHOD:" in (mail.calendar or "")
    costs = ["must be paid all the same" in mail.text.partition("Does that not suit you?")[0] for mail in told]
    assert costs == [False, False, True]
    assert sentence(history_of(case.id)[0]).startswith("Hedwig Maas (LUMC")
