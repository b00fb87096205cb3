"""A household chooses which mails it gets, and in which language."""

from sqlalchemy import select

from expatdesk.cases.models import CaseState
from expatdesk.logbook.models import LogLine
from expatdesk.messages.choices import unwanted_by
from expatdesk.messages.kinds import Choice
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case


def test_it_finds_the_page_and_keeps_its_choice(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.status").follows("Choose which mails you get")
    expat.sees("14, 7 and 1 days before", "All about your visit")
    expat.presses("Keep my choice", wanted=["reminders"], language="nl")
    assert unwanted_by(case.id) == {Choice.NEWS}
    assert case.language == "nl"
    verbs = session.scalars(select(LogLine.verb).where(LogLine.case_id == case.id)).all()
    assert {"mails_chosen", "language_changed"} <= set(verbs)


def test_the_same_choice_again_is_no_news(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.mails")
    for _ in range(2):
        expat.presses("Keep my choice", wanted=[])
    lines = select(LogLine).where(LogLine.case_id == case.id, LogLine.verb == "mails_chosen")
    assert len(session.scalars(lines).all()) == 1
    expat.presses("Keep my choice", wanted=["news", "reminders"])
    assert unwanted_by(case.id) == frozenset()


def test_what_is_not_to_be_chosen_is_refused(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.mails")
    answer = expat.posts("expat.mails", {"wanted": ["visit"], "language": "xx"})
    assert answer.status_code == 422
    assert unwanted_by(case.id) == frozenset()


def test_opening_it_from_a_mail_changes_nothing_and_asks_to_sign_in(visit: Visit) -> None:
    answer = visit().asks_for("expat.mails")
    assert answer.status_code in (302, 303)
    assert "sign-in" in str(answer.location)


def test_a_closed_case_may_choose_still(visit: Visit) -> None:
    case = a_case()
    case.state, case.closed_on = CaseState.CLOSED, today()
    visit(case).opens("expat.mails").presses("Keep my choice", wanted=[])
    assert unwanted_by(case.id) == set(Choice)
