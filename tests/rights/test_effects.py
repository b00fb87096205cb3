"""Looking at what a correction would do leaves nothing behind."""

from datetime import timedelta

from flask import Flask

from expatdesk.cases.actions import change_facts
from expatdesk.logbook.models import SYSTEM
from expatdesk.logbook.queries import history_of
from expatdesk.rights.correcting import what_would_follow
from expatdesk.shared.clock import today
from expatdesk.shared.db import session
from tests.factories import a_case
from tests.factories.cases import REGION


def test_it_is_told_and_taken_back(app: Flask) -> None:
    case = a_case()
    session.commit()
    before, lines = case.arrival, len(history_of(case.id))
    later = {"arrival": today() + timedelta(days=200)}

    def change() -> None:
        change_facts(case, later, version=case.version, by=SYSTEM, region=REGION, today=today())

    effect = what_would_follow(case, change, REGION, today())
    assert not effect.is_none
    session.commit()
    session.expire_all()
    assert case.arrival == before
    assert len(history_of(case.id)) == lines
    assert what_would_follow(case, lambda: None, REGION, today()).is_none
