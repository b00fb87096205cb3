"""A household and the desk write down other wishes in one moment: one of them is told, and nothing is lost."""

import contextlib

from flask import Flask

from expatdesk.cases.models import Case
from expatdesk.cases.refusals import StaleVersion
from expatdesk.housing.wishes import Said, WishesChanged, say_wishes, wishes_row
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.clock import today
from expatdesk.shared.db import begin_immediate, session
from tests.at_once import both
from tests.factories import a_case
from tests.factories.cases import REGION


def test_of_two_at_once_one_is_told(real_app: Flask) -> None:
    case_id = a_case().id
    session.commit()
    session.remove()
    refused: list[type[Exception]] = []

    def say() -> None:
        begin_immediate()
        with contextlib.suppress(StaleVersion, WishesChanged):
            said = Said(version=0, rooms=2)
            say_wishes(session.get_one(Case, case_id), said, by=SYSTEM, region=REGION, today=today())
            session.commit()
            return
        refused.append(WishesChanged)
        session.rollback()

    with real_app.app_context():
        both(real_app, say)
        row = wishes_row(case_id)
        assert row is not None
        assert (row.version, len(refused)) == (1, 1)
