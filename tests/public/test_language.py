"""One choice away on every page: the same page in the other language, and mails follow."""

import uuid

import pytest
from flask import Flask

from expatdesk.cases.history import sentence
from expatdesk.cases.models import Case
from expatdesk.logbook.models import LogLine
from expatdesk.people.models import Role, User
from expatdesk.shared.db import session
from tests.conftest import Visit
from tests.factories import a_case, a_user, an_employer
from tests.visitor import Visitor


def test_the_choice_keeps_the_page(hr: Visitor) -> None:
    hr.opens("employer.hires", q="Yıldırım")
    hr.language = "nl"
    hr.presses("Nederlands")
    assert hr.page.heading == "Uw medewerkers"
    assert "q=Y" in hr.response.request.full_path


def test_the_cookie_lasts_and_cannot_be_read_by_scripts(nobody: Visitor) -> None:
    answer = nobody.opens("public.start").posts("public.choose_language", {"language": "nl", "next": "/privacy"})
    cookie = next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith("__Host-language=nl"))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=31536000" in cookie
    assert answer.location.endswith("/privacy")


@pytest.mark.parametrize("spoken", ["xx", "", "../../etc/passwd", "NL", "en\r\nX: y"])
def test_a_language_that_we_do_not_speak_changes_nothing(nobody: Visitor, spoken: str) -> None:
    """Security T34."""
    answer = nobody.opens("public.start").posts("public.choose_language", {"language": spoken, "next": "/"})
    assert answer.status_code == 303
    assert not any("language=" in line for line in answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize(
    ("sent_to", "page"),
    [
        ("/desk/cases/{0}/steps/intake/done?x=1", "/desk/cases/{0}/steps/intake"),
        ("/desk/cases/{0}/papers/{0}?x=1", "/desk/cases/{0}/papers/{0}?x=1"),
        ("/employer/hires/{0}/tasks/contract", "/employer/hires/{0}"),
        ("/nothing/of/ours", "/nothing/of/ours"),
    ],
)
def test_what_only_takes_a_form_has_its_page_above_it(nobody: Visitor, sent_to: str, page: str) -> None:
    chosen = {"language": "nl", "next": sent_to.format(uuid.UUID(int=0))}
    answer = nobody.opens("public.start").posts("public.choose_language", chosen)
    assert answer.location == page.format(uuid.UUID(int=0))


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "\t//evil"],
)
def test_the_way_back_never_leads_elsewhere(nobody: Visitor, elsewhere: str) -> None:
    """Security T20."""
    answer = nobody.opens("public.start").posts("public.choose_language", {"language": "nl", "next": elsewhere})
    assert answer.location == "/"


def test_mails_to_a_user_follow_the_choice(visit: Visit) -> None:
    user = a_user(Role.EMPLOYER, employer=an_employer(), language="en")
    hr = visit(user).opens("employer.hires")
    hr.posts("public.choose_language", {"language": "nl"})
    assert session.query(User).filter_by(id=user.id).one().language == "nl"


def test_mails_to_a_household_follow_the_choice_and_it_is_written_down(visit: Visit) -> None:
    case = a_case(language="en")
    visit(case).opens("public.start").posts("public.choose_language", {"language": "nl"})
    assert session.query(Case).filter_by(id=case.id).one().language == "nl"
    line = session.query(LogLine).filter_by(case_id=case.id, verb="language_changed").one()
    assert sentence(line).endswith("chose another language for pages and mails.")


def test_choosing_needs_the_page_it_stands_on(nobody: Visitor, app: Flask) -> None:
    """A form of another site cannot change it (security T19)."""
    answer = nobody._post(nobody.address("public.choose_language"), {"language": ["nl"]})
    assert answer.status_code == 400
