"""How it goes after six weeks, in a minute, and what the desk reads of it."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from expatdesk.cases.actions import open_case
from expatdesk.cases.models import Case
from expatdesk.cases.projection import refresh
from expatdesk.cases.step_reminders import write_what_is_due
from expatdesk.check_ins.queries import answers_of
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.rules.figures import FEWEST
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user, registered
from tests.factories.cases import REGION, a_hire
from tests.visitor import Visitor


def settled(households: int, clock: time_machine.Traveller) -> list[Case]:
    """So many households that have been here for six weeks."""
    cases = [registered(a_case()) for _household in range(households)]
    session.flush()
    clock.shift(timedelta(weeks=6))
    for case in cases:
        refresh(case, REGION, today())
    return cases


@pytest.fixture
def case(app: object, clock: time_machine.Traveller) -> Case:
    """One household of that kind."""
    return settled(1, clock)[0]


def test_a_household_says_how_it_goes(visit: Visit, case: Case, officer: Visitor, registrar: Visitor) -> None:
    expat = visit(case).opens("expat.status").sees("Tell us how it goes").opens("expat.check_in")
    expat.presses("Send", home="4", people="2", text="Few friends yet.").sees("We call you for a talk")
    assert [(one.home, one.people, one.work) for one in answers_of(case.id)] == [(4, 2, None)]
    expat.sees("We call you for a talk")
    officer.opens("desk.case", case_id=case.id)
    officer.sees("How they are doing", "Not so well", "Few friends yet.", "Call to ask how it goes")
    registrar.opens("desk.case", case_id=case.id).sees("Call to ask how it goes")
    registrar.does_not_see("How they are doing", "Few friends yet.", "Would like a talk", "wish for a talk")


def test_only_who_has_an_employer_reads_what_it_never_sees(visit: Visit, clock: time_machine.Traveller) -> None:
    """In the mail that asks, both of its texts, and on the page."""
    alone = registered(open_case(a_hire(), employer=None, by=SYSTEM, region=REGION, today=today()))
    hired = settled(1, clock)[0]
    for case in (alone, hired):
        refresh(case, REGION, today())
        write_what_is_due(case.id, REGION, today())
        mail = session.scalars(select(Mail).where(Mail.case_id == case.id, Mail.kind == "six_week_check_in")).one()
        page = visit(case).opens("expat.check_in").page.text
        assert all("Only the desk reads it" in text for text in (mail.text, mail.html or "", page))
        assert {"employer" in text for text in (mail.text, mail.html or "", page)} == {case is hired}


def test_two_taps_ask_for_a_talk(visit: Visit, case: Case) -> None:
    visit(case).opens("expat.check_in").presses("Send", wants_talk=True).sees("We call you for a talk")


def test_an_empty_form_says_what_to_do_and_a_bsn_is_kept_out(visit: Visit, case: Case) -> None:
    expat = visit(case).opens("expat.check_in").presses("Send", refused=422).sees("Answer one of these at least")
    expat.presses("Send", work="5", text="my number is 123456782", refused=422)
    expat.sees("This looks like a BSN", "my number is")
    assert answers_of(case.id) == []


def test_what_is_not_asked_cannot_be_answered(visit: Visit) -> None:
    case = registered(a_case())
    expat = visit(case).opens("expat.status").does_not_see("Tell us how it goes")
    expat.asks_for("expat.check_in")
    expat.opens("expat.status").sees("There is nothing to answer now")
    expat.posts("expat.give_check_in", {"home": "4"})
    assert answers_of(case.id) == []


@pytest.fixture
def cases(app: object, clock: time_machine.Traveller) -> list[Case]:
    """As few households as trends are told of."""
    return settled(FEWEST, clock)


def test_the_coordinator_reads_trends_without_names(
    visit: Visit, cases: list[Case], clock: time_machine.Traveller
) -> None:
    for number, case in enumerate(cases, start=1):
        visit(case).opens("expat.check_in").presses("Send", home=str(number), text="A word of mine.")
    clock.shift(timedelta(days=1))
    coordinator = visit(a_user(Role.COORDINATOR))
    coordinator.opens("desk.dashboard").follows("How households are doing")
    coordinator.sees("3.0", "2 low, 1 fair, 2 well", "too few to say")
    coordinator.does_not_see("A word of mine.", cases[0].code, cases[0].principal.family_name)


def test_where_nobody_answered_yet_it_says_so(coordinator: Visitor) -> None:
    coordinator.opens("desk.check_ins").sees("Nothing to read yet")
