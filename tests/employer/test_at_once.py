"""Several clicks on the same hire at the same moment, with a real database between them."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from expatdesk.cases.hire_actions import send_draft
from expatdesk.cases.hire_models import HireDraft
from expatdesk.cases.models import Case
from expatdesk.documents.models import Page
from expatdesk.hire_sheets.files import AT_WORK
from expatdesk.hire_sheets.models import HireSheet
from expatdesk.logbook.models import SYSTEM
from expatdesk.messages.models import Mail
from expatdesk.organisations.models import Employer
from expatdesk.people.models import Role, User
from expatdesk.rules.region import Region
from expatdesk.shared import turns
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from tests.employer.hiring import MEERA, Typed
from tests.factories import a_case, a_user, an_employer
from tests.hire_sheets.nasty import HEADS, ZOE, workbook
from tests.sending_files import sent
from tests.visitor import Visitor

CLICKS = 4


def test_a_double_click_sends_one_hire(real_app: Flask) -> None:
    """Security T38."""
    user = a_user(Role.EMPLOYER, employer=an_employer())
    visitors = [Visitor(real_app, user) for _ in range(CLICKS)]
    visitors[0].posts("employer.new_hire", MEERA)
    draft_id = session.query(HireDraft).one().id
    session.remove()
    together = Barrier(CLICKS)
    for visitor in visitors:
        visitor.asks_for("public.start")

    def click(visitor: Visitor) -> tuple[int, str]:
        with real_app.app_context():
            token = {"csrf_token": [visitor._token()]}
            url = visitor.address("employer.send_hire", draft_id=draft_id)
            together.wait(timeout=20)
            answer = visitor._post(url, token)
            return answer.status_code, answer.location

    with ThreadPoolExecutor(CLICKS) as threads:
        answers = set(threads.map(click, visitors))
    case = session.query(Case).one()
    assert answers == {(303, f"/employer/hires/{case.id}?sent=yes")}
    assert session.query(Mail).count() == 1


def test_a_double_click_signs_one_form(real_app: Flask) -> None:
    """Security T38."""
    employer = an_employer()
    user = a_user(Role.EMPLOYER, employer=employer)
    case_id = a_case(employer=employer, home_kind=None, home_postcode=None).id
    session.commit()
    visitors = [Visitor(real_app, user) for _ in range(CLICKS)]
    pages = [visitor.asks_for("employer.sign_address_form", case_id=case_id).text for visitor in visitors]
    (seen,) = set(re.findall(r'name="seen" value="(\w+)"', "".join(pages)))
    session.remove()
    together = Barrier(CLICKS)

    def click(visitor: Visitor) -> int:
        with real_app.app_context():
            together.wait(timeout=20)
            typed = {"name": "Sanne de Wit", "may_sign": "y", "seen": seen}
            return visitor.posts("employer.sign_address_form", typed, case_id=case_id).status_code

    with ThreadPoolExecutor(CLICKS) as threads:
        assert set(threads.map(click, visitors)) == {303}
    assert session.query(Page).count() == 1


@pytest.mark.parametrize(("endpoint", "typed"), [("change_draft", {**MEERA, "later": "yes"}), ("throw_away", {})])
def test_what_is_being_sent_is_neither_kept_nor_thrown_away(
    real_app: Flask, region: Region, endpoint: str, typed: Typed
) -> None:
    """A second tab waits for the first; then nothing that was typed comes back into what was sent."""
    visitor = Visitor(real_app, a_user(Role.EMPLOYER, employer=an_employer()))
    visitor.posts("employer.new_hire", MEERA)
    draft_id = session.query(HireDraft).one().id
    visitor.asks_for("public.start")
    session.remove()

    def click() -> str:
        with real_app.app_context():
            return visitor.posts(f"employer.{endpoint}", typed, draft_id=draft_id).location

    begin_immediate()
    draft = session.query(HireDraft).with_for_update().one()
    employer = session.get_one(Employer, draft.employer_id)
    with ThreadPoolExecutor(1) as threads:
        clicked = threads.submit(click)
        # The other tab has read what it reads without waiting.
        time.sleep(1)
        case = send_draft(draft, employer=employer, by=SYSTEM, region=region, today=today())
        url = visitor.address("employer.hire", case_id=case.id)
        session.commit()
        assert clicked.result(timeout=20) == url
    assert session.query(HireDraft).one().typed == {}


def test_while_a_workbook_is_read_others_write(real_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Security T27; and who was removed meanwhile hands over nothing (T09)."""
    monkeypatch.setattr(turns, "SECONDS", 0.5)
    visitor = Visitor(real_app, a_user(Role.EMPLOYER, employer=an_employer()))
    visitor.asks_for("public.start")
    session.remove()

    def give() -> int:
        with real_app.app_context():
            files = sent(("hires.xlsx", workbook(HEADS, ZOE)))
            return visitor.posts("employer.new_sheet", {"sheet": files}).status_code

    with ThreadPoolExecutor(1) as threads:
        with AT_WORK, AT_WORK:
            given = threads.submit(give)
            # The workbook waits until another one is read.
            time.sleep(1)
            begin_immediate()
            session.query(User).one().active = False
            session.commit()
        assert given.result(timeout=20) == 404
    assert session.query(HireSheet).count() == 0
