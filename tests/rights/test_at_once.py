"""Two presses in one moment: none fails, and one holds. Each has a connection of its own."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from expatdesk.cases.models import Case
from expatdesk.documents.models import DataExport
from expatdesk.logbook.models import Actor
from expatdesk.people.models import Role
from expatdesk.rights.calendar_feed import make_feed
from expatdesk.rights.email_change import ask_for_change
from expatdesk.rights.exporting import ask_for_export
from expatdesk.rights.models import CalendarFeed, DataRequest, EmailChange, RequestKind
from expatdesk.rights.requests import TooManyOpen, ask
from expatdesk.shared.db import Model, begin_immediate, session
from tests.factories import a_case

PRESSING = 6
EXPAT = Actor(Role.EXPAT, "Ana")


def changes_email(case: Case) -> None:
    ask_for_change(case, "new@mail.example", nonce="a", code="1", by=EXPAT)


def asks_to_erase(case: Case) -> None:
    try:
        ask(case, RequestKind.ERASURE, "", by=EXPAT)
    except TooManyOpen:
        session.rollback()


@pytest.mark.parametrize(
    ("act", "model"),
    [
        (changes_email, EmailChange),
        (asks_to_erase, DataRequest),
        (lambda case: ask_for_export(case, by=EXPAT), DataExport),
        (lambda case: make_feed(case, by=EXPAT), CalendarFeed),
    ],
)
def test_of_many_presses_one_holds(real_app: Flask, act: Callable[[Case], object], model: type[Model]) -> None:
    case_id = a_case().id
    session.commit()
    session.remove()
    together = threading.Barrier(PRESSING)

    def press(_number: int) -> None:
        with real_app.app_context():
            together.wait()
            begin_immediate()
            act(session.get_one(Case, case_id))
            session.commit()
            session.remove()

    with ThreadPoolExecutor(PRESSING) as threads:
        list(threads.map(press, range(PRESSING)))
    assert session.scalar(select(func.count()).select_from(model)) == 1
