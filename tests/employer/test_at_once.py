"""Sending the same hire from several clicks at the same moment, with a real database between them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from expatdesk.cases.models import Case, HireDraft
from expatdesk.messages.models import Mail
from expatdesk.people.models import Role
from expatdesk.shared.db import session
from tests.employer.hiring import MEERA
from tests.factories import a_user, an_employer
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
