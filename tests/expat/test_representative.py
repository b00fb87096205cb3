"""A household lets somebody represent it on a page of its own, reads what they see and did, and ends it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from expatdesk.cases.models import Case, CaseState
from expatdesk.cases.representative_models import Grant, Mails, Representative
from expatdesk.cases.representatives import AlreadyRepresented, representative_of
from expatdesk.logbook.models import LogLine
from expatdesk.people.models import Role
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_representative, a_user
from tests.signin.ways_in import mails
from tests.visitor import Visitor


def filled_in(**changes: Any) -> dict[str, Any]:
    last = today() + timedelta(days=60)
    return {
        "name": "Joost Visser", "email": "Joost@Agent.example", "language": "nl", "relation": "agent",
        "sees": ["plan", "papers"], "acts": "yes", "mails": "too",
        "last_day-day": str(last.day), "last_day-month": str(last.month), "last_day-year": str(last.year),
        **changes,
    }  # fmt: skip


def names(expat: Visitor, *, refused: int = 0, **changes: Any) -> Visitor:
    return expat.opens("expat.name_representative").presses("Invite them", refused=refused, **filled_in(**changes))


def test_it_is_named_on_a_page_of_its_own(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.status").follows("Let somebody represent you").follows("Name somebody")
    expat.presses("Invite them", **filled_in())
    expat.sees("Joost Visser", "joost@agent.example", "Has not accepted yet", "A relocation agent")
    expat.sees("The steps and their days", "Book, move and cancel visits", "Hand in papers")
    expat.does_not_see("The scans and photos", "All questions to the desk")
    one = representative_of(case.id)
    assert one is not None
    assert (one.sees, one.may_act, one.mails, one.language) == (["plan", "papers"], True, Mails.TOO, "nl")
    assert one.last_day == today() + timedelta(days=60)
    (mail,) = mails("representative_named")
    assert (mail.recipient, mail.case_id) == (case.email, case.id)
    assert "Joost Visser (joost@agent." in mail.text.replace("\u2060", "")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"email": "ananya@mail.example"}, "This is your own address."),
        ({"sees": []}, "Tick at least one."),
        ({"sees": ["scans"]}, "Tick that too."),
        ({"last_day-year": "2028"}, "at most a year ahead"),
        ({"last_day-year": "2026", "last_day-month": "1"}, "Choose a day from today"),
        ({"name": "www.win.example"}, ""),
    ],
)
def test_what_makes_no_sense_is_refused(visit: Visit, changes: dict[str, Any], told: str) -> None:
    case = a_case()
    names(visit(case), refused=422, **changes).sees(told)
    assert representative_of(case.id) is None


def test_one_at_a_time(visit: Visit) -> None:
    case = a_case()
    one = a_representative(case)
    names(visit(case), refused=422).sees("Somebody represents you already.")
    with pytest.raises(AlreadyRepresented):
        a_representative(case, email="other@agent.example")
    assert representative_of(case.id) is one


def test_nobody_fills_a_mailbox_by_naming(visit: Visit) -> None:
    """Security T16."""
    expat = visit(a_case())
    for _ in range(3):
        names(expat).presses("End it now")
    names(expat, refused=422).sees("three times today")


def test_it_ends_at_once(visit: Visit) -> None:
    case = a_case()
    agent = visit(a_representative(case)).opens("expat.status")
    visit(case).opens("expat.representative").sees("Accepted").presses("End it now").sees("Nobody represents you")
    agent.must_sign_in_for("expat.status")
    assert session.scalars(select(Representative)).all() == []
    verbs = session.scalars(select(LogLine.verb).where(LogLine.case_id == case.id)).all()
    assert {"representative_named", "representative_accepted", "representative_ended"} <= set(verbs)
    assert mails("representative_ended") == []


def test_a_closed_case_names_nobody_and_still_ends_it(visit: Visit) -> None:
    case = a_case()
    a_representative(case)
    case.state, case.closed_on = CaseState.CLOSED, today()
    expat = visit(case).opens("expat.representative").presses("End it now")
    expat.sees("nobody can be named any more")
    assert expat.posts("expat.name_representative", filled_in()).status_code == 409
    assert representative_of(case.id) is None


def test_naming_asks_who_is_there_once_more(visit: Visit, clock: Any) -> None:
    expat = visit(a_case()).opens("expat.representative")
    clock.shift(timedelta(minutes=6))
    answer = expat.asks_for("expat.name_representative")
    assert "confirm" in str(answer.location)


def test_who_looked_and_who_did_what_stands_under_their_name(visit: Visit, officer: Visitor) -> None:
    case = a_case()
    agent = visit(a_representative(case, [Grant.QUESTIONS], may_act=True))
    agent.opens("expat.status").follows("The questions to the desk").follows("Ask a question")
    agent.presses("Go on", q="Driving").presses("Send the question", subject="Driving", text="May she drive here?")
    expat = visit(case).opens("expat.status")
    expat.sees("Who represents you, Joost Visser", "Looked at what you let them see")
    officer.opens("desk.history", case_id=case.id)
    officer.sees("Joost Visser (on behalf of the household) asked the desk a question.")


def test_own_data_tells_of_it(visit: Visit) -> None:
    case = a_case()
    expat = visit(case).opens("expat.data").sees("Nobody. You may name somebody")
    a_representative(case)
    expat.opens("expat.data").sees("Joost Visser, until").follows("See what they see, or end it")


def test_the_employer_never_learns_of_it(case_with_hr: tuple[Case, Visitor]) -> None:
    case, hr = case_with_hr
    before = hr.opens("employer.hire", case_id=case.id).page.text
    a_representative(case)
    assert hr.opens("employer.hire", case_id=case.id).page.text == before


@pytest.fixture
def case_with_hr(visit: Visit) -> tuple[Case, Visitor]:
    case = a_case()
    return case, visit(a_user(Role.EMPLOYER, employer=case.employer))
