"""Two coordinators who save the same place at one moment: one is told, and no version is lost."""

from flask import Flask

from expatdesk.cases.refusals import StaleVersion
from expatdesk.guide.actions import save_place
from expatdesk.guide.queries import versions_of
from expatdesk.logbook.models import SYSTEM
from expatdesk.shared.db import begin_immediate, session
from tests.at_once import both
from tests.factories.places import a_place


def test_one_of_two_is_told(real_app: Flask) -> None:
    outcomes = []

    def saves() -> None:
        begin_immediate()
        try:
            save_place(a_place("at-once"), is_shown=True, why="At once", after=0, by=SYSTEM)
            session.commit()
            outcomes.append("saved")
        except StaleVersion:
            session.rollback()
            outcomes.append("told")

    both(real_app, saves)
    assert sorted(outcomes) == ["saved", "told"]
    assert [version.number for version in versions_of("at-once")] == [1]
