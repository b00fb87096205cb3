"""Sending the answers twice in the same moment: one sends them, and nobody sees an error (security T38)."""

import threading

from flask import Flask
from flask.testing import FlaskClient

from expatdesk.cases.intake_actions import remember_question
from expatdesk.cases.models import Case
from expatdesk.expat.questions import Intake
from expatdesk.logbook.queries import history_of
from expatdesk.rules.facts import MaritalStatus
from expatdesk.shared.db import session
from tests.factories import a_case
from tests.page import Page
from tests.signing_in import sign_in

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


def an_answered_case() -> Case:
    """A case of one person whose questions are all answered, and not sent yet."""
    case = a_case()
    me = case.principal
    me.born, me.marital_status, me.birth_certificate_country = "1990-03-07", MaritalStatus.SINGLE, "IN"
    remember_question(case, Intake(case).asked()[-1].slug)
    session.commit()
    return case


def a_browser(app: Flask, case: Case) -> tuple[FlaskClient, str]:
    """A browser of this household with the summary open, and its form's token."""
    client, base = app.test_client(), app.config["BASE_URL"]
    sign_in(app, client, case)
    with app.app_context():
        page = Page(client.get("/my/intake/summary", base_url=base).text, "", 200)
    return client, page.form_with("Send")[0].values()["csrf_token"][0]


def test_pressing_send_in_four_tabs_at_once(real_app: Flask) -> None:
    case = an_answered_case()
    browsers = [a_browser(real_app, case) for _ in range(4)]
    case_id, base = case.id, real_app.config["BASE_URL"]
    session.remove()
    ready, told = threading.Barrier(len(browsers)), list[tuple[int, str]]()

    def press(client: FlaskClient, token: str) -> None:
        ready.wait()
        answer = client.post("/my/intake/summary", base_url=base, data={"csrf_token": token}, headers=SAME_ORIGIN)
        told.append((answer.status_code, answer.location))

    threads = [threading.Thread(target=press, args=browser) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [(303, "/my/")] * 4
    assert [line.verb for line in history_of(case_id)].count("step_completed") == 1
