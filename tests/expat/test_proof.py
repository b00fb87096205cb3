"""Proof of submission: a PDF made anew of what was answered, and a mail that says where it is."""

import io

import pikepdf
import pytest

from expatdesk.cases.closing import close_as_it_is
from expatdesk.cases.models import Case
from expatdesk.expat.household import Household
from expatdesk.expat.proof import _html, _lines
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import readings_of
from expatdesk.shared.clock import today
from expatdesk.shared.i18n import speaking
from tests.conftest import Visit
from tests.expat.answering import SINGLE, answers, sends
from tests.factories import a_case, with_family
from tests.factories.cases import REGION
from tests.signin.ways_in import mails


@pytest.fixture(params=["nl", "en"])
def case(request: pytest.FixtureRequest) -> Case:
    """A household that is asked for its answers, in either language."""
    return a_case(language=request.param)


def test_it_is_there_once_the_answers_are_sent(visit: Visit, case: Case) -> None:
    expat = visit(case, language=case.language)
    assert expat.asks_for("expat.proof").status_code == 404
    answers(expat, SINGLE)
    assert mails("answers_received") == []
    sends(expat)
    (mail,) = mails("answers_received")
    assert (mail.recipient, mail.language, case.code in mail.subject) == (case.email, case.language, True)
    # What was answered stays on the page: a mail is read by more than one.
    assert not any("1990" in part for part in (mail.text, mail.html))
    answer = expat.asks_for("expat.proof")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    with pikepdf.open(io.BytesIO(answer.data)) as document:
        assert (str(document.Root.Lang)[:2], bool(document.Root.MarkInfo.Marked)) == (case.language, True)
    assert [line.verb for line in readings_of(case.id)] == ["proof_made"]


def test_it_tells_what_the_file_says_of_which_day(visit: Visit) -> None:
    case = a_case()
    expat = visit(case)
    answers(expat, SINGLE)
    sends(expat)
    with expat.app.test_request_context(base_url="https://expatdesk.example"):
        page = _html(Household(case, REGION, SYSTEM, today()), "Proof of your answers")
    for told in (case.code, "1990", "The desk received your answers on", "The plan that follows"):
        assert told in page, told
    assert "Not told yet" not in page


def test_a_step_of_several_people_stands_there_once(visit: Visit) -> None:
    case = with_family(a_case())
    household = Household(case, REGION, SYSTEM, today())
    with visit(case).app.test_request_context(base_url="https://expatdesk.example"), speaking("en"):
        titles = [title for title, _due in _lines(household)]
    (registered,) = [title for title in titles if title.startswith("The municipality registers you")]
    assert all(person.calling_name in registered for person in case.people)


def test_there_is_none_of_a_closed_case(visit: Visit) -> None:
    case = a_case()
    expat = visit(case)
    answers(expat, SINGLE)
    sends(expat)
    close_as_it_is(case, version=case.version, today=today())
    assert expat.asks_for("expat.proof").status_code == 404


def test_sent_twice_is_told_once(visit: Visit) -> None:
    case = a_case()
    expat = visit(case)
    answers(expat, SINGLE)
    on_the_laptop = visit(case).opens("expat.summary")
    sends(expat)
    sends(on_the_laptop)
    assert len(mails("answers_received")) == 1
