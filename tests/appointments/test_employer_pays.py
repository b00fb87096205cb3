"""A household whose employer pays by invoice: no mail or page says that it loses money that it never paid."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
import time_machine
from flask import Flask

from expatdesk.appointments.actions import book_visit, cancel_visit
from expatdesk.appointments.day import no_show, undo
from expatdesk.appointments.fitting import recheck_visit
from expatdesk.cases.consents import Purpose, answer
from expatdesk.cases.models import Case
from expatdesk.logbook.models import Actor
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import (
    a_case,
    a_counter,
    a_user,
    an_employer,
    complete,
    done_by,
    up_to_visit,
    visit_of,
    with_family,
    with_time_held,
)

# Tomorrow is later than two working days before.
TOMORROW, FRIDAY = date(2026, 12, 15), date(2026, 12, 18)
EXPAT = Actor(Role.EXPAT, "Ananya Krishnan")
LOST = ("must be paid", "you pay nothing", "you pay for it")


@pytest.fixture(autouse=True)
def case(app: Flask) -> Case:
    """A household that lets its employer see and book its visit; the employer pays."""
    a_counter()
    case = a_case(employer=an_employer("LUMC", invoice_customer=True), arrival=date(2026, 12, 12))
    answer(case, Purpose.VISIT, is_given=True, language="en", by=EXPAT)
    return case


def mails(case: Case) -> Iterator[str]:
    """Every mail to the household, in both its forms, with single spaces."""
    for mail in session.query(Mail).filter_by(case_id=case.id):
        for text in (mail.text, mail.html):
            yield " ".join(text.split())


def said(case: Case, *sentences: str) -> None:
    """Each stands in some mail in both its forms, and none speaks of money that is lost."""
    texts = list(mails(case))
    for sentence in sentences:
        assert sum(sentence in text for text in texts) >= 2, sentence
    assert not [text for text in texts if any(word in text for word in LOST)]


def test_a_visit_that_was_missed_and_a_day_later_was_not(case: Case, clock: time_machine.Traveller) -> None:
    up_to_visit(case, day=today())
    clock.shift(timedelta(days=1))
    missed = visit_of(case)
    no_show(missed, case, **done_by())
    undo(missed, case, **done_by())
    said(
        case,
        "The time was kept free for you, so your employer pays €60.50 of the fee all the same.",
        "We also wrote that your employer pays €60.50 of the fee because you did not come.",
    )


def test_a_visit_that_was_missed_and_on_its_day_was_not(case: Case, clock: time_machine.Traveller) -> None:
    up_to_visit(case, day=today())
    clock.shift(timedelta(hours=2))
    missed = visit_of(case)
    no_show(missed, case, **done_by())
    undo(missed, case, **done_by())
    said(case, "your visit holds, and your employer pays for it only once.")


def test_a_visit_that_the_employer_books_moves_and_cancels(case: Case) -> None:
    for step in ("intake", "papers_handed_in"):
        complete(case, step)
    hr = done_by(Actor(Role.EMPLOYER, "Hedwig Maas", organisation="LUMC"))
    book_visit(case, FRIDAY, time(10), version=case.version, **hr)
    book_visit(case, TOMORROW, time(11), version=case.version, **hr)
    cancel_visit(case, version=case.version, **hr)
    said(
        case,
        "when you are not there on time, your employer pays the fee of €60.50 all the same.",
        "when you move, cancel or do not come, your employer pays the fee of €60.50 all the same.",
        "It was later than two working days before, so your employer pays the fee of €60.50 for it.",
    )


@pytest.mark.parametrize("is_late", [False, True])
def test_a_visit_that_does_not_fit_any_more(
    visit: Visit, case: Case, clock: time_machine.Traveller, *, is_late: bool
) -> None:
    with_time_held(case, day=FRIDAY, at=time(10))
    with_time_held(a_case(), day=FRIDAY, at=time(10, 30))
    clock.move_to("2026-12-17T08:00:00Z" if is_late else "2026-12-15T08:00:00Z")
    recheck_visit(with_family(case), **done_by(EXPAT))
    late = "It is later than that: your employer pays the fee of €90.75 all the same when you move"
    said(case, late if is_late else "not there on time, your employer pays the fee of €")
    page = visit(case).opens("expat.status").does_not_see(*LOST)
    page.sees("your employer pays its fee of €90.75 all the same" if is_late else "It is free of charge until")


def test_the_pages_of_household_and_employer(visit: Visit, case: Case) -> None:
    with_time_held(case, day=FRIDAY, at=time(10))
    free = "After that day, and when {} in time, {} all the same."
    household, hr = visit(case), visit(a_user(Role.EMPLOYER, employer=case.employer))
    household.opens("expat.visit").sees("not there on time, your employer pays the fee of €60.50 all the same.")
    hr.opens("employer.hire", case_id=case.id).sees(free.format("nobody comes", "you pay the fee"))
    book_visit(case, TOMORROW, time(11), version=case.version, **done_by())
    late = "It is later than two working days before, so {} pay"
    household.opens("expat.cancel_visit").sees(late.format("your employer") + "s the fee of €60.50 for it.")
    household.opens("expat.visit").sees("It is later than that: your employer pays the fee of €60.50")
    hr.opens("employer.cancel_visit", case_id=case.id).sees(late.format("you") + " the fee for it all the same.")
    hr.opens("employer.hire", case_id=case.id).sees("It is later than that: you pay the fee all the same")
